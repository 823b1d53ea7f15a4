import { parseSpan, roughSpan } from "#basics/deadline.ts";
import { parseDuration, roughDays } from "#basics/duration.ts";
import type { Text } from "#basics/text.ts";
import { readCondition } from "./condition.ts";
import type { StandardDocument } from "./document.ts";
import { isNear } from "./expression-hints.ts";
import type { ExpressionFault } from "./expression.ts";
import type { FaultAt, Path } from "./fault.ts";
import { parseHours } from "./hours.ts";
import { type ParameterValues, fillIn, parametersIn } from "./parameters.ts";
import type { Condition, Fact } from "./standard.ts";
import { type Vocabulary, factsOf, vocabularyOf } from "./vocabulary.ts";

/** What lies before whoever checks a document, and what was found in it. */
export interface Desk {
  document: StandardDocument;
  values: ParameterValues;
  facts: Fact[];
  vocabulary: Vocabulary;
  /** Names of parts that were put aside because their shape is wrong: to miss them is no second mistake. */
  aside: ReadonlySet<string>;
  faults: FaultAt[];
}

export function deskFor(document: StandardDocument, aside: ReadonlySet<string>): Desk {
  const facts = factsOf(document);
  const values = Object.entries(document.parameters).map(([id, parameter]) => [id, parameter.default]);
  return {
    document,
    values: Object.fromEntries(values) as ParameterValues,
    facts,
    vocabulary: vocabularyOf(facts),
    aside,
    faults: [],
  };
}

export function mistake(desk: Desk, path: Path, say: Text, offset?: number): void {
  desk.faults.push({ level: "mistake", path, say, ...(offset !== undefined && { offset }) });
}

export function warn(desk: Desk, path: Path, say: Text): void {
  desk.faults.push({ level: "warning", path, say });
}

/** A warning about a part that nothing asks for: of what `common` shares, some other standard may. */
export function warnUnused(desk: Desk, path: Path, say: Text): void {
  desk.faults.push({ level: "warning", path, say, atKey: true, unused: true });
}

/** Something is named that is not there, unless it was put aside. */
export function unknown(desk: Desk, path: Path, what: keyof typeof named, id: string): void {
  if (desk.aside.has(id)) return;
  const { zh, en } = named[what];
  const near = namesOf(desk, what).find((each) => isNear(each, id));
  mistake(desk, path, {
    zh: `没有声明的${zh}：${id}${near === undefined ? "" : `；是不是 ${near}`}`,
    en: `no such ${en}: ${id}${near === undefined ? "" : `; is ${near} meant?`}`,
  });
}

/** Everything of this sort that is declared, of every procedure. */
function namesOf({ document, facts }: Desk, what: keyof typeof named): string[] {
  const procedures = Object.values(document.procedures);
  const stages = procedures.flatMap((procedure) => Object.entries(procedure.stages));
  switch (what) {
    case "line":
      return document.lines.map(({ id }) => id);
    case "role":
      return [...Object.keys(document.roles), "secretary"];
    case "record":
      return Object.keys(document.records);
    case "fact":
      return facts.map(({ id }) => id);
    case "basis":
      return document.basis.map(({ id }) => id);
    case "parameter":
      return Object.keys(document.parameters);
    case "promise":
      return document.promises.map(({ id }) => id);
    case "indicator":
      return Object.keys(document.indicators);
    case "procedure":
      return Object.keys(document.procedures);
    case "field":
      return procedures.flatMap(({ fields }) => Object.keys(fields));
    case "stage":
      return stages.map(([id]) => id);
    case "end":
      return procedures.flatMap(({ ends }) => Object.keys(ends));
    case "move":
      return stages.flatMap(([, { moves }]) => Object.keys(moves));
  }
}

