import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#basics/id.ts";
import { decide, isMalformed, refusal, stateOf } from "./for-tests.ts";
import { notificationRemove } from "./notification-remove.ts";

test("one is taken away by its id", () => {
  const channel = newId();
  const state = stateOf({ channels: [{ id: channel }] });
  assert.deepEqual(decide(notificationRemove, { channel }, state), [
    { kind: "notification-removed", parts: [{ subject: null, holder: null, body: { channel } }] },
  ]);
  assert.deepEqual(refusal(decide(notificationRemove, { channel })), ["unknown-channel", "channel"]);
  assert.ok(isMalformed(notificationRemove, { channel: "all" }));
});
