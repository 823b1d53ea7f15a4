import { parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { checkValue } from "#register/check-value.ts";
import { type FactValue, type SubjectKind, subjectKinds } from "#register/subject.ts";
import type { Fact, Standard } from "#standard/standard.ts";
import { vocabularyOf } from "#standard/vocabulary.ts";

/** Something wrong (or doubtful) in a register or in records that were given as files. */
export interface InputFault {
  level: "mistake" | "warning";
  /** Which of the list, counted from 0; null: the whole. */
  index: number | null;
  id: string | null;
  /** "history[1].from" */
  field: string;
  say: Text;
  /** Warnings about the same thing have the same: one stands for all. */
  about: string;
}

/**
 * All that is wrong with a register, besides what merely is of no use here. Facts that this standard does not declare are let
 * pass with a warning, for a file may serve several standards; so is a wrong value that none of its promises asks for.
 */
export function registerFaults(standard: Standard, register: unknown): InputFault[] {
  if (!Array.isArray(register)) return [notAList(register)];
  const vocabulary = vocabularyOf(standard.facts);
  const seen = new Set<string>();
  return register.flatMap((subject: unknown, index) => {
    const desk = deskAt(index, subject);
    if (!isObject(subject)) return desk.mistakes("", mustBeObject);
    checkId(desk, subject["id"], seen);
    const kind = subjectKinds.find((one) => one === subject["kind"]);
    if (kind === undefined) desk.mistake("kind", oneOfKinds(subject["kind"]));
    checkDay(desk, "since", subject["since"]);
    const facts = subject["facts"] ?? {};
    if (!isObject(facts)) desk.mistake("facts", mustBeObject);
    else if (kind !== undefined)
      for (const [name, value] of Object.entries(facts))
        checkFact(desk, `facts.${name}`, { kind, name, value }, vocabulary, standard);
    checkHistory(desk, subject["history"] ?? [], kind, vocabulary, standard);
    return desk.faults;
  });
}

/** All that is wrong with records. What is about nobody in the register, or of a kind nobody asks for, is let pass with a warning. */
export function recordFaults(standard: Standard, records: unknown, register: unknown): InputFault[] {
  if (!Array.isArray(records)) return [notAList(records)];
  const subjects = new Set(Array.isArray(register) ? register.map((one) => isObject(one) && one["id"]) : []);
  const kinds = new Set(["excuse", "decline", ...standard.records.map(({ id }) => id)]);
  const seen = new Set<string>();
  return records.flatMap((record: unknown, index) => {
    const desk = deskAt(index, record);
    if (!isObject(record)) return desk.mistakes("", mustBeObject);
    checkId(desk, record["id"], seen);
    const { kind } = record;
    if (typeof kind !== "string") desk.mistake("kind", mustBeText);
    else if (!kinds.has(kind))
      desk.warn("kind", `kind/${kind}`, {
        zh: `标准里没有“${kind}”这种记录，不计`,
        en: `the standard has no kind of record “${kind}”: it does not count`,
      });
    checkAbout(desk, record["about"], subjects);
    checkDay(desk, "on", record["on"]);
    if (typeof (record["struck"] ?? false) !== "boolean") desk.mistake("struck", mustBeBoolean);
    const facts = record["facts"] ?? {};
    if (!isObject(facts)) desk.mistake("facts", mustBeObject);
    else if ((kind === "excuse" || kind === "decline") && record["struck"] !== true)
      checkSetAside(desk, kind, facts, record["on"], standard);
    return desk.faults;
  });
}

interface Desk {
  faults: InputFault[];
  mistake(field: string, say: Text): void;
  mistakes(field: string, say: Text): InputFault[];
  warn(field: string, about: string, say: Text): void;
}

function deskAt(index: number, thing: unknown): Desk {
  const id = isObject(thing) && typeof thing["id"] === "string" ? thing["id"] : null;
  const faults: InputFault[] = [];
  const mistake = (field: string, say: Text) =>
    faults.push({ level: "mistake", index, id, field, say, about: "" });
  return {
    faults,
    mistake,
    mistakes: (field, say) => {
      mistake(field, say);
      return faults;
    },
    warn: (field, about, say) => faults.push({ level: "warning", index, id, field, say, about }),
  };
}

function checkId(desk: Desk, id: unknown, seen: Set<string>): void {
  if (typeof id !== "string" || id === "") {
    desk.mistake("id", mustBeText);
    return;
  }
  if (seen.has(id))
    desk.mistake("id", {
      zh: `“${id}”这个编号前面已经有了，每个只能有一次`,
      en: `“${id}” stands further up already; each id stands once`,
    });
  seen.add(id);
}

function checkDay(desk: Desk, field: string, value: unknown): void {
  if (typeof value === "string" && parseDay(value) !== undefined) return;
  if (value === undefined || value === null) {
    desk.mistake(field, { zh: "缺日期，写成 2021-11-29", en: "the day is missing; write it as 2021-11-29" });
    return;
  }
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  const isMoment = /^\d{4}-\d{2}-\d{2}[T ]/.test(shown);
  desk.mistake(
    field,
    isMoment
      ? {
          zh: `${shown} 带了时刻；这里只要日期，写成 ${shown.slice(0, 10)}`,
          en: `${shown} has a time with it; a day alone is wanted: ${shown.slice(0, 10)}`,
        }
      : {
          zh: `${shown} 不是一个日子，写成 2021-11-29`,
          en: `${shown} is no day; write it as 2021-11-29`,
        },
  );
}

interface Given {
  kind: SubjectKind;
  name: string;
  value: unknown;
}

function checkFact(
  desk: Desk,
  field: string,
  { kind, name, value }: Given,
  vocabulary: Record<SubjectKind, Fact[]>,
  { promises }: Standard,
): void {
  const fact = vocabulary[kind].find(({ id }) => id === name);
  if (fact === undefined) {
    desk.warn(field, `fact/${kind}/${name}`, {
      zh: `标准没有“${name}”这个信息项，不看它`,
      en: `the standard has no fact “${name}”: it is not looked at`,
    });
    return;
  }
  if (name === "age" || name === "since") {
    desk.warn(field, `worked-out/${name}`, {
      zh: `“${name}”是算出来的，不看这里写的（age 由 birthDate 算）`,
      en: `“${name}” is worked out, and what stands here is not looked at (age comes from birthDate)`,
    });
    return;
  }
  const say = valueFault(fact, value);
  if (say === undefined) return;
  const isRead = promises.some(({ to, reads }) => to === kind && reads.some(({ id }) => id === name));
  if (isRead) desk.mistake(field, say);
  else desk.warn(field, `value/${kind}/${name}`, say);
}

/** Types of which no condition can ask anything, whatever stands there. */
const notAsked = new Set(["photo", "file", "signature", "location", "subject"]);

/** What is wrong with a value as JSON writes it. */
function valueFault(fact: Fact, value: unknown): Text | undefined {
  if (value === undefined || notAsked.has(fact.type)) return undefined;
  const fault = checkValue(fact, value as FactValue);
  if (fault === undefined) return undefined;
  const shown = JSON.stringify(value);
  switch (fact.type) {
    case "boolean":
      return {
        zh: `${shown}：要写 true 或 false，不加引号`,
        en: `${shown}: write true or false, without quotes`,
      };
    case "integer":
    case "number":
    case "money":
      return {
        zh: `${shown}：要一个数，不加引号${fact.type === "money" ? "，以分为单位" : ""}`,
        en: `${shown}: a number is wanted, without quotes${fact.type === "money" ? ", in fen" : ""}`,
      };
    case "choice":
    case "choices": {
      const ids = fact.choices?.map(({ id }) => id).join(" | ") ?? "";
      return {
        zh: `${shown}：可以写 ${ids}${fact.type === "choices" ? "，写成列表" : ""}`,
        en: `${shown}: write ${ids}${fact.type === "choices" ? ", in a list" : ""}`,
      };
    }
    default:
      return { zh: `${shown}：${fault.zh}`, en: `${shown}: ${fault.en ?? fault.zh}` };
  }
}

function checkHistory(
  desk: Desk,
  history: unknown,
  kind: SubjectKind | undefined,
  vocabulary: Record<SubjectKind, Fact[]>,
  standard: Standard,
): void {
  if (!Array.isArray(history)) {
    desk.mistake("history", { zh: "要一个列表 […]", en: "a list […] is wanted" });
    return;
  }
  const seen = new Set<string>();
  for (const [place, change] of history.entries() as Iterable<[number, unknown]>) {
    const field = `history[${place}]`;
    if (!isObject(change)) {
      desk.mistake(field, mustBeObject);
      continue;
    }
    const { fact: name, value, from } = change;
    checkDay(desk, `${field}.from`, from);
    if (typeof name !== "string") desk.mistake(`${field}.fact`, mustBeText);
    else if (kind !== undefined)
      checkFact(desk, `${field}.value`, { kind, name, value }, vocabulary, standard);
    if (value === undefined)
      desk.mistake(`${field}.value`, {
        zh: "缺值；不再知道就写 null",
        en: "the value is missing; write null where it is no longer known",
      });
    const key = `${String(from)} ${String(name)}`;
    if (seen.has(key))
      desk.mistake(field, {
        zh: `同一天（${String(from)}）给“${String(name)}”写了两个值，只能留一个`,
        en: `two values of “${String(name)}” on one day (${String(from)}); only one can stand`,
      });
    seen.add(key);
  }
}

function checkAbout(desk: Desk, about: unknown, subjects: Set<unknown>): void {
  const ids: unknown[] = Array.isArray(about) ? about : [about];
  if (ids.length === 0 || ids.some((id) => typeof id !== "string")) {
    desk.mistake("about", {
      zh: "要写对象的编号，或编号的列表",
      en: "the id of a subject is wanted, or a list of ids",
    });
    return;
  }
  for (const id of ids)
    if (!subjects.has(id))
      desk.warn("about", "about/unknown", {
        zh: `台账里没有“${String(id)}”，这条对它不计`,
        en: `the register has no “${String(id)}”: for it this does not count`,
      });
}

function checkSetAside(
  desk: Desk,
  kind: "excuse" | "decline",
  { until, promise }: Record<string, unknown>,
  on: unknown,
  standard: Standard,
): void {
  checkDay(desk, "facts.until", until);
  if (typeof until === "string" && typeof on === "string" && until < on)
    desk.warn("facts.until", "until-before", {
      zh: `到 ${until} 止，早于 ${on}，不起作用`,
      en: `until ${until} is before ${on}: it has no effect`,
    });
  if (promise === undefined || promise === null) {
    if (kind === "decline")
      desk.mistake("facts.promise", {
        zh: "谢绝要写明是哪条承诺",
        en: "a decline must say which promise it concerns",
      });
    return;
  }
  if (typeof promise !== "string") desk.mistake("facts.promise", mustBeText);
  else if (!standard.promises.some(({ id, localId }) => id === promise || localId === promise))
    desk.warn("facts.promise", `promise/${promise}`, {
      zh: `标准里没有“${promise}”这条承诺，不起作用`,
      en: `the standard has no promise “${promise}”: it has no effect`,
    });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notAList(value: unknown): InputFault {
  const shown = value === null ? "null" : typeof value;
  const say = {
    zh: `整个文件应是一个列表 [ … ]，这里是 ${shown}`,
    en: `the file must be one list [ … ]; here is ${shown}`,
  };
  return { level: "mistake", index: null, id: null, field: "", say, about: "" };
}

function oneOfKinds(value: unknown): Text {
  const list = subjectKinds.join(" | ");
  const shown = value === undefined ? "" : JSON.stringify(value);
  return { zh: `${shown}：要写 ${list}`, en: `${shown}: write ${list}` };
}

const mustBeObject: Text = { zh: "应是 { … }", en: "must be { … }" };
const mustBeText: Text = { zh: "缺了，或不是带引号的文字", en: "is missing, or no text in quotes" };
const mustBeBoolean: Text = { zh: "要写 true 或 false，不加引号", en: "write true or false, without quotes" };
