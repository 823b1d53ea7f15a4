import { type Day, dayFrom, dayOf, dayParts, dayText, daysInMonth } from "#basics/day.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { birthdayIn, fullYears } from "#standard/age.ts";
import type { Condition, Field, FieldType, Indicator } from "#standard/standard.ts";
import type { OfficeRules } from "../office-rules.ts";

/**
 * What stays of somebody who is forgotten: enough that no figure of the past changes, and nobody's name, address, telephone,
 * words or exact date of birth. It goes into the journal under the office's own key before theirs is destroyed.
 */
export interface Residue extends Record<string, unknown> {
  kind: SubjectKind;
  since: string;
  /** Of two entries for one person: the other, which counts for both. */
  mergedInto: string | null;
  facts: { fact: string; from: string; value: FactValue }[];
  stays: { from: string; household: string | null; head: boolean }[];
  /** How each window ended; "overdue": it stood open on the day they were forgotten. */
  outcomes: ResidueOutcome[];
  records: ResidueRecord[];
  cases: ResidueCase[];
  /** Whom to ring up about them, and for whom they were that themselves. */
  contacts: string[];
  /** Codes they were given, and that they asked: what they asked, and the answer, go. */
  codes: { code: string; digest: string; at: string; until: string; ended: string | null; number: number }[];
  requests: {
    request: string;
    what: string;
    at: string;
    due: string;
    answered: string | null;
    outcome: string | null;
    number: number;
  }[];
  /** Imports that kept a row with their name among those they could not take in. */
  imports: string[];
}

export interface ResidueOutcome {
  promise: string;
  veiled: boolean;
  opens: string;
  due: string;
  on: string;
  outcome: string;
  record: string | null;
}

/** A record; of one about nobody else all that is kept of it, of any other only that it was about them too. */
export interface ResidueRecord {
  record: string;
  own: {
    kind: string;
    on: string;
    at: string;
    by: string;
    fields: Record<string, FactValue>;
    veils: string[];
    number: number;
  } | null;
  /** Of any other: what guarded things it settled, and what it says openly, where nobody else's key would tell that again. */
  shared: { veils: string[]; open: Record<string, FactValue> | null } | null;
}

/** A case, in the same way. */
export interface ResidueCase {
  case: string;
  position: number;
  own: {
    procedure: string;
    version: string;
    openedAt: string;
    openedOn: string;
    openedBy: string;
    atNight: boolean;
    onHoliday: boolean;
    dueAt: string | null;
    provisional: boolean;
    fields: Record<string, FactValue>;
    veils: string[];
    /** Still open only where an erasure is done again after a restore. */
    ended: string | null;
    endedAt: string | null;
    outcome: string | null;
    reopened: number;
    returned: number;
    number: number;
    stages: ResidueStage[];
  } | null;
}

export interface ResidueStage {
  place: number;
  stage: string;
  beganAt: string;
  dueAt: string | null;
  provisional: boolean;
  extended: number;
  leftAt: string | null;
  leftBy: string | null;
  move: string | null;
  outcome: string | null;
}

/** What may be asked of the first whom a record, a case or a window concerns; who lives where is kept by the stays. */
const ofWhomItConcerns = ["residence", "birthDate", "sex", "area"];

/** The facts of somebody that a figure of this office can depend on: what its indicators read, and what households are counted by. */
export function countedFacts(rules: OfficeRules, kind: SubjectKind): Set<string> {
  const read = indicatorsOf(rules).flatMap((indicator) =>
    namesRead(indicator).filter((name) => indicator.counted === "subject" || ofWhomItConcerns.includes(name)),
  );
  const homes = kind === "person" && rules.countsHouseholds ? ["birthDate", "residence"] : [];
  return new Set(
    [...read, ...homes, "area"].filter(
      (name) => !name.startsWith("household.") && rules.fact(kind, name) !== undefined,
    ),
  );
}

/** Of what a record or a case says, what an indicator reads; of a person's own words only that there were some. */
export function countedFields(
  rules: OfficeRules,
  counted: "record" | "case",
  declared: Field[],
  fields: Record<string, FactValue>,
): Record<string, FactValue> {
  const read = new Set(
    indicatorsOf(rules)
      .filter((indicator) => indicator.counted === counted)
      .flatMap(namesRead),
  );
  return Object.fromEntries(
    declared
      .filter(({ id }) => read.has(id) && id in fields)
      .map(({ id, type }) => [id, wordless(type, fields[id] ?? null)]),
  );
}

