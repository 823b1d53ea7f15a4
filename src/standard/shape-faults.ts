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
    return issue.keys.map((key) => mistake(sayUnknownKey(key), [...path, key], true));
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
  return [mistake(sayIssue(issue, value, String(path.at(-1))))];
}

/** Keys under which what people read stands, as { zh, en }. */
const spoken = new Set(["title", "label", "clause", "name", "unit"]);

/** Typed with a Chinese keyboard, `zh：水井，en：Wells` is one key, and a text that begins with “ keeps it. */
const wideMarks = /[：，；“”‘’]/;

function sayUnknownKey(key: string): Text {
  if (!wideMarks.test(key)) return { zh: `不认识的项“${key}”`, en: `unknown key "${key}"` };
  return {
    zh: `不认识的项“${key}”：里面有全角标点，冒号、逗号、引号要用半角的`,
    en: `unknown key "${key}": it has full-width marks in it; write ordinary colons, commas and quotes`,
  };
}

/** Whoever is served is never ranked or scored: no figure of their own. */
const served = new Set(["person", "household", "unit", "place", "case", "subject", "worker"]);

function neverRanked(group: string): Text {
  return {
    zh: `不能按 ${group} 分组：指标不给任何服务对象或个人打分排名；可以按服务线、岗位、网格或时间分组`,
    en: `not by ${group}: no indicator ranks or scores those who are served, or a single worker; group by line, role, area or period`,
  };
}

function sayIssue(issue: Issue, value: unknown, name: string): Text {
  const shown = typeof value === "string" ? `“${value}”` : "";
  switch (issue.code) {
    case "invalid_value": {
      const values = issue.values.map(String).join(", ");
      return { zh: `${shown}不在可选范围：${values}`, en: `${shown} is none of: ${values}` };
    }
    case "invalid_type": {
      const kind = kinds[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      if (issue.expected === "array" && typeof value === "string")
        return { zh: `应为列表，写成 [${value}]`, en: `must be a list: [${value}]` };
      if (spoken.has(name) && typeof value === "string")
        return {
          zh: `文字要分语言写：{ zh: ${value}, en: … }`,
          en: `a text is written { zh: ${value}, en: … }`,
        };
      return { zh: `应为${kind.zh}`, en: `must be ${kind.en}` };
    }
    case "invalid_format":
      if (name === "version")
        return {
          zh: `版本要用半角引号：version: "2021.1"`,
          en: `ordinary quotes around it: version: "2021.1"`,
        };
      if (wideMarks.test(shown.slice(1, -1)))
        return {
          zh: `${shown}里有全角标点：逗号、冒号、引号要用半角的`,
          en: `${shown} has full-width marks in it: write ordinary commas, colons and quotes`,
        };
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
