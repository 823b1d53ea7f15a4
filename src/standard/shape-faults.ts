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
  const group = path.at(-2) === "per" && issue.code === "invalid_value" ? valueAt(root, path) : undefined;
  if (typeof group === "string" && served.has(group)) return [mistake(neverRanked(group))];
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
  if (value === null) {
    const name = String(path.at(-1));
    return [mistake({ zh: `“${name}”后面没有写内容`, en: `nothing is written after "${name}"` }, path, true)];
  }
  if (issue.code === "invalid_union") {
    // Of several forms, the one that was nearly written.
    const nested =
      issue.errors.toSorted((a, b) => depth(b, value) - depth(a, value) || a.length - b.length)[0] ?? [];
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

/** Whoever is served is never ranked or scored: no figure of their own. */
const served = new Set(["person", "household", "unit", "place", "case", "subject", "worker"]);

function neverRanked(group: string): Text {
  return {
    zh: `不能按 ${group} 分组：指标不给任何服务对象或个人打分排名；可以按服务线、岗位、网格或时间分组`,
    en: `not by ${group}: no indicator ranks or scores those who are served, or a single worker; group by line, role, area or period`,
  };
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
      return {
        zh: `${shown}写法有误：用小写字母、数字和连字符，如 alone-call`,
        en: `not a valid id: ${shown}; use lower-case letters, digits and hyphens, such as alone-call`,
      };
    case "too_small":
      return issue.origin === "number" || issue.origin === "int"
        ? { zh: `不能小于 ${issue.minimum}`, en: `must be at least ${issue.minimum}` }
        : { zh: "不能为空", en: "must not be empty" };
    case "too_big":
      return { zh: `不能大于 ${issue.maximum}`, en: `must be at most ${issue.maximum}` };
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

/** How far into a value a form goes along with it; that something is missing tells nothing. */
function depth(issues: Issue[], value: unknown): number {
  const deep = issues.map((issue) => {
    if (issue.path.length > 0 && valueAt(value, issue.path as Path) === undefined) return 0;
    return issue.path.length + (issue.code === "invalid_type" ? 0 : 1);
  });
  return Math.max(0, ...deep);
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
