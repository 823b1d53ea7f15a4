import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type DragEvent } from "react";
import { Link, useSearch } from "wouter";
import { newId } from "#basics/id.ts";
import type { ImportProgress, ImportReport } from "#record/import-ledger.ts";
import { ask, post } from "../../parts/api.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ChipChoice } from "../../parts/chip-choice.tsx";
import { ReloadOffer } from "../../parts/reload-offer.tsx";
import { rowsLeftOut } from "../../parts/rows-left-out.ts";
import { RejectedRows } from "../../parts/rejected-rows.tsx";
import { MayNot } from "../../parts/states.tsx";
import { sayError } from "../../parts/say-error.ts";
import { importWords, registerWords } from "../../words/register.ts";
import { kindWords } from "../../words/shell.ts";
import { chosenTwice } from "../import-columns.ts";
import { Ambiguous, Changes, Already, Notes, RecordKindAndYear } from "./import-questions.tsx";
import type { ImportChoices } from "./import-questions.tsx";
import "./import.css";
import "./table.css";

const KINDS = ["auto", "person", "unit", "place", "record", "case"] as const;
type KindChoice = (typeof KINDS)[number];

type Step =
  | { at: "file"; error?: unknown }
  | { at: "reading"; file: File; id: string }
  | { at: "check"; file: File; preview: ImportReport; choices: ImportChoices; error?: unknown }
  | { at: "importing"; file: File; preview: ImportReport; choices: ImportChoices }
  | { at: "done"; report: ImportReport };

/** An office's own file, from drop to done: nothing is written before the last button, nothing is lost after it. */
export default function ImportPage() {
  const words = useWords(importWords);
  const { may } = useHere();
  return may("register.import") ? <Import /> : <MayNot title={words.heading} say={words.mayNot} />;
}

function Import() {
  const words = useWords(importWords);
  const register = useWords(registerWords);
  const client = useQueryClient();
  // An import that was cut off goes on under its own id.
  const continued = new URLSearchParams(useSearch()).get("continue");
  const [kind, setKind] = useState<KindChoice>("auto");
  const [step, setStep] = useState<Step>({ at: "file" });

  const read = async (file: File, choices?: ImportChoices) => {
    if (!/\.(xlsx|xls|csv|tsv|txt)$/i.test(file.name))
      return setStep({ at: "file", error: words.wrongFile(file.name) });
    const id = choices?.import ?? continued ?? newId();
    const asked: ImportChoices = choices ?? { import: id, kind: kind === "auto" ? undefined : kind, who: {} };
    setStep({ at: "reading", file, id });
    try {
      const preview = await post<ImportReport>("/api/import/preview", formOf(file, asked));
      const columns = Object.fromEntries(preview.columns.map(({ header, fact }) => [header, fact]));
      setStep({
        at: "check",
        file,
        preview,
        choices: { columns, ...asked, kind: preview.kind },
      });
    } catch (error) {
      setStep({ at: "file", error });
    }
  };

  const importNow = async (from: Step & { at: "check" }) => {
    setStep({ at: "importing", file: from.file, preview: from.preview, choices: from.choices });
    try {
      const report = await post<ImportReport>("/api/import", formOf(from.file, from.choices));
      await client.invalidateQueries();
      setStep({ at: "done", report });
    } catch (error) {
      setStep({ ...from, error });
    }
  };

  const place = step.at === "file" || step.at === "reading" ? 0 : step.at === "done" ? 2 : 1;
  return (
    <div className="page page-narrow">
      <p className="crumbs">
        <Link href="/register">{register.heading}</Link>
      </p>
      <h1>{words.heading}</h1>
      <p className="second">{continued ? words.continueAbout : words.lead}</p>
      <ol className="steps" aria-label={words.steps}>
        {[words.stepFile, words.stepCheck, words.stepDone].map((title, at) => (
          <li key={title} aria-current={at === place ? "step" : undefined}>
            {title}
          </li>
        ))}
      </ol>
      {step.at === "file" && (
        <ChooseFile kind={kind} setKind={setKind} error={step.error} take={(file) => void read(file)} />
      )}
      {step.at === "reading" && <Busy id={step.id} detail={step.file.name} />}
      {step.at === "importing" && <Busy id={step.preview.import} detail={step.file.name} />}
      {step.at === "check" && (
        <Check
          step={step}
          change={(choices, readAgain) => {
            setStep({ ...step, choices });
            if (readAgain && chosenTwice(choices.columns ?? {}).length === 0) void read(step.file, choices);
          }}
          again={() => setStep({ at: "file" })}
          go={() => void importNow(step)}
        />
      )}
      {step.at === "done" && (
        <div className="empty" role="status">
          <p className="empty-title">{words.done(step.report.accepted)}</p>
          <p>
            {words.doneOf(step.report.new, step.report.changed, step.report.same)}
            {rowsLeftOut(step.report.rejected) > 0 &&
              ` · ${words.rejectedRows(rowsLeftOut(step.report.rejected))}`}
          </p>
          <p className="second">{words.doneNext}</p>
          <div className="tools">
            <Link className="button primary" href="/">
              {words.toToday}
            </Link>
            <Link className="button" href="/register">
              {words.toRegister}
            </Link>
            <Link className="button" href={`/register/imports/${step.report.import}`}>
              {words.toImports}
            </Link>
          </div>
        </div>
      )}
    </div>
  );
}

