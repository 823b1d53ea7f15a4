import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { digitsFor } from "#server/for-tests.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";
import { expectAccessible } from "./sound.ts";

// A new colleague comes, forgets their password, and leaves again: as the secretary and as they themselves see it, by the words
// on the screen alone.

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

const phrase = "院里的桂花今年开了两回呢";

async function newBrowser(): Promise<Page> {
  const context = await run.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    baseURL: run.address,
  });
  return context.newPage();
}

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "用自己的账户登录" }).click();
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

async function slipPassword(secretary: Page): Promise<string> {
  const slip = secretary.getByRole("dialog", { name: /登录条/ });
  await slip.getByText("密码只显示这一次").waitFor();
  return slip.locator('[data-slip="password"]').innerText();
}

test("somebody new gets an account, a post and a one-time password in one act, and begins the same morning", async () => {
  const secretary = await run.as("lin");
  await secretary.getByRole("link", { name: "设置" }).click();
  await secretary.getByRole("button", { name: "添加人员" }).click();
  const drawer = secretary.getByRole("dialog", { name: "新来的人" });
  await drawer.getByLabel("姓名").fill("方小竹");
  await drawer.getByLabel("岗位").selectOption({ label: "社区工作者" });
  await drawer.getByLabel("片区").selectOption({ label: "第二网格" });
  await screenshot(secretary, "people-new");
  await drawer.getByRole("button", { name: "保存" }).click();
  const oneTime = await slipPassword(secretary);
  assert.match(oneTime, /^[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}$/);
  await expectAccessible(secretary, "the slip");
  await screenshot(secretary, "people-slip");
  await secretary.getByRole("button", { name: "完成" }).click();
  const row = secretary.getByRole("listitem").filter({ hasText: "方小竹" });
  await row.getByText("一次性密码还没换").waitFor();

  const worker = await newBrowser();
  await signIn(worker, "方小竹", oneTime);
  await worker.getByRole("heading", { name: "换成自己的密码" }).waitFor();
  await expectAccessible(worker, "choosing a first password");
  await worker.getByLabel("新密码").fill("方小竹方小竹123456");
  await worker.getByText("密码里主要是用户名或姓名").waitFor();
  await screenshot(worker, "people-first-password");
  await worker.goto("/settings/people"); // nothing else opens
  await worker.getByRole("heading", { name: "换成自己的密码" }).waitFor();
  assert.equal((await worker.request.get("/api/today")).status(), 403);
  await worker.getByLabel("新密码").fill(phrase);
  await worker.getByText("这个可以。").waitFor();
  await worker.getByRole("button", { name: "换好，开始" }).click();
  await worker.getByRole("link", { name: "今日" }).waitFor();

  await secretary.reload();
  await row.getByText(/登录过/).waitFor();
  await secretary.goto("/journal");
  await secretary.getByText("为方小竹开账号（方小竹），任社区工作者").waitFor();
  await secretary.getByText("给方小竹发了一次性密码").waitFor();
  assert.ok(!(await secretary.content()).includes(oneTime));
});

test("on their own page they see where they are signed in, sign another device out, and change their password", async () => {
  const [counter, telephone] = [await newBrowser(), await newBrowser()];
  for (const page of [counter, telephone]) {
    await signIn(page, "方小竹", phrase);
    await page.getByRole("link", { name: "今日" }).waitFor();
  }
  await counter.getByRole("button", { name: /方小竹/ }).click();
  await counter.getByRole("link", { name: "我的账号" }).click();
  await counter.getByText("这一台").waitFor();
  const others = counter.getByRole("listitem").filter({ hasText: "Chrome" }).filter({ hasNotText: "这一台" });
  assert.equal(await others.count(), 2); // the first morning's too
  await expectAccessible(counter, "one's own account");
  await screenshot(counter, "people-own-account");
  await others.first().getByRole("button", { name: "退出" }).click();
  await counter.getByText("已退出").waitFor();
  // The newest of the others was the telephone.
  await telephone.getByRole("link", { name: "台账" }).click();
  await telephone.reload();
  await telephone.getByRole("button", { name: "用自己的账户登录" }).waitFor();

  const change = counter.getByRole("button", { name: "换密码" });
  await counter.getByLabel("现在的密码").fill("不是这一个密码，一点也不");
  await counter.getByLabel("新密码").fill("桂花落了满地都是香的呢");
  await change.click();
  await counter.getByText("至少 12 个字符").waitFor();
  await counter.getByLabel("新密码").fill("桂花落了满地都是香的呢呢");
  await change.click();
  await counter.getByText("原来的密码不对。").waitFor();
  await counter.getByLabel("现在的密码").fill(phrase);
  await change.click();
  await counter.getByText("密码已换").waitFor();
  await signIn(telephone, "方小竹", phrase);
  await telephone.getByText("用户名或密码不对。").waitFor();
});

