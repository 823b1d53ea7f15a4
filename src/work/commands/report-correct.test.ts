import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "#basics/day.ts";
import type { IssuedReport } from "../report.ts";
import { decide, isMalformed, refusal, saidBy, stateOf } from "./for-tests.ts";
import { reportCorrect } from "./report-correct.ts";
import { drawnReport, issuedReport, visits } from "../reports-for-tests.ts";

const input = { report: "small/monthly", period: "2021-01", reason: "补录" };

function correct(
  editions: IssuedReport[],
  drawn = drawnReport({ figures: [visits("3")] }),
  roles = ["secretary"],
) {
  return decide(reportCorrect, input, { ...stateOf({}), report: { drawn, editions, next: 5 } }, roles);
}

test("a correction is a further edition with its own number, and says against the last one what it changes, and why", () => {
  const second = issuedReport({ edition: 2, issue: 4, figures: [visits("1")] });
  const decision = correct([issuedReport(), second]);
  const { edition, issue, changed } = saidBy(decision, 0);
  assert.deepEqual([edition, issue, changed], [3, 5, 1]);
  const { changes, reason } = saidBy(decision, 1);
  const { indicator, period, keys, title } = visits("");
  const [was, is] = [visits("1").said, visits("3").said];
  assert.deepEqual(changes, [{ indicator, period, keys, title, was, is }]);
  assert.equal(reason, "补录");
});

test("what was never issued, and what has not changed, is not corrected; nor by anybody who could not issue it", () => {
  assert.deepEqual(refusal(correct([])), ["not-issued", "period"]);
  assert.deepEqual(refusal(correct([issuedReport()], drawnReport())), ["nothing-differs", "period"]);
  assert.deepEqual(refusal(correct([issuedReport()], undefined, ["worker"])), ["not-allowed", undefined]);
  const running = drawnReport({ last: dayOf("2021-11-30") });
  assert.deepEqual(refusal(correct([issuedReport()], running)), ["period-running", "period"]);
  assert.ok(isMalformed(reportCorrect, { ...input, reason: " " }));
});
