import { parseDuration, roughDays } from "#basics/duration.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { DocumentParameter, StandardDocument } from "./document.ts";

export type ParameterValues = Record<string, string | number>;

/**
 * The value of each parameter, as tuned or by default.
 * @throws RangeError where a tuned value is unknown, of another type or outside the floor (see `checkParameters`).
 */
export function parameterValues(
  declared: StandardDocument["parameters"],
  tuned: Record<string, unknown>,
): ParameterValues {
  const refusals = checkParameters(declared, tuned);
  if (refusals[0]) throw new RangeError(refusals[0].say.en);
  return Object.fromEntries(
    Object.entries(declared).map(([id, parameter]) => [
      id,
      (tuned[id] as string | number | undefined) ?? parameter.default,
    ]),
  );
}

/** What an office may not tune: a promise can be made stronger than its floor, never weaker. */
export function checkParameters(
  declared: StandardDocument["parameters"],
  tuned: Record<string, unknown>,
): Refusal[] {
  return Object.entries(tuned).flatMap(([id, value]): Refusal[] => {
    const parameter = declared[id];
    if (!parameter) {
      return [
        {
          code: "parameter-unknown",
          say: { zh: `没有参数 ${id}`, en: `there is no parameter ${id}` },
          where: id,
        },
      ];
    }
    const fault = faultOf(parameter, value);
    return fault ? [{ code: "parameter-outside-floor", say: fault, where: id }] : [];
  });
}

/** What is wrong with a value for this parameter, or undefined. */
export function faultOf(
  parameter: DocumentParameter,
  value: unknown,
): { zh: string; en: string } | undefined {
  const size = sizeOf(parameter, value);
  const shown = String(value);
  if (size === undefined) {
    return { zh: `${shown} 不是 ${parameter.type}`, en: `${shown} is no ${parameter.type}` };
  }
  const [most, least] = [sizeOf(parameter, parameter.atMost), sizeOf(parameter, parameter.atLeast)];
  if (most !== undefined && size > most) {
    return {
      zh: `${shown} 超过上限 ${parameter.atMost}`,
      en: `${shown} is above the most allowed, ${parameter.atMost}`,
    };
  }
  if (least !== undefined && size < least) {
    return {
      zh: `${shown} 低于下限 ${parameter.atLeast}`,
      en: `${shown} is below the least allowed, ${parameter.atLeast}`,
    };
  }
  return undefined;
}

/** A text with each `${parameter}` replaced by its value. */
export function fillIn(text: string, values: ParameterValues): string {
  return text.replaceAll(parameterPattern, (whole, name: string) => String(values[name] ?? whole));
}

/** The parameters a text names, in order, each with where it stands. */
export function parametersIn(text: string): { name: string; index: number; written: string }[] {
  return [...text.matchAll(parameterPattern)].map(({ 0: written, 1: name = "", index }) => ({
    name,
    index,
    written,
  }));
}

const parameterPattern = /\$\{([a-z][A-Za-z0-9]*)\}/g;

function sizeOf(parameter: DocumentParameter, value: unknown): number | undefined {
  if (parameter.type === "duration") {
    const duration = typeof value === "string" ? parseDuration(value) : undefined;
    return duration && roughDays(duration);
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  return parameter.type === "integer" && !Number.isInteger(value) ? undefined : value;
}