/** What can be named, in words. */
export const named = {
  line: { zh: "服务线", en: "line" },
  role: { zh: "岗位", en: "role" },
  record: { zh: "记录", en: "record" },
  fact: { zh: "信息项", en: "fact" },
  basis: { zh: "依据", en: "basis" },
  parameter: { zh: "参数", en: "parameter" },
  field: { zh: "栏目", en: "field" },
  stage: { zh: "环节", en: "stage" },
  end: { zh: "结局", en: "end" },
  indicator: { zh: "指标", en: "indicator" },
  promise: { zh: "承诺", en: "promise" },
  procedure: { zh: "流程", en: "procedure" },
  move: { zh: "去向", en: "move" },
};

/** Roles are the document's own, and `secretary`, whom every office has. */
export function checkRoles(desk: Desk, path: Path, roles: string | string[]): void {
  for (const [index, role] of [roles].flat().entries()) {
    if (role === "secretary" || desk.document.roles[role]) continue;
    unknown(desk, Array.isArray(roles) ? [...path, index] : path, "role", role);
  }
}

export function checkCites(desk: Desk, path: Path, cites: (string | { id: string })[]): void {
  for (const [index, cite] of cites.entries()) {
    const id = typeof cite === "string" ? cite : cite.id;
    if (!desk.document.basis.some((each) => each.id === id)) unknown(desk, [...path, index], "basis", id);
  }
}

/** The condition, where there is one and nothing is wrong with it. */
export function checkCondition(
  desk: Desk,
  path: Path,
  text: string | undefined,
  known: Fact[],
): Condition | undefined {
  if (text === undefined || !checkParametersIn(desk, path, text)) return undefined;
  const read = readCondition(fillIn(text, desk.values), known);
  if ("condition" in read) return read.condition;
  addExpressionFault(desk, path, text, read.fault);
  return undefined;
}

export function addExpressionFault(desk: Desk, path: Path, text: string, fault: ExpressionFault): void {
  const words = text.match(/[A-Za-z][A-Za-z0-9-]*/g) ?? [];
  if (words.some((word) => desk.aside.has(word))) return;
  mistake(desk, path, fault.say, offsetBefore(text, fault.start, desk.values));
}

export function checkDuration(desk: Desk, path: Path, text: string | undefined, least: number): void {
  if (text === undefined || !checkParametersIn(desk, path, text)) return;
  const duration = parseDuration(fillIn(text, desk.values));
  if (!duration) {
    mistake(desk, path, sayNoSpan(text, "a duration", 'P7D、P1M、"30 workdays"'));
  } else if (roughDays(duration) < least) {
    mistake(desk, path, { zh: "至少一天", en: "at least one day" });
  }
}

/** Written as in speech, it is said how it is written here: “3 working days” is "3 workdays". */
function sayNoSpan(text: string, what: string, instances: string): Text {
  const [, count, unit = ""] = /^(\d{1,4}) *(\S.*)$/.exec(text.trim().normalize("NFKC")) ?? [];
  const form = count === undefined ? undefined : spoken.find(([words]) => words.test(unit))?.[1];
  const meant = form?.replace("n", count ?? "") ?? (parseSpan(text.toUpperCase()) && text.toUpperCase());
  if (meant) return { zh: `不是期限：${text}，应写成 ${meant}`, en: `not ${what}: ${text}; write ${meant}` };
  return {
    zh: `不是期限：${text}（如 ${instances}）`,
    en: `not ${what}: ${text} (write ${instances.replaceAll("、", ", ")})`,
  };
}

const spoken: [RegExp, string][] = [
  [/^个?工作日$|^(working|work|business)[ -]?days?$/i, '"n workdays"'],
  [/^[天日]$|^days?$/i, "PnD"],
  [/^个?(周|星期)$|^weeks?$/i, "PnW"],
  [/^个?月$|^months?$/i, "PnM"],
  [/^年$|^years?$/i, "PnY"],
  [/^个?小时$|^hours?$/i, "PTnH"],
  [/^分钟?$|^minutes?$/i, "PTnM"],
];

