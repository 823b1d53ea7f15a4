import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";
import { expectAccessible } from "./sound.ts";

// Somebody who has never seen it, on their first morning: they know the words on the screen and nothing else, so everything here
// is found by its role and its visible words.

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

async function signIn(name: string): Promise<Page> {
  const context = await run.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    baseURL: run.address,
  });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("button", { name }).click();
  await page.getByRole("heading", { name: /^今天应办/ }).waitFor();
  return page;
}

/** The number that the heading says. */
async function owedNow(page: Page): Promise<number> {
  const heading = page.getByRole("heading", { level: 1 });
  return Number(/\d+/.exec(await heading.innerText())?.[0]);
}

/** A row of the list, as one reads it: whom, what, and how pressing. */
function row(page: Page, ...words: string[]): Locator {
  const rows = page.getByRole("main").getByRole("listitem");
  return words.reduce((found, word) => found.filter({ hasText: word }), rows).first();
}

/** That row, wherever it will stand when others have gone. */
async function sameRow(page: Page, found: Locator): Promise<{ row: Locator; who: string }> {
  const name = (await found.getAttribute("aria-label")) ?? "";
  const who = await found.getByRole("link").first().innerText();
  return { row: page.getByRole("listitem", { name, exact: true }), who };
}

test("a person who has never seen it does the morning's work from Today", async () => {
  const page = await signIn("欧阳小满");
  const dialog = page.getByRole("dialog");
  const before = await owedNow(page);

  // What is this? A line says which button is for what, and goes when it has been read.
  await page.getByText("凭什么要办，点“为什么”").waitFor();
  await page.getByRole("button", { name: "知道了" }).click();

  // What is late, and why do I owe it?
  await page.getByRole("button", { name: /^只看逾期/ }).click();
  const late = row(page, "独居老人问候", "逾期");
  await late.getByRole("button", { name: "为什么" }).click();
  await late.getByText(/到期 \d+月\d+日/).waitFor();
  await late.getByText("因为：").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^只看逾期/ }).click();

  // I was there this morning: one visit.
  const visited = await sameRow(page, row(page, "独居老人问候", "逾期"));
  await visited.row.getByRole("button", { name: "记入户走访" }).click();
  await dialog.getByText("这一次会了结").waitFor();
  await dialog.getByRole("textbox").last().fill("精神好，药够半月");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByRole("status").getByText(`已记下：${visited.who}`).waitFor();
  await page
    .getByRole("status")
    .getByText(/^了结：.*独居老人问候/)
    .waitFor();
  await visited.row.waitFor({ state: "detached" });

  // I rang another: one call.
  const called = await sameRow(page, row(page, "独居老人问候", "今日到期"));
  await called.row.getByRole("button", { name: "记入户走访" }).click();
  await dialog.getByRole("radio", { name: "电话问候" }).click();
  await dialog.getByText("这一次会了结").waitFor();
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText(`已记下：${called.who} · 电话问候`).waitFor();
  await called.row.waitFor({ state: "detached" });

  // One is in hospital.
  const away = await sameRow(page, row(page, "独居老人问候", "今日到期"));
  await away.row.getByRole("button", { name: "办不了" }).click();
  await dialog.getByRole("radio", { name: "住院" }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText(`${away.who}：暂缓到`).waitFor();
  await away.row.waitFor({ state: "detached" });

  // One does not want it any more, in their own words.
  const declined = await sameRow(page, row(page, "就业指导", "今日到期"));
  await declined.row.getByRole("button", { name: "办不了" }).click();
  await dialog.getByText("本人谢绝", { exact: true }).click();
  await dialog.getByRole("textbox", { name: "本人的话" }).fill("已经找到工作了，不用再来");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText(`${declined.who}：谢绝到`).waitFor();
  await declined.row.waitFor({ state: "detached" });
  assert.equal(await owedNow(page), before - 4);

  // That was the wrong shop: taken back on the spot.
  const mistaken = await sameRow(page, row(page, "门店和企业每月走访"));
  await mistaken.row.getByRole("button", { name: "记入户走访" }).click();
  await dialog.getByRole("textbox").last().fill("正常营业");
  await page.keyboard.press("Enter");
  await mistaken.row.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "撤销" }).click();
  await mistaken.row.waitFor();
  assert.equal(await owedNow(page), before - 4);

  // A request waits for me: done, and what was done.
  const waiting = page.getByRole("region", { name: "等我办的事项" });
  await waiting.getByRole("link", { name: "楼道灯不亮" }).click();
  await page.getByRole("button", { name: "办好了" }).click();
  await dialog.getByRole("textbox").first().fill("换了灯泡，试过三次");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("已记下：办好了").waitFor();

  // Somebody rings; who was that? Two letters of the name.
  await page.getByRole("button", { name: "查找与动作" }).click();
  await page.getByRole("combobox", { name: "查找与动作" }).pressSequentially("hgy");
  await page
    .getByRole("option", { name: /^何国云/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /何国云/ }).waitFor();

  // And what is left?
  await page.getByRole("link", { name: "今日" }).click();
  await page.getByRole("heading", { name: `今天应办 ${before - 4} 件` }).waitFor();
  await screenshot(page, "journey-morning");
  await page.context().close();
});

