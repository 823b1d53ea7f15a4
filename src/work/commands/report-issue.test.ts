import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "#basics/day.ts";
import type { ReportState } from "../command.ts";
import { officeKey } from "../command.ts";
import { drawnReport, issuedReport } from "../reports-for-tests.ts";
import { decide, isMalformed, refusal, stateOf } from "./for-tests.ts";
import { reportIssue } from "./report-issue.ts";

const input = { report: "small/monthly", period: "2021-01" };

function issue(report: Partial<ReportState> | undefined, roles = ["secretary"]) {
  const state =
    report === undefined ? {} : { report: { drawn: drawnReport(), editions: [], next: 3, ...report } };
  return decide(reportIssue, input, { ...stateOf({}), ...state }, roles);
}

test("what a report is stands open, what it says is sealed under the office's own key; the number is the next", () => {
  const drawn = drawnReport();
  const { report, version, period, title, say, texts, figures } = drawn;
  const open = { report, version, period, title, say, edition: 1, year: 2021, issue: 3, changed: 0 };
  assert.deepEqual(issue({ drawn }), [
    {
      kind: "report-issued",
      parts: [
        { subject: null, holder: null, body: open },
        { subject: null, holder: officeKey, body: { texts, figures, changes: [], reason: null } },
      ],
    },
  ]);
});

test("the secretary issues it, and whoever the standard names; nobody else", () => {
  assert.deepEqual(refusal(issue({}, ["worker"])), ["not-allowed", undefined]);
  assert.deepEqual(refusal(issue({ drawn: drawnReport({ by: "worker" }) }, ["worker"])), undefined);
  assert.deepEqual(refusal(issue({ drawn: drawnReport({ by: "worker" }) })), undefined);
});

test("no such report, no such period, a period that runs or was before the standard, one issued already", () => {
  assert.deepEqual(refusal(issue(undefined)), ["unknown-report", "report"]);
  assert.deepEqual(refusal(issue({ drawn: "unknown-report" })), ["unknown-report", "report"]);
  assert.deepEqual(refusal(issue({ drawn: "wrong-period" })), ["wrong-period", "period"]);
  const running = drawnReport({ period: "2021-03", last: dayOf("2021-03-31") });
  assert.deepEqual(refusal(issue({ drawn: running })), ["period-running", "period"]);
  const early = drawnReport({ period: "2019-01", last: dayOf("2019-01-31") });
  assert.deepEqual(refusal(issue({ drawn: early })), ["not-adopted-then", "period"]);
  assert.deepEqual(refusal(issue({ editions: [issuedReport()] })), ["already-issued", "period"]);
  assert.ok(isMalformed(reportIssue, { report: "small/monthly" }));
});