/** A deadline of a stage or a case: by the clock, too. */
export function checkSpan(desk: Desk, path: Path, text: string): void {
  if (!checkParametersIn(desk, path, text)) return;
  const span = parseSpan(fillIn(text, desk.values));
  if (!span) {
    mistake(desk, path, sayNoSpan(text, "a deadline", 'PT30M、PT2H、P3D、"5 workdays"'));
  } else if (roughSpan(span) > longestSpan) {
    mistake(desk, path, { zh: "期限不能超过十年", en: "a deadline cannot be longer than ten years" });
  } else if ("minutes" in span && span.minutes > 26 * openInAWeek(desk)) {
    mistake(desk, path, {
      zh: `按上班时间算，${text} 超过半年；请写成天或工作日`,
      en: `${text} of office hours is longer than half a year: write days or workdays`,
    });
  }
}

/** For how many minutes deadlines run in a week: always, or while the office is open. */
function openInAWeek({ document: { calendar } }: Desk): number {
  if (calendar?.hours !== "office") return Infinity;
  const read = parseHours(calendar.office);
  if ("fault" in read) return Infinity; // a mistake of its own
  return read.hours.week.flat().reduce((open, { from, until }) => open + until - from, 0);
}

const longestSpan = 3660;

/** As long as a condition may be; no other text that means something is longer. */
const longestText = 2000;

export function checkHours(desk: Desk, path: Path, text: string): void {
  if (!checkParametersIn(desk, path, text)) return;
  const read = parseHours(fillIn(text, desk.values));
  if (!("fault" in read)) {
    if (read.hours.week.some((spans) => spans.length > 0)) return;
    return mistake(desk, path, { zh: "没有一天开放", en: "it is never open" });
  }
  const say = {
    zh: '开放时间写法有误，如 "Mo-Sa 08:00-17:30; PH off"',
    en: 'not opening hours; write for instance "Mo-Sa 08:00-17:30; PH off"',
  };
  mistake(desk, path, say, offsetBefore(text, read.fault, desk.values));
}

export function checkParametersIn(desk: Desk, path: Path, text: string): boolean {
  if (text.length > longestText) {
    mistake(desk, path, {
      zh: `太长了：最多 ${longestText} 个字符`,
      en: `too long: at most ${longestText} characters`,
    });
    return false;
  }
  const strangers = parametersIn(text).filter(({ name }) => !Object.hasOwn(desk.values, name));
  for (const { name, index } of strangers) {
    if (desk.aside.has(name)) continue;
    mistake(desk, path, { zh: `没有声明的参数：${name}`, en: `no such parameter: ${name}` }, index);
  }
  return strangers.length === 0;
}

/** The sentence of a clause; it may name the parameters that the office tunes, and then says what they are set to. */
export function checkClause(desk: Desk, path: Path, clause: Text | undefined): void {
  if (clause === undefined) {
    warn(desk, path, {
      zh: "缺少条文原句 clause，将以标题代替",
      en: "no `clause`: its title will stand for it",
    });
    return;
  }
  for (const [language, text] of Object.entries(clause))
    for (const { name, index } of parametersIn(text))
      if (!Object.hasOwn(desk.values, name) && !desk.aside.has(name))
        mistake(
          desk,
          [...path, "clause", language],
          { zh: `没有声明的参数：${name}`, en: `no such parameter: ${name}` },
          index,
        );
}

/** Where an offset in the filled-in text stands in the text as written. */
function offsetBefore(text: string, offset: number, values: ParameterValues): number {
  let grown = 0;
  for (const { name, index, written } of parametersIn(text)) {
    if (index + grown >= offset) break;
    const length = String(values[name]).length;
    if (offset < index + grown + length) return index;
    grown += length - written.length;
  }
  return offset - grown;
}

export function refuseTwins(desk: Desk, path: Path, items: { id: string }[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) {
      mistake(desk, [...path, index, "id"], { zh: `“${id}”重复`, en: `"${id}" stands twice` });
    }
    seen.add(id);
  }
}

export function notADay(text: string): Text {
  return {
    zh: `不是日期：${text}（写成 2021-11-30）`,
    en: `not a day (YYYY-MM-DD): ${text}`,
  };
}
