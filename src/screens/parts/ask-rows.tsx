import { Input, InputNumber, Select } from "antd";
import { useId } from "react";
import type { AskWords } from "#record/views/ask.ts";
import { comparisonsOf } from "#work/ask/drawn.ts";
import type { Comparison, Drawn, DrawnGroup, DrawnRow, DrawnValue } from "#work/ask/drawn.ts";
import { askWords, comparisonWords } from "../words/ask.ts";
import { recordWords } from "../words/record.ts";
import { ChipChoice } from "./chip-choice.tsx";
import { DateField } from "./date-field.tsx";
import { FieldInput } from "./field-input.tsx";
import { useSay, useWords } from "./language.tsx";

export type AskFact = AskWords["facts"]["person"][number];

export interface AskVocabulary {
  facts: AskFact[];
  buildings: string[];
}

/** A question as rows to fill in: conditions that go together, and groups of them inside. */
export function AskRows({
  group,
  change,
  remove,
  words: vocabulary,
  place = "0",
}: {
  group: DrawnGroup;
  change: (group: DrawnGroup) => void;
  /** Absent for the outermost. */
  remove?: () => void;
  words: AskVocabulary;
  /** Where it stands among the others: "0.2.1". */
  place?: string;
}) {
  const words = useWords(askWords);
  const put = (at: number, row: Drawn | undefined) =>
    change({ ...group, rows: group.rows.flatMap((each, index) => (index !== at ? each : (row ?? []))) });
  const add = (row: Drawn) => change({ ...group, rows: [...group.rows, row] });
  return (
    <div className="ask-group" role="group" aria-label={remove ? words.group : words.matching}>
      <div className="ask-joins">
        {(remove !== undefined || group.rows.length > 1) && (
          <ChipChoice
            label={words.matching}
            of={[
              { id: "all", say: words.all },
              { id: "any", say: words.any },
            ]}
            chosen={group.of}
            choose={(of) => change({ ...group, of })}
          />
        )}
        {remove && (
          <>
            <label className="check">
              <input
                type="checkbox"
                checked={group.not}
                onChange={(event) => change({ ...group, not: event.target.checked })}
              />
              {words.not}
            </label>
            <button type="button" className="textual" onClick={remove}>
              {words.removeGroup}
            </button>
          </>
        )}
      </div>
      <ul className="ask-rows">
        {group.rows.map((row, at) => (
          <li key={at} data-ask-row={`${place}.${at}`}>
            {row.draw === "group" ? (
              <AskRows
                group={row}
                change={(inner) => put(at, inner)}
                remove={() => put(at, undefined)}
                words={vocabulary}
                place={`${place}.${at}`}
              />
            ) : row.draw === "text" ? (
              <TextRow
                text={row.text}
                change={(text) => put(at, { draw: "text", text })}
                remove={() => put(at, undefined)}
              />
            ) : (
              <Row
                row={row}
                change={(changed) => put(at, changed)}
                remove={() => put(at, undefined)}
                words={vocabulary}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="ask-adds no-print">
        <button
          type="button"
          className={group.rows.length === 0 ? "button primary" : "button"}
          onClick={() => add({ draw: "row", fact: "", is: "is", value: "" })}
        >
          + {words.addRow}
        </button>
        <button
          type="button"
          className="button plain"
          onClick={() =>
            add({
              draw: "group",
              of: group.of === "all" ? "any" : "all",
              not: false,
              rows: [{ draw: "row", fact: "", is: "is", value: "" }],
            })
          }
        >
          + {words.addGroup}
        </button>
      </div>
    </div>
  );
}

function TextRow({
  text,
  change,
  remove,
}: {
  text: string;
  change: (text: string) => void;
  remove: () => void;
}) {
  const words = useWords(askWords);
  return (
    <div className="ask-row as-text">
      <Input
        className="ask-formula"
        value={text}
        aria-label={words.asText}
        title={words.asText}
        onChange={(event) => change(event.target.value)}
      />
      <Remove act={remove} label={words.removeRow(text)} />
    </div>
  );
}

function Row({
  row,
  change,
  remove,
  words: { facts, buildings },
}: {
  row: DrawnRow;
  change: (row: DrawnRow) => void;
  remove: () => void;
  words: AskVocabulary;
}) {
  const words = useWords(askWords);
  const say = useSay();
  const fact = facts.find(({ id }) => id === row.fact);
  const label = fact ? say(fact.label) : "";
  return (
    <div className="ask-row">
      <Select
        className="ask-fact"
        showSearch={{ optionFilterProp: "label" }}
        aria-label={words.fact}
        placeholder={words.chooseFact}
        autoFocus={row.fact === ""}
        defaultOpen={row.fact === ""}
        value={row.fact || undefined}
        options={useFactOptions(facts)}
        onChange={(id: string) => {
          const chosen = facts.find((each) => each.id === id);
          if (chosen) change(rowFor(chosen));
        }}
      />
      {fact && fact.type !== "boolean" && (
        <ComparisonSelect fact={fact} is={row.is} change={(is) => change(withComparison(row, is))} />
      )}
      {fact && (
        <Value
          fact={fact}
          row={row}
          buildings={buildings}
          label={`${label}: ${words.value}`}
          change={(value) => change({ ...row, value })}
        />
      )}
      <Remove act={remove} label={words.removeRow(label)} />
    </div>
  );
}

function Remove({ act, label }: { act: () => void; label: string }) {
  return (
    <button type="button" className="ask-remove no-print" aria-label={label} title={label} onClick={act}>
      ×
    </button>
  );
}

/** A new row about a fact, as it is likeliest to be asked. */
function rowFor({ id, type }: AskFact): DrawnRow {
  const [is = "is"] = comparisonsOf(type);
  return { draw: "row", fact: id, is, value: type === "boolean" ? true : "" };
}

/** Days ago are a number, a day is a text: the value of one is none for the other. */
function withComparison(row: DrawnRow, is: Comparison): DrawnRow {
  const isAgo = (each: Comparison) => each === "within" || each === "before";
  return { ...row, is, value: isAgo(is) === isAgo(row.is) ? row.value : "" };
}

function ComparisonSelect({
  fact,
  is,
  change,
}: {
  fact: AskFact;
  is: Comparison;
  change: (is: Comparison) => void;
}) {
  const words = useWords(askWords);
  const said = useWords(comparisonWords);
  const isNumber = ["integer", "number", "money"].includes(fact.type);
  const sayOne = (each: Comparison) => {
    if (fact.type === "date" && each === "least") return said.dateLeast;
    if (fact.type === "date" && each === "most") return said.dateMost;
    if (isNumber && each === "is") return said.numberIs;
    if (isNumber && each === "not") return said.numberNot;
    return said[each];
  };
  return (
    <Select
      className="ask-is"
      aria-label={words.comparison}
      value={is}
      options={comparisonsOf(fact.type).map((each) => ({ value: each, label: sayOne(each) }))}
      onChange={change}
    />
  );
}

function Value({
  fact,
  row,
  buildings,
  label,
  change,
}: {
  fact: AskFact;
  row: DrawnRow;
  buildings: string[];
  label: string;
  change: (value: DrawnValue) => void;
}) {
  const words = useWords(askWords);
  const record = useWords(recordWords);
  const say = useSay();
  const id = useId();
  const { value, is } = row;
  if (fact.type === "boolean")
    return (
      <ChipChoice
        label={say(fact.label)}
        of={[
          { id: "yes", say: record.yes },
          { id: "no", say: record.no },
        ]}
        chosen={value === true ? "yes" : "no"}
        choose={(chosen) => change(chosen === "yes")}
      />
    );
  if (is === "within" || is === "before" || fact.type === "integer" || fact.type === "number")
    return (
      <InputNumber
        className="ask-value"
        aria-label={label}
        value={typeof value === "number" ? value : null}
        {...(fact.type === "number" ? {} : { precision: 0 })}
        {...(fact.type === "date" || fact.id.startsWith("without.") ? { suffix: words.days } : {})}
        onChange={(number) => change(typeof number === "number" ? number : "")}
      />
    );
  if (fact.type === "money")
    return (
      <span className="ask-value">
        <FieldInput
          id={id}
          field={fact}
          value={typeof value === "number" ? value : undefined}
          onChange={(money) => change(typeof money === "number" ? money : "")}
        />
      </span>
    );
  if (fact.type === "date")
    return (
      <DateField
        id={id}
        value={typeof value === "string" && value !== "" ? value : undefined}
        onChange={(day) => change(day ?? "")}
      />
    );
  const options =
    fact.id === "building"
      ? buildings.map((building) => ({ value: building, label: building }))
      : fact.choices?.map(({ id, title }) => ({ value: id, label: say(title) }));
  if (options === undefined || (fact.id === "building" && is !== "is" && is !== "not"))
    return (
      <Input
        className="ask-value wide"
        aria-label={label}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => change(event.target.value)}
      />
    );
  const several = fact.type === "choice" || fact.id === "building";
  const chosen = Array.isArray(value) ? value : typeof value === "string" && value !== "" ? [value] : [];
  return (
    <Select
      className="ask-value wide"
      aria-label={label}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={record.choose}
      {...(several ? { mode: "multiple" as const } : {})}
      value={several ? chosen : chosen[0]}
      options={options}
      onChange={(chosen: string | string[]) => change(chosen)}
    />
  );
}

/** In four parts, so that sixty of them can be looked through. */
function useFactOptions(facts: AskFact[]) {
  const words = useWords(askWords);
  const say = useSay();
  const parts: [string, (fact: AskFact) => boolean][] = [
    [words.factsDuty, ({ id }) => /^(owed|overdue)/.test(id)],
    [words.factsDone, ({ id }) => /^(last|without)\./.test(id)],
    [words.factsHome, ({ id }) => /^(area|address|building|stairwell|flat|residence|household\.)/.test(id)],
  ];
  const partOf = (fact: AskFact) => parts.find(([, holds]) => holds(fact))?.[0] ?? words.factsOpen;
  const grouped = Map.groupBy(facts, partOf);
  return [words.factsOpen, words.factsHome, words.factsDuty, words.factsDone].map((label) => ({
    label,
    options: (grouped.get(label) ?? []).map((fact) => ({ value: fact.id, label: say(fact.label) })),
  }));
}
