import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Day, parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { type Terminal, UsageError, sayBoth } from "./cli-command.ts";

/** What was typed: options with a value, options without one, and whatever stands beside them. */
export interface Typed<Name extends string, Flag extends string> {
  values: Partial<Record<Name, string>>;
  flags: Record<Flag, boolean>;
  words: string[];
}

/** Reads `--name value`, `--name=value` and `--flag` in any order. @throws where there is another one, or a value is missing. */
export function readOptions<Name extends string, Flag extends string = never>(
  args: string[],
  names: readonly Name[],
  flags: readonly Flag[] = [],
  withWords = false,
): Typed<Name, Flag> {
  const options = Object.fromEntries([
    ...names.map((name) => [name, { type: "string" }] as const),
    ...flags.map((flag) => [flag, { type: "boolean" }] as const),
  ]);
  const { values, positionals } = parseArgs({ args, options, allowPositionals: withWords });
  const given = values as Record<string, string | boolean | undefined>;
  return {
    values: values as Partial<Record<Name, string>>,
    flags: Object.fromEntries(flags.map((flag) => [flag, given[flag] === true])) as Record<Flag, boolean>,
    words: positionals,
  };
}

/** The value of an option that must be there. */
export function needed(values: Partial<Record<string, string>>, name: string): string {
  const value = values[name];
  if (value !== undefined && value !== "") return value;
  throw new UsageError(sayBoth({ zh: `缺 --${name}`, en: `--${name} is missing` }));
}

export function dayGiven(values: Partial<Record<string, string>>, name: string): Day {
  return asDay(needed(values, name), name);
}

export function dayIfGiven(values: Partial<Record<string, string>>, name: string): Day | undefined {
  const text = values[name];
  return text === undefined ? undefined : asDay(text, name);
}

function asDay(text: string, name: string): Day {
  const day = parseDay(text);
  if (day !== undefined) return day;
  throw new UsageError(
    sayBoth({
      zh: `--${name} ${text} 不是一个日子，写成 2021-11-29。`,
      en: `--${name} ${text} is no day: write it as 2021-11-29.`,
    }),
  );
}

/** A number between two others. */
export function numberGiven(
  text: string,
  name: string,
  { from, to, whole }: { from: number; to: number; whole: boolean },
): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(
    sayBoth({
      zh: `--${name} ${text}：要 ${from} 到 ${to} 之间的${whole ? "整数" : "数"}。`,
      en: `--${name} ${text}: a${whole ? " whole" : ""} number from ${from} to ${to} is wanted.`,
    }),
  );
}

/** One of a few words. */
export function oneOf<Word extends string>(text: string, name: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const list = words.join(" | ");
  const say: Text = { zh: `--${name} ${text}：写 ${list}`, en: `--${name} ${text}: write ${list}` };
  throw new UsageError(sayBoth(say));
}

/** A path as given, meant from where the user stands. */
export function placeOf(path: string, { stands }: Terminal): string {
  return resolve(stands, path);
}
