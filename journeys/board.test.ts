import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { newId } from "#basics/id.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

/** Sends a command as whoever is signed in on this page. */
async function send(page: Page, name: string, input: object): Promise<void> {
  const { clock } = (await (await page.request.get("/api/me")).json()) as { clock: { now: string } };
  const answer = await page.request.post("/api/commands", {
    data: { id: newId(), name, at: clock.now, input },
    headers: { origin: run.address },
  });
  assert.match(await answer.text(), /"applied"/);
}

async function openRequest(page: Page, summary: string): Promise<string> {
  const id = newId();
  await send(page, "case.open", {
    case: id,
    procedure: "five-hearts/request",
    about: [],
    fields: { summary },
  });
  return id;
}

const column = (page: Page, stage: string, id: string) =>
  page.locator(`[data-column="${stage}"] [data-card="${id}"]`);

test("a worker moves a case on the board by keyboard alone, and goes on from where it stands now", async () => {
  const page = await run.as("ouyang");
  const id = await openRequest(page, "三楼楼道灯不亮");
  await page.goto("/cases");
  await page.getByRole("button", { name: "看板" }).click();
  await column(page, "respond", id).waitFor();
  assert.match(page.url(), /view=board/, "the look stands in the address");

  // A move that asks for nothing: Enter opens the ways, Enter takes the first.
  await column(page, "respond", id).locator(".board-move").focus();
  await page.keyboard.press("Enter");
  await screenshot(page, "journey-board-move");
  await page.keyboard.press("Enter");
  await column(page, "handle", id).waitFor();
  await page.waitForFunction((card) => document.activeElement?.closest(`[data-card="${card}"]`) !== null, id);

  // One that asks what was done opens the same form as the page of the case.
  await column(page, "handle", id).locator(".board-move").focus();
  await page.keyboard.press("Enter");
  await column(page, "handle", id).locator('[data-move="done"]').focus();
  await page.keyboard.press("Enter");
  await page.locator("#field-handling").waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "field-handling");
  await page.keyboard.type("换了灯泡");
  await page.keyboard.press("Enter");
  await column(page, "ask-back", id).waitFor();
  await screenshot(page, "journey-board");
});

test("a card dropped where its procedure has no way says so and stays; dropped on the next stage it goes there", async () => {
  const page = await run.as("ouyang");
  const id = await openRequest(page, "下水道堵了");
  await page.goto("/cases?view=board&procedure=five-hearts/request");
  const card = column(page, "respond", id);
  await card.waitFor();
  await card.dragTo(page.locator('[data-column="respond"]'));
  await send(page, "case.move", { case: id, stage: "respond", move: "pass-on", fields: {} });
  const away = column(page, "sub-district", id);
  await away.waitFor();
  await away.dragTo(page.locator('[data-column="ask-back"]'));
  await page.getByText("由街道办事处来办下一步").waitFor();
  await away.waitFor();

  const other = await openRequest(page, "路灯坏了");
  await column(page, "respond", other).waitFor();
  await column(page, "respond", other).dragTo(page.locator('[data-column="handle"]'));
  await column(page, "handle", other).waitFor();
});

test("list and board keep the same filter, and a word finds a case by what was asked", async () => {
  const page = await run.as("ouyang", { width: 820, height: 1100 });
  const id = await openRequest(page, "门口的井盖响");
  await page.goto("/cases?view=board");
  await column(page, "respond", id).waitFor();
  await page.getByRole("searchbox", { name: "找内容、姓名、地址" }).fill("井盖");
  await page.waitForFunction(() => document.querySelectorAll(".board-card").length === 1);
  await screenshot(page, "journey-board-820");
  await page.getByRole("button", { name: "列表" }).click();
  await page.locator(`[data-case="${id}"]`).waitFor();
  assert.equal(await page.locator("[data-case]").count(), 1);
});

test("a zero of the indicators says in words whether it is one, and opens what was looked at", async () => {
  const page = await run.as("ouyang");
  await page.goto("/published/indicators");
  const unkept = page.locator('[data-indicator="five-hearts/awards"] [data-month="2021-11"]');
  await unkept.waitFor();
  assert.match(await unkept.innerText(), /没有记/);
  assert.match(
    await page
      .locator('[data-indicator="five-hearts/releases-met"] [data-zero="not-this"]')
      .last()
      .innerText(),
    /无人适用/,
  );
  await screenshot(page, "journey-matrix");
  await unkept.getByRole("link").click();
  await page.locator("[data-coverage='not-this']").getByText("个网格这段时间都没有任何此类记录").waitFor();
});
