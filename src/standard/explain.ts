import { dayText } from "#basics/day.ts";
import { durationText, parseDuration } from "#basics/duration.ts";
import type { Language, Text } from "#basics/text.ts";

import { builtInFacts as registered } from "#register/built-in-facts.ts";
import type { Examples } from "./examples.ts";
import { type Words, cell, fieldLine, listed, none, wordsIn } from "./explain-words.ts";
import { explainProcedures } from "./explain-procedure.ts";
import { explainRunning } from "./explain-running.ts";
import { sayCondition } from "./say.ts";
import { sayForm } from "./say-form.ts";
import type { Basis, Line, Standard, StandardPromise } from "./standard.ts";
import { sayKind } from "./say-kind.ts";

/** A whole standard as a page one can read, print and hang on the wall: Markdown, in one language. */
export function explain(standard: Standard, examples: Examples, language: Language): string {
  const words = wordsIn(standard, language);
  const { say, text } = words;
  const blocks = [
    `# ${text(standard.title)}`,
    say({
      zh: `${standard.version} 版，${dayText(standard.effective)} 起施行。`,
      en: `Version ${standard.version}, in effect from ${dayText(standard.effective)}.`,
    }),
    explainBasis(standard, words),
    explainParameters(standard, words),
    explainRoles(standard, words),
    ...standard.lines.map((line) => explainLine(line, standard, examples, words)),
    ...explainProcedures(standard, examples, words),
    explainRecords(standard, words),
    explainFacts(standard, words),
    ...explainRunning(standard, words),
  ];
  return `${blocks.filter((block) => block !== none).join("\n\n")}\n`;
}

function explainBasis({ basis }: Standard, { say, text }: Words): string {
  if (basis.length === 0) return none;
  return [
    `## ${say({ zh: "依据", en: "What it rests on" })}\n`,
    ...basis.map((each) => {
      const ref = each.ref === undefined ? "" : say({ zh: `（${each.ref}）`, en: ` (${each.ref})` });
      return `- ${text(each.title)}${ref}${say({ zh: "，", en: ", " })}${say(verified(each))}`;
    }),
  ].join("\n");
}

function verified({ verified: by }: Basis): Text {
  return by
    ? { zh: `${by.by} ${by.on} 核对`, en: `verified by ${by.by} on ${by.on}` }
    : { zh: "本机构尚未核对", en: "not yet verified by the office" };
}

function explainParameters({ document }: Standard, { say, text }: Words): string {
  const entries = Object.entries(document.parameters);
  if (entries.length === 0) return none;
  return [
    `## ${say({ zh: "机构可以调整的", en: "What an office may tune" })}\n`,
    ...entries.map(([id, { title, default: usual, atMost, atLeast }]) => {
      const value = (given: string | number) => {
        const duration = typeof given === "string" ? parseDuration(given) : undefined;
        return duration ? say(durationText(duration)) : String(given);
      };
      const name = title ? `${text(title)} \`${id}\`` : `\`${id}\``;
      const bounds = [
        ...(atMost === undefined
          ? []
          : [say({ zh: `最多 ${value(atMost)}`, en: `at most ${value(atMost)}` })]),
        ...(atLeast === undefined
          ? []
          : [say({ zh: `最少 ${value(atLeast)}`, en: `at least ${value(atLeast)}` })]),
      ];
      const floor =
        bounds.length > 0 ? say({ zh: `（${bounds.join("，")}）`, en: ` (${bounds.join(", ")})` }) : "";
      return `- ${name}${say({ zh: "：", en: ": " })}${value(usual)}${floor}`;
    }),
  ].join("\n");
}

function explainRoles({ roles }: Standard, { say, text }: Words): string {
  if (roles.length === 0) return none;
  const outside = say({
    zh: "（外部单位，只看得到自己的事）",
    en: " (another body, sees only what it owes)",
  });
  return [
    `## ${say({ zh: "谁来办", en: "Who acts" })}\n`,
    ...roles.map((role) => `- ${text(role.title)}${role.outside ? outside : ""}`),
  ].join("\n");
}

function explainLine(line: Line, standard: Standard, examples: Examples, words: Words): string {
  const { say, text } = words;
  const promises = standard.promises.filter((promise) => promise.line.id === line.id);
  const serves = line.condition
    ? say(sayCondition(line.condition))
    : say({ zh: `所有${sayKind[line.serves].zh}`, en: `every ${sayKind[line.serves].en}` });
  return [
    `## ${text(line.title)}`,
    say({ zh: `服务对象：${serves}。`, en: `For: ${serves}.` }),
    ...promises.map((promise) => explainPromise(promise, standard, examples, words)),
  ].join("\n\n");
}

