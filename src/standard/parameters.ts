import { durationText, parseDuration, roughDays } from "#basics/duration.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
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
      zh: `${said(value).zh}超过上限，这个标准最多许可 ${said(parameter.atMost).zh}：承诺可以更严，不能更松`,
      en: `${said(value).en} is above the most this standard allows, ${said(parameter.atMost).en}: a promise can be made stronger, never weaker`,
    };
  }
  if (least !== undefined && size < least) {
    return {
      zh: `${said(value).zh}低于下限，这个标准最少要 ${said(parameter.atLeast).zh}：承诺可以更严，不能更松`,
      en: `${said(value).en} is below the least this standard asks for, ${said(parameter.atLeast).en}: a promise can be made stronger, never weaker`,
    };
  }
  return undefined;
}

function said(value: unknown): Required<Text> {
  return sayParameter(value as string | number);
}

/** A parameter's value in words: 7 天 / 7 days, or the number itself. */
export function sayParameter(value: string | number): Required<Text> {
  const duration = typeof value === "string" ? parseDuration(value) : undefined;
  const { zh, en = zh } = duration ? durationText(duration) : { zh: String(value) };
  return { zh, en };
}

/** A text with each `${parameter}` replaced by its value. */
export function fillIn(text: string, values: ParameterValues): string {
  return text.replaceAll(parameterPattern, (whole, name: string) => String(values[name] ?? whole));
}

/** A sentence for people, each parameter in it said in words: “每 7 天问候一次”. */
export function sayFilledIn({ zh, en }: Text, values: ParameterValues): Text {
  const filled = (text: string, language: "zh" | "en") =>
    text.replaceAll(parameterPattern, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : sayParameter(value)[language];
    });
  return { zh: filled(zh, "zh"), ...(en !== undefined && { en: filled(en, "en") }) };
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
