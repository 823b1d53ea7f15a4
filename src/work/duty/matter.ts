import { type Calendar, legalCalendar } from "#basics/calendar.ts";
import type { Day } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import type { StandardPromise } from "#standard/standard.ts";
import { type Cover, coversOf } from "./covers.ts";
import type { DutyOutcome, DutyRecord, DutyWindow, PromiseInForce } from "./duty.ts";
import { type KeptDay, keptDays } from "./kept.ts";
import { type Span, spansOf, versionOn } from "./spans.ts";
import { type Timeline, timelineOf } from "./timeline.ts";

/** One promise and one subject on one day, with all that bears on what is owed. */
export interface Matter {
  subject: Subject;
  today: Day;
  timeline: Timeline;
  spans: Span[];
  /** The first day after today on which the calendar alone may begin or end a span. */
  nextTurn: Day | undefined;
  covers: Cover[];
  /** All that was handed in, the struck and the coming ones too. */
  records: DutyRecord[];
  calendar: Calendar;
  /** The version in force on a day; of a day to come, the one in force today. */
  version(day: Day): StandardPromise;
  /** The days that count for this version of the promise. */
  kept(promise: StandardPromise): KeptDay[];
}

/** What makes a window what it is: counted from which day, and what happened on it. */
export interface WindowStart {
  day: Day;
  is: "eligible" | "kept" | "covered" | "period" | "fact" | "record" | "change" | "date" | "open-day";
  /** The record that closed the window before, or that started this one. */
  record?: string;
}

export interface StartedWindow extends DutyWindow {
  start: WindowStart;
  /** The version by which it is judged. */
  promise: StandardPromise;
}

/** A window that will be excused or declined when its due day comes; it is not owed meanwhile. */
export interface CoveredWindow extends StartedWindow {
  cover: Cover;
}

/** What one form of promise gives. */
export interface Worked {
  windows: StartedWindow[];
  outcomes: DutyOutcome[];
  covered: CoveredWindow[];
  /** Days, some maybe past, on which time alone may change the above. */
  changes: Day[];
}

/** Days on which windows of one form may begin: from `from`, before `before`. */
export interface Reach {
  from: Day;
  before: Day | undefined;
}

export function nothingYet(): Worked {
  return { windows: [], outcomes: [], covered: [], changes: [] };
}

export function matterOf(
  promise: PromiseInForce,
  subject: Subject,
  records: DutyRecord[],
  today: Day,
): Matter {
  const timeline = timelineOf(subject);
  const { spans, next } = spansOf(promise, subject, timeline, today);
  const known = new Map<StandardPromise, KeptDay[]>();
  const version = (day: Day) => versionOn(promise, Math.min(day, today));
  const kept = (version: StandardPromise) => {
    const days = known.get(version) ?? keptDays(records, version.keptBy, subject.since, today);
    known.set(version, days);
    return days;
  };
  const counted = () =>
    promise.versions
      .flatMap((each) => kept(each.promise).filter((day) => version(day.on) === each.promise))
      .sort((a, b) => a.on - b.on);
  return {
    subject,
    today,
    timeline,
    spans,
    nextTurn: next,
    covers: coversOf(records, promise.id, counted, today),
    records,
    calendar: promise.legal ?? legalCalendar,
    version,
    kept,
  };
}
