import { parseDay } from "#basics/day.ts";
import { checkActivities, checkCalendar, checkRosters } from "./check-calendar.ts";
import { type Desk, deskFor, mistake, notADay, refuseTwins, warn } from "./check-desk.ts";
import { checkFacts, checkRecords } from "./check-facts.ts";
import { checkIndicators } from "./check-indicators.ts";
import { checkBudget } from "./check-budget.ts";
import { checkKept } from "./check-kept.ts";
import { checkProcedures } from "./check-procedures.ts";
import { checkLines, checkPromises } from "./check-promises.ts";
import { warnOfProofs } from "./check-proofs.ts";
import { checkReports } from "./check-reports.ts";
import { warnOfUnused } from "./check-use.ts";
import { checkExample, checkProcedureExample } from "./check-examples.ts";
import { type StandardDocument, documentShape } from "./document.ts";
import type { FaultAt, Path } from "./fault.ts";
import { faultOf } from "./parameters.ts";

/**
 * What a document of the right shape can still have wrong: all of it at once. `aside` names what was put aside
 * beforehand for its shape: to miss it is no second mistake.
 */
export function checkDocument(document: StandardDocument, aside: ReadonlySet<string> = new Set()): FaultAt[] {
  const desk = deskFor(document, aside);
  if (!checkCounts(desk)) return desk.faults;
  if (parseDay(document.effective) === undefined) mistake(desk, ["effective"], notADay(document.effective));
  checkBasis(desk);
  checkParameterFloors(desk);
  checkFacts(desk);
  checkRecords(desk);
  checkLines(desk);
  checkPromises(desk);
  checkKept(desk);
  checkBudget(desk);
  checkCalendar(desk);
  checkProcedures(desk);
  checkRosters(desk);
  checkActivities(desk);
  checkIndicators(desk);
  checkReports(desk);
  checkKeptExamples(desk);
  warnOfColours(desk);
  warnOfProofs(desk);
  warnOfUnused(desk);
  warnOfMissingEnglish(desk, document, []);
  return desk.faults;
}

/** What `common` can have wrong by itself; whether anything asks for its parts only the standards beside it can tell. */
export function checkShared(shared: Pick<StandardDocument, "roles" | "facts" | "records">): FaultAt[] {
  const head = { standard: "common", version: "0", title: { zh: "…", en: "…" }, effective: "2021-01-01" };
  const desk = deskFor(documentShape.parse({ ...head, ...shared }), new Set());
  if (!checkCounts(desk)) return desk.faults;
  checkFacts(desk);
  checkRecords(desk);
  warnOfProofs(desk);
  warnOfMissingEnglish(desk, shared, []);
  return desk.faults;
}

/** More than any standard has; whatever is larger was not written by hand. */
const most = {
  promises: 500,
  lines: 100,
  basis: 300,
  roles: 100,
  records: 200,
  procedures: 100,
  parameters: 200,
  colours: 50,
  rosters: 100,
  activities: 200,
  indicators: 300,
  reports: 50,
} as const;
const mostFacts = 500;
const mostExamples = 1_000;
const mostFields = 100;
const mostStages = 60;

function checkCounts(desk: Desk): boolean {
  const { document } = desk;
  const tooMany = (path: Path, count: number, limit: number) => {
    if (count <= limit) return;
    mistake(desk, path, {
      zh: `“${path.join(".")}”最多 ${limit} 项，这里有 ${count} 项`,
      en: `at most ${limit} of "${path.join(".")}", here are ${count}`,
    });
  };
  for (const [key, limit] of Object.entries(most)) {
    tooMany([key], Object.keys(document[key as keyof typeof most]).length, limit);
  }
  for (const [of, examples] of Object.entries(document.examples)) {
    tooMany(["examples", of], examples.length, mostExamples);
  }
  for (const [kind, facts] of Object.entries(document.facts)) {
    tooMany(["facts", kind], Object.keys(facts).length, mostFacts);
  }
  for (const [id, { fields }] of Object.entries(document.records)) {
    tooMany(["records", id, "fields"], Object.keys(fields).length, mostFields);
  }
  for (const [id, { fields, stages }] of Object.entries(document.procedures)) {
    tooMany(["procedures", id, "fields"], Object.keys(fields).length, mostFields);
    tooMany(["procedures", id, "stages"], Object.keys(stages).length, mostStages);
  }
  return desk.faults.length === 0;
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

/** Of a document that came with its examples; read from a folder, each is looked at where it stands in its file. */
function checkKeptExamples({ document, aside, faults }: Desk): void {
  const { promises, procedures } = document.examples;
  for (const [at, example] of promises.entries())
    checkExample({ document, aside, faults, path: ["examples", "promises", at] }, example);
  for (const [at, example] of procedures.entries())
    checkProcedureExample({ document, aside, faults, path: ["examples", "procedures", at] }, example);
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

/** The colours that pages can show. */
const shownColours = ["red", "blue", "orange", "green", "pink", "grey"];

function warnOfColours(desk: Desk): void {
  const { colours, lines, promises, procedures, activities } = desk.document;
  const look = (path: Path, colour: string | undefined) => {
    if (colour === undefined || shownColours.includes(colour)) return;
    warn(desk, path, {
      zh: `页面上没有颜色 ${colour}；可以用 ${shownColours.join("、")}`,
      en: `pages have no colour ${colour}; there are ${shownColours.join(", ")}`,
    });
  };
  for (const colour of Object.keys(colours)) look(["colours", colour], colour);
  for (const [index, { colour }] of lines.entries()) look(["lines", index, "colour"], colour);
  for (const [index, { colour }] of promises.entries()) look(["promises", index, "colour"], colour);
  for (const [id, { colour }] of Object.entries(procedures)) look(["procedures", id, "colour"], colour);
  for (const [id, { colour }] of Object.entries(activities)) look(["activities", id, "colour"], colour);
}

function warnOfMissingEnglish(desk: Desk, value: unknown, path: Path): void {
  if (typeof value !== "object" || value === null) return;
  if ("zh" in value && typeof value.zh === "string" && !("en" in value)) {
    warn(desk, path, { zh: "缺少英文 en", en: "the English text `en` is missing" });
  }
  for (const [key, part] of Object.entries(value)) {
    warnOfMissingEnglish(desk, part, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