function formOf(
  file: File,
  { import: id, kind, record, procedure, year, columns, who }: ImportChoices,
): FormData {
  const form = new FormData();
  form.set("file", file);
  form.set("import", id);
  if (kind) form.set("kind", kind);
  if (record) form.set("record", record);
  if (procedure) form.set("procedure", procedure);
  if (year) form.set("year", String(year));
  if (columns) form.set("columns", JSON.stringify(columns));
  form.set("choices", JSON.stringify(who));
  return form;
}

function ChooseFile({
  kind,
  setKind,
  error,
  take,
}: {
  kind: KindChoice;
  setKind: (kind: KindChoice) => void;
  error: unknown;
  take: (file: File) => void;
}) {
  const words = useWords(importWords);
  const kinds = useWords(kindWords);
  const { language } = useReading();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) take(file);
  };
  return (
    <>
      <p className="form-label">{words.kind}</p>
      <ChipChoice
        label={words.kind}
        of={KINDS.map((id) => ({
          id,
          say:
            id === "auto"
              ? words.kindAuto
              : id === "record"
                ? words.kindRecord
                : id === "case"
                  ? words.kindCase
                  : kinds[id],
        }))}
        chosen={kind}
        choose={setKind}
      />
      {error !== undefined && (
        <p className="fault" role="alert">
          {typeof error === "string" ? error : sayError(error, language)} <ReloadOffer error={error} />
        </p>
      )}
      <div
        className="drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p className="drop-title">{words.drop}</p>
        <p className="second">{words.dropHint}</p>
        <button type="button" className="button primary" onClick={() => input.current?.click()}>
          {words.choose}
        </button>
        <input
          ref={input}
          type="file"
          className="unseen"
          tabIndex={-1}
          aria-label={words.choose}
          accept=".xlsx,.xls,.csv,.tsv,.txt"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) take(file);
          }}
        />
      </div>
    </>
  );
}

/** The server is asked how far it is, half a second apart: fewer would look stuck, more would slow it down. */
const ASK_EVERY = 500;

function Busy({ id, detail }: { id: string; detail: string }) {
  const words = useWords(importWords);
  const [now, setNow] = useState<ImportProgress>();
  useEffect(() => {
    const asking = setInterval(() => {
      ask<ImportProgress | null>("/api/import/progress", { import: id }).then(
        (progress) => progress && setNow(progress),
        () => {}, // the import's own answer says what went wrong
      );
    }, ASK_EVERY);
    return () => clearInterval(asking);
  }, [id]);
  const say = now
    ? words.stages(now.stage, now.done.toLocaleString("en"), now.of.toLocaleString("en"))
    : words.reading;
  const counted = now !== undefined && now.of > 0;
  return (
    <div className="busy">
      <p role="status">{say}</p>
      <p className="third">{detail}</p>
      {counted ? (
        <progress className="measured" aria-label={say} value={now.done} max={now.of} />
      ) : (
        <div className="progress" role="progressbar" aria-label={say} />
      )}
    </div>
  );
}

