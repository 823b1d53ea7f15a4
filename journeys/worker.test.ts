import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { KeptEvidence, KeptRates } from "#publish/kept-rate.ts";
import type { KeptFigure } from "#work/duty/kept-figure.ts";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { SubjectPage } from "#record/views/subject-page.ts";
import type { Today } from "#record/views/today.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

/** The figure of a line and what it counted, as the pages ask for them. */
async function figures(page: Page, line: string): Promise<{ figure: KeptFigure; evidence: KeptEvidence }> {
  const month = "2021-11";
  const rates = (await (await page.request.get(`/api/kept?month=${month}`)).json()) as KeptRates;
  const evidence = (await (
    await page.request.get(`/api/kept/evidence?month=${month}&line=${line}`)
  ).json()) as KeptEvidence;
  const figure = rates.lines.find((each) => each.line === line);
  assert.ok(figure);
  return { figure, evidence };
}

/** The number at the head of Today: overdue and due together. */
async function owedNow(page: Page): Promise<number> {
  return Number(/\d+/.exec(await page.locator("h1").first().innerText())?.[0]);
}

test("a worker asks why, records a visit, sees the rate and its evidence change by one, strikes it, and all is as before", async () => {
  const page = await run.as("ouyang");
  const line = "five-hearts/filial";
  const today = (await (await page.request.get("/api/today")).json()) as Today;
  const owed = today.duties.find(
    ({ promise, due, mine }) => mine && promise === "five-hearts/alone-call" && due === today.day,
  );
  assert.ok(owed, "the sample has somebody to be called today");
  const subject = owed.subject.id;
  const key = `${subject}/${owed.promise}`;
  const duty = page.locator(`[data-duty="${key}"]`);
  await duty.waitFor();
  const before = { owed: await owedNow(page), ...(await figures(page, line)) };

  // Open the person, and ask why the duty is owed.
  await duty.getByRole("link").first().click();
  await page.waitForURL(`**/subjects/${subject}`);
  const onPage = page.locator(`[data-duty="${key}"]`);
  await onPage.getByRole("button", { name: "为什么" }).click();
  const why = onPage.locator(".why");
  await why.getByText("独居").first().waitFor();
  const said = await why.innerText();
  assert.match(said, /岁/, "the fact behind the condition is shown");
  assert.match(said, /\d 天，到期 \d+月\d+日/, "and the arithmetic to the due day");
  await screenshot(page, "journey-why");

  // Why not: a promise that is not owed says what does not hold.
  await page.locator("[data-not-owed]").first().getByRole("button").first().click();
  await page.locator("[data-not-owed] .why").first().waitFor();

  // Record a visit from Today; it says first what it will settle.
  await page.goto("/");
  await duty.getByRole("button", { name: /^记/ }).click();
  await page.locator(".will-settle ul li").first().waitFor();
  await page.locator("#field-summary").fill("精神好，药够半月");
  await screenshot(page, "journey-record");
  await page.keyboard.press("Enter");
  await page.locator(".toast").waitFor();
  await duty.waitFor({ state: "detached" });

  const kept = await figures(page, line);
  assert.equal(kept.figure.kept, before.figure.kept + 1, "the figure counts one more kept");
  assert.equal(kept.figure.of, before.figure.of + 1);
  assert.equal(kept.evidence.rows.length, before.evidence.rows.length + 1, "and its evidence shows one more");
  assert.equal(await owedNow(page), before.owed - 1);

  // Every number opens what it counted: as many rows as the number says.
  await page.goto(`/published/evidence?month=2021-11&line=${encodeURIComponent(line)}`);
  await page.locator("[data-evidence]").first().waitFor();
  await page.getByRole("button", { name: /^再看/ }).click();
  assert.equal(await page.locator("[data-evidence]").count(), kept.evidence.rows.length);
  await screenshot(page, "journey-evidence");

  // Strike it on the person's page, with a reason.
  await page.goto(`/subjects/${subject}`);
  const record = page.locator("[data-record]").first();
  await record.hover();
  await record.getByRole("button", { name: "划去" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("记错了人");
  await page.keyboard.press("Enter");
  await page.locator("[data-record] .struck, [data-record].struck, .struck").first().waitFor();

  await page.goto("/");
  await duty.waitFor();
  const again = { owed: await owedNow(page), ...(await figures(page, line)) };
  assert.deepEqual(again, before, "all is as it was before the visit");
});

test("what cannot be done is excused, what is declined is respected, and both can be taken back", async () => {
  const page = await run.as("jiang");
  const row = page
    .locator("[data-duty$='/five-hearts/alone-call'], [data-duty$='/five-hearts/elder-visit']")
    .first();
  const key = await row.getAttribute("data-duty");
  const duty = page.locator(`[data-duty="${key}"]`);
  const before = await owedNow(page);

  await duty.getByRole("button", { name: "办不了" }).click();
  await page.getByRole("radio", { name: "住院" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator(".toast").waitFor();
  await duty.waitFor({ state: "detached" });
  await page.locator(".toast-action").click();
  await duty.waitFor();

  await duty.getByRole("button", { name: "办不了" }).click();
  await page.getByText("本人谢绝", { exact: true }).click();
  await page.locator("#reason").fill("身体好，不用每周来");
  await page.keyboard.press("Enter");
  await duty.waitFor({ state: "detached" });
  await page.locator(".toast-action").click();
  await duty.waitFor();
  assert.equal(await owedNow(page), before);
});

test("a colleague's visit disappears from an open Today by itself", async () => {
  const [one, other] = [await run.as("luo"), await run.as("luo")];
  const row = one.locator("[data-duty$='/five-hearts/shop-visit']").first();
  const key = await row.getAttribute("data-duty");
  await one.locator(`[data-duty="${key}"]`).getByRole("button", { name: /^记/ }).click();
  await one.locator("#field-summary").fill("正常营业");
  await one.keyboard.press("Enter");
  await one.locator(".toast").waitFor();
  await other.locator(`[data-duty="${key}"]`).waitFor({ state: "detached" });
});

test("the page is whole in English too", async () => {
  const page = await run.as("tan", { language: "en" });
  await page.locator("[data-duty]").first().waitFor();
  const text = await page.evaluate(() => {
    const shown = document.querySelector("main")?.cloneNode(true) as HTMLElement;
    // People and places keep their names, and what somebody asked for stays as it was said.
    for (const name of shown.querySelectorAll("[lang='zh-CN'], .duty-who, .waiting-title, .print-only"))
      name.remove();
    return shown.innerText;
  });
  assert.match(text, /due/i);
  assert.doesNotMatch(text, /\p{Script=Han}/u);
  await screenshot(page, "journey-today-en");
});

test("a guarded fact opens for a purpose to whom it concerns, and to nobody else", async () => {
  const page = await run.as("yi");
  const { rows } = (await (await page.request.get("/api/subjects?kind=person")).json()) as FoundSubjects;
  let patient: string | undefined;
  for (const { id } of rows) {
    const { facts } = (await (await page.request.get(`/api/subjects/${id}`)).json()) as SubjectPage;
    if (facts.some(({ mayOpen }) => mayOpen)) patient ??= id;
  }
  await page.goto(`/subjects/${patient}`);
  const open = page.getByRole("button", { name: /打开/ }).first();
  await open.waitFor();
  await open.click();
  await page.getByRole("dialog").getByRole("textbox").fill("随访前核对");
  await page.getByRole("dialog").getByRole("button", { name: "打开" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const subject = page.url().split("/").at(-1);
  const worker = await run.as("he");
  const seen = await (await worker.request.get(`/api/subjects/${subject}`)).text();
  assert.doesNotMatch(seen, /mental/i);
});
