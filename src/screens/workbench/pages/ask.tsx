import { Input, Select } from "antd";
import { Fragment, useDeferredValue, useEffect, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { sayValue } from "#register/say-value.ts";
import type { FactValue } from "#register/subject.ts";
import type { AskAnswer, AskFault, AskRow, AskWords } from "#record/views/ask.ts";
import { writeDrawn } from "#work/ask/drawn.ts";
import type { DrawnGroup, DrawnRow } from "#work/ask/drawn.ts";
import { Antd } from "../../parts/antd.tsx";
import { postForFile } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { AskRows } from "../../parts/ask-rows.tsx";
import type { AskFact } from "../../parts/ask-rows.tsx";
import { ChipChoice } from "../../parts/chip-choice.tsx";
import { groupBy } from "../../parts/group-by.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ENTERED_KINDS } from "../../parts/recording.tsx";
import { sayError } from "../../parts/say-error.ts";
import { Empty, Loading, MayNot, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { askWords } from "../../words/ask.ts";
import { dayWords } from "../../words/dates.ts";
import { registerWords } from "../../words/register.ts";
import { kindWords } from "../../words/shell.ts";
import "./ask.css";
import "./table.css";

const PAGE = 100;

/** Milliseconds of rest after which what is being typed is asked for. */
const REST = 250;

type Kind = (typeof ENTERED_KINDS)[number];

/** What stands beside the name where no columns were chosen. */
const USUAL: Record<Kind, string[]> = {
  person: ["age", "area", "address", "owed"],
  household: ["household.size", "area", "address", "owed"],
  unit: ["area", "address", "owed"],
  place: ["area", "address", "owed"],
};

const NOTHING: DrawnGroup = { draw: "group", of: "all", not: false, rows: [] };

/** Conditions put together by hand, and whom they find: counted, grouped, and taken out as Excel. The address holds it all. */
export default function AskPage() {
  const words = useWords(askWords);
  const { may } = useHere();
  const vocabulary = useAsk<AskWords>(
    "/api/ask/words",
    {},
    { staleTime: 300_000, enabled: may("register.export") },
  );
  if (!may("register.export")) return <MayNot title={words.heading} say={words.mayNot} />;
  if (vocabulary.isError && !vocabulary.data)
    return <Trouble error={vocabulary.error} retry={() => void vocabulary.refetch()} />;
  if (!vocabulary.data) return <Loading />;
  return (
    <Antd>
      <Asking vocabulary={vocabulary.data} />
    </Antd>
  );
}

function Asking({ vocabulary }: { vocabulary: AskWords }) {
  const words = useWords(askWords);
  const register = useWords(registerWords);
  const kinds = useWords(kindWords);
  const [search, setSearch] = useSearchParams();
  const of = ENTERED_KINDS.find((each) => each === search.get("of")) ?? "person";
  const when = search.get("when") ?? "";
  const by = (["area", "building"] as const).find((each) => each === search.get("by")) ?? "none";
  const show = search.get("show")?.split(",").filter(Boolean) ?? USUAL[of];
  const offset = Number(search.get("offset") ?? 0);
  const facts = vocabulary.facts[of];
  // The rows as they are being filled in; what is only begun stands in no formula yet.
  const [rows, setRows] = useState<DrawnGroup>();
  const settled = useSettled(when, REST);
  const question = { of, when: settled, by, columns: show.join(",") };
  const found = useAsk<AskAnswer | AskFault>(
    "/api/ask",
    { ...question, offset: offset || undefined },
    { keep: true },
  );
  const fault = found.data && "fault" in found.data ? found.data.fault : undefined;
  const answer = useLastAnswer(found.data);
  const isCurrent = !found.isPlaceholderData && settled === when;
  const heard = found.data && !("fault" in found.data) ? found.data.drawn : undefined;
  // While a typed formula is on its way, the rows of the one before stand still; nobody builds on what is not understood yet.
  const isHeard = isCurrent && found.data !== undefined;
  const own = rows && writeDrawn(rows) === when ? rows : when === "" ? NOTHING : undefined;
  const asText = { ...NOTHING, rows: [{ draw: "text" as const, text: when }] };
  const drawn = own ?? (isHeard && heard === undefined ? asText : heard);

  const change = (changes: Record<string, string>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete("offset");
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const ask = (group: DrawnGroup) => {
    setRows(group);
    change({ when: writeDrawn(group) });
  };

  return (
    <div className="page ask">
      <p className="crumbs">
        <Link href="/register">{register.heading}</Link>
      </p>
      <div className="page-head">
        <h1>{words.heading}</h1>
        <p className="second">{words.about}</p>
      </div>
      <section className="ask-question" aria-label={words.heading}>
        <div className="ask-kinds no-print">
          <ChipChoice
            label={words.kinds}
            of={ENTERED_KINDS.map((id) => ({ id, say: kinds[id] }))}
            chosen={of}
            choose={(kind) => {
              setRows(undefined);
              change({ of: kind === "person" ? "" : kind, when: "", show: "" });
            }}
          />
        </div>
        {drawn === undefined ? (
          <div className="bone bone-row" />
        ) : (
          <div inert={own === undefined && !isHeard}>
            <AskRows group={drawn} change={ask} words={{ facts, buildings: vocabulary.buildings }} />
          </div>
        )}
        {drawn?.rows.length === 0 && (
          <Starters facts={facts} start={(row) => ask({ ...NOTHING, rows: [row] })} />
        )}
        <Formula
          text={when}
          fault={isCurrent ? fault : undefined}
          change={(text) => {
            setRows(undefined);
            change({ when: text });
          }}
        />
      </section>
      {found.isError && !found.data ? (
        <Trouble error={found.error} retry={() => void found.refetch()} />
      ) : !answer ? (
        found.isFetching && <Loading />
      ) : (
        <Found
          answer={answer}
          facts={facts}
          asked={{ of, when, by, show }}
          stale={!isCurrent || fault !== undefined}
          offset={offset}
          change={change}
        />
      )}
    </div>
  );
}

/** What somebody types, once they rest. */
function useSettled(text: string, rest: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), rest);
    return () => clearTimeout(timer);
  }, [text, rest]);
  return settled;
}

