import type { Day } from "#basics/day.ts";
import { fullYears } from "#standard/age.ts";
import { type Workload, type kinds, periodStarts, recordsAt, subjectAt, today } from "./workload.ts";

// The plainest program that does the job: people as objects, each with a list of reports, a new object for each duty.

export interface Person {
  born: Day;
  alone: boolean;
  disabled: boolean;
  risk: number;
  enrolled: Day;
  reports: { form: string; on: Day }[];
}

export interface PlainDuty {
  id: (typeof kinds)[number];
  opens: Day;
  due: Day;
}

export function peopleOf(workload: Workload): Person[] {
  return Array.from({ length: workload.people }, (_, p) => {
    const { since, facts } = subjectAt(workload, p);
    return {
      born: workload.born[p] ?? 0,
      alone: facts["alone"] === true,
      disabled: facts["disabled"] === true,
      risk: Number(facts["risk"]),
      enrolled: since,
      reports: recordsAt(workload, p).map(({ kind, on }) => ({ form: kind, on })),
    };
  });
}

export function plainDuties(person: Person): PlainDuty[] {
  const duties: PlainDuty[] = [];
  const age = fullYears(person.born, today);
  const last = (form: string) =>
    person.reports.reduce<Day | undefined>(
      (latest, each) => (each.form === form && each.on > (latest ?? -Infinity) ? each.on : latest),
      undefined,
    );
  if (age >= 65 && person.alone) {
    const due = (last("call") ?? person.enrolled) + 7;
    duties.push({ id: "call", opens: due - 2, due });
  }
  if (age >= 65 || person.disabled) duties.push({ id: "visit", ...inPeriod(last("visit"), 1) });
  if (age >= 18) duties.push({ id: "checkup", ...inPeriod(last("checkup"), 12) });
  if (person.risk >= 2) duties.push({ id: "followup", ...inPeriod(last("followup"), 3) });
  if (last("setup") === undefined)
    duties.push({ id: "setup", opens: person.enrolled, due: person.enrolled + 30 });
  return duties;
}

/** The period of so many months that holds today, or the next where it is done already. */
function inPeriod(done: Day | undefined, months: number): { opens: Day; due: Day } {
  const [opens, next, after] = periodStarts(months);
  if (done === undefined || done < opens) return { opens, due: next - 1 };
  return { opens: next, due: after - 1 };
}
