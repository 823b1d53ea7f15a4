import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { StandardPage } from "#record/views/standards.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

const folder = join(import.meta.dirname, "..", "standards", "five-hearts");

test("a secretary tries five days instead of seven, sees what it comes to, adopts it from a later day, and finds it listed", async () => {
  const page = await run.as("lin");
  await page.goto("/standards#alone-call");
  const clause = page.locator('[data-clause="five-hearts/alone-call"]');
  await clause.getByText("可调：最多 14 天，今 7 天").waitFor();
  assert.equal(await clause.locator(".clause-parameter").innerText(), "7 天");

  await clause.getByText(/^例子 \d+$/).click();
  const example = clause.getByRole("listitem").filter({ hasText: "独居老人，上周已访，昨天到期没去" });
  await example.getByText("2021-01-15 起可办，2021-01-17 到期，已逾期").waitFor();
  await screenshot(page, "journey-standard-examples");

  await page.getByLabel("独居老人问候间隔", { exact: true }).fill("20");
  await page.getByText("20 天超过上限，这个标准最多许可 14 天").waitFor();
  assert.ok(await page.getByRole("button", { name: "先算一算" }).isDisabled());
  await page.getByLabel("独居老人问候间隔", { exact: true }).fill("5");
  await page.getByRole("button", { name: "先算一算" }).click();
  const bars = page.getByRole("img", { name: /往后十三周每周要办的次数/ });
  await bars.waitFor({ timeout: 60_000 });
  assert.match(
    await page.locator(".weighed-sentence").innerText(),
    /^每周 [\d.]+ → [\d.]+ 次，.+增 [\d.]+ 次。$/,
  );

  await page.getByRole("link", { name: "去定下来" }).click();
  assert.equal(
    await page.getByLabel("独居老人问候间隔", { exact: true }).inputValue(),
    "5",
    "the draft came along",
  );
  await page.reload();
  assert.equal(
    await page.getByLabel("独居老人问候间隔", { exact: true }).inputValue(),
    "5",
    "and outlives a reload",
  );
  await page.getByRole("button", { name: "先算一算" }).click();
  await page.getByRole("row", { name: /独居老人问候/ }).waitFor({ timeout: 60_000 });
  await page.getByLabel("采用日").fill("2021-12-15");
  await screenshot(page, "journey-standard-change");
  await page.getByRole("button", { name: "采用…" }).click();
  const dialog = page.getByRole("dialog", { name: "定下来？" });
  await dialog.getByText("自2021年12月15日起，独居老人问候间隔由 7 天 改为 5 天").waitFor();
  await dialog.getByRole("button", { name: "采用", exact: true }).click();

  await page.getByRole("note").getByText("自2021年12月15日起：独居老人问候间隔 5 天").waitFor();
  assert.equal(await clause.locator(".clause-parameter").innerText(), "7 天", "until then as before");
  await page.getByRole("note").getByRole("link", { name: "看改了什么" }).click();
  const coming = page.locator('.versions [data-state="coming"]');
  assert.match(await coming.innerText(), /2021\.1\+1 版[^]*自2021年12月15日起[^]*林晚照 2021年11月30日定/);
  assert.match(await page.locator(".compared-clause del").first().innerText(), /7$/);
  assert.match(await page.locator(".compared-clause ins").first().innerText(), /5$/);
  await screenshot(page, "journey-standard-versions");
});

test("a new version is checked with its mistakes at their place, compared, and adopted; a worker reads and changes nothing", async () => {
  const page = await run.as("lin");
  await page.goto("/standards/five-hearts/change");
  await page.getByRole("button", { name: "用新的版本" }).click();
  const names = [
    "standard.yaml",
    "indicators.yaml",
    "procedures.yaml",
    "records.yaml",
    "reports/monthly.md",
    "reports/monthly.en.md",
  ];
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })),
  );
  const choose = (changed: (text: string) => string) =>
    page.locator('[data-choose="files"]').setInputFiles(
      files.map(({ name, text }) => ({
        name: name.split("/").at(-1) ?? name,
        mimeType: "text/yaml",
        buffer: Buffer.from(name === "standard.yaml" ? changed(text) : text),
      })),
    );
  await choose((text) => text.replace("age >= 80", "age >= 80 &&").replace('"2021.1"', '"2022.1"'));
  await page
    .getByText(/standard\/standard\.yaml 第 \d+ 行第 \d+ 列/)
    .first()
    .waitFor({ timeout: 30_000 });
  assert.match(await page.locator(".faults").innerText(), /[1-9]\d* 处错误/);
  await choose((text) => text.replace("age >= 80", "age >= 75").replace('"2021.1"', '"2022.1"'));
  await page.getByText("2022.1 版，没有错误").waitFor({ timeout: 30_000 });
  await page.locator(".compared-clause").getByText("高龄老人每季走访").waitFor();
  await page.getByRole("button", { name: "先算一算" }).click();
  await page.locator(".reach summary").first().waitFor({ timeout: 60_000 });
  assert.match(await page.locator(".reach").first().innerText(), /高龄老人每季走访[^]*新增 \d+/);
  await page.getByLabel("采用日").fill("2022-01-01");
  await page.getByRole("button", { name: "采用…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "采用", exact: true }).click();
  await page.getByRole("note").getByText("2022.1 版自2022年1月1日起施行").waitFor();
  const [standard] = (await (await page.request.get("/api/standards")).json()) as StandardPage[];
  assert.equal(standard?.versions[0]?.tuned[0]?.value.zh, "5 天", "what was tuned stays so");

  const worker = await run.as("jiang");
  await worker.goto("/standards#alone-call");
  await worker.locator(".coming").first().waitFor();
  assert.equal(await worker.locator(".tune").count(), 0);
  await worker.goto("/standards/five-hearts/change");
  await worker.getByText("标准由社区书记调整和采用").waitFor();
});
