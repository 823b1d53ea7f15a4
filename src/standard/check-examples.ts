import { parseDay } from "#basics/day.ts";
import { type SubjectKind, subjectKinds } from "#register/subject.ts";
import { named } from "./check-desk.ts";
import type { DocumentProcedure, StandardDocument } from "./document.ts";
import { type ReadExample, type ReadProcedureExample, momentOf } from "./example-shape.ts";
import type { FaultAt, Path } from "./fault.ts";
import { factsOf, vocabularyOf } from "./vocabulary.ts";

/** What lies before whoever checks one example; without a document only its days can be looked at. */
export interface ExampleDesk {
  document: StandardDocument | undefined;
  aside: ReadonlySet<string>;
  faults: FaultAt[];
  path: Path;
}

export function checkExample(desk: ExampleDesk, example: ReadExample): void {
  const { given, records, expect } = example;
  checkDay(desk, ["on"], example.on);
  for (const kind of subjectKinds) checkGiven(desk, kind, given[kind]);
  for (const [index, { from }] of given.history.entries())
    checkDay(desk, ["given", "history", index, "from"], from);
  for (const [index, { kind, on }] of records.entries()) {
    checkDay(desk, ["records", index, "on"], on);
    if (kind === "excuse" || kind === "decline") continue;
    mustBe(desk, ["records", index, "kind"], kind, desk.document?.records, "record");
  }
  const promises = desk.document && byId(desk.document.promises);
  for (const [index, each] of expect.entries()) {
    mustBe(desk, ["expect", index, "promise"], each.promise, promises, "promise");
    for (const key of ["opens", "due", "on"] as const) {
      const day = each[key];
      if (day !== undefined) checkDay(desk, ["expect", index, key], day);
    }
  }
}

export function checkProcedureExample(desk: ExampleDesk, example: ReadProcedureExample): void {
  const { given, moves, expect } = example;
  const { procedure: id, openedAt, ...fields } = given.case;
  checkMoment(desk, ["given", "case", "openedAt"], openedAt);
  checkMoment(desk, ["on"], example.on);
  for (const kind of subjectKinds) if (kind !== "case") checkGiven(desk, kind, given[kind]);
  mustBe(desk, ["given", "case", "procedure"], id, desk.document?.procedures, "procedure");
  const procedure = desk.document?.procedures[id];
  checkFields(desk, ["given", "case"], fields, procedure);
  const ways =
    procedure && byName(Object.values(procedure.stages).flatMap((stage) => Object.keys(stage.moves)));
  for (const [index, move] of moves.entries()) {
    const path = ["moves", index];
    checkMoment(desk, [...path, "at"], move.at);
    if ("fill" in move) checkFields(desk, [...path, "fill"], move.fill, procedure);
    if ("extend" in move) mustBe(desk, [...path, "extend"], move.extend, procedure?.stages, "stage");
    if (!("move" in move)) continue;
    mustBe(desk, [...path, "move"], move.move, ways, "move");
    if (move.stage !== undefined) mustBe(desk, [...path, "stage"], move.stage, procedure?.stages, "stage");
    checkFields(desk, [...path, "fields"], move.fields, procedure);
  }
  for (const [index, each] of expect.entries()) {
    const path = ["expect", index];
    if ("stage" in each) mustBe(desk, [...path, "stage"], each.stage, procedure?.stages, "stage");
    if ("end" in each && each.end !== undefined) {
      mustBe(desk, [...path, "end"], each.end, procedure?.ends, "end");
    }
    if ("refused" in each && !["extend", "reopen", "fill"].includes(each.refused)) {
      mustBe(desk, [...path, "refused"], each.refused, ways, "move");
    }
    if ("due" in each && each.due !== undefined) checkMoment(desk, [...path, "due"], each.due);
    if ("at" in each && each.at !== undefined) checkMoment(desk, [...path, "at"], each.at);
  }
}

function checkGiven(desk: ExampleDesk, kind: SubjectKind, facts: Record<string, unknown> | undefined): void {
  if (!facts) return;
  const known = desk.document && byId(vocabularyOf(factsOf(desk.document))[kind]);
  for (const [fact, value] of Object.entries(facts)) {
    if (fact === "since") checkDay(desk, ["given", kind, fact], String(value));
    else mustBe(desk, ["given", kind, fact], fact, known, "fact");
  }
}

function checkFields(
  desk: ExampleDesk,
  path: Path,
  fields: Record<string, unknown>,
  procedure: DocumentProcedure | undefined,
): void {
  for (const field of Object.keys(fields)) mustBe(desk, [...path, field], field, procedure?.fields, "field");
}

/** The name of something that there is; where that is not known, nothing is said. */
function mustBe(
  desk: ExampleDesk,
  path: Path,
  id: string,
  known: Record<string, unknown> | undefined,
  what: keyof typeof named,
): void {
  if (!known || Object.hasOwn(known, id) || desk.aside.has(id)) return;
  const { zh, en } = named[what];
  const say = { zh: `没有声明的${zh}：${id}`, en: `no such ${en}: ${id}` };
  desk.faults.push({ level: "mistake", path: [...desk.path, ...path], say });
}

function checkDay(desk: ExampleDesk, path: Path, text: string): void {
  if (parseDay(text) !== undefined) return;
  const say = { zh: `不是日期：${text}（写成 2021-11-30）`, en: `not a day (YYYY-MM-DD): ${text}` };
  desk.faults.push({ level: "mistake", path: [...desk.path, ...path], say });
}

function checkMoment(desk: ExampleDesk, path: Path, text: string): void {
  if (momentOf(text, 0) !== undefined) return;
  const say = {
    zh: `不是时间：${text}（写成 "2021-05-01T23:40"，或只写日期）`,
    en: `not a moment: ${text}; write "2021-05-01T23:40", or a day alone`,
  };
  desk.faults.push({ level: "mistake", path: [...desk.path, ...path], say });
}

function byId(items: { id: string }[]): Record<string, true> {
  return byName(items.map(({ id }) => id));
}

function byName(names: string[]): Record<string, true> {
  return Object.fromEntries(names.map((name) => [name, true]));
}