test("the same without a mouse, and no letter is taken from who types", async () => {
  const page = await signIn("罗半夏");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "按键" }).getByText("下一条").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "按键" }).waitFor({ state: "hidden" });
  await page.keyboard.press("j");
  await page.locator("li:focus").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("k");
  const inFocus = page.locator("li:focus");
  const { row: chosen } = await sameRow(page, inFocus);
  await page.keyboard.press("Enter");
  await chosen.getByText("因为：").waitFor();
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog");
  const text = dialog.getByRole("textbox").last();
  await dialog.getByText(/会了结|不了结/).waitFor();
  await text.focus();
  await page.keyboard.type("jkre?/");
  assert.equal(await text.inputValue(), "jkre?/");
  await page.keyboard.press("Enter");
  await chosen.waitFor({ state: "detached" });
  await page.locator("li:focus").waitFor(); // the keyboard goes on from the next row
  await page.context().close();
});

test("nothing moves under a pointer while a colleague works, and what they settled says so", async () => {
  const [mine, theirs] = [await signIn("欧阳小满"), await signIn("欧阳小满")];
  const { row: settled, who } = await sameRow(mine, row(mine, "门店和企业每月走访"));
  const last = await sameRow(mine, row(mine, "独居老人问候", "12月"));
  await last.row.hover();
  const place = await last.row.boundingBox();
  const other = await sameRow(theirs, row(theirs, who, "门店和企业每月走访"));
  await other.row.getByRole("button", { name: "记入户走访" }).click();
  await theirs.getByRole("dialog").getByRole("textbox").last().fill("正常营业");
  await theirs.keyboard.press("Enter");
  await settled.getByText("刚刚了结了").waitFor();
  assert.deepEqual(await last.row.boundingBox(), place);
  await mine.mouse.move(700, 20);
  await settled.waitFor({ state: "detached" });
  await Promise.all([mine, theirs].map((page) => page.context().close()));
});

test("a server that is gone is told, what was typed stays, and it is saved when it is back", async () => {
  const page = await signIn("欧阳小满");
  const { row: owed } = await sameRow(page, row(page, "门店和企业每月走访"));
  await owed.getByRole("button", { name: "记入户走访" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").last().fill("老板娘说水管修好了");
  await page.context().setOffline(true);
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("没有保存").waitFor();
  assert.equal(await dialog.getByRole("textbox").last().inputValue(), "老板娘说水管修好了");
  await page.context().setOffline(false);
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText(/^已记下/).waitFor();
  await owed.waitFor({ state: "detached" });
  await page.context().close();
});