const counting = new Set<FieldType>([
  "integer",
  "number",
  "money",
  "date",
  "time",
  "datetime",
  "boolean",
  "choice",
  "choices",
]);

/** Words, numbers one is found by, pictures: what they said goes, that there was something stays. */
export function wordless(type: FieldType, value: FactValue): FactValue {
  if (counting.has(type) || value === null || value === "") return value;
  return "…";
}

/** For which days, and against which conditions, an age has to stay what it was. */
export interface AgeAsked {
  /** Of records, cases and windows: the age on that very day. */
  days: Day[];
  /** The first day they were known and the last. */
  span: { first: Day; last: Day };
  /** Of indicators that count people: they look at the last days of weeks and months. */
  conditions: Condition[];
  /** Their other facts on a day. */
  value: (fact: string, day: Day) => FactValue | undefined;
  /** Households are counted: from their birthday on somebody is grown, or old. */
  households: boolean;
}

/**
 * A date of birth that is not theirs and gives every figure as before: the middle of the year where that is near enough, else a
 * day of the same month. Where not even one of these does, the month's middle: then the date matters more than the figure.
 */
export function coarseBirth(born: Day, asked: AgeAsked): Day {
  const { year, month, date } = dayParts(born);
  const days = Array.from({ length: daysInMonth(year, month) }, (_, before) => before + 1);
  const middle = [15, 16].find((one) => one !== date) ?? 15;
  const inMonth = [middle, ...days.filter((day) => day !== date && day !== middle)];
  const candidates = [
    ...(month === 7 && date === 1 ? [] : [dayFrom(year, 7, 1)]),
    ...inMonth.map((day) => dayFrom(year, month, day)),
  ];
  return candidates.find((one) => isAlike(one, born, asked)) ?? dayFrom(year, month, middle);
}

function isAlike(one: Day, born: Day, { days, span, conditions, value, households }: AgeAsked): boolean {
  if (days.some((day) => fullYears(one, day) !== fullYears(born, day))) return false;
  if (households)
    for (const age of [18, 60]) {
      const [mine, theirs] = [reaches(one, age), reaches(born, age)];
      const within = (day: Day) => day > span.first && day <= span.last;
      if (mine !== theirs && (within(mine) || within(theirs))) return false;
    }
  const with_ = (birth: Day, day: Day) => (fact: string) =>
    fact === "birthDate" ? dayText(birth) : value(fact, day);
  return lastDays(span).every((day) =>
    conditions.every(
      (condition) =>
        condition.evaluate({ day, value: with_(one, day) }) ===
        condition.evaluate({ day, value: with_(born, day) }),
    ),
  );
}

function reaches(born: Day, age: number): Day {
  return birthdayIn(born, dayParts(born).year + age);
}

/** The last days of the weeks and months of a span, and its own last day. */
function lastDays({ first, last }: { first: Day; last: Day }): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day++) {
    const { year, month, date } = dayParts(day);
    const isSunday = (day - dayOf("2021-01-03")) % 7 === 0;
    if (isSunday || date === daysInMonth(year, month) || day === last) days.push(day);
  }
  return days;
}

/** The conditions on people that ask how old they are. */
export function ageConditions(rules: OfficeRules): Condition[] {
  return indicatorsOf(rules)
    .filter(({ counted }) => counted === "subject")
    .flatMap(({ where, that }) => [where, that])
    .flatMap((condition) => (condition?.facts.includes("birthDate") ? [condition] : []));
}

/** Does any figure of records, cases or windows ask how old somebody was? */
export function asksAgeOfWhom(rules: OfficeRules): boolean {
  return indicatorsOf(rules).some(
    (indicator) => indicator.counted !== "subject" && namesRead(indicator).includes("birthDate"),
  );
}

function indicatorsOf({ standards }: OfficeRules): Indicator[] {
  return standards.flatMap(({ indicators }) => indicators);
}

function namesRead({ where, that, of }: Indicator): string[] {
  return [...(where?.facts ?? []), ...(that?.facts ?? []), ...(of === undefined ? [] : [of])];
}
