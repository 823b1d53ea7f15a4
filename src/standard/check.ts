import { parseDay } from "#basics/day.ts";
import { parseDuration, roughDays } from "#basics/duration.ts";
import type { Text } from "#basics/text.ts";
import { isBuiltIn } from "./built-in-facts.ts";
import { type Vocabulary, factsOf, parseStart, vocabularyOf } from "./compile.ts";
import { readCondition, readDateExpression } from "./condition.ts";
import type { DocumentPromise, StandardDocument } from "./document.ts";
import { type ExpressionFault, reservedNames } from "./expression.ts";
import type { FaultAt, Path } from "./fault.ts";
import { parseHours } from "./hours.ts";
import { type ParameterValues, faultOf, fillIn, parametersIn } from "./parameters.ts";
import type { Fact } from "./standard.ts";

/** What a document of the right shape can still have wrong: all of it at once. */
export function checkDocument(document: StandardDocument): FaultAt[] {
  const desk: Desk = {
    document,
    values: Object.fromEntries(
      Object.entries(document.parameters).map(([id, parameter]) => [id, parameter.default]),
    ),
    vocabulary: vocabularyOf(factsOf(document)),
    faults: [],
  };
  if (parseDay(document.effective) === undefined) mistake(desk, ["effective"], notADay(document.effective));
  checkBasis(desk);
  checkParameterFloors(desk);
  checkFacts(desk);
  checkRecords(desk);
  checkLines(desk);
  checkPromises(desk);
  warnOfMissingEnglish(desk, document, []);
  return desk.faults;
}

interface Desk {
  document: StandardDocument;
  values: ParameterValues;
  vocabulary: Vocabulary;
  faults: FaultAt[];
}

function mistake(desk: Desk, path: Path, say: Text, offset?: number): void {
  desk.faults.push({ level: "mistake", path, say, ...(offset !== undefined && { offset }) });
}

function warn(desk: Desk, path: Path, say: Text): void {
  desk.faults.push({ level: "warning", path, say });
}

function checkBasis(desk: Desk): void {
  refuseTwins(desk, ["basis"], desk.document.basis);
  for (const [index, { verified }] of desk.document.basis.entries()) {
    if (!verified) {
      warn(desk, ["basis", index], { zh: "这条依据尚无人核对", en: "nobody has verified this citation" });
    } else if (parseDay(verified.on) === undefined) {
      mistake(desk, ["basis", index, "verified", "on"], notADay(verified.on));
    }
  }
}

function checkParameterFloors(desk: Desk): void {
  for (const [id, parameter] of Object.entries(desk.document.parameters)) {
    const fault = faultOf(parameter, parameter.default);
    if (fault) mistake(desk, ["parameters", id, "default"], fault);
    for (const bound of ["atMost", "atLeast"] as const) {
      const value = parameter[bound];
      const unbounded = { ...parameter, atMost: undefined, atLeast: undefined };
      const wrong = value === undefined ? undefined : faultOf(unbounded, value);
      if (wrong) mistake(desk, ["parameters", id, bound], wrong);
    }
  }
}

function checkFacts(desk: Desk): void {
  for (const [kind, facts] of Object.entries(desk.document.facts)) {
    for (const [id, fact] of Object.entries(facts)) {
      const path = ["facts", kind, id];
      if (isBuiltIn(kind as keyof typeof desk.document.facts, id)) {
        mistake(desk, path, {
          zh: `“${id}”是内置信息项，不必声明`,
          en: `"${id}" is built in and needs no declaring`,
        });
      }
      if (reservedNames.has(id)) {
        mistake(desk, path, {
          zh: `“${id}”在条件中另有意义`,
          en: `"${id}" means something else in conditions`,
        });
      }
      checkChoices(desk, path, fact);
    }
  }
}

function checkRecords(desk: Desk): void {
  for (const [id, { fields }] of Object.entries(desk.document.records)) {
    if (id === "excuse" || id === "decline") {
      mistake(desk, ["records", id], { zh: `“${id}”是内置记录`, en: `"${id}" is a built-in kind of record` });
    }
    for (const [field, declared] of Object.entries(fields)) {
      checkChoices(desk, ["records", id, "fields", field], declared);
      if (!declared.label) {
        warn(desk, ["records", id, "fields", field], { zh: "缺少名称 label", en: "it has no label" });
      }
    }
  }
}

function checkChoices(desk: Desk, path: Path, { type, of }: { type: string; of?: unknown }): void {
  const chooses = type === "choice" || type === "choices";
  if (chooses && !of) mistake(desk, path, { zh: "选项类应写明 of", en: "a choice must say what it is `of`" });
  if (!chooses && of)
    mistake(desk, [...path, "of"], { zh: "只有选项类才有 of", en: "only a choice has `of`" });
}

