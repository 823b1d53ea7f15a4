import { parseDuration, roughDays } from "#basics/duration.ts";
import type { SubjectKind } from "#register/subject.ts";
import { type Desk, mistake, warn } from "./check-desk.ts";
import type { DocumentPromise } from "./document.ts";
import { parseHours } from "./hours.ts";
import { type ParameterValues, fillIn } from "./parameters.ts";
import { sayKind } from "./say-kind.ts";

/** Do all promises together make more duties a year for one subject than the standard's own bound? */
export function checkBudget(desk: Desk): void {
  for (const [kind, bound] of Object.entries(desk.document.budget)) {
    const promises = desk.document.promises.filter((promise) => promise.to === kind);
    if (promises.length === 0) {
      mistake(desk, ["budget", kind], {
        zh: `没有对${sayKind[kind as SubjectKind].zh}的承诺`,
        en: `no promise is made to a ${sayKind[kind as SubjectKind].en}`,
      });
      continue;
    }
    const each = promises
      .map((promise) => ({ id: promise.id, times: timesAYear(promise, desk.values) }))
      .sort((a, b) => b.times - a.times);
    const all = Math.round(each.reduce((sum, { times }) => sum + times, 0));
    if (all <= bound) continue;
    const most = each.slice(0, 3).map(({ id, times }) => `${id} ${Math.round(times)}`);
    warn(desk, ["budget", kind], {
      zh: `一年最多可达 ${all} 次，超过 ${bound} 次；最多的是 ${most.join("、")}`,
      en: `up to ${all} duties a year for one ${sayKind[kind as SubjectKind].en}, more than ${bound}; most of them: ${most.join(", ")}`,
    });
  }
}

const periodsAYear = { week: 52, month: 12, quarter: 4, half: 2, year: 1 };

/** How many duties a promise makes in a year for a subject to whom it always applies. */
function timesAYear(promise: DocumentPromise, values: ParameterValues): number {
  if (promise.every !== undefined) {
    const duration = parseDuration(fillIn(promise.every, values));
    return duration ? 365 / Math.max(1, roughDays(duration)) : 0;
  }
  if (promise.each !== undefined) {
    return periodsAYear[promise.each] * (Number(fillIn(String(promise.times ?? 1), values)) || 1);
  }
  if (promise.open !== undefined) {
    const read = parseHours(fillIn(promise.open, values));
    return "fault" in read ? 0 : 52 * read.hours.week.filter((spans) => spans.length > 0).length;
  }
  return 1;
}
