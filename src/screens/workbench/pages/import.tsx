import { ChipChoice } from "../../parts/chip-choice.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type DragEvent } from "react";
import { Link } from "wouter";
import type { Answer } from "#record/perform.ts";
import type { ImportPreview } from "#record/prepare-import.ts";
import { post, Refused } from "../../parts/api.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ReloadOffer } from "../../parts/reload-offer.tsx";
import { rowsLeftOut } from "../../parts/rows-left-out.ts";
import { RejectedRows } from "../../parts/rejected-rows.tsx";
import { MayNot } from "../../parts/states.tsx";
import { sayError } from "../../parts/say-error.ts";
import { importWords, registerWords } from "../../words/register.ts";
import { kindWords } from "../../words/shell.ts";
import { chosenTwice, type Columns } from "../import-columns.ts";
import "./import.css";
import "./table.css";

const KINDS = ["person", "unit", "place"] as const;

type Step =
  | { at: "file"; error?: unknown }
  | { at: "reading"; file: File }
  | { at: "check"; file: File; preview: ImportPreview; columns: Columns; error?: unknown }
  | { at: "importing"; file: File; preview: ImportPreview; columns: Columns }
  | { at: "done"; preview: ImportPreview };

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
  const [kind, setKind] = useState<(typeof KINDS)[number]>("person");
  const [step, setStep] = useState<Step>({ at: "file" });

  const read = async (file: File, ofKind: string, columns?: Columns) => {
    if (!/\.(xlsx|xls|csv)$/i.test(file.name))
      return setStep({ at: "file", error: words.wrongFile(file.name) });
    if (!columns) setStep({ at: "reading", file });
    const form = new FormData();
    form.set("file", file);
    form.set("kind", ofKind);
    if (columns) form.set("columns", JSON.stringify(columns));
    try {
      const preview = await post<ImportPreview>("/api/import/preview", form);
      const matched = Object.fromEntries(preview.columns.map(({ header, fact }) => [header, fact]));
      setStep({ at: "check", file, preview, columns: columns ?? matched });
    } catch (error) {
      setStep({ at: "file", error });
    }
  };

  const importNow = async (from: Step & { at: "check" }) => {
    setStep({ at: "importing", file: from.file, preview: from.preview, columns: from.columns });
    const form = new FormData();
    form.set("file", from.file);
    form.set("kind", kind);
    form.set("import", from.preview.import);
    form.set("columns", JSON.stringify(from.columns));
    try {
      const body = await post<{ answers?: Answer[] } | undefined>("/api/import", form);
      const answer = body?.answers?.[0];
      if (answer?.status === "refused" || answer?.status === "malformed") throw new Refused(409, answer);
      await client.invalidateQueries();
      setStep({ at: "done", preview: from.preview });
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
      <p className="second">{words.lead}</p>
      <ol className="steps" aria-label={words.steps}>
        {[words.stepFile, words.stepCheck, words.stepDone].map((title, at) => (
          <li key={title} aria-current={at === place ? "step" : undefined}>
            {title}
          </li>
        ))}
      </ol>
      {step.at === "file" && (
        <ChooseFile kind={kind} setKind={setKind} error={step.error} take={(file) => void read(file, kind)} />
      )}
      {step.at === "reading" && <Busy say={words.reading} detail={step.file.name} />}
      {step.at === "importing" && (
        <Busy say={words.importing(step.preview.accepted)} detail={step.file.name} />
      )}
      {step.at === "check" && (
        <Check
          step={step}
          change={(columns) => {
            setStep({ ...step, columns });
            if (chosenTwice(columns).length === 0) void read(step.file, kind, columns);
          }}
          again={() => setStep({ at: "file" })}
          go={() => void importNow(step)}
        />
      )}
      {step.at === "done" && (
        <div className="empty" role="status">
          <p className="empty-title">{words.done(step.preview.accepted)}</p>
          <p>
            {words.doneOf(step.preview.new, step.preview.changed, step.preview.same)}
            {step.preview.rejected.length > 0 &&
              ` · ${words.rejectedRows(rowsLeftOut(step.preview.rejected))}`}
          </p>
          <p className="second">{words.doneNext}</p>
          <div className="tools">
            <Link className="button primary" href="/">
              {words.toToday}
            </Link>
            <Link className="button" href="/register">
              {words.toRegister}
            </Link>
            <Link className="button" href={`/register/imports/${step.preview.import}`}>
              {words.toImports}
            </Link>
          </div>
        </div>
      )}
    </div>
  );
}

function ChooseFile({
  kind,
  setKind,
  error,
  take,
}: {
  kind: (typeof KINDS)[number];
  setKind: (kind: (typeof KINDS)[number]) => void;
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
        of={KINDS.map((id) => ({ id, say: kinds[id] }))}
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
          accept=".xlsx,.xls,.csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) take(file);
          }}
        />
      </div>
    </>
  );
}

function Busy({ say, detail }: { say: string; detail: string }) {
  return (
    <div className="busy" role="status">
      <p>{say}</p>
      <p className="third">{detail}</p>
      <div className="progress" role="progressbar" aria-label={say} />
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
  change: (columns: Columns) => void;
  again: () => void;
  go: () => void;
}) {
  const words = useWords(importWords);
  const say = useSay();
  const { language } = useReading();
  const { me, areas } = useHere();
  const id = useId();
  const { preview, columns } = step;
  const leftOut = rowsLeftOut(preview.rejected);
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
        <span className="second">{words.sheet(preview.sheet, preview.headerRow, preview.rows)}</span>{" "}
        <button type="button" className="textual" onClick={again}>
          {words.chooseOther}
        </button>
      </p>
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
                        change({ ...columns, [column.header]: event.target.value || null })
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
      <section className="section" aria-labelledby={`${id}rejected`}>
        <div className="section-head">
          <h2 id={`${id}rejected`}>{words.rejectedRows(leftOut)}</h2>
          {preview.rejected.length > leftOut && (
            <span className="third">{words.rejectedCells(preview.rejected.length)}</span>
          )}
        </div>
        <RejectedRows rows={preview.rejected} file={preview.file} />
      </section>
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
          disabled={preview.accepted === 0 || twice.length > 0}
          onClick={go}
        >
          {preview.accepted === 0 ? words.nothingToImport : words.importNow(preview.accepted)}
        </button>
      </div>
    </>
  );
}
