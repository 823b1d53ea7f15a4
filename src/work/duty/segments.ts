import type { Day } from "#basics/day.ts";
import type { Matter } from "./matter.ts";
import type { Span } from "./spans.ts";

/** A date that facts give, through the days of a span on which it is the same; `until` is the first day it is not. */
export interface Segment {
  date: Day | undefined;
  until: Day | undefined;
}

/** The dates that facts give one after another within a span, up to today. */
export function segmentsOf(
  matter: Matter,
  span: Span,
  facts: string[],
  dateOn: (day: Day) => Day | undefined,
): Segment[] {
  const last = span.last ?? matter.today;
  const segments: Segment[] = [{ date: dateOn(span.first), until: undefined }];
  for (const day of matter.timeline.changes(facts)) {
    if (day <= span.first || day > last) continue;
    const [date, current] = [dateOn(day), segments.at(-1)];
    if (!current || current.date === date) continue;
    current.until = day;
    segments.push({ date, until: undefined });
  }
  return segments;
}
