import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "#basics/day.ts";
import { dutiesOf } from "./duties.ts";
import { promiseOf, subjectOf } from "./for-tests.ts";
import { isProvisional } from "./provisional.ts";
import { whyOf } from "./why.ts";

/** Is the window provisional that stands open on a day, for somebody known since then? */
function provisional(said: Record<string, unknown>, day: string): boolean {
  const promise = promiseOf(said);
  const today = dayOf(day);
  const subject = {
    ...subjectOf(),
    since: today,
    kind: "open" in said ? ("place" as const) : ("person" as const),
  };
  const [window] = dutiesOf(promise, subject, [], today).windows;
  const form = promise.versions[0]?.promise.form;
  assert.ok(window && form, JSON.stringify(said));
  return isProvisional(form, window);
}

test("days counted in working days over a year not announced are provisional, others are not", () => {
  assert.equal(provisional({ within: "5 workdays", of: "eligible" }, "2026-12-20"), false);
  assert.equal(provisional({ within: "5 workdays", of: "eligible" }, "2026-12-28"), true);
  assert.equal(provisional({ within: "P7D", of: "eligible" }, "2026-12-28"), false);
  assert.equal(provisional({ every: "10 workdays" }, "2026-12-28"), true);
  assert.equal(provisional({ each: "month" }, "2027-01-05"), false);
  assert.equal(provisional({ open: "Mo-Su 08:00-17:00; PH off" }, "2027-01-02"), true);
  assert.equal(provisional({ open: "Mo-Su 08:00-17:00" }, "2027-01-02"), false);
});

test("the reason says so", () => {
  const today = dayOf("2026-12-28");
  const promise = promiseOf({ within: "5 workdays", of: "eligible" });
  const [window] = whyOf(promise, { ...subjectOf(), since: today }, [], today).windows;
  assert.match(window?.say.zh ?? "", /暂定/);
  assert.match(window?.say.en ?? "", /provisional/);
});
