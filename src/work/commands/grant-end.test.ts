import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#basics/id.ts";
import { decide, isMalformed, refusal, stateOf } from "./for-tests.ts";
import { grantEnd } from "./grant-end.ts";

const to = { id: "centre", title: { zh: "城东卫生中心" } };
const standing = { id: newId(), to, role: "health-centre", until: null };
const over = { ...standing, id: newId(), until: "2021-03-09" };
const state = stateOf({ grants: [standing, over] });

test("a grant ends with the day before", () => {
  assert.deepEqual(decide(grantEnd, { grant: standing.id, from: "2021-03-10" }, state), [
    {
      kind: "grant-ended",
      parts: [
        {
          subject: null,
          holder: null,
          body: { grant: standing.id, to, role: "health-centre", until: "2021-03-09" },
        },
      ],
    },
  ]);
});

test("refused: one that is not there, one that is over, a day in the past", () => {
  const against = (grant: string, from: string, codes: string[]) =>
    assert.deepEqual(refusal(decide(grantEnd, { grant, from }, state)), codes);
  against(newId(), "2021-03-10", ["unknown-grant", "grant"]);
  against(over.id, "2021-03-10", ["ended-already", "grant"]);
  against(standing.id, "2021-03-09", ["ends-before-today", "from"]);
  assert.ok(isMalformed(grantEnd, { grant: "all", from: "2021-03-10" }));
});
