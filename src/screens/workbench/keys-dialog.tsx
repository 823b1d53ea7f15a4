import { Fragment, useEffect, useRef } from "react";
import { useReading, useWords } from "../parts/language.tsx";
import { shellWords } from "../words/shell.ts";

/** Every key that does something, and the switch for those pressed alone. */
export function KeysDialog({ close }: { close: () => void }) {
  const words = useWords(shellWords);
  const { keys, setKeys } = useReading();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const groups: { title: string; alone: boolean; rows: [string[], string][] }[] = [
    {
      title: words.keysToday,
      alone: true,
      rows: [
        [["J", "↓"], words.keyDown],
        [["K", "↑"], words.keyUp],
        [["Enter"], words.keyWhy],
        [["R"], words.keyRecord],
        [["E"], words.keyAside],
      ],
    },
    {
      title: words.keysEverywhere,
      alone: false,
      rows: [
        [[commandKey("K"), "/"], words.keyFind],
        [["?"], words.keyThis],
      ],
    },
    {
      title: words.keysPanel,
      alone: false,
      rows: [
        [["Enter"], words.keySave],
        [["Shift + Enter"], words.keyLine],
        [["Esc"], words.keyLeave],
      ],
    },
  ];
  return (
    <dialog
      ref={dialog}
      className="keys-dialog"
      aria-labelledby="keys-title"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div className="keys-head">
        <h2 id="keys-title">{words.keysTitle}</h2>
        <button type="button" className="button" autoFocus onClick={close}>
          {words.close}
        </button>
      </div>
      <div className="keys-groups">
        {groups.map(({ title, alone, rows }) => (
          <section key={title} data-off={alone && !keys}>
            <h3>{title}</h3>
            <dl>
              {rows.map(([pressed, does]) => (
                <div key={does}>
                  <dt>
                    {pressed.map((key, at) => (
                      <Fragment key={key}>
                        {at > 0 && <span className="third small"> {words.or} </span>}
                        <kbd>{key}</kbd>
                      </Fragment>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <button
        type="button"
        role="switch"
        className="menu-item"
        aria-checked={keys}
        onClick={() => setKeys(!keys)}
      >
        <span>{words.singleKeys}</span>
        <span className="toggle" />
      </button>
    </dialog>
  );
}

/** A key together with the one that commands on this machine. */
export function commandKey(key: string): string {
  return /Mac|iP/.test(navigator.platform) ? `⌘${key}` : `Ctrl ${key}`;
}
