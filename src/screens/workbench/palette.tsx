import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { CaseList } from "#record/views/cases.ts";
import { useAsk } from "../parts/ask.ts";
import { initialsOf } from "../words/initials.ts";
import { useReading, useSay, useWords } from "../parts/language.tsx";
import { useHere } from "../parts/me.tsx";
import { useRecording } from "../parts/recording.tsx";
import { useUsualRecord } from "../parts/usual-record.ts";
import { clauseAddress } from "../parts/why.tsx";
import { askWords } from "../words/ask.ts";
import { casesWords } from "../words/cases.ts";
import { doublesWords, walkWords } from "../words/household.ts";
import { requestWords } from "../words/requests.ts";
import { registerWords } from "../words/register.ts";
import { shellWords } from "../words/shell.ts";
import { todayWords } from "../words/today.ts";

interface Choice {
  key: string;
  title: string;
  note: string;
  act: () => void;
}

/** So many of each; who wants more, types more. */
const SHOWN = 8;

/** The keyboard's way to everything: people and units of the register, pages, actions, cases and clauses. */
export default function Palette({ close }: { close: () => void }) {
  const words = useWords(shellWords);
  const walking = useWords(walkWords);
  const doubles = useWords(doublesWords);
  const rights = useWords(requestWords);
  const cases = useWords(casesWords);
  const register = useWords(registerWords);
  const today = useWords(todayWords);
  const asking = useWords(askWords);
  const say = useSay();
  const { language, setLanguage } = useReading();
  const { me, may, areas, lines } = useHere();
  const recording = useRecording();
  const usual = useUsualRecord();
  const [, go] = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const text = useDeferredValue(typed.trim());
  const found = useAsk<FoundSubjects>("/api/subjects", { text }, { enabled: text !== "", keep: true });
  // By initials only the most pressing fifty, looked through here; the server finds any by words, a name or a number. It opens
  // what is sealed to look into it, so it is asked from two characters on.
  const open = useAsk<CaseList>("/api/cases", { show: "open" });
  const searched = useAsk<CaseList>(
    "/api/cases",
    { show: "all", text },
    { enabled: [...text].length > 1, keep: true },
  );
  useEffect(() => dialog.current?.showModal(), []);

  const wanted = text.toLowerCase();
  const matches = (...titles: string[]) =>
    titles.some((title) => title.toLowerCase().includes(wanted) || initialsOf(title).includes(wanted));
  const pages = (
    [
      [words.today, "/"],
      [words.register, "/register"],
      [walking.heading, "/register/buildings"],
      ...(may("register.export") ? [[asking.heading, "/register/ask"] as const] : []),
      ...(may("rights.give-code") ? [[rights.all, "/register/requests"] as const] : []),
      ...(may("register.merge") ? [[doubles.heading, "/register/doubles"] as const] : []),
      [cases.heading, "/cases"],
      [words.standards, "/standards"],
      [words.published, "/published"],
      [words.journal, "/journal"],
    ] as const
  )
    .filter(([title]) => matches(title))
    .map(([title, path]) => ({ key: path, title, note: "", act: () => go(path) }));
  // Each procedure by its own name leads straight to its form.
  const openings = me.language.procedures
    .filter(({ mayOpen }) => mayOpen)
    .map(({ id, title }) => ({
      key: `open-${id}`,
      title: cases.openOne(say(title)),
      note: "",
      act: () => recording.openCase({ procedure: id }),
    }));
  const actions = [
    ...(may("record.make")
      ? [
          {
            key: "record",
            title: usual === undefined ? words.record : today.record(say(usual.title)),
            note: "",
            act: () => recording.record(usual === undefined ? {} : { kind: usual.id }),
          },
        ]
      : []),
    ...(may("case.open") ? openings : []),
    ...(may("register.enter")
      ? [{ key: "enter", title: words.enter, note: "", act: () => recording.enter({ kind: "person" }) }]
      : []),
    ...(may("register.import")
      ? [{ key: "import", title: words.importLedger, note: "", act: () => go("/register/import") }]
      : []),
    {
      key: "language",
      title: words.switchLanguage,
      note: "",
      act: () => setLanguage(language === "zh" ? "en" : "zh"),
    },
  ].filter(({ title }) => matches(title));
  const people = text
    ? (found.data?.rows ?? []).slice(0, SHOWN).map((row) => ({
        key: row.id,
        title: row.name,
        note: [
          row.age === null ? "" : words.age(row.age),
          row.area ? say(areas.get(row.area)?.title) : "",
          row.address ?? "",
          row.byPhone ? register.byPhone : "",
        ]
          .filter(Boolean)
          .join(" · "),
        act: () => go(`/subjects/${row.id}`),
      }))
    : [];
  const near = (open.data?.rows ?? []).filter((row) =>
    matches(...row.says.map(say), say(row.title), row.subject?.name ?? ""),
  );
  const anywhere = [...text].length > 1 ? (searched.data?.rows ?? []) : [];
  const caseChoices = text
    ? [...near, ...anywhere.filter(({ id }) => near.every((row) => row.id !== id))]
        .slice(0, SHOWN)
        .map((row) => ({
          key: `case-${row.id}`,
          title: row.says[0] ? say(row.says[0]) : say(row.title),
          note: [
            ...(row.subject ? [row.subject.name] : []),
            ...(row.says[0] ? [say(row.title)] : []),
            ...row.stages.map(({ title }) => say(title)),
            ...(row.end ? [say(row.end.title)] : []),
          ].join(" · "),
          act: () => go(`/cases/${row.id}`),
        }))
    : [];
  const clauses = text
    ? me.language.promises
        .filter(({ title }) => matches(say(title)))
        .slice(0, SHOWN)
        .map(({ id, title, line }) => ({
          key: `clause-${id}`,
          title: say(title),
          note: say(lines.get(line)?.title),
          act: () => go(clauseAddress(id)),
        }))
    : [];
  const groups: { title: string; choices: Choice[] }[] = [
    { title: words.palettePeople, choices: people },
    { title: words.palettePages, choices: pages },
    { title: words.paletteActions, choices: actions },
    { title: cases.heading, choices: caseChoices },
    { title: words.paletteClauses, choices: clauses },
  ].filter((group) => group.choices.length > 0);
  const choices = groups.flatMap((group) => group.choices);
  const chosen = choices[Math.min(at, choices.length - 1)];

  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    choice.act();
  };
  const move = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = (Math.min(at, choices.length - 1) + step + choices.length) % Math.max(1, choices.length);
      setAt(next);
      list.current?.querySelectorAll("[role=option]")[next]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(chosen);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={words.palette}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={chosen ? `choice-${chosen.key}` : undefined}
        aria-label={words.palette}
        placeholder={words.search}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={move}
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label={words.palette} ref={list}>
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className="palette-group">{group.title}</div>
            {group.choices.map((choice) => (
              <div
                key={choice.key}
                id={`choice-${choice.key}`}
                role="option"
                className="palette-row"
                aria-selected={choice === chosen}
                onMouseMove={() => setAt(choices.indexOf(choice))}
                onClick={() => take(choice)}
              >
                <span>{choice.title}</span>
                {choice.note && <span className="third small">{choice.note}</span>}
              </div>
            ))}
          </div>
        ))}
        {choices.length === 0 && !found.isFetching && !searched.isFetching && (
          <p className="palette-group">{words.paletteEmpty}</p>
        )}
      </div>
      <div className="palette-foot">{words.paletteHint}</div>
    </dialog>
  );
}