/** While a formula is being mended, the last list stays where it is. */
function useLastAnswer(data: AskAnswer | AskFault | undefined): AskAnswer | undefined {
  const [last, setLast] = useState<AskAnswer>();
  const answer = data && !("fault" in data) ? data : undefined;
  if (answer && answer !== last) setLast(answer);
  return answer ?? last;
}

/** Questions that many ask, of whatever the office's standards declare. */
function Starters({ facts, start }: { facts: AskFact[]; start: (row: DrawnRow) => void }) {
  const words = useWords(askWords);
  const say = useSay();
  const starters = [
    { id: "age", is: "least", value: 80, sign: "≥" },
    { id: "household.size", is: "is", value: 1, sign: "=" },
    { id: "overdueCount", is: "over", value: 0, sign: ">" },
    { id: facts.find(({ id }) => id.startsWith("without."))?.id, is: "least", value: 30, sign: "≥" },
  ] as const;
  return (
    <div className="ask-starters">
      <span className="third">{words.starters}</span>
      {starters.map(({ id, is, value, sign }) => {
        const fact = facts.find((each) => each.id === id);
        return (
          fact && (
            <button
              key={fact.id}
              type="button"
              className="chip"
              onClick={() => start({ draw: "row", fact: fact.id, is, value })}
            >
              {say(fact.label)} {sign} {value}
            </button>
          )
        );
      })}
    </div>
  );
}

function Formula({
  text,
  fault,
  change,
}: {
  text: string;
  fault: AskFault["fault"] | undefined;
  change: (text: string) => void;
}) {
  const words = useWords(askWords);
  const say = useSay();
  return (
    <details className="ask-written" open={fault !== undefined || undefined}>
      <summary>
        {words.formula}
        <code className="third">{text || words.formulaEmpty}</code>
      </summary>
      <label className="small third" htmlFor="ask-formula">
        {words.formulaAbout} {words.guarded}
      </label>
      <Input.TextArea
        id="ask-formula"
        className="ask-formula"
        autoSize={{ minRows: 1, maxRows: 6 }}
        spellCheck={false}
        value={text}
        aria-invalid={fault !== undefined}
        aria-describedby="ask-fault"
        onChange={(event) => change(event.target.value)}
      />
      <p id="ask-fault" className="fault" role="alert">
        {fault && (
          <>
            {words.faultAt(fault.start + 1, say(fault.say))}
            {fault.end > fault.start && <code> {text.slice(fault.start, fault.end)}</code>}
          </>
        )}
      </p>
    </details>
  );
}

interface Asked {
  of: Kind;
  when: string;
  by: "none" | "area" | "building";
  show: string[];
}