function explainPromise(
  promise: StandardPromise,
  standard: Standard,
  examples: Examples,
  words: Words,
): string {
  const { say, text, role, record } = words;
  const known = [...promise.reads, ...standard.facts.filter((fact) => fact.of === promise.to)];
  const shows = [...known, ...registered.filter(({ of }) => of === promise.to)];
  const to = promise.condition
    ? say(sayCondition(promise.condition))
    : say({ zh: `所有${sayKind[promise.to].zh}`, en: `every ${sayKind[promise.to].en}` });
  const shown = Object.entries(promise.shows).map(([id, facts]) => {
    const labels = facts.map((fact) => text(shows.find((each) => each.id === fact)?.label ?? { zh: fact }));
    return say({
      zh: `${role(id)}可看${listed(labels, "zh")}`,
      en: `${role(id)} is shown ${listed(labels, "en")}`,
    });
  });
  const points: [Text, string][] = [
    [{ zh: "对谁", en: "To whom" }, to],
    [{ zh: "何时", en: "When" }, say(sayForm(promise.form, known, standard.records))],
    [{ zh: "谁来办", en: "By" }, role(promise.by)],
    [{ zh: "以什么为凭", en: "Kept by" }, promise.keptBy.map(record).join(say({ zh: "，或", en: ", or " }))],
    [{ zh: "给谁看", en: "Shown to" }, shown.join(say({ zh: "；", en: "; " }))],
    [{ zh: "保护", en: "Protection" }, promise.guards.length > 0 ? guarded(words) : ""],
    [{ zh: "依据", en: "Rests on" }, words.cites(promise.basis)],
  ];
  const shownBy = examples.examples
    .filter((example) => example.expect.some((each) => each.promise === promise.localId))
    .map(
      (example) =>
        `- ${text(example.name)}${say({ zh: "（", en: " (" })}${example.on}${say({ zh: "）", en: ")" })}`,
    );
  return [
    `### ${say({ zh: `第 ${promise.number} 条`, en: `${promise.number}.` })} ${text(promise.title)}`,
    `> ${text(promise.clause)}`,
    words.points(points),
    ...(shownBy.length > 0 ? [say({ zh: "例子：", en: "Examples:" }), shownBy.join("\n")] : []),
  ].join("\n\n");
}

function guarded({ say }: Words): string {
  return say({
    zh: "起决定作用的信息受限：密封保存，只有办这件事和上面写明的岗位知道它适用于谁",
    en: "what decides it is guarded: sealed, and only those who act on it and the roles named above know to whom it applies",
  });
}

function explainRecords({ records }: Standard, words: Words): string {
  if (records.length === 0) return none;
  const { say, text } = words;
  return [
    `## ${say({ zh: "记录", en: "Records" })}`,
    ...records.map(({ title, about, fields }) => {
      const whom = say({
        zh: `关于${listed(
          about.map((kind) => sayKind[kind].zh),
          "zh",
        )}`,
        en: `About a ${listed(
          about.map((kind) => sayKind[kind].en),
          "en",
        )}`,
      });
      const list = fields.map((field) => `- ${fieldLine(field, words)}`);
      return [
        `### ${text(title)}`,
        `${whom}${say({ zh: "。", en: "." })}`,
        ...(list.length > 0 ? [list.join("\n")] : []),
      ].join("\n\n");
    }),
  ].join("\n\n");
}

function explainFacts({ facts }: Standard, words: Words): string {
  if (facts.length === 0) return none;
  const { say, text, types, guards } = words;
  const row = (...cells: string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [
    `## ${say({ zh: "登记的信息", en: "What is asked and kept" })}\n`,
    row(
      say({ zh: "信息项", en: "Fact" }),
      say({ zh: "关于", en: "Of a" }),
      say({ zh: "内容", en: "Content" }),
      say({ zh: "保护", en: "Protection" }),
    ),
    "| --- | --- | --- | --- |",
    ...facts.map((fact) =>
      row(
        text(fact.label),
        say(sayKind[fact.of]),
        fact.choices
          ? fact.choices.map((choice) => text(choice.title)).join(say({ zh: "、", en: ", " }))
          : say(types[fact.type]),
        fact.guard ? say(guards[fact.guard]) : "",
      ),
    ),
  ].join("\n");
}
