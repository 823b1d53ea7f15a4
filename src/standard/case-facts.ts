import type { Text } from "#basics/text.ts";
import { subjectKinds } from "#register/subject.ts";
import { builtInFacts } from "./built-in-facts.ts";
import { sayKind } from "./say-kind.ts";
import type { StandardDocument } from "./document.ts";
import { fieldsOf } from "./fields.ts";
import type { Choice, Counted, Fact, Field } from "./standard.ts";

// What a condition may name where it is about a case, a record or a duty, and not about somebody in the register.

const inTime: Choice[] = [
  { id: "kept", title: { zh: "按时", en: "in time" } },
  { id: "late", title: { zh: "超期", en: "late" } },
];

/** Of a case: what is known of every one, whatever its procedure. */
function caseFacts(document: StandardDocument): Fact[] {
  const procedures = Object.entries(document.procedures);
  return [
    ...ofCase(
      titled(procedures),
      procedures.flatMap(([, { stages }]) => titled(Object.entries(stages))),
      procedures.flatMap(([, { ends }]) => Object.entries(ends).map(([id, title]) => ({ id, title }))),
    ),
    ...ofItsSubject(),
  ];
}

/** What the deadlines and moves of one procedure may name: its fields, and what is known of every case. */
export function procedureFacts(document: StandardDocument, procedure: string): Fact[] {
  const declared = document.procedures[procedure];
  const known = caseFacts(document);
  return declared ? [...known, ...asFacts(fieldsOf(declared.fields), known)] : known;
}

/** What an indicator over these may name. Of a subject: what is known of its kind. */
export function countedFacts(document: StandardDocument, counted: Counted): Fact[] {
  switch (counted) {
    case "case":
      return withFields(caseFacts(document), Object.values(document.procedures));
    case "record":
      return withFields(recordFacts(document), Object.values(document.records));
    case "duty":
      return dutyFacts(document);
    case "posting":
    case "subject":
      return [kindOfSubject];
  }
}

/** Fields of one name whose types differ from one kind to the next: which of them is meant cannot be told. */
export function fieldsOfTwoTypes(document: StandardDocument, counted: Counted): string[] {
  if (counted !== "case" && counted !== "record") return [];
  const holders = Object.values(counted === "case" ? document.procedures : document.records);
  const all = holders.flatMap(({ fields }) => fieldsOf(fields));
  return all
    .map((field) => field.id)
    .filter((id) => new Set(all.filter((each) => each.id === id).map((each) => each.type)).size > 1);
}

/** Which kind of subject this is: an indicator over subjects begins with it. */
export const kindOfSubject: Fact = choice("kind", { zh: "对象类别", en: "Kind" }, kinds());

/** Names that no field of a procedure can have. */
export const ownNamesOfCase = new Set([...ofCase([], [], []), ...ofItsSubject()].map((fact) => fact.id));

function ofCase(procedures: Choice[], stages: Choice[], ends: Choice[]): Fact[] {
  return [
    choice("procedure", { zh: "流程", en: "Procedure" }, procedures),
    choice("stage", { zh: "环节", en: "Stage" }, stages),
    choice("end", { zh: "结局", en: "End" }, ends),
    choice("about", { zh: "关于谁", en: "About" }, kinds()),
    flag("openedAtNight", { zh: "夜间提出", en: "Opened at night" }),
    flag("openedOnHoliday", { zh: "节假日提出", en: "Opened on a holiday" }),
    date("openedOn", { zh: "提出日期", en: "Opened on" }),
    date("endedOn", { zh: "办结日期", en: "Ended on" }),
    flag("reopened", { zh: "重新办理过", en: "Reopened" }),
    flag("returned", { zh: "退回过", en: "Sent back" }),
    choice("outcome", { zh: "是否按时", en: "In time" }, inTime),
  ];
}

/** Names that no field of a record can have. */
export const ownNamesOfRecord = new Set([...ofRecord([]), ...ofItsSubject()].map((fact) => fact.id));

function recordFacts(document: StandardDocument): Fact[] {
  return [...ofRecord(titled(Object.entries(document.records))), ...ofItsSubject()];
}

function ofRecord(records: Choice[]): Fact[] {
  return [
    choice("kind", { zh: "记录种类", en: "Kind of record" }, records),
    choice("about", { zh: "关于谁", en: "About" }, kinds()),
    date("on", { zh: "日期", en: "On" }),
    flag("atNight", { zh: "夜间", en: "At night" }),
    flag("onHoliday", { zh: "节假日", en: "On a holiday" }),
  ];
}

function dutyFacts({ promises, lines, roles }: StandardDocument): Fact[] {
  return [
    choice("promise", { zh: "承诺", en: "Promise" }, promises),
    choice("line", { zh: "服务线", en: "Line" }, lines),
    choice("role", { zh: "岗位", en: "Role" }, titled(Object.entries(roles))),
    choice("outcome", { zh: "结果", en: "Outcome" }, [
      ...inTime,
      { id: "missed", title: { zh: "错过", en: "missed" } },
      { id: "excused", title: { zh: "因故免办", en: "excused" } },
      { id: "declined", title: { zh: "本人谢绝", en: "declined" } },
    ]),
    date("due", { zh: "到期日", en: "Due" }),
    date("opens", { zh: "开始日", en: "Opens" }),
    ...ofItsSubject(),
  ];
}

/** What is known of the first subject it concerns, as on that day. `age` is worked out from the date of birth. */
function ofItsSubject(): Fact[] {
  const named = ["residence", "age", "sex", "area", "birthDate"];
  return builtInFacts("person").filter((fact) => named.includes(fact.id));
}

function kinds(): Choice[] {
  return subjectKinds.map((id) => ({ id, title: sayKind[id] }));
}

/** The known facts, and every field that stands for one type alone. The same choice may have other choices elsewhere. */
function withFields(known: Fact[], holders: { fields: Parameters<typeof fieldsOf>[0] }[]): Fact[] {
  const merged = new Map<string, Field>();
  const clashing = new Set<string>();
  for (const field of holders.flatMap(({ fields }) => fieldsOf(fields))) {
    const there = merged.get(field.id);
    if (there && there.type !== field.type) clashing.add(field.id);
    const choices = [...(there?.choices ?? []), ...(field.choices ?? [])].filter(
      (each, index, all) => all.findIndex((other) => other.id === each.id) === index,
    );
    const guard = there?.guard ?? field.guard;
    merged.set(field.id, {
      ...(there ?? field),
      ...(choices.length > 0 && { choices }),
      ...(guard && { guard }),
    });
  }
  return [
    ...known,
    ...asFacts(
      [...merged.values()].filter((field) => !clashing.has(field.id)),
      known,
    ),
  ];
}

function asFacts(fields: Field[], known: Fact[]): Fact[] {
  return fields
    .filter((field) => !known.some((fact) => fact.id === field.id))
    .map(({ id, label, type, choices, guard }) => ({
      id,
      label,
      type,
      of: "case",
      alsoCalled: [],
      ...(choices && { choices }),
      ...(guard && { guard }),
    }));
}

function titled(entries: [string, { title: Choice["title"] }][]): Choice[] {
  return entries.map(([id, { title }]) => ({ id, title }));
}

function choice(id: string, label: Text, choices: Choice[]): Fact {
  return { id, of: "case", label, type: "choice", choices, alsoCalled: [] };
}

function flag(id: string, label: Text): Fact {
  return { id, of: "case", label, type: "boolean", alsoCalled: [] };
}

function date(id: string, label: Text): Fact {
  return { id, of: "case", label, type: "date", alsoCalled: [] };
}
