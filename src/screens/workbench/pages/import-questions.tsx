import { useId, useState } from "react";
import { Link } from "wouter";
import type { ImportReport, LedgerKind } from "#record/import-ledger.ts";
import { ChipChoice } from "../../parts/chip-choice.tsx";
import { useSay, useWords } from "../../parts/language.tsx";
import { importWords, registerWords } from "../../words/register.ts";
import type { Columns } from "../import-columns.ts";

/** What a person has said of a ledger, beside the file itself. */
export interface ImportChoices {
  import: string;
  kind?: LedgerKind | undefined;
  record?: string | undefined;
  procedure?: string | undefined;
  year?: number | undefined;
  columns?: Columns | undefined;
  /** Place → subject, or "new". */
  who: Record<string, string>;
}

/** `readAgain`: the choice changes how the file is read. */
type Change = (choices: ImportChoices, readAgain: boolean) => void;

/** How many rows a screen lists; the rest is in the download. */
const LISTED = 50;

export function Notes({ report }: { report: ImportReport }) {
  const words = useWords(importWords);
  const say = useSay();
  const notes = [
    ...report.notes.map((note) => say(note)),
    ...report.sheets.flatMap(({ name, year }) =>
      year === null || report.yearNeeded > 0 ? [] : [words.yearTaken(name, year)],
    ),
    ...report.passedOver.map(({ name, why }) => words.passedOver(name, say(why))),
  ];
  if (notes.length === 0) return null;
  return (
    <section className="section" aria-label={words.notes}>
      <ul className="notes">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

/** What the sheet itself does not say, asked once for all its rows. */
export function RecordKindAndYear({
  report,
  choices,
  change,
}: {
  report: ImportReport;
  choices: ImportChoices;
  change: Change;
}) {
  const words = useWords(importWords);
  const say = useSay();
  const id = useId();
  const [year, setYear] = useState(choices.year === undefined ? "" : String(choices.year));
  const hasColumn = report.columns.some(({ fact }) => fact === "recordKind");
  return (
    <>
      {report.kind === "record" && !hasColumn && (
        <section className="section">
          <p className="form-label">{words.recordKind}</p>
          <ChipChoice
            label={words.recordKind}
            of={report.recordKinds.map(({ id: kind, title }) => ({ id: kind, say: say(title) }))}
            chosen={choices.record ?? report.record ?? undefined}
            choose={(record) => change({ ...choices, record }, true)}
          />
        </section>
      )}
      {report.kind === "case" && (
        <section className="section">
          <p className="form-label">{words.procedure}</p>
          <ChipChoice
            label={words.procedure}
            of={report.procedures.map(({ id: procedure, title }) => ({ id: procedure, say: say(title) }))}
            chosen={choices.procedure ?? report.procedure ?? undefined}
            // Other fields, other columns: what was said of them was said of another procedure.
            choose={(procedure) => change({ ...choices, procedure, columns: undefined }, true)}
          />
        </section>
      )}
      {report.yearNeeded > 0 && (
        <form
          className="section"
          onSubmit={(event) => {
            event.preventDefault();
            change({ ...choices, year: Number(year) }, true);
          }}
        >
          <label className="form-label" htmlFor={`${id}year`}>
            {words.year(report.yearNeeded)}
          </label>
          <div className="tools">
            <input
              id={`${id}year`}
              className="field year"
              inputMode="numeric"
              pattern="(19|20)[0-9]{2}"
              required
              placeholder={words.yearLabel}
              value={year}
              onChange={(event) => setYear(event.target.value)}
            />
            <button type="submit" className="button">
              {words.yearSet}
            </button>
          </div>
        </form>
      )}
    </>
  );
}

export function Ambiguous({
  report,
  choices,
  change,
}: {
  report: ImportReport;
  choices: ImportChoices;
  change: Change;
}) {
  const words = useWords(importWords);
  const id = useId();
  const { ambiguous } = report;
  if (ambiguous.length === 0) return null;
  const choose = (place: string, who: string) => {
    const { [place]: _, ...others } = choices.who;
    change({ ...choices, who: who === "" ? others : { ...others, [place]: who } }, false);
  };
  return (
    <section className="section" aria-labelledby={`${id}ambiguous`}>
      <div className="section-head">
        <h2 id={`${id}ambiguous`}>{words.ambiguous(ambiguous.length)}</h2>
      </div>
      <p className="second section-note">{words.ambiguousAbout}</p>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{words.place}</th>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.who}</th>
          </tr>
        </thead>
        <tbody>
          {ambiguous.slice(0, LISTED).map(({ place, name, candidates }) => (
            <tr key={place}>
              <td className="nowrap">{place}</td>
              <th scope="row" className="name">
                {name}
              </th>
              <td>
                <select
                  className="field"
                  aria-label={`${place} ${name} ${words.who}`}
                  value={choices.who[place] ?? ""}
                  onChange={(event) => choose(place, event.target.value)}
                >
                  <option value="">{words.whoNone}</option>
                  {candidates.map((one) => (
                    <option key={one.id} value={one.id}>
                      {[one.name, one.code, one.about].filter((part) => part).join(" · ")}
                    </option>
                  ))}
                  {report.kind !== "record" && report.kind !== "case" && (
                    <option value="new">{words.whoNew}</option>
                  )}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ambiguous.length > LISTED && <p className="second section-note">{words.ambiguousMore(LISTED)}</p>}
    </section>
  );
}

/** Of whom something changes, and what: the value now and the one it becomes. */
export function Changes({ report }: { report: ImportReport }) {
  const words = useWords(importWords);
  const register = useWords(registerWords);
  const say = useSay();
  const id = useId();
  const shown = report.changes.slice(0, LISTED);
  if (shown.length === 0) return null;
  return (
    <section className="section" aria-labelledby={`${id}changes`}>
      <div className="section-head">
        <h2 id={`${id}changes`}>{words.changes(report.changed)}</h2>
        {shown.length < report.changed && <span className="third">{words.changesFirst(shown.length)}</span>}
      </div>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{register.name}</th>
            <th scope="col">{words.fact}</th>
            <th scope="col">{words.old}</th>
            <th scope="col">{words.newValue}</th>
          </tr>
        </thead>
        <tbody>
          {shown.flatMap(({ place, subject, name, facts }) =>
            facts.map((fact, at) => (
              <tr key={`${place}${at}`}>
                <th scope="row" className="name">
                  {at === 0 && <Link href={`/subjects/${subject}`}>{name}</Link>}
                </th>
                <td>{say(fact.label)}</td>
                {fact.new === null ? (
                  <td colSpan={2} className="second">
                    {words.guarded}
                  </td>
                ) : (
                  <>
                    <td className="second">{say(fact.old ?? undefined)}</td>
                    <td>{say(fact.new)}</td>
                  </>
                )}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}

/** Records that were written down before, on a telephone or by an earlier import. */
export function Already({ report }: { report: ImportReport }) {
  const words = useWords(importWords);
  const id = useId();
  if (report.already.length === 0) return null;
  return (
    <section className="section" aria-labelledby={`${id}already`}>
      <div className="section-head">
        <h2 id={`${id}already`}>{words.already(report.same)}</h2>
      </div>
      <p className="second section-note">{words.alreadyAbout}</p>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{words.place}</th>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.alreadySince}</th>
          </tr>
        </thead>
        <tbody>
          {report.already.slice(0, LISTED).map(({ place, name, since }) => (
            <tr key={place}>
              <td className="nowrap">{place}</td>
              <td>{name}</td>
              <td>{since}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
