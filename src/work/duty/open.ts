import type { StandardPromise } from "#standard/standard.ts";
import { isOpenOn } from "#standard/hours.ts";
import { coverOn } from "./covers.ts";
import { type Matter, type Reach, type Worked, nothingYet } from "./matter.ts";

/** `open: HOURS` (duties.md, 7): a place is to be open on each of its open days. */
export function workOpen(matter: Matter, reach: Reach): Worked {
  const { today, calendar, covers } = matter;
  const worked = nothingYet();
  worked.changes.push(today + 1);
  for (const span of matter.spans) {
    const last = Math.min(span.last ?? today, (reach.before ?? Infinity) - 1);
    for (let day = Math.max(span.first, reach.from); day <= last; day += 1) {
      const promise = matter.version(day);
      if (!isOpenOn(hoursOf(promise), day, calendar)) continue;
      const window = { opens: day, due: day };
      const done = matter.kept(promise).find(({ on }) => on === day);
      const cover = coverOn(covers, day);
      if (done) worked.outcomes.push({ ...window, on: day, outcome: "kept", record: done.record });
      else if (cover) {
        worked.outcomes.push({ ...window, on: day, outcome: cover.outcome, record: cover.record });
      } else if (day < today) worked.outcomes.push({ ...window, on: day, outcome: "missed" });
      else worked.windows.push({ ...window, promise, start: { day, is: "open-day" } });
    }
  }
  return worked;
}

function hoursOf(promise: StandardPromise) {
  if (promise.form.kind !== "open") throw new Error(`${promise.id} has no opening hours`);
  return promise.form.hours;
}
