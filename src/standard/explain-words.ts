import { type Language, type Text, textIn } from "#basics/text.ts";
import type { Basis, Field, FieldType, Guard, Standard } from "./standard.ts";

/** A part of the page that has nothing to say. */
export const none = "";

/** What the parts of the page say things with, in one language. */
export interface Words {
  language: Language;
  /** Our own words. */
  say: (text: Text) => string;
  /** Words of the standard, safe within Markdown. */
  text: (text: Text) => string;
  role: (id: string) => string;
  record: (id: string) => string;
  cites: (basis: Basis[]) => string;
  /** A list of “what: how”; what has nothing to say is left out. */
  points: (points: [Text, string][]) => string;
  types: Record<FieldType, Text>;
  guards: Record<Guard, Text>;
}

export function wordsIn(standard: Standard, language: Language): Words {
  const say = (text: Text) => textIn(text, language);
  const text = (words: Text) => plain(textIn(words, language));
  return {
    language,
    say,
    text,
    role: (id) =>
      text(
        standard.roles.find((role) => role.id === id)?.title ?? (id === "secretary" ? secretary : { zh: id }),
      ),
    record: (id) => text(standard.records.find((record) => record.id === id)?.title ?? { zh: id }),
    cites: (basis) =>
      basis
        .map(({ title, ref, article }) => {
          const details = [ref, article]
            .filter((each) => each !== undefined)
            .join(say({ zh: "，", en: ", " }));
          const shown = details === "" ? "" : say({ zh: `（${details}）`, en: ` (${details})` });
          return `${text(title)}${shown}`;
        })
        .join(say({ zh: "；", en: "; " })),
    points: (points) =>
      points
        .filter(([, how]) => how !== "")
        .map(([what, how]) => `- **${say(what)}**${say({ zh: "：", en: ": " })}${how}`)
        .join("\n"),
    types,
    guards,
  };
}

/** One field: its name, what is written in it, whether it must be and how it is protected. */
export function fieldLine({ label, type, required, choices, guard }: Field, words: Words): string {
  const { say, text } = words;
  const notes = [
    choices
      ? choices.map((choice) => text(choice.title)).join(say({ zh: "、", en: ", " }))
      : say(words.types[type]),
    ...(required ? [say({ zh: "必填", en: "required" })] : []),
    ...(guard ? [say(words.guards[guard])] : []),
  ];
  return `${text(label)}${say({ zh: "：", en: ": " })}${notes.join(say({ zh: "；", en: "; " }))}`;
}

/** Words that a table's cell can hold. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}

/** 甲、乙和丙; a, b and c */
export function listed(items: string[], language: Language): string {
  if (items.length < 2) return items.join("");
  const [head, last] = [items.slice(0, -1), items.at(-1) ?? ""];
  return textIn({ zh: `${head.join("、")}和${last}`, en: `${head.join(", ")} and ${last}` }, language);
}

/** An author's words are words, whatever signs stand in them. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`).replaceAll(/\s*\n\s*/g, " ");
}

const secretary: Text = { zh: "社区书记", en: "Secretary" };

const types: Record<FieldType, Text> = {
  text: { zh: "文字", en: "text" },
  longtext: { zh: "长文字", en: "longer text" },
  integer: { zh: "整数", en: "whole number" },
  number: { zh: "数字", en: "number" },
  money: { zh: "金额", en: "amount of money" },
  date: { zh: "日期", en: "date" },
  time: { zh: "时间", en: "time" },
  datetime: { zh: "日期和时间", en: "date and time" },
  boolean: { zh: "是或否", en: "yes or no" },
  choice: { zh: "单选", en: "one of several" },
  choices: { zh: "多选", en: "some of several" },
  phone: { zh: "电话号码", en: "telephone number" },
  identity: { zh: "身份证号", en: "identity number" },
  photo: { zh: "照片", en: "photo" },
  file: { zh: "文件", en: "file" },
  signature: { zh: "签名", en: "signature" },
  location: { zh: "位置", en: "location" },
  subject: { zh: "台账中的对象", en: "somebody in the register" },
};

const guards: Record<Guard, Text> = {
  contact: { zh: "受限：联系方式", en: "guarded: contact" },
  identity: { zh: "受限：身份", en: "guarded: identity" },
  health: { zh: "受限：健康", en: "guarded: health" },
  justice: { zh: "受限：司法", en: "guarded: justice" },
  finance: { zh: "受限：经济状况", en: "guarded: finance" },
};
