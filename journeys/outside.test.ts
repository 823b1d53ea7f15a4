import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

const places = ["今日", "台账", "事项", "标准", "公示", "日志", "设置"];

test("a body of its own finds whom it owes something, and neither figures nor the journal", async () => {
  const centre = await run.as("yi");
  const rail = centre.getByRole("navigation").first();
  for (const place of places)
    assert.equal(
      await rail.getByText(place, { exact: true }).count(),
      ["公示", "日志"].includes(place) ? 0 : 1,
    );
  const all = (await (
    await (await run.as("lin")).request.get("/api/subjects?kind=person")
  ).json()) as FoundSubjects;
  const theirs = (await (await centre.request.get("/api/subjects?kind=person")).json()) as FoundSubjects;
  assert.ok(theirs.total > 0 && theirs.total < all.total / 2, `${theirs.total} of ${all.total}`);
  await centre.goto("/journal");
  await centre.getByText("只有本机构的岗位和审计可以").waitFor();
});

test("the secretary of another office is let in, acts here, and is out again when the grant ends", async () => {
  const secretary = await run.as("lin");
  await secretary.goto("/settings/rights");
  await secretary.getByRole("button", { name: "社区卫生服务中心" }).click();
  await secretary.getByText("外单位的岗位", { exact: false }).first().waitFor();
  await screenshot(secretary, "settings-rights");
  await secretary.getByRole("button", { name: "授权外单位" }).click();
  await secretary.locator("#grant-role").selectOption({ label: "社区卫生服务中心" });
  await screenshot(secretary, "settings-grant");
  await secretary.getByRole("button", { name: "保存" }).click();
  await secretary.locator('[data-grant="柳堤社区"]').waitFor();

  const other = await run.as("bai");
  await other.goto("/");
  await other.locator("select.office-name").selectOption({ label: "清泉井社区" });
  await other.getByText("社区卫生服务中心", { exact: false }).first().waitFor();
  assert.equal(await other.getByRole("navigation").first().getByText("公示", { exact: true }).count(), 0);

  await secretary.getByRole("button", { name: "收回对柳堤社区的授权" }).click();
  await secretary.getByText("已收回对柳堤社区的授权").waitFor();
  const refused = await other.request.get("/api/today", { headers: { "x-office": "qingquanjing" } });
  assert.equal(refused.status(), 403);
});
