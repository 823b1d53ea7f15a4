import { addDuration, subtractDuration } from "#basics/duration.ts";
import type { Day } from "#basics/day.ts";
import type { StandardPromise } from "#standard/standard.ts";
import { close } from "./close.ts";
import {
  type Matter,
  type Reach,
  type StartedWindow,
  type WindowStart,
  type Worked,
  nothingYet,
} from "./matter.ts";
import type { Span } from "./spans.ts";

/** `every: I` (duties.md, 3): rolling from the last time it was kept, within each span afresh. */
export function workEvery(matter: Matter, reach: Reach): Worked {
  const worked = nothingYet();
  for (const span of matter.spans) {
    if (span.last !== undefined && span.last < reach.from) continue;
    const first = Math.max(span.first, reach.from);
    if (reach.before !== undefined && first >= reach.before) break;
    roll(matter, { ...span, first }, reach, worked);
  }
  return worked;
}

function roll(matter: Matter, span: Span, reach: Reach, worked: Worked): void {
  let window = firstWindow(matter, span.first);
  let countFrom = span.first;
  for (;;) {
    const closing = close(matter, window, span, countFrom);
    if (closing.state === "open") worked.windows.push(window);
    if (closing.state === "open" || closing.state === "withdrawn") return;
    if (closing.state === "closed") worked.outcomes.push(closing.outcome);
    else worked.covered.push({ ...window, cover: closing.cover });
    const { resume } = closing;
    if (span.last !== undefined && resume >= span.last) return;
    if (reach.before !== undefined && resume >= reach.before) return;
    const record = closing.state === "closed" ? closing.outcome.record : closing.cover.record;
    const kept = closing.state === "closed" && /^(kept|late)$/.test(closing.outcome.outcome);
    window = nextWindow(matter, { day: resume, is: kept ? "kept" : "covered", ...(record && { record }) });
    countFrom = resume + 1;
  }
}

function firstWindow(matter: Matter, eligible: Day): StartedWindow {
  const promise = matter.version(eligible);
  const { interval, first } = every(promise);
  const due = addDuration(eligible, first ?? interval, matter.calendar);
  return { opens: eligible, due, promise, start: { day: eligible, is: "eligible" } };
}

function nextWindow(matter: Matter, start: WindowStart): StartedWindow {
  const promise = matter.version(start.day);
  const { interval, lead } = every(promise);
  const due = addDuration(start.day, interval, matter.calendar);
  const opens = lead ? subtractDuration(due, lead, matter.calendar) : due - Math.ceil((due - start.day) / 4);
  return { opens: Math.max(opens, start.day + 1), due, promise, start };
}

function every(promise: StandardPromise) {
  if (promise.form.kind !== "every") throw new Error(`${promise.id} is not rolling`);
  return promise.form;
}
