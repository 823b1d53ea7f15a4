import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { WorkingClock } from "./clock.ts";

const database = await openDatabase(await freshDatabase());
after(() => database.close());

const opens = new Date("2021-11-30T08:10:00+08:00");
const started = async () => {
  const clock = new WorkingClock(database.app);
  await clock.start();
  return clock;
};

test("without a demonstration it is the real time, here and now", async () => {
  const clock = await started();
  assert.ok(Math.abs(clock.now().getTime() - Date.now()) < 1000);
  assert.equal(clock.isDemonstration(), false);
  assert.equal(clock.show().demonstration, false);
  await clock.setBack(); // nothing to set back
  assert.ok(Math.abs(clock.now().getTime() - Date.now()) < 1000);
  await clock.stop();
});

test("a demonstration's clock opens where it is told, runs on, stands still while stopped, and is taken up again", async () => {
  const clock = await started();
  await clock.demonstrate(opens);
  assert.equal(clock.show().today, "2021-11-30");
  await pause(60);
  const stopped = clock.now().getTime();
  assert.ok(stopped >= opens.getTime() + 50 && stopped < opens.getTime() + 5000);
  await clock.stop();

  await pause(300);
  const again = await started();
  assert.equal(again.isDemonstration(), true);
  const resumed = again.now().getTime();
  assert.ok(resumed >= stopped && resumed < stopped + 250, `${resumed - stopped} ms while it was stopped`);
  await pause(30);
  assert.ok(again.now().getTime() > resumed);

  await again.setBack();
  assert.ok(again.now().getTime() - opens.getTime() < 1000);
  await again.stop();
});

test("its day is the local one: past midnight there, not in Greenwich", async () => {
  const clock = await started();
  await clock.demonstrate(new Date("2021-11-30T15:59:59Z"));
  assert.equal(clock.show().today, "2021-11-30");
  await clock.demonstrate(new Date("2021-11-30T16:00:00Z"));
  assert.equal(clock.show().today, "2021-12-01");
  await clock.stop();
});
