import type { z } from "zod";

import type { Text } from "#basics/text.ts";
import type { FaultAt, Path } from "./fault.ts";
import { type Places, quote } from "./yaml.ts";

type Issue = z.core.$ZodIssue;

/** What the shape of the document refuses, in words and with its place. */
export function shapeFaults(error: z.ZodError, root: unknown, places: Places): FaultAt[] {
  return error.issues.flatMap((issue) => faultsOf(issue, [], root, places));
}

function faultsOf(issue: Issue, above: Path, root: unknown, places: Places): FaultAt[] {
  const path: Path = [...above, ...(issue.path as Path)];
  const mistake = (say: Text, at: Path = path, atKey = false): FaultAt => ({
    level: "mistake",
    path: at,
    say,
    ...(atKey && { atKey }),
  });
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      mistake({ zh: `不认识的项“${key}”`, en: `unknown key "${key}"` }, [...path, key], true),
    );
  }
  if (issue.code === "invalid_key") {
    return [
      mistake(
        { zh: `名称写法有误：${String(path.at(-1))}`, en: `not a valid id: ${String(path.at(-1))}` },
        path,
        true,
      ),
    ];
  }
  const value = valueAt(root, path);
  if (value === undefined) {
    const name = String(path.at(-1));
    return [mistake({ zh: `缺少“${name}”`, en: `"${name}" is missing` })];
  }
  if (issue.code === "invalid_union") {
    const nested = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
    return nested.flatMap((each) => faultsOf(each, path, root, places));
  }
  if (issue.code === "invalid_type" && issue.expected === "string" && isPlain(value)) {
    const written = places.written(root as object, path) ?? String(value);
    const key = String(path.at(-1));
    return [
      mistake({
        zh: `“${key}”应为文字，请加引号：${key}: ${quote(written)}`,
        en: `"${key}" must be text; quote it: ${key}: ${quote(written)}`,
      }),
    ];
  }
  return [mistake(sayIssue(issue, value))];
}

function sayIssue(issue: Issue, value: unknown): Text {
  const shown = typeof value === "string" ? `“${value}”` : "";
  switch (issue.code) {
    case "invalid_value": {
      const values = issue.values.map(String).join(", ");
      return { zh: `${shown}不在可选范围：${values}`, en: `${shown} is none of: ${values}` };
    }
    case "invalid_type": {
      const kind = kinds[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      return { zh: `应为${kind.zh}`, en: `must be ${kind.en}` };
    }
    case "invalid_format":
      return { zh: `写法有误：${shown}`, en: `not a valid id: ${shown}` };
    case "too_small":
      return { zh: "不能为空或过小", en: "must not be empty or too small" };
    default:
      return { zh: `有误：${issue.message}`, en: issue.message };
  }
}

const kinds: Record<string, { zh: string; en: string }> = {
  string: { zh: "文字", en: "text" },
  number: { zh: "数字", en: "a number" },
  boolean: { zh: " true 或 false", en: "true or false" },
  array: { zh: "列表", en: "a list" },
  object: { zh: "一组“键: 值”", en: "keys and values" },
  record: { zh: "一组“键: 值”", en: "keys and values" },
};

function depth(issues: Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === "invalid_type" ? 0 : 1)));
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | null | undefined)?.[step],
    root,
  );
}

function isPlain(value: unknown): value is number | boolean {
  return typeof value === "number" || typeof value === "boolean";
}