function Check({
  step,
  change,
  again,
  go,
}: {
  step: Step & { at: "check" };
  change: (choices: ImportChoices, readAgain: boolean) => void;
  again: () => void;
  go: () => void;
}) {
  const words = useWords(importWords);
  const say = useSay();
  const { language } = useReading();
  const { me, areas } = useHere();
  const id = useId();
  const { preview, choices } = step;
  const columns = choices.columns ?? {};
  const told = Object.keys(choices.who).length;
  const isOfDone = preview.kind === "record" || preview.kind === "case";
  const toWrite = isOfDone ? preview.accepted - preview.same : preview.accepted;
  const left = preview.rejected.filter(({ read }) => !read);
  const leftOut = rowsLeftOut(left);
  const twice = chosenTwice(columns);
  const matched = Object.values(columns).filter((fact) => fact !== null).length;
  const labels = new Map(preview.knownFacts.map((known) => [known.fact, say(known.label)]));
  const sayCell = (fact: string, value: string) => {
    if (fact === "area") return say(areas.get(value)?.title) || value;
    if (value === "true" || value === "false") return value === "true" ? words.yes : words.no;
    const choice = me.language.facts.find(({ id }) => id === fact)?.choices?.find(({ id }) => id === value);
    return choice ? say(choice.title) : value;
  };
  const kept = preview.columns.flatMap(({ header }) => columns[header] ?? []);
  return (
    <>
      <p>
        <strong>{preview.file}</strong>{" "}
        <span className="second">
          {preview.sheets.map((sheet) => words.sheet(sheet.name, sheet.headerRow, sheet.rows)).join(" · ")}
        </span>{" "}
        <button type="button" className="textual" onClick={again}>
          {words.chooseOther}
        </button>
      </p>
      <Notes report={preview} />
      <RecordKindAndYear report={preview} choices={choices} change={change} />
      <section className="section" aria-labelledby={`${id}counts`}>
        <h2 id={`${id}counts`} className="unseen">
          {words.counts}
        </h2>
        <dl className="counts">
          {(
            [
              [words.accepted, preview.accepted],
              [words.new, preview.new],
              [words.changed, preview.changed],
              [words.same, preview.same],
              [words.rejected, leftOut],
            ] as const
          ).map(([title, count]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{count.toLocaleString("en")}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="section" aria-labelledby={`${id}columns`}>
        <div className="section-head">
          <h2 id={`${id}columns`}>{words.columns}</h2>
          <span className="third">{words.columnsAbout(matched, preview.columns.length)}</span>
        </div>
        <table className="rows">
          <thead className="unseen">
            <tr>
              <th scope="col">{words.header}</th>
              <th scope="col">{words.example}</th>
              <th scope="col">{words.becomes}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((column) => {
              const fact = columns[column.header] ?? null;
              return (
                <tr key={column.header}>
                  <th scope="row" className="name">
                    {column.header}
                  </th>
                  <td className="second long">{column.example}</td>
                  <td>
                    <select
                      className="field"
                      aria-label={`${column.header} ${words.becomes}`}
                      value={fact ?? ""}
                      aria-invalid={fact !== null && twice.includes(fact)}
                      onChange={(event) =>
                        change(
                          {
                            ...choices,
                            columns: { ...columns, [column.header]: event.target.value || null },
                          },
                          true,
                        )
                      }
                    >
                      <option value="">{words.leaveOut}</option>
                      {preview.knownFacts.map((known) => (
                        <option key={known.fact} value={known.fact}>
                          {say(known.label)}
                        </option>
                      ))}
                    </select>
                    {fact !== null && twice.includes(fact) && <p className="fault">{words.twice}</p>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <Ambiguous report={preview} choices={choices} change={change} />
      <Changes report={preview} />
      <Already report={preview} />
      <section className="section" aria-labelledby={`${id}rejected`}>
        <div className="section-head">
          <h2 id={`${id}rejected`}>{words.rejectedRows(leftOut)}</h2>
          {left.length > leftOut && <span className="third">{words.rejectedCells(left.length)}</span>}
        </div>
        <RejectedRows rows={left} file={preview.file} />
      </section>
      {left.length < preview.rejected.length && (
        <section className="section" aria-labelledby={`${id}flagged`}>
          <div className="section-head">
            <h2 id={`${id}flagged`}>{words.readWithout(preview.rejected.length - left.length)}</h2>
            <span className="third">{words.readWithoutAbout}</span>
          </div>
          <RejectedRows rows={preview.rejected.filter(({ read }) => read)} file={preview.file} />
        </section>
      )}
      {preview.sample.length > 0 && (
        <section className="section" aria-labelledby={`${id}sample`}>
          <div className="section-head">
            <h2 id={`${id}sample`}>{words.sample}</h2>
          </div>
          <div className="scroller">
            <table className="rows">
              <thead>
                <tr>
                  {kept.map((fact) => (
                    <th key={fact} scope="col">
                      {labels.get(fact) ?? fact}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {preview.sample.map((row, at) => (
                  <tr key={at}>
                    {kept.map((fact) => (
                      <td key={fact} className="nowrap">
                        {sayCell(fact, row[fact] ?? "")}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <div className="act-bar">
        {step.error !== undefined && (
          <p className="fault" role="alert">
            {sayError(step.error, language)} <ReloadOffer error={step.error} />
          </p>
        )}
        <button
          type="button"
          className="button primary"
          disabled={toWrite + told === 0 || twice.length > 0}
          onClick={go}
        >
          {toWrite + told === 0 ? words.nothingToImport : words.importNow(toWrite + told)}
        </button>
      </div>
    </>
  );
}
