import { parseDay } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import { instantAt } from "#basics/deadline.ts";
import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Deadline } from "#standard/standard.ts";
import { after } from "./case.ts";
import type { CaseState, Outcome, Step, Told } from "./case.ts";
import { dueOf, open } from "./take-step.ts";
import type { Course } from "./take-step.ts";

/** What a row of an old ledger says of a case. Moments are "2021-03-14", or "2021-03-14T23:40" by the office's clock. */
export interface SaidOfCase {
  opened: string;
  answered: string | null;
  ended: { at: string; end: string } | null;
  text: string | null;
}

/**
 * A case as a ledger tells of it: opened at its own time, and ended where the ledger says so. What it does not say is not
 * made up: through which stages it went, and whether it was in time where a day alone does not tell.
 */
export function openFromLedger(
  course: Course,
  given: Pick<CaseState, "id" | "version" | "about" | "known" | "fields">,
  said: SaidOfCase,
  { by, now }: { by: string; now: string },
): { state: CaseState; step: Extract<Step, { step: "opened" }> } | { refused: Refusal } {
  const came = stretchOf(said.opened, course.zone);
  const answered = said.answered === null ? null : stretchOf(said.answered, course.zone, came);
  const ended = said.ended === null ? null : stretchOf(said.ended.at, course.zone, answered ?? came);
  const fault =
    toCome("opened", came, now) ??
    toCome("answered", answered, now) ??
    toCome("ended", ended, now) ??
    tooSoon("answered", answered, came) ??
    tooSoon("ended", ended, answered ?? came);
  if (fault) return fault;
  const end = said.ended?.end;
  if (end !== undefined && !course.procedure.ends.some(({ id }) => id === end))
    return refuse(
      "unknown-end",
      {
        zh: `“${course.procedure.title.zh}”没有“${end}”这种结果。`,
        en: `“${course.procedure.title.en ?? course.procedure.title.zh}” has no end “${end}”.`,
      },
      "ended",
    );
  const opened = open(course, given, { at: instant(came, now), by });
  if ("refused" in opened) return opened;
  const { state, step } = opened;
  const [first] = step.begins;
  const stage = course.procedure.stages.find(({ id }) => id === first?.stage);
  const judged = (deadlines: Deadline[], stretch: Stretch | null): Outcome | null =>
    stretch === null ? null : outcomeFor(course, state, deadlines, came, stretch);
  const answer = judged(stage?.within ?? [], answered);
  const told: Told = {
    answered: answered && { at: instant(answered, now), outcome: answer },
    end:
      ended === null || end === undefined
        ? null
        : {
            id: end,
            at: instant(ended, now),
            outcome: step.due === null ? answer : judged(course.procedure.within, ended),
          },
    text: said.text,
  };
  // Against a deadline of which the ledger does not tell whether it was kept, nothing runs; nor once it was answered in time.
  const isOver = told.end !== null || told.answered !== null;
  const begins = step.begins.map((begun) =>
    isOver && !(begun.place === 0 && (answer === "late" || (answer === "kept" && told.end !== null)))
      ? { ...begun, due: null }
      : begun,
  );
  const whole: Extract<Step, { step: "opened" }> = { ...step, begins, told };
  return { state: after(state, whole), step: whole };
}

/** Between these two instants it was; `likely` is kept where one has to stand. */
interface Stretch {
  from: number;
  until: number;
  likely: number;
}

/** A day alone is anything from its first instant to its last, and midday where one has to stand; never before what it follows. */
function stretchOf(moment: string, zone: string, after?: Stretch): Stretch {
  const day = parseDay(moment.slice(0, 10)) as Day;
  const [hours, minutes] = moment.slice(11).split(":").map(Number);
  if (minutes !== undefined) {
    const at = instantAt(day, (hours ?? 0) * 60 + minutes, zone);
    return { from: at, until: at, likely: at };
  }
  const [from, until, noon] = [0, 1440, 720].map((minute) => instantAt(day, minute, zone)) as [
    number,
    number,
    number,
  ];
  return { from, until: until - 1, likely: Math.min(Math.max(noon, after?.likely ?? noon), until - 1) };
}

function instant({ likely }: Stretch, now: string): string {
  return new Date(Math.min(likely, Date.parse(now))).toISOString();
}

/** In time, or late, where that holds whenever in these stretches it came and was done; otherwise nobody can say. */
function outcomeFor(
  course: Course,
  state: CaseState,
  deadlines: Deadline[],
  came: Stretch,
  done: Stretch,
): Outcome | null {
  const due = (at: number) => dueOf(course, state, deadlines, new Date(at).toISOString());
  const [first, last] = [due(came.from), due(came.until)];
  if (first === null || last === null) return null;
  if (done.until <= Date.parse(first.at)) return "kept";
  return done.from >= Date.parse(last.at) ? "late" : null;
}

function toCome(where: string, stretch: Stretch | null, now: string): { refused: Refusal } | undefined {
  if (stretch === null || stretch.from <= Date.parse(now)) return undefined;
  return refuse(
    "day-to-come",
    { zh: "这个时间还没有到，请核对年份和日期。", en: "That time is still to come; check year and day." },
    where,
  );
}

function tooSoon(where: string, stretch: Stretch | null, before: Stretch): { refused: Refusal } | undefined {
  if (stretch === null || stretch.until >= before.from) return undefined;
  return refuse(
    "before-it-came",
    {
      zh: "回应、办结不会早于受理，办结不会早于回应，请核对时间。",
      en: "An answer or an end cannot come before the case, nor the end before the answer; check the times.",
    },
    where,
  );
}
