import { useState } from "react";
import type { StandardParameter } from "#record/views/standards.ts";
import { faultOf } from "#standard/parameters.ts";
import { changeWords } from "../words/standards.ts";
import { useReading, useSay, useWords } from "./language.tsx";

/** What of a parameter is written in its field: a number, and what it counts. */
interface Written {
  count: string;
  unit: Unit;
}

type Unit = "days" | "months" | "workdays" | "none";

/**
 * A parameter as a number with its unit, and beside it what the standard allows. What is wrong stays in the field, with why;
 * `change` is told the value, or undefined while there is none.
 */
export function ParameterField({
  parameter,
  value,
  change,
}: {
  parameter: StandardParameter;
  value: string | number;
  change: (value: string | number) => void;
}) {
  const words = useWords(changeWords);
  const say = useSay();
  const { language } = useReading();
  const [written, setWritten] = useState<Written>(() => writtenOf(value));
  // Set from elsewhere, as when it is restored.
  const shown = valueOf(written) === value ? written : writtenOf(value);
  const id = `parameter-${parameter.id}`;
  const fault = parameterFault(parameter, value);
  const write = (next: Written) => {
    setWritten(next);
    change(valueOf(next));
  };
  return (
    <div className="parameter-field">
      <label htmlFor={id}>{say(parameter.title)}</label>
      <span className="parameter-value">
        <input
          id={id}
          className="field number-field"
          inputMode="numeric"
          autoComplete="off"
          value={shown.count}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-range${fault === undefined ? "" : ` ${id}-fault`}`}
          onChange={(event) => write({ ...shown, count: event.target.value.trim() })}
        />
        {shown.unit !== "none" && (
          <select
            className="field"
            aria-label={`${say(parameter.title)}: ${words.unit}`}
            value={shown.unit}
            onChange={(event) => write({ ...shown, unit: event.target.value as Unit })}
          >
            {(["days", "months", "workdays"] as const).map((unit) => (
              <option key={unit} value={unit}>
                {words[unit]}
              </option>
            ))}
          </select>
        )}
      </span>
      <span id={`${id}-range`} className="second small">
        {rangeWords(parameter, words, say)} · {words.usual(say(parameter.says.usual))}
      </span>
      {fault && (
        <p id={`${id}-fault`} className="fault" role="alert">
          {fault === "unwritten" ? words.number : fault[language]}
        </p>
      )}
    </div>
  );
}

/** “最多 14 天”. */
export function rangeWords(
  { says }: StandardParameter,
  words: { atMost: (value: string) => string; atLeast: (value: string) => string; free: string },
  say: ReturnType<typeof useSay>,
): string {
  const bounds = [
    ...(says.atLeast ? [words.atLeast(say(says.atLeast))] : []),
    ...(says.atMost ? [words.atMost(say(says.atMost))] : []),
  ];
  return bounds.join(" · ") || words.free;
}

/** What is wrong with a value, in both languages; "unwritten": it is no number yet. */
export function parameterFault(
  { type, usual, atMost, atLeast }: StandardParameter,
  value: string | number,
): { zh: string; en: string } | "unwritten" | undefined {
  if (typeof value === "string" && (type !== "duration" || !/[1-9]/.test(value))) return "unwritten";
  if (typeof value === "string" && /[^0-9PYMWDworkdays ]/.test(value)) return "unwritten";
  return faultOf(
    { type, default: usual, ...(atMost !== null && { atMost }), ...(atLeast !== null && { atLeast }) },
    value,
  );
}

function writtenOf(value: string | number): Written {
  if (typeof value === "number") return { count: String(value), unit: "none" };
  const [, days, months] = /^P(?:(.*)D|(.*)M)$/.exec(value) ?? [];
  if (days !== undefined) return { count: days, unit: "days" };
  if (months !== undefined) return { count: months, unit: "months" };
  const [, weeks] = /^P(\d+)W$/.exec(value) ?? [];
  if (weeks !== undefined) return { count: String(Number(weeks) * 7), unit: "days" };
  const [, years] = /^P(\d+)Y$/.exec(value) ?? [];
  if (years !== undefined) return { count: String(Number(years) * 12), unit: "months" };
  const [, workdays] = /^(.*) workdays?$/.exec(value) ?? [];
  return workdays === undefined ? { count: value, unit: "none" } : { count: workdays, unit: "workdays" };
}

function valueOf({ count, unit }: Written): string | number {
  switch (unit) {
    case "days":
      return `P${count}D`;
    case "months":
      return `P${count}M`;
    case "workdays":
      return `${count} workdays`;
    case "none":
      return count !== "" && Number.isFinite(Number(count)) ? Number(count) : count;
  }
}
