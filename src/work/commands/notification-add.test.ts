import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#basics/id.ts";
import { officeKey } from "../command.ts";
import { decide, isMalformed, refusal, stateOf } from "./for-tests.ts";
import { notificationAdd } from "./notification-add.ts";

const given = {
  channel: newId(),
  title: "工作群",
  kind: "wecom",
  to: "https://robot.example/send?key=secret",
  at: "08:00",
  language: "zh",
};
const asked = (changed: object) => decide(notificationAdd, { ...given, ...changed });

test("where to is sealed under the office's own key", () => {
  assert.deepEqual(asked({}), [
    { kind: "notification-added", parts: [{ subject: null, holder: officeKey, body: given }] },
  ]);
});

test("a robot is reached by https alone, a mailbox has a mail address", () => {
  for (const to of ["http://robot.example/send", "robot.example", "ftp://robot.example"])
    assert.deepEqual(refusal(asked({ to })), ["not-an-https-address", "to"]);
  assert.deepEqual(refusal(asked({ kind: "mail" })), ["not-a-mail-address", "to"]);
  assert.equal(refusal(asked({ kind: "mail", to: "office@example.cn" })), undefined);
});

test("one is added once", () => {
  const state = stateOf({ channels: [{ id: given.channel }] });
  assert.deepEqual(refusal(decide(notificationAdd, given, state)), ["channel-exists", "channel"]);
});

test("a time of the day is one", () => {
  for (const at of ["24:00", "8:00", "08:60", ""])
    assert.ok(isMalformed(notificationAdd, { ...given, at }), at);
});
