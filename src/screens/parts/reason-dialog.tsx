import { useEffect, useRef, useState, type FormEvent } from "react";
import { recordWords } from "../words/record.ts";
import { useWords } from "./language.tsx";
import { ReloadOffer } from "./reload-offer.tsx";
import "./form.css";
import "./reason-dialog.css";

/** Asks why before something that cannot be taken back quietly is done. Enter does it, Escape does not. */
export function ReasonDialog({
  title,
  about,
  label,
  act,
  fault,
  caught,
  suggestions = [],
  close,
  done,
}: {
  title: string;
  about: string;
  label: string;
  act: string;
  fault: string | undefined;
  /** The failure that `fault` says. */
  caught: unknown;
  suggestions?: string[];
  close: () => void;
  done: (reason: string) => Promise<void>;
}) {
  const words = useWords(recordWords);
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [empty, setEmpty] = useState(false);
  const [sending, setSending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setEmpty(reason.trim() === "");
    if (reason.trim() === "") return;
    setSending(true);
    await done(reason.trim());
    setSending(false);
  };
  const said = empty ? words.needReason : fault;
  return (
    <dialog ref={dialog} className="reason-dialog" onClose={close} aria-label={title}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <h2>{title}</h2>
        <p className="second">{about}</p>
        <div className="form-row">
          <label htmlFor="reason-text">{label}</label>
          <input
            id="reason-text"
            className="field"
            autoFocus
            autoComplete="off"
            value={reason}
            aria-invalid={said !== undefined}
            onChange={(event) => setReason(event.target.value)}
          />
          {suggestions.length > 0 && (
            <div className="chips" style={{ marginTop: 8 }}>
              {suggestions.map((each) => (
                <button key={each} type="button" className="chip" onClick={() => setReason(each)}>
                  {each}
                </button>
              ))}
            </div>
          )}
          {said && (
            <p className="fault" role="alert">
              {said} {!empty && <ReloadOffer error={caught} />}
            </p>
          )}
        </div>
        <div className="drawer-foot">
          <button type="button" className="button" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" className="button primary" disabled={sending}>
            {act}
          </button>
        </div>
      </form>
    </dialog>
  );
}