function checkLines(desk: Desk): void {
  refuseTwins(desk, ["lines"], desk.document.lines);
  for (const [index, line] of desk.document.lines.entries()) {
    checkCondition(desk, ["lines", index, "when"], line.when, desk.vocabulary[line.serves]);
  }
}

function checkPromises(desk: Desk): void {
  refuseTwins(desk, ["promises"], desk.document.promises);
  for (const [index, promise] of desk.document.promises.entries()) {
    const path = ["promises", index];
    const known = desk.vocabulary[promise.to];
    checkReferences(desk, path, promise, known);
    checkCondition(desk, [...path, "when"], promise.when, known);
    checkForm(desk, path, promise, known);
    if (!promise.clause) {
      warn(desk, path, {
        zh: "缺少条文原句 clause，将以标题代替",
        en: "no `clause`: its title will stand for it",
      });
    }
  }
}

function checkReferences(desk: Desk, path: Path, promise: DocumentPromise, known: Fact[]): void {
  const { lines, roles, records, basis } = desk.document;
  const line = lines.find((each) => each.id === promise.line);
  if (!line) mistake(desk, [...path, "line"], unknown("line", promise.line));
  else if (line.when !== undefined && line.serves !== promise.to) {
    mistake(desk, [...path, "to"], {
      zh: `服务线 ${line.id} 的条件针对 ${line.serves}，承诺却对 ${promise.to}`,
      en: `line ${line.id} has a condition over a ${line.serves}, the promise is to a ${promise.to}`,
    });
  }
  if (!roles[promise.by]) mistake(desk, [...path, "by"], unknown("role", promise.by));
  for (const [index, kind] of promise.keptBy.entries()) {
    const record = records[kind];
    if (!record) mistake(desk, [...path, "keptBy", index], unknown("record", kind));
    else if (!record.about.includes(promise.to)) {
      mistake(desk, [...path, "keptBy", index], {
        zh: `记录 ${kind} 不针对 ${promise.to}，兑现不了这条承诺`,
        en: `a ${kind} is never about a ${promise.to}: it cannot keep this promise`,
      });
    }
  }
  for (const [role, facts] of Object.entries(promise.shows)) {
    if (!roles[role]) mistake(desk, [...path, "shows", role], unknown("role", role));
    for (const [index, fact] of facts.entries()) {
      if (!known.some((each) => each.id === fact)) {
        mistake(desk, [...path, "shows", role, index], unknown("fact", fact));
      }
    }
  }
  for (const [index, cite] of promise.basis.entries()) {
    const id = typeof cite === "string" ? cite : cite.id;
    if (!basis.some((each) => each.id === id)) {
      mistake(desk, [...path, "basis", index], unknown("basis", id));
    }
  }
}

const forms = ["every", "each", "within", "on", "open"] as const;

/** What goes with which form; anything else beside it would be silently without effect. */
const companions = { first: ["every"], lead: ["every", "on"], times: ["each"], of: ["within"] } as const;

function checkForm(desk: Desk, path: Path, promise: DocumentPromise, known: Fact[]): void {
  const given = forms.filter((form) => promise[form] !== undefined);
  const form = given[0];
  if (!form || given.length > 1) {
    return mistake(desk, path, {
      zh: `应写明且只写一种期限：${forms.join("、")}`,
      en: `say when it falls due in exactly one way: ${forms.join(", ")}`,
    });
  }
  for (const [key, fits] of Object.entries(companions)) {
    if (promise[key as keyof typeof companions] === undefined || (fits as readonly string[]).includes(form))
      continue;
    mistake(desk, [...path, key], {
      zh: `${key} 与 ${form} 不能同用`,
      en: `${key} does not go with ${form}`,
    });
  }
  checkDuration(desk, [...path, "every"], promise.every, 1);
  checkDuration(desk, [...path, "within"], promise.within, 0);
  checkDuration(desk, [...path, "first"], promise.first, 0);
  checkDuration(desk, [...path, "lead"], promise.lead, 0);
  if (form === "each") checkTimes(desk, [...path, "times"], promise.times);
  if (form === "within") checkStart(desk, path, promise, known);
  if (form === "on") checkDate(desk, [...path, "on"], promise.on ?? "", known);
  if (form === "open") checkHours(desk, [...path, "open"], promise.open ?? "");
}

function checkDuration(desk: Desk, path: Path, text: string | undefined, least: number): void {
  if (text === undefined || !checkParametersIn(desk, path, text)) return;
  const duration = parseDuration(fillIn(text, desk.values));
  if (!duration) {
    mistake(desk, path, {
      zh: `不是期限：${text}（如 P7D、P1M、"30 workdays"）`,
      en: `not a duration: ${text} (write P7D, P1M, "30 workdays")`,
    });
  } else if (roughDays(duration) < least) {
    mistake(desk, path, { zh: "至少一天", en: "at least one day" });
  }
}

