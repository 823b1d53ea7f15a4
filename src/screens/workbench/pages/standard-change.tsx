import { useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { Draft } from "#record/views/standard-change.ts";
import type { StandardPage, StandardParameter } from "#record/views/standards.ts";
import type { Fault } from "#standard/fault.ts";
import { sayParameter } from "#standard/parameters.ts";
import { post } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { Compared } from "../../parts/compared.tsx";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ParameterField, parameterFault } from "../../parts/parameter-field.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import {
  type Checked,
  type StandardDraft,
  useStandardDraft,
  useWeighing,
} from "../../parts/standard-draft.ts";
import { Loading, MayNot, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { Weighed } from "../../parts/weighed.tsx";
import { dayWords, daysAfter } from "../../words/dates.ts";
import { changeWords } from "../../words/standards.ts";
import "../../parts/form.css";
import "./standards.css";
import "./standard-change.css";
import "./table.css";

/** Where a standard is tuned or its next version adopted: what changes, what it comes to, from which day. “new”: another standard. */
export default function StandardChangePage({ id }: { id: string }) {
  const words = useWords(changeWords);
  const { may } = useHere();
  const standards = useAsk<StandardPage[]>("/api/standards", {}, { staleTime: 60_000 });
  if (!may("standard.tune")) return <MayNot title={words.heading} say={words.mayNot} />;
  if (standards.isError && !standards.data)
    return <Trouble error={standards.error} retry={() => void standards.refetch()} />;
  if (!standards.data) return <Loading />;
  return <Change key={id} id={id} standard={standards.data.find((each) => each.id === id)} />;
}

function Change({ id, standard }: { id: string; standard: StandardPage | undefined }) {
  const words = useWords(changeWords);
  const say = useSay();
  const { draft, change, drop } = useStandardDraft(id);
  const way = standard === undefined ? "replace" : draft.way;
  const asked = askedOf(standard, { ...draft, way });
  const weighing = useWeighing(asked);
  const { language } = useReading();
  const isEmpty = Object.keys(draft.parameters).length === 0 && draft.checked === null && draft.pasted === "";
  return (
    <div className="page standard-change">
      <nav className="crumbs" aria-label={words.crumb}>
        <Link href={standard ? `/standards/${standard.id}` : "/standards"}>
          {standard ? say(standard.title) : words.crumb}
        </Link>
      </nav>
      <h1>{words.heading}</h1>
      <p className="second change-lead">{words.lead}</p>
      <div className="change">
        <section className="section change-what" aria-labelledby="change-what">
          <div className="section-head">
            <h2 id="change-what">{words.what}</h2>
            {!isEmpty && (
              <button type="button" className="textual" onClick={drop}>
                {words.drop}
              </button>
            )}
          </div>
          {standard && (
            <p className="chips">
              {(["tune", "replace"] as const).map((each) => (
                <button
                  key={each}
                  type="button"
                  className="chip"
                  aria-pressed={way === each}
                  onClick={() => change({ way: each })}
                >
                  {words[each]}
                </button>
              ))}
            </p>
          )}
          {way === "tune" && standard ? (
            <Parameters standard={standard} draft={draft} change={change} />
          ) : (
            <NewVersion standard={standard} draft={draft} change={change} />
          )}
          {!isEmpty && <p className="third small section-note">{words.draftKept}</p>}
        </section>
        <section className="section change-effect" aria-labelledby="change-effect" aria-live="polite">
          <div className="section-head">
            <h2 id="change-effect">{words.effect}</h2>
          </div>
          {way === "replace" && draft.checked?.compared && (
            <>
              <h3>{words.changes}</h3>
              <Compared compared={draft.checked.compared} />
            </>
          )}
          <p>
            <button
              type="button"
              className={weighing.told && !weighing.isStale ? "button" : "button primary"}
              disabled={asked === undefined || weighing.isWeighing}
              onClick={weighing.weigh}
            >
              {weighing.isStale ? words.weighAgain : words.weigh}
            </button>{" "}
            {weighing.isWeighing && <span className="second">{words.weighing}</span>}
          </p>
          {weighing.error !== undefined && (
            <p className="form-fault" role="alert">
              {sayError(weighing.error, language)}
            </p>
          )}
          {weighing.told === undefined ? (
            !weighing.isWeighing && (
              <p className="second">{asked === undefined ? words.changeFirst : words.effectNone}</p>
            )
          ) : (
            <div className={weighing.isStale ? "stale" : undefined}>
              {weighing.isStale && <p className="tag">{words.stale}</p>}
              <Weighed told={weighing.told} />
            </div>
          )}
        </section>
        <Adopting
          key={way}
          standard={standard}
          draft={{ ...draft, way }}
          asked={asked}
          change={change}
          drop={drop}
          wasWeighed={weighing.told !== undefined && !weighing.isStale}
        />
      </div>
    </div>
  );
}

interface Editing {
  standard: StandardPage | undefined;
  draft: StandardDraft;
  change: (part: Partial<StandardDraft>) => void;
}

function Parameters({ standard, draft, change }: Editing & { standard: StandardPage }) {
  const words = useWords(changeWords);
  const { language } = useReading();
  if (standard.parameters.length === 0) return <p className="second">{words.noParameters}</p>;
  const set = (id: string, value: string | number) => {
    const next = { ...draft.parameters, [id]: value };
    if (standard.parameters.find((each) => each.id === id)?.value === value) delete next[id];
    change({ parameters: next });
  };
  return (
    <ul className="parameters">
      {standard.parameters.map((parameter) => {
        const numbers = standard.lines
          .flatMap(({ promises }) => promises)
          .filter(({ parameters }) => parameters.includes(parameter.id))
          .map(({ number }) => number);
        return (
          <li key={parameter.id}>
            <ParameterField
              parameter={parameter}
              value={draft.parameters[parameter.id] ?? parameter.value}
              change={(value) => set(parameter.id, value)}
            />
            <p className="third small">
              {numbers.length > 0
                ? words.clauses(numbers.join(language === "zh" ? "、" : ", "))
                : words.inProcedure}
              {parameter.id in draft.parameters && (
                <button type="button" className="textual" onClick={() => set(parameter.id, parameter.value)}>
                  {words.restore}
                </button>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function NewVersion({ standard, draft, change }: Editing) {
  const words = useWords(changeWords);
  const say = useSay();
  const { language } = useReading();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(0);
  const [isChecking, setChecking] = useState(false);
  const [error, setError] = useState<unknown>();
  const check = async (some: { name: string; text: string }[]) => {
    setChecking(true);
    setError(undefined);
    try {
      change({ checked: await post<Checked>("/api/standards/check", { files: some }) });
    } catch (problem) {
      setError(problem);
    } finally {
      setChecking(false);
    }
  };
  const take = async (list: FileList | null) => {
    // Of a whole folder only what a standard is made of: a sample's ledgers are none of it.
    const some = [...(list ?? [])].filter(({ name }) => /\.(ya?ml|md)$/.test(name));
    setChosen(some.length);
    if (some.length > 0)
      await check(
        await Promise.all(
          some.map(async (file) => ({ name: file.webkitRelativePath || file.name, text: await file.text() })),
        ),
      );
  };
  const { checked } = draft;
  const there =
    checked?.document?.standard === standard?.id &&
    standard?.versions.some(({ version }) => version === checked?.document?.version);
  return (
    <div className="new-version">
      <p className="second">{words.filesNote}</p>
      <p className="tools">
        <button type="button" className="button" onClick={() => files.current?.click()}>
          {words.chooseFiles}
        </button>
        <button type="button" className="button" onClick={() => folder.current?.click()}>
          {words.chooseFolder}
        </button>
        {chosen > 0 && <span className="second">{words.chosen(chosen)}</span>}
        {isChecking && <span className="second">{words.checking}</span>}
      </p>
      <input
        ref={files}
        type="file"
        multiple
        accept=".yaml,.yml,.md"
        hidden
        aria-label={words.files}
        data-choose="files"
        onChange={(event) => {
          void take(event.target.files);
          event.target.value = "";
        }}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label={words.chooseFolder}
        {...{ webkitdirectory: "" }}
        onChange={(event) => {
          void take(event.target.files);
          event.target.value = "";
        }}
      />
      <details className="paste" open={draft.pasted !== ""}>
        <summary>{words.paste}</summary>
        <textarea
          className="field yaml"
          rows={12}
          spellCheck={false}
          aria-label={words.paste}
          value={draft.pasted}
          onChange={(event) => change({ pasted: event.target.value })}
        />
        <button
          type="button"
          className="button"
          disabled={draft.pasted.trim() === "" || isChecking}
          onClick={() => void check([{ name: "standard.yaml", text: draft.pasted }])}
        >
          {words.check}
        </button>
      </details>
      {error !== undefined && (
        <p className="form-fault" role="alert">
          {sayError(error, language)}
        </p>
      )}
      {checked?.document && (
        <p className="good" role="status">
          ✓ {words.good(say(checked.document.title), checked.document.version)}{" "}
          {checked.compared === null && words.newStandard}
        </p>
      )}
      {there && checked?.document && (
        <p className="form-fault" role="alert">
          {words.alreadyThere(checked.document.version)}
        </p>
      )}
      {checked && <Faults faults={checked.faults} />}
    </div>
  );
}

function Faults({ faults }: { faults: Fault[] }) {
  const words = useWords(changeWords);
  const say = useSay();
  if (faults.length === 0) return null;
  const mistakes = faults.filter(({ level }) => level === "mistake");
  const warnings = faults.length - mistakes.length;
  const listed = [...mistakes, ...faults.filter(({ level }) => level === "warning")];
  return (
    <details className="faults" open={mistakes.length > 0}>
      <summary>{words.faults(mistakes.length, warnings)}</summary>
      {mistakes.length > 0 && <p className="second">{words.faultsMend}</p>}
      <ul>
        {listed.map((fault, at) => (
          <li key={at} data-level={fault.level}>
            <span className="tag">{words[fault.level]}</span> {say(fault.say)}{" "}
            <span className="third small">{words.at(fault.file, fault.line, fault.column)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Adopting({
  standard,
  draft,
  asked,
  change,
  drop,
  wasWeighed,
}: Editing & { asked: Draft | undefined; drop: () => void; wasWeighed: boolean }) {
  const words = useWords(changeWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const send = useSend();
  const toast = useToast();
  const [, go] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const [told, setTold] = useState(false);
  const [error, setError] = useState<unknown>();
  const { today } = me.clock;
  const document = draft.way === "replace" ? draft.checked?.document : undefined;
  const earliest = [today, standard?.versions[0]?.from ?? today, document?.effective ?? today]
    .toSorted()
    .at(-1);
  const from = draft.from ?? undefined;
  const sentence = from && asked ? sentenceOf() : undefined;
  const lacking = [...(asked ? [] : [words.lacksChange]), ...(from ? [] : [words.lacksDay])];

  function sentenceOf(): string {
    const day = dayWords(from ?? "", language);
    if (document) {
      const { compared } = draft.checked ?? {};
      return compared
        ? words.sentenceVersion(day, document.version, compared.clauses.length)
        : words.sentenceNew(day, say(document.title));
    }
    const said = (standard?.parameters ?? [])
      .filter(({ id }) => id in draft.parameters)
      .map((parameter) =>
        words.fromTo(
          say(parameter.title),
          say(parameter.says.now),
          say(sayParameter(draft.parameters[parameter.id] ?? parameter.value)),
        ),
      );
    return words.sentenceTune(day, said.join(language === "zh" ? "，" : ", "));
  }

  const adopt = async () => {
    if (!asked || !from) return;
    setError(undefined);
    try {
      if (document) await send("standard.adopt", { document, from, parameters: asked.parameters });
      else await send("standard.tune", { standard: standard?.id, from, parameters: asked.parameters });
      drop();
      toast({ say: words.adopted(dayWords(from, language)) });
      go(`/standards/${document?.standard ?? standard?.id ?? ""}`);
    } catch (problem) {
      setError(problem);
    }
  };

  return (
    <section className="section change-adopt" aria-labelledby="change-adopt">
      <div className="section-head">
        <h2 id="change-adopt">{words.adopt}</h2>
      </div>
      <div className="form">
        <div className="form-row">
          <div className="form-label">
            <label htmlFor="adopt-from">{words.fromDay}</label>
          </div>
          <div className="quick">
            <DateField
              id="adopt-from"
              value={from}
              {...(earliest && { earliest })}
              onChange={(day) => change({ from: day ?? null })}
            />
            {suggestionsFrom(today).map(({ name, day }) => (
              <button
                key={name}
                type="button"
                className="chip"
                aria-pressed={from === day}
                onClick={() => change({ from: day })}
              >
                {words[name]}
              </button>
            ))}
          </div>
        </div>
        {sentence && <p className="adopt-sentence">{sentence}</p>}
        {sentence && !wasWeighed && <p className="second small">{words.notWeighed}</p>}
        <p className="adopt-act">
          <button
            type="button"
            className={sentence ? "button primary" : "button"}
            aria-describedby={lacking.length > 0 ? "adopt-lacking" : undefined}
            onClick={() => {
              setError(undefined);
              if (sentence) setAsking(true);
              else {
                setTold(true);
                if (asked) window.document.getElementById("adopt-from")?.focus();
              }
            }}
          >
            {words.adoptButton}
          </button>
          {lacking.length > 0 && (
            <span id="adopt-lacking" className={told ? "fault" : "second"} role={told ? "alert" : undefined}>
              {words.lacking(lacking)}
            </span>
          )}
        </p>
      </div>
      {isAsking && sentence && (
        <ConfirmDialog
          title={words.confirmTitle}
          say={sentence}
          detail={document ? words.noWayBackVersion : words.noWayBack}
          act={words.confirm}
          cancel={words.cancel}
          fault={error === undefined ? undefined : sayError(error, language)}
          caught={error}
          close={() => setAsking(false)}
          done={adopt}
        />
      )}
    </section>
  );
}

/** The draft as the server is asked about it; undefined while nothing is changed or something is wrong. */
function askedOf(standard: StandardPage | undefined, draft: StandardDraft): Draft | undefined {
  if (draft.way === "replace") {
    const document = draft.checked?.document;
    if (!document) return undefined;
    return { document, parameters: carriedOver(standard, document.parameters) };
  }
  if (!standard || Object.keys(draft.parameters).length === 0) return undefined;
  const isWrong = (parameter: StandardParameter) =>
    parameter.id in draft.parameters &&
    parameterFault(parameter, draft.parameters[parameter.id] ?? "") !== undefined;
  if (standard.parameters.some(isWrong)) return undefined;
  return { standard: standard.id, parameters: { ...tunedNow(standard), ...draft.parameters } };
}

/** What the office has tuned by now stays so, unless it is changed here. */
function tunedNow({ parameters }: StandardPage): Record<string, string | number> {
  return Object.fromEntries(
    parameters.filter(({ value, usual }) => value !== usual).map(({ id, value }) => [id, value]),
  );
}

/** A new version keeps what was tuned, where it still allows it. */
function carriedOver(
  standard: StandardPage | undefined,
  declared: NonNullable<Checked["document"]>["parameters"],
): Record<string, string | number> {
  if (standard === undefined) return {};
  return Object.fromEntries(
    Object.entries(tunedNow(standard)).filter(([id, value]) => {
      const parameter = declared[id];
      const known = standard.parameters.find((each) => each.id === id);
      if (!parameter || !known) return false;
      const { type, default: usual, atMost = null, atLeast = null } = parameter;
      return parameterFault({ ...known, type, usual, atMost, atLeast }, value) === undefined;
    }),
  );
}

function suggestionsFrom(today: string): { name: "today" | "monday" | "nextMonth"; day: string }[] {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const [year = 0, month = 0] = today.split("-").map(Number);
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return [
    { name: "today", day: today },
    { name: "monday", day: daysAfter(today, (8 - weekday) % 7 || 7) },
    { name: "nextMonth", day: `${next[0]}-${String(next[1]).padStart(2, "0")}-01` },
  ];
}