test("a forgotten password is made anew by the secretary, which signs out whoever is signed in with the old one", async () => {
  const worker = await newBrowser();
  await signIn(worker, "方小竹", "桂花落了满地都是香的呢呢");
  await worker.getByRole("link", { name: "今日" }).waitFor();

  const secretary = await run.as("lin");
  await secretary.goto("/settings");
  const row = secretary.getByRole("listitem").filter({ hasText: "方小竹" });
  await row.getByRole("button", { name: "更多" }).click();
  await row.getByRole("button", { name: "发一次性密码" }).click();
  await secretary.getByText("原来的密码作废").waitFor();
  await secretary.getByRole("dialog").getByRole("button", { name: "发一次性密码" }).click();
  const oneTime = await slipPassword(secretary);
  await secretary.getByRole("button", { name: "完成" }).click();
  await worker.reload();
  await worker.getByRole("button", { name: "用自己的账户登录" }).waitFor();
  await signIn(worker, "方小竹", oneTime);
  await worker.getByLabel("新密码").fill(phrase);
  await worker.getByRole("button", { name: "换好，开始" }).click();
  await worker.getByRole("link", { name: "今日" }).waitFor();
});

test("a closed account is out at once; whoever signs in without a post is told so kindly, and can leave", async () => {
  const worker = await newBrowser();
  await signIn(worker, "方小竹", phrase);
  await worker.getByRole("link", { name: "今日" }).waitFor();

  const secretary = await run.as("lin");
  await secretary.goto("/settings");
  const row = secretary.getByRole("listitem").filter({ hasText: "方小竹" });
  await row.getByRole("button", { name: "更多" }).click();
  await row.getByRole("button", { name: "停用账号" }).click();
  const asked = secretary.getByRole("dialog", { name: "停用方小竹的账号" });
  await asked.getByText("免去社区工作者 · 第二网格").waitFor();
  await screenshot(secretary, "people-close");
  await asked.getByRole("button", { name: "停用账号" }).click();
  await secretary.getByText("方小竹的账号已停用").waitFor();

  await worker.reload();
  await worker.getByRole("button", { name: "用自己的账户登录" }).waitFor();
  await signIn(worker, "方小竹", phrase);
  await worker.getByRole("heading", { name: "您现在没有岗位" }).waitFor();
  await expectAccessible(worker, "without a post");
  await screenshot(worker, "people-no-post");
  await worker.getByRole("button", { name: "退出登录" }).click();
  await worker.getByRole("button", { name: "用自己的账户登录" }).waitFor();
});

test("a new secretary sets up the second step, loses the telephone, and is let in again by a colleague", async () => {
  const secretary = await run.as("lin");
  await secretary.goto("/settings");
  await secretary.getByRole("button", { name: "添加人员" }).click();
  const drawer = secretary.getByRole("dialog", { name: "新来的人" });
  await drawer.getByLabel("姓名").fill("章晓禾");
  await drawer.getByLabel("岗位").selectOption({ label: "社区书记" });
  await drawer.getByRole("button", { name: "保存" }).click();
  const oneTime = await slipPassword(secretary);

  const page = await newBrowser();
  await signIn(page, "章晓禾", oneTime);
  await page.getByLabel("新密码").fill(phrase);
  await page.getByRole("button", { name: "换好，开始" }).click();
  await page.getByText("以前请打开两步验证").waitFor();
  await page.getByRole("link", { name: "现在打开" }).click();
  await page.getByRole("button", { name: "打开两步验证" }).click();
  const part = page.getByRole("region", { name: "两步验证" });
  await part.getByLabel("密码", { exact: true }).fill(phrase);
  const [made] = await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith("/two-factor/enable")),
    part.getByRole("button", { name: "下一步" }).click(),
  ]);
  const { totpURI } = (await made.json()) as { totpURI: string };
  await page.getByRole("img", { name: "两步验证的二维码" }).waitFor();
  await expectAccessible(page, "the code to scan");
  await screenshot(page, "people-second-scan");
  await part.getByLabel("验证器上的六位数").fill(digitsFor(totpURI));
  await part.getByRole("button", { name: "核对并打开" }).click();
  const codes = page.getByRole("region", { name: "备用码" });
  await codes.getByRole("listitem").first().waitFor();
  assert.equal(await codes.getByRole("listitem").count(), 10);
  await codes.getByRole("button", { name: "收好了" }).click();
  await part.getByText("已打开").waitFor();

  const again = await newBrowser();
  await signIn(again, "章晓禾", phrase);
  await again.getByLabel("六位数").fill("000000");
  await again.getByRole("button", { name: "进去" }).click();
  await again.getByText("不对，请再看一眼").waitFor();
  await expectAccessible(again, "the second step");
  await screenshot(again, "people-second-step");
  await again.getByLabel("六位数").fill(digitsFor(totpURI));
  await again.getByRole("button", { name: "进去" }).click();
  await again.getByRole("link", { name: "今日" }).waitFor();

  const lost = await newBrowser();
  await signIn(lost, "章晓禾", phrase);
  await lost.getByRole("button", { name: "书记丢了手机" }).click();
  await lost.getByRole("heading", { name: "把这个恢复码念给一位同事" }).waitFor();
  const code = await lost.locator(".recovery-code").innerText();
  await screenshot(lost, "people-recovery");
  const colleague = await run.as("he");
  await colleague.goto("/settings/me");
  await colleague.getByText("帮书记恢复登录").click();
  await colleague.getByLabel("恢复码").fill(code);
  await colleague.getByRole("button", { name: "是本人，确认" }).click();
  await colleague.getByText("书记现在可以凭密码登录").waitFor();
  await again.reload(); // whoever has the telephone is out
  await again.getByRole("button", { name: "用自己的账户登录" }).waitFor();
  await signIn(lost, "章晓禾", phrase);
  await lost.getByText("以前请打开两步验证").waitFor();
});