function checkTimes(desk: Desk, path: Path, times: string | number | undefined): void {
  if (typeof times !== "string" || !checkParametersIn(desk, path, times)) return;
  const count = Number(fillIn(times, desk.values));
  if (!Number.isInteger(count) || count < 1) {
    mistake(desk, path, { zh: `不是次数：${times}`, en: `not a number of times: ${times}` });
  }
}

function checkStart(desk: Desk, path: Path, promise: DocumentPromise, known: Fact[]): void {
  if (promise.of === undefined) {
    const say = { zh: "应写明从何时起算（of）", en: "say from when it is counted (`of`)" };
    return mistake(desk, [...path, "within"], say);
  }
  const at = [...path, "of"];
  const start = parseStart(promise.of);
  if (!start) {
    return mistake(desk, at, {
      zh: "应为 eligible、fact:…、record:… 或 change:…",
      en: "must be eligible, fact:…, record:… or change:…",
    });
  }
  if (start.kind === "record" && !desk.document.records[start.record]) {
    mistake(desk, at, unknown("record", start.record));
  }
  if (start.kind !== "fact" && start.kind !== "change") return;
  const fact = known.find((each) => each.id === start.fact && each.id !== "age");
  if (!fact) mistake(desk, at, unknown("fact", start.fact));
  else if (start.kind === "fact" && fact.type !== "date") {
    mistake(desk, at, { zh: `${start.fact} 不是日期`, en: `${start.fact} is no date` });
  }
}

function checkCondition(desk: Desk, path: Path, text: string | undefined, known: Fact[]): void {
  if (text === undefined || !checkParametersIn(desk, path, text)) return;
  const read = readCondition(fillIn(text, desk.values), known);
  if ("fault" in read) return addExpressionFault(desk, path, text, read.fault);
  if (read.condition.facts.some((fact) => fact.startsWith("household."))) {
    warn(desk, path, {
      zh: "机构的台账还不会推算户内人数；只有登记文件里写明时，这个条件才成立",
      en: "an office's register does not work out who lives in a household yet: this holds only where a register file says it",
    });
  }
}

function checkDate(desk: Desk, path: Path, text: string, known: Fact[]): void {
  if (!checkParametersIn(desk, path, text)) return;
  const read = readDateExpression(fillIn(text, desk.values), known);
  if ("fault" in read) return addExpressionFault(desk, path, text, read.fault);
  if (read.date.daily || read.date.birthdays) {
    mistake(desk, path, {
      zh: "日期不能随当天变化",
      en: "the date must come from facts, not move with the day",
    });
  }
}

function checkHours(desk: Desk, path: Path, text: string): void {
  if (!checkParametersIn(desk, path, text)) return;
  const read = parseHours(fillIn(text, desk.values));
  if (!("fault" in read)) return;
  const say = {
    zh: '开放时间写法有误，如 "Mo-Sa 08:00-17:30; PH off"',
    en: 'not opening hours; write for instance "Mo-Sa 08:00-17:30; PH off"',
  };
  mistake(desk, path, say, offsetBefore(text, read.fault, desk.values));
}

function addExpressionFault(desk: Desk, path: Path, text: string, fault: ExpressionFault): void {
  mistake(desk, path, fault.say, offsetBefore(text, fault.start, desk.values));
}

function checkParametersIn(desk: Desk, path: Path, text: string): boolean {
  const strangers = parametersIn(text).filter(({ name }) => !Object.hasOwn(desk.values, name));
  for (const { name, index } of strangers) mistake(desk, path, unknown("parameter", name), index);
  return strangers.length === 0;
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

function refuseTwins(desk: Desk, path: Path, items: { id: string }[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id))
      mistake(desk, [...path, index, "id"], { zh: `“${id}”重复`, en: `"${id}" stands twice` });
    seen.add(id);
  }
}

function warnOfMissingEnglish(desk: Desk, value: unknown, path: Path): void {
  if (typeof value !== "object" || value === null) return;
  if ("zh" in value && !("en" in value)) {
    warn(desk, path, { zh: "缺少英文 en", en: "the English text `en` is missing" });
  }
  for (const [key, part] of Object.entries(value)) {
    warnOfMissingEnglish(desk, part, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

const named = {
  line: { zh: "服务线", en: "line" },
  role: { zh: "角色", en: "role" },
  record: { zh: "记录", en: "record" },
  fact: { zh: "信息项", en: "fact" },
  basis: { zh: "依据", en: "basis" },
  parameter: { zh: "参数", en: "parameter" },
};

function unknown(what: keyof typeof named, id: string): Text {
  return { zh: `没有声明的${named[what].zh}：${id}`, en: `no such ${named[what].en}: ${id}` };
}

function notADay(text: string): Text {
  return { zh: `不是日期：${text}`, en: `not a day (YYYY-MM-DD): ${text}` };
}