function Found({
  answer,
  facts,
  asked,
  stale,
  offset,
  change,
}: {
  answer: AskAnswer;
  facts: AskFact[];
  asked: Asked;
  stale: boolean;
  offset: number;
  change: (changes: Record<string, string>) => void;
}) {
  const words = useWords(askWords);
  const register = useWords(registerWords);
  const say = useSay();
  const { areas } = useHere();
  const { of, when, by, show } = asked;
  const rows = useDeferredValue(answer.rows);
  const columns = answer.columns.flatMap((id) => facts.find((fact) => fact.id === id) ?? []);
  const groupName = (id: string) =>
    by === "area"
      ? id === ""
        ? words.noArea
        : say(areas.get(id)?.title) || id
      : id === ""
        ? words.noBuilding
        : id;
  const counts = new Map(answer.groups.map(({ id, count }) => [id, count]));
  const grouped = groupBy(rows, ({ group }) => group);
  return (
    <section
      aria-labelledby="ask-found"
      aria-busy={stale}
      className={stale ? "ask-found stale" : "ask-found"}
    >
      <div className="ask-head">
        <h2 id="ask-found" aria-live="polite" data-total={answer.total}>
          {words.found(answer.total.toLocaleString("en"), words[`unit_${of}`])}
        </h2>
        <p className="second">{when === "" ? words.everybody : say(answer.say)}</p>
        <span className="end no-print">
          <ExportButton asked={asked} total={answer.total} disabled={stale || answer.total === 0} />
        </span>
      </div>
      <div className="tools no-print">
        <span className="third">{words.by}</span>
        <ChipChoice
          label={words.by}
          of={[
            { id: "none", say: words.byNone },
            { id: "area", say: words.byArea },
            { id: "building", say: words.byBuilding },
          ]}
          chosen={by}
          choose={(id) => change({ by: id === "none" ? "" : id })}
        />
        <Select
          className="ask-columns"
          mode="multiple"
          maxTagCount="responsive"
          aria-label={words.columns}
          placeholder={words.columns}
          showSearch={{ optionFilterProp: "label" }}
          value={show.filter((id) => facts.some((fact) => fact.id === id))}
          options={facts.map((fact) => ({ value: fact.id, label: say(fact.label) }))}
          onChange={(chosen: string[]) => change({ show: chosen.join(",") || "-" })}
        />
      </div>
      {answer.groups.length > 1 && (
        <ul className="ask-groups">
          {answer.groups.map(({ id, count }) => (
            <li key={id} data-group={id}>
              {groupName(id)} <strong>{count}</strong>
            </li>
          ))}
        </ul>
      )}
      {answer.total === 0 ? (
        <Empty title={words.none} next={words.noneNext} />
      ) : (
        <div className="scroller">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{of === "person" ? register.name : register.title}</th>
                <th scope="col">{register.code}</th>
                {columns.map((fact) => (
                  <th key={fact.id} scope="col" className={isNumber(fact) ? "number" : undefined}>
                    {say(fact.label)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...grouped].map(([group, inGroup]) => (
                <Fragment key={group}>
                  {by !== "none" && (
                    <tr className="ask-group-head">
                      <th scope="rowgroup" colSpan={columns.length + 2}>
                        {groupName(group)} <span className="second">{counts.get(group)}</span>
                      </th>
                    </tr>
                  )}
                  {inGroup.map((row) => (
                    <FoundRow key={row.id} row={row} columns={columns} />
                  ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {answer.total > PAGE && (
        <nav className="paging no-print" aria-label={register.pages}>
          <span className="second">
            {register.range(offset + 1, Math.min(offset + PAGE, answer.total), answer.total)}
          </span>
          <button
            type="button"
            className="button"
            disabled={offset === 0}
            onClick={() => change({ offset: offset > PAGE ? String(offset - PAGE) : "" })}
          >
            {register.earlier}
          </button>
          <button
            type="button"
            className="button"
            disabled={offset + PAGE >= answer.total}
            onClick={() => change({ offset: String(offset + PAGE) })}
          >
            {register.later}
          </button>
        </nav>
      )}
    </section>
  );
}

function isNumber({ type }: AskFact): boolean {
  return ["integer", "number", "money"].includes(type);
}

function FoundRow({ row, columns }: { row: AskRow; columns: AskFact[] }) {
  return (
    <tr data-subject={row.id}>
      <th scope="row" className="name">
        <Link href={`/subjects/${row.id}`}>{row.name}</Link>
      </th>
      <td className="second nowrap">{row.code}</td>
      {columns.map((fact, at) => (
        <Cell key={fact.id} fact={fact} value={row.cells[at] ?? null} />
      ))}
    </tr>
  );
}

function Cell({ fact, value }: { fact: AskFact; value: FactValue }) {
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0))
    return <td className={isNumber(fact) ? "number third" : "third"}>—</td>;
  if (isNumber(fact)) return <td className="number">{say(sayValue(fact, value))}</td>;
  const said =
    fact.type === "date" && typeof value === "string"
      ? dayWords(value, language, me.clock.today)
      : say(sayValue(fact, value));
  return <td className={Array.isArray(value) ? "long" : undefined}>{said}</td>;
}

function ExportButton({ asked, total, disabled }: { asked: Asked; total: number; disabled: boolean }) {
  const words = useWords(askWords);
  const { language } = useReading();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const { file, name } = await postForFile("/api/ask/export", { ...asked, language });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      toast({ say: words.exported(total.toLocaleString("en")), detail: words.exportedNext });
    } catch (error) {
      toast({ say: sayError(error, language), tone: "trouble" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" className="button primary" disabled={disabled || busy} onClick={() => void take()}>
      {busy ? words.exporting : words.export}
    </button>
  );
}
