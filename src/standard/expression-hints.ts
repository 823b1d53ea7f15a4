import type { Text } from "#basics/text.ts";
import type { Fact } from "./standard.ts";

/** How the library names the types, and how an author does. */
const typeWords: Record<string, Text> = {
  int: { zh: "整数", en: "a whole number" },
  double: { zh: "数", en: "a number" },
  string: { zh: "文字", en: "a text" },
  bool: { zh: "是或否", en: "true or false" },
  Date: { zh: "日期", en: "a date" },
  "list<string>": { zh: "多选", en: "several choices" },
};

/** “int > string” in words. */
export function sayTypes(detail: string): Text {
  const told = /^Logical operator .* got '(.+)'$/.exec(detail)?.[1];
  const joined: Text = told
    ? {
        zh: `&& 和 || 两边都应为是或否，这里是 ${told}`,
        en: `both sides of && and || are true or false, here is ${told}`,
      }
    : { zh: detail, en: detail };
  const inWords = (text: string, word: (type: Text) => string | undefined) =>
    text.replaceAll(/\b(?:list<string>|int|double|string|bool|Date)(?!\w)/g, (type) => {
      const words = typeWords[type];
      return (words && word(words)) ?? type;
    });
  return { zh: inWords(joined.zh, ({ zh }) => zh), en: inWords(joined.en ?? detail, ({ en }) => en) };
}

/** What was written as in speech, as in other languages, or with a Chinese keyboard. */
const asWritten: Record<string, string> = {
  and: "&&",
  or: "||",
  not: "!",
  AND: "&&",
  OR: "||",
  NOT: "!",
  且: "&&",
  并: "&&",
  或: "||",
  非: "!",
  "“": '"',
  "”": '"',
  "‘": '"',
  "’": '"',
  "≥": ">=",
  "≤": "<=",
  "≠": "!=",
  "。": ".",
  "、": ",",
  "<>": "!=",
  "=>": ">=",
  "=<": "<=",
  "=": "==",
  "&": "&&",
  "|": "||",
};

/** How to write what stands at this place, where it is a slip that many make. */
export function slipAt(text: string, at: number): Text | undefined {
  const before = /\b(not)\s+$/i.exec(text.slice(0, at))?.[1];
  const pair = [text.slice(at - 1, at + 1), text.slice(at, at + 2)].find((each) => /^(<>|=>|=<)$/.test(each));
  const word = /^[A-Za-z]+/.exec(text.slice(at))?.[0];
  const letter = text[at] ?? "";
  const written = before ?? pair ?? word ?? letter;
  const instead = asWritten[written] ?? halfWidth(letter);
  if (instead === undefined) return undefined;
  return {
    zh: `此处 ${written} 应写成 ${instead}`,
    en: `this cannot stand here: write ${instead} for ${written}`,
  };
}

/** ＞ and ０ are > and 0, moved up in Unicode by as much as every full-width sign. */
function halfWidth(letter: string): string | undefined {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : undefined;
}

/** What was meant by a name nobody declared: a text without its quotes, or a fact spelt nearly so. */
export function hintForName(name: string, facts: Fact[]): Text | undefined {
  if (facts.some(({ choices }) => choices?.some(({ id }) => id === name)))
    return { zh: `选项要加引号："${name}"`, en: `a choice is quoted: "${name}"` };
  const near = facts.find(({ id }) => isNear(id, name));
  return near && { zh: `是不是 ${near.id}`, en: `is ${near.id} meant?` };
}

/** The same but for capitals, hyphens and one letter, or two that changed places. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [one, other].map((each) => each.toLowerCase().replaceAll(/[-_]/g, "")) as [string, string];
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 3 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right === `${left[1]}${left[0]}`;
}
