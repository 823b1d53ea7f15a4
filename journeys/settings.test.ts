import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CalendarOfYear } from "#record/views/calendar.ts";
import type { Today } from "#record/views/today.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

test("the secretary gives leave to a grid worker; the stand-in finds the other's duties on Today, until the leave is ended", async () => {
  const secretary = await run.as("lin");
  await secretary.getByRole("link", { name: "设置" }).click();
  const absent = secretary.locator('[data-person="he"]');
  await absent.getByRole("button", { name: "请假" }).click();
  const until = secretary.locator("#leave-until");
  await until.fill("12-3");
  await until.press("Tab");
  assert.equal(await until.inputValue(), "2021年12月3日 周五");
  await secretary.locator("#leave-by").selectOption({ label: "欧阳小满，社区工作者 · 第二网格" });
  await screenshot(secretary, "settings-leave");
  await secretary.getByRole("button", { name: "保存" }).click();
  await secretary.locator('[data-leave="he"]').waitFor();
  await screenshot(secretary, "settings-people");

  const standIn = await run.as("ouyang");
  await standIn.getByText("您正代何清和，到 12月3日 为止").waitFor();
  const { duties } = (await (await standIn.request.get("/api/today")).json()) as Today;
  const lent = duties.filter((duty) => duty.standIn?.mine);
  assert.ok(lent.length > 0 && lent.every(({ mine, standIn: by }) => mine && by?.away === "何清和"));
  assert.ok(lent.every(({ subject }) => subject.area === "grid-3"));
  await standIn.getByText("代何清和", { exact: true }).first().waitFor();
  await screenshot(standIn, "today-standing-in");

  await secretary.locator('[data-leave="he"]').getByRole("button", { name: "提前销假" }).click();
  await secretary.getByRole("button", { name: "保存" }).click();
  await secretary.locator('[data-leave="he"]').waitFor({ state: "detached" });
  const later = (await (await standIn.request.get("/api/today")).json()) as Today;
  assert.ok(!later.duties.some((duty) => duty.standIn !== null));
});

test("a year not announced yet is entered from the pasted notice", async () => {
  const page = await run.as("lin");
  await page.goto("/settings/calendar");
  for (const year of [2022, 2023, 2024, 2025, 2026, 2027]) {
    await page.getByRole("button", { name: "下一年" }).click();
    await page.getByRole("heading", { name: `${year} 年` }).waitFor();
  }
  await page.getByText("这一年的放假安排还没有登记").waitFor();
  await page.getByRole("button", { name: "登记放假安排" }).click();
  await page
    .locator("#calendar-paste")
    .fill(
      "国务院办公厅关于2027年部分节假日安排的通知 国办发明电〔2026〕9号 一、元旦：1月1日至3日放假，共3天。二、春节：2月5日至11日放假调休，共7天。2月20日（星期六）上班。",
    );
  await page.getByText("读出放假 10 天、调休上班 1 天").waitFor();
  await screenshot(page, "settings-calendar");
  await page.getByRole("button", { name: "保存 2027 年放假安排" }).click();
  await page.getByText("国办发明电〔2026〕9号").waitFor();
  const known = (await (await page.request.get("/api/calendar?year=2027")).json()) as CalendarOfYear;
  assert.deepEqual(
    [known.known, known.holidays.length, known.makeUpWorkdays],
    ["entered", 10, ["2027-02-20"]],
  );
});
