import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { MergePreview } from "#record/views/doubles.ts";
import type { HomeMember } from "#record/views/home.ts";
import type { SubjectPage } from "#record/views/subject-page.ts";
import type { Today } from "#record/views/today.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

async function subject(page: Page, id: string): Promise<SubjectPage> {
  return (await (await page.request.get(`/api/subjects/${id}`)).json()) as SubjectPage;
}

async function search(page: Page, params: string): Promise<FoundSubjects["rows"]> {
  return ((await (await page.request.get(`/api/subjects?${params}`)).json()) as FoundSubjects).rows;
}

const grown = (member: HomeMember) => (member.subject.age ?? 0) >= 25;

/** A household in which as many live as are wanted, at least two of them grown up, and its head. */
async function largeHousehold(page: Page, least: number): Promise<SubjectPage> {
  for (const { id } of await search(page, "kind=household")) {
    const found = await subject(page, id);
    const members = found.home?.members.filter(({ now }) => now) ?? [];
    if (members.length >= least && members.filter(grown).length >= 2) return found;
  }
  throw new Error(`no household of ${least} on the first page of the register`);
}

test("a household splits, a child is born into it, its head dies, and each page tells who lived where and since when", async () => {
  const page = await run.as("lin");
  const before = await largeHousehold(page, 4);
  const { id, name } = before.subject;
  const members = before.home?.members.filter(({ now }) => now) ?? [];
  const goes = members.find((member) => grown(member) && !member.head);
  assert.ok(goes);

  await page.goto(`/subjects/${id}`);
  await page.getByRole("heading", { name }).waitFor();
  assert.equal(await page.locator("[data-member]").count(), members.length);
  await screenshot(page, "household");
  await page.getByRole("button", { name: "分户" }).click();
  await page.getByRole("checkbox", { name: goes.subject.name }).check();
  await page.locator("#home-address").fill("新家巷3栋1单元402");
  await screenshot(page, "household-split");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator(`[data-former="${goes.subject.id}"]`).waitFor();
  assert.equal(await page.locator("[data-member]").count(), members.length - 1);

  // The one who left lives in a household that bears their name, at the address that was written.
  const left = await subject(page, goes.subject.id);
  assert.equal(left.household?.now?.name, `${goes.subject.name}户`);
  assert.equal(left.household.past[0]?.id, id);
  assert.equal(left.subject.address, "新家巷3栋1单元402");

  await page.getByRole("button", { name: "登记新生儿" }).click();
  await page.locator("#enter-name").fill("小满");
  await screenshot(page, "household-birth");
  await page.getByRole("button", { name: "保存" }).click();
  await page.waitForURL(/\/subjects\/(?!.*undefined)/);
  await page.getByRole("heading", { name: /小满/ }).waitFor();
  const [born] = await search(page, "text=小满&kind=person");
  assert.ok(born);
  const child = await subject(page, born.id);
  assert.equal(child.household?.now?.id, id);
  assert.equal(child.subject.address, before.subject.address, "a newborn lives where the household does");
  assert.equal(child.subject.age, 0);

  // The head dies: another has to head the household before it is saved, and it is called by their name.
  const head = members.find((member) => member.head);
  const heir = members.find((member) => grown(member) && !member.head && member !== goes) ?? members[1];
  assert.ok(head && heir);
  await page.goto(`/subjects/${head.subject.id}`);
  await page.getByRole("button", { name: "登记去世" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("请选一位户主").waitFor();
  await page.locator("#home-new-head").click();
  await page.getByTitle(heir.subject.name, { exact: true }).click();
  await screenshot(page, "household-death");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator(".toast").waitFor();
  const dead = await subject(page, head.subject.id);
  assert.deepEqual(dead.duties, []);
  assert.equal(dead.household?.now, null);
  const today = (await (await page.request.get("/api/today")).json()) as Today;
  assert.ok(!today.duties.some((duty) => duty.subject.id === head.subject.id));

  await page.goto(`/subjects/${id}`);
  await page.locator(`[data-former="${head.subject.id}"]`).waitFor();
  const after = await subject(page, id);
  assert.equal(after.subject.name, `${heir.subject.name}户`);
  assert.equal(after.home?.counts?.size, members.length - 1, "one left, one was born, one died");
  assert.ok(after.home.history.length >= 2);
  await page.locator(".home-history summary").click();
  await screenshot(page, "household-after");
});

test("one who stands in the register twice is found, seen merged before it is done, merged, and parted again", async () => {
  const worker = await run.as("he");
  const owed = ((await (await worker.request.get("/api/today")).json()) as Today).duties.find(
    ({ subject: { kind, address } }) => kind === "person" && address !== null,
  );
  assert.ok(owed);
  const real = await subject(worker, owed.subject.id);
  // Entered a second time, by a colleague who did not look; a visit was written there.
  await worker.goto("/register");
  await worker.getByRole("button", { name: "登记", exact: true }).click();
  await worker.locator("#enter-name").fill(real.subject.name);
  await worker.locator(".namesakes").waitFor();
  await worker.locator("#enter-code").fill("双-1");
  await worker.locator("#fact-address").fill(real.subject.address ?? "");
  await worker.getByRole("button", { name: "保存" }).click();
  await worker.waitForURL("**/subjects/*");
  const double = worker.url().split("/").at(-1) ?? "";
  await worker.getByRole("main").getByRole("button", { name: "记一次" }).click();
  await worker.getByRole("radio", { name: "入户走访" }).click();
  await worker.locator("#field-summary").fill("记在重复的那一条上");
  await worker.getByRole("button", { name: "保存" }).click();
  await worker.locator("[data-record]").waitFor();

  const page = await run.as("lin");
  await page.goto("/register");
  await page.getByRole("link", { name: "可能重复" }).click();
  const pair = page.locator(`[data-pair*="${double}"]`);
  await pair.waitFor();
  await screenshot(page, "doubles");
  await page.goto(`/register/doubles/${real.subject.id}/${double}`);
  await page.locator("[data-moves='1']").waitFor();
  await screenshot(page, "doubles-preview");
  const preview = (await (
    await page.request.get(`/api/doubles/preview?survivor=${real.subject.id}&other=${double}`)
  ).json()) as MergePreview;
  await page.getByRole("button", { name: "合并", exact: true }).click();
  await page.waitForURL(`**/subjects/${real.subject.id}`);
  await page.getByText("记在重复的那一条上").waitFor();
  await screenshot(page, "doubles-merged");

  const merged = await subject(page, real.subject.id);
  assert.equal(merged.timeline.length, real.timeline.length + 1);
  assert.deepEqual(
    merged.duties.map(({ promise, due }) => `${promise} ${due}`).toSorted(),
    preview.after.map(({ promise, due }) => `${promise} ${due}`).toSorted(),
    "what was previewed is what came",
  );
  const found = await search(page, `text=${encodeURIComponent("双-1")}`);
  assert.deepEqual(
    found.map((row) => row.id),
    [real.subject.id],
    "the old code finds the one who stands",
  );

  await page.getByRole("button", { name: "撤回合并" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("是两个人");
  await page.getByRole("dialog").getByRole("button", { name: "撤回合并" }).click();
  await page.getByText("记在重复的那一条上").waitFor({ state: "detached" });
  assert.equal((await subject(page, double)).timeline.length, 1);
  assert.equal((await subject(page, real.subject.id)).timeline.length, real.timeline.length);
});

test("one walks from the area through building and stairwell into a flat by the keyboard alone", async () => {
  const page = await run.as("lin");
  await page.goto("/register/buildings");
  await page.locator("[data-place]").first().waitFor();
  await page.locator("[data-place] a").first().focus();
  const levels = ["area", "building", "stairwell", "flat"];
  for (const level of levels) {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(new RegExp(`[?&]${level}=`));
    await page
      .locator(level === "flat" ? "[data-subject]" : "thead")
      .first()
      .waitFor();
    if (level === "flat") break;
    await page.locator("[data-place] a").first().focus();
    if (level === "area") await screenshot(page, "buildings");
  }
  await page.locator("[data-subject]").first().waitFor();
  await screenshot(page, "flat");
  await page.locator(".walk a").first().focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL((url) => !url.search.includes("flat="));
});

test("the pages are whole in English too", async () => {
  const page = await run.as("lin", { language: "en" });
  for (const path of ["/register/buildings", "/register/doubles"]) {
    await page.goto(path);
    await page.locator("main h1").waitFor();
    await page.locator("main .rows, main .pairs, main .empty").first().waitFor();
    const text = await page.evaluate(() => {
      const shown = document.querySelector("main")?.cloneNode(true) as HTMLElement;
      // Names of people and places keep their own writing.
      for (const name of shown.querySelectorAll("[data-place='-'] th, .name, .pairs, [lang='zh-CN']"))
        name.remove();
      return shown.innerText;
    });
    assert.doesNotMatch(text, /\p{Script=Han}/u, path);
  }
});
