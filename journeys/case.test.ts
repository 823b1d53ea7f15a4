import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { CasePage } from "#record/views/case-page.ts";
import type { CaseList } from "#record/views/cases.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

/** Opens a request as somebody calls, from the list; resolves with the address of its page. */
async function openRequest(page: Page, summary: string, urgency?: string): Promise<string> {
  await page.goto("/cases");
  await page.locator("main h1").waitFor();
  await page.getByRole("button", { name: "登记一件" }).first().click();
  await page.getByRole("radio", { name: "群众诉求" }).click();
  await page.locator("#field-summary").fill(summary);
  if (urgency !== undefined) {
    await page.locator("#field-urgency").click();
    await page.getByTitle(urgency, { exact: true }).click();
  }
  await page.locator("#field-caller").fill("谭甲");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "看这件" }).click();
  await page.locator(".case-path").waitFor();
  return new URL(page.url()).pathname;
}

async function asTold(page: Page, address: string): Promise<CasePage> {
  return (await (await page.request.get(`/api${address}`)).json()) as CasePage;
}

/** Where the page says the case stands. */
function here(page: Page, stage: string) {
  return page.locator(`.case-path [data-stage="${stage}"][data-standing="here"]`);
}

test("a worker opens a request, takes it, asks back and closes it; the caller says again, and it is reopened", async () => {
  const page = await run.as("ouyang");
  const address = await openRequest(page, "三楼楼道灯不亮，老人晚上看不见", "较急");
  await here(page, "respond").waitFor();
  assert.match(await page.locator(".case-now .state").innerText(), /^还有 1 小时 \d+ 分钟$/);
  await screenshot(page, "journey-case-respond");

  await page.locator('[data-move="take"]').click();
  await here(page, "handle").waitFor();

  // Done asks what was done, and says so where it is missing.
  await page.locator('[data-move="done"]').click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator(".fault").first().waitFor();
  await page.locator("#field-handling").fill("换了灯泡，试过三次");
  await screenshot(page, "journey-case-done");
  await page.keyboard.press("Enter");
  await here(page, "ask-back").waitFor();

  await page.locator('[data-move="close"]').click();
  await page.locator("#field-answer").click();
  await page.getByTitle("满意", { exact: true }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator('[data-end="closed"]').waitFor();
  await screenshot(page, "journey-case-closed");

  await page.getByRole("button", { name: "重新打开" }).click();
  const dialog = page.locator("dialog[open]");
  await dialog.getByRole("textbox").fill("来电说灯又不亮了");
  await dialog.getByRole("button", { name: "重新打开" }).click();
  await here(page, "handle").waitFor();
  await page.getByText("来电说灯又不亮了").waitFor();
  const told = await asTold(page, address);
  assert.equal(told.reopened, 1);
  assert.equal(told.end, null);
  assert.deepEqual(
    told.timeline.map(({ step }) => step),
    ["opened", "moved", "moved", "moved", "reopened"],
  );
  await screenshot(page, "journey-case-reopened");

  // It stands in the list, among what is for this worker to do.
  await page.goto("/cases?mine=1");
  await page.locator(`[data-case="${told.id}"]`).getByText("重开").waitFor();
  await screenshot(page, "journey-cases");
});

test("the street sees what was passed to it and nothing else, and sends it back with a reason", async () => {
  const worker = await run.as("ouyang");
  const kept = await openRequest(worker, "想问老年证怎么办");
  const address = await openRequest(worker, "小区外的路面塌了一块");
  const street = await run.as("fan");
  await street.goto("/cases");
  await street.locator("main h1").waitFor();
  const shown = async () =>
    ((await (await street.request.get("/api/cases")).json()) as CaseList).rows.map(
      ({ id }) => `/cases/${id}`,
    );
  assert.ok(!(await shown()).includes(address), "what the community has in hand is not the street's to see");

  // It comes to the street by itself, on a page that stands open.
  const id = address.split("/").at(-1);
  await worker.locator('[data-move="pass-on"]').click();
  await here(worker, "sub-district").waitFor();
  await street.locator(`[data-case="${id}"]`).waitFor();
  assert.ok(!(await shown()).includes(kept));
  assert.equal((await street.request.get(`/api${kept}`)).status(), 404);

  await street.locator(`[data-case="${id}"]`).getByRole("link").first().click();
  await here(street, "sub-district").waitFor();
  await street.getByText("小区外的路面塌了一块").first().waitFor();
  await street.locator('[data-move="send-back"]').click();
  await street.getByRole("button", { name: "保存" }).click();
  await street.locator(".fault").first().waitFor();
  await street.locator("#case-reason").fill("属于小区红线以内，请先问物业");
  await screenshot(street, "journey-case-send-back");
  await street.keyboard.press("Enter");
  await here(street, "handle").waitFor();

  // The worker's open page follows, and tells why.
  await here(worker, "handle").waitFor();
  await worker.getByText("属于小区红线以内，请先问物业").waitFor();
  assert.equal((await asTold(worker, address)).returned, 1);
  await screenshot(worker, "journey-case-returned");
});

test("a case is opened from a person's page, and its page is whole in English", async () => {
  const page = await run.as("ouyang", { language: "en", width: 1280 });
  const { rows } = (await (await page.request.get("/api/subjects?kind=person")).json()) as {
    rows: { id: string }[];
  };
  assert.ok(rows[0]);
  await page.goto(`/subjects/${rows[0].id}`);
  await page.getByRole("button", { name: "Open a case" }).click();
  await page.getByRole("radio", { name: "Request" }).click();
  await page.locator("#field-summary").fill("A light on the stairs is broken");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "See it" }).click();
  await here(page, "respond").waitFor();
  const text = await page.evaluate(() => {
    const shown = document.querySelector("main")?.cloneNode(true) as HTMLElement;
    // People and places keep their names.
    for (const name of shown.querySelectorAll(
      "h1 .subject-age, [aria-labelledby='case-whom'], .case-head .second, .event-body > .third",
    ))
      name.remove();
    return shown.innerText;
  });
  assert.match(text, /by the end of/);
  assert.doesNotMatch(text, /\p{Script=Han}/u);
  await screenshot(page, "journey-case-en");
  await page.goto(`/subjects/${rows[0].id}`);
  await page.locator("[data-case]").first().waitFor();
  await screenshot(page, "journey-case-subject-en");
});
