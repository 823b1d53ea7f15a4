import type { Calendar } from "#basics/calendar.ts";
import { type Day, dayParts, dayText, parseDay } from "#basics/day.ts";
import { durationText } from "#basics/duration.ts";
import type { Text } from "#basics/text.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import { birthdayIn, fullYears } from "#standard/age.ts";
import type { Guard, Reads, StandardPromise, Truth } from "#standard/standard.ts";
import type { Cover } from "./covers.ts";
import { work } from "./duties.ts";
import { isProvisional } from "./provisional.ts";
import {
  type DutyOutcome,
  type DutyRecord,
  type DutyState,
  type DutyWindow,
  type PromiseInForce,
  stateOn,
} from "./duty.ts";
import { type Matter, type StartedWindow, type WindowStart, matterOf } from "./matter.ts";
import type { Span } from "./spans.ts";

/** Why something is owed today, or why it is not. */
export interface Why {
  /** The version in force today: its clause, its number, its basis. */
  promise: StandardPromise;
  eligible: boolean;
  /** The days on which it has been owed without a gap: the span of today, or the last one. */
  span?: Span;
  /** The parts of the condition today, in the order they are written. */
  terms: WhyTerm[];
  /** Why not: the first part that does not hold. */
  failed?: WhyTerm;
  /** Why not, whatever its facts: another kind of subject, a day before anything is owed, or after the subject is gone. */
  outside?: "kind" | "not-yet" | "left";
  /** The facts that the form counts from, e.g. the date of a release. */
  countedFrom: WhyFact[];
  windows: WhyWindow[];
  /** The outcome that settled the last window, and the record that did where one did. */
  settled?: DutyOutcome;
  /** The excuse or decline for which nothing is asked now. */
  covered?: DutyWindow & Pick<Cover, "outcome" | "record" | "until">;
}

export interface WhyTerm {
  text: string;
  say: Text;
  holds: Truth;
  facts: WhyFact[];
}

/** A fact behind the answer, and the day from which it holds. Who may not see its guard is told its label only. */
export interface WhyFact {
  fact: string;
  label: Text;
  value: FactValue | undefined;
  from: Day;
  guard?: Guard;
}

export interface WhyWindow extends DutyWindow {
  state: DutyState;
  start: WindowStart;
  /** The arithmetic: from which day, how long, until when. */
  say: Text;
}

/** Answers “why” and “why not” for one promise and one subject (duties.md, last section). */
export function whyOf(promise: PromiseInForce, subject: Subject, records: DutyRecord[], today: Day): Why {
  const matter = matterOf(promise, subject, records, today);
  const { windows, outcomes, covered } = work(promise, matter);
  const version = matter.version(today);
  const span = matter.spans.at(-1);
  const eligible = span !== undefined && span.last === undefined;
  const terms = (version.condition?.terms ?? []).map((term): WhyTerm => {
    const { text, say } = term;
    return {
      text,
      say,
      holds: term.evaluate(matter.timeline.on(today)),
      facts: factsOf(term, version, matter),
    };
  });
  const failed = terms.find((term) => term.holds !== true);
  const settled = outcomes.toSorted((a, b) => a.on - b.on).at(-1);
  const cover = covered[0];
  const outside =
    subject.kind !== version.to
      ? "kind"
      : today < Math.max(subject.since, promise.adopted)
        ? "not-yet"
        : subject.left !== undefined && today >= subject.left
          ? "left"
          : undefined;
  return {
    promise: version,
    eligible,
    ...(span && { span }),
    terms,
    ...(!eligible && failed && { failed }),
    ...(outside && { outside }),
    countedFrom: countedFrom(version).map((fact) => whyFact(fact, version, matter)),
    windows: windows.map((window) => whyWindow(window, today, matter.calendar)),
    ...(settled && { settled }),
    ...(cover && {
      covered: {
        opens: cover.opens,
        due: cover.due,
        outcome: cover.cover.outcome,
        record: cover.cover.record,
        until: cover.cover.until,
      },
    }),
  };
}

function factsOf(reads: Reads, promise: StandardPromise, matter: Matter): WhyFact[] {
  const facts = reads.facts.map((fact) => whyFact(fact, promise, matter));
  return reads.birthdays ? [...ageOf(matter), ...facts] : facts;
}

function whyFact(fact: string, promise: StandardPromise, matter: Matter): WhyFact {
  const declared = promise.reads.find((each) => each.id === fact);
  const { value, from } = matter.timeline.held(fact, matter.today);
  return {
    fact,
    label: declared?.label ?? { zh: fact },
    value,
    from,
    ...(declared?.guard && { guard: declared.guard }),
  };
}

/** The age in full years, which holds from the last birthday. */
function ageOf(matter: Matter): WhyFact[] {
  const { today } = matter;
  const { value } = matter.timeline.held("birthDate", today);
  const birth = typeof value === "string" ? parseDay(value) : undefined;
  if (birth === undefined) return [];
  const years = fullYears(birth, today);
  const from = birthdayIn(birth, dayParts(birth).year + years);
  return [{ fact: "age", label: { zh: "年龄", en: "age" }, value: years, from }];
}

function countedFrom({ form }: StandardPromise): string[] {
  if (form.kind === "on") return form.date.facts;
  return form.kind === "within" && (form.of.kind === "fact" || form.of.kind === "change")
    ? [form.of.fact]
    : [];
}

function whyWindow(window: StartedWindow, today: Day, legal: Calendar): WhyWindow {
  const { opens, due, start } = window;
  const say = sayArithmetic(window);
  const sure = !isProvisional(window.promise.form, window, legal);
  return { opens, due, start, state: stateOn(window, today), say: sure ? say : sayProvisional(say) };
}

function sayProvisional({ zh, en }: Text): Text {
  return {
    zh: `${zh}（那一年的法定日历还没公布，日期暂定）`,
    en: `${en ?? zh} (provisional: the legal calendar of that year is not announced yet)`,
  };
}

function sayArithmetic({ due, start, promise }: StartedWindow): Text {
  const { form } = promise;
  const [from, until] = [dayText(start.day), dayText(due)];
  if (form.kind === "each") {
    return {
      zh: `${from} 至 ${until} 一期内 ${form.times} 次`,
      en: `${form.times} in the period from ${from} to ${until}`,
    };
  }
  if (form.kind === "on") return { zh: `当日：${until}`, en: `on the day itself: ${until}` };
  if (form.kind === "open") return { zh: `当日开放：${until}`, en: `open on ${until}` };
  const first = form.kind === "every" && start.is === "eligible" ? form.first : undefined;
  const length = durationText(first ?? form.interval);
  const what = startWords[start.is];
  return {
    zh: `自 ${from}（${what.zh}）起 ${length.zh}，到期 ${until}`,
    en: `${length.en ?? length.zh} from ${from} (${what.en}), due ${until}`,
  };
}

const startWords: Record<WindowStart["is"], { zh: string; en: string }> = {
  eligible: { zh: "符合条件之日", en: "the day it became owed" },
  kept: { zh: "上次办理", en: "the last time it was done" },
  covered: { zh: "免办期满", en: "the end of an excuse or decline" },
  period: { zh: "本期首日", en: "the first day of the period" },
  fact: { zh: "登记的日期", en: "the date on record" },
  record: { zh: "有此记录之日", en: "the day of the record that started it" },
  change: { zh: "信息变更之日", en: "the day the fact changed" },
  date: { zh: "当日", en: "the date itself" },
  "open-day": { zh: "开放日", en: "an open day" },
};
