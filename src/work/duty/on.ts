import type { Day } from "#basics/day.ts";
import { subtractDuration } from "#basics/duration.ts";
import type { DateExpression } from "#standard/standard.ts";
import { close } from "./close.ts";
import { type Matter, type Reach, type StartedWindow, type Worked, nothingYet } from "./matter.ts";
import { segmentsOf } from "./segments.ts";

/** `on: EXPR` (duties.md, 6): once, on a date that the facts of the day give. */
export function workOn(matter: Matter, reach: Reach, expression: DateExpression): Worked {
  const worked = nothingYet();
  const closedDates = new Set<Day>();
  for (const span of matter.spans) {
    const dateOn = (day: Day) => expression.evaluate(matter.timeline.on(day));
    for (const { date, until } of segmentsOf(matter, span, expression.facts, dateOn)) {
      if (date === undefined || date < span.first || closedDates.has(date)) continue;
      const window = windowOn(matter, reach, date, span.first);
      if (!window) continue;
      const closing = close(matter, window, span, window.opens);
      if (closing.state === "closed" && (until === undefined || closing.outcome.on < until)) {
        worked.outcomes.push(closing.outcome);
        closedDates.add(date);
      }
      if (until !== undefined) continue;
      if (closing.state === "open") worked.windows.push(window);
      if (closing.state === "covered") worked.covered.push({ ...window, cover: closing.cover });
    }
  }
  return worked;
}

/** Its lead is that of the version in force on the day it opens, as far as that day has come. */
function windowOn(matter: Matter, reach: Reach, due: Day, eligible: Day): StartedWindow | undefined {
  let promise = matter.version(Math.min(due, (reach.before ?? Infinity) - 1));
  for (let tries = 0; tries < 2; tries += 1) {
    if (promise.form.kind !== "on") return undefined;
    const opens = Math.max(subtractDuration(due, promise.form.lead, matter.calendar), eligible);
    const inForce = matter.version(opens);
    if (opens < reach.from || (reach.before !== undefined && opens >= reach.before)) return undefined;
    if (inForce === promise || tries === 1) return { opens, due, promise, start: { day: due, is: "date" } };
    promise = inForce;
  }
  return undefined;
}
