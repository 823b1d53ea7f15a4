import { builtInFacts as registered } from "#register/built-in-facts.ts";
import { parseStart } from "./compile.ts";
import { readDateExpression } from "./condition.ts";
import {
  type Desk,
  addExpressionFault,
  checkCites,
  checkClause,
  checkCondition,
  checkDuration,
  checkHours,
  checkParametersIn,
  checkRoles,
  mistake,
  refuseTwins,
  unknown,
} from "./check-desk.ts";
import type { DocumentPromise } from "./document.ts";
import type { Path } from "./fault.ts";
import { fillIn } from "./parameters.ts";
import type { Fact } from "./standard.ts";
import { sayKind } from "./say-kind.ts";

export function checkLines(desk: Desk): void {
  refuseTwins(desk, ["lines"], desk.document.lines);
  for (const [index, line] of desk.document.lines.entries()) {
    checkCondition(desk, ["lines", index, "when"], line.when, desk.vocabulary[line.serves]);
  }
}

export function checkPromises(desk: Desk): void {
  refuseTwins(desk, ["promises"], desk.document.promises);
  for (const [index, promise] of desk.document.promises.entries()) {
    const path = ["promises", index];
    const known = desk.vocabulary[promise.to];
    checkReferences(desk, path, promise, known);
    checkCondition(desk, [...path, "when"], promise.when, known);
    checkForm(desk, path, promise, known);
    checkClause(desk, path, promise.clause);
  }
}

function checkReferences(desk: Desk, path: Path, promise: DocumentPromise, known: Fact[]): void {
  const { lines, records } = desk.document;
  const line = lines.find((each) => each.id === promise.line);
  if (!line) unknown(desk, [...path, "line"], "line", promise.line);
  else if (line.when !== undefined && line.serves !== promise.to) {
    mistake(desk, [...path, "to"], {
      zh: `服务线 ${line.id} 的条件针对${sayKind[line.serves].zh}，承诺却对${sayKind[promise.to].zh}`,
      en: `line ${line.id} has a condition over a ${line.serves}, the promise is to a ${promise.to}`,
    });
  }
  checkRoles(desk, [...path, "by"], promise.by);
  for (const [index, kind] of promise.keptBy.entries()) {
    const record = records[kind];
    if (!record) unknown(desk, [...path, "keptBy", index], "record", kind);
    else if (!record.about.includes(promise.to)) {
      mistake(desk, [...path, "keptBy", index], {
        zh: `记录 ${kind} 不针对${sayKind[promise.to].zh}，兑现不了这条承诺`,
        en: `a ${kind} is never about a ${promise.to}: it cannot keep this promise`,
      });
    }
  }
  // The register's own guarded facts too: whoever is to ring somebody up needs their number.
  const shown = [...known, ...registered.filter(({ of }) => of === promise.to)];
  checkShows(desk, [...path, "shows"], promise.shows, shown, "fact");
  checkCites(desk, [...path, "basis"], promise.basis);
}

/** Guarded facts or fields that are shown: to roles that there are, of those that there are. */
export function checkShows(
  desk: Desk,
  path: Path,
  shows: Record<string, string[]>,
  known: { id: string }[],
  what: "fact" | "field",
): void {
  for (const [role, shown] of Object.entries(shows)) {
    if (role !== "secretary" && !desk.document.roles[role]) unknown(desk, [...path, role], "role", role);
    for (const [index, id] of shown.entries()) {
      if (!known.some((each) => each.id === id)) unknown(desk, [...path, role, index], what, id);
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
    unknown(desk, at, "record", start.record);
  }
  if (start.kind !== "fact" && start.kind !== "change") return;
  const fact = known.find((each) => each.id === start.fact && each.id !== "age");
  if (!fact) unknown(desk, at, "fact", start.fact);
  else if (start.kind === "fact" && fact.type !== "date") {
    mistake(desk, at, { zh: `${start.fact} 不是日期`, en: `${start.fact} is no date` });
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
