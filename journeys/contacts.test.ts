import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { SubjectPage } from "#record/views/subject-page.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

/** A household with a child of whom no guardian is set, and somebody grown up in it. */
async function childAndParent(
  page: Page,
): Promise<{ child: string; childName: string; parent: string; parentName: string }> {
  const read = async (path: string) => (await page.request.get(path)).json();
  const { rows } = (await read("/api/subjects?kind=household")) as FoundSubjects;
  for (const { id } of rows) {
    const { home } = (await read(`/api/subjects/${id}`)) as SubjectPage;
    const members = home?.members.filter(({ now }) => now).map(({ subject }) => subject) ?? [];
    const parent = members.find(({ age }) => (age ?? 0) >= 25);
    for (const child of members.filter(({ age }) => age !== null && age < 16)) {
      const { contacts } = (await read(`/api/subjects/${child.id}`)) as SubjectPage;
      if (parent !== undefined && contacts.own.length === 0)
        return { child: child.id, childName: child.name, parent: parent.id, parentName: parent.name };
    }
  }
  throw new Error("no child without a guardian on the first page of the register");
}

test("a child's guardian is set from the household, corrected, seen from the guardian's page, and ended, by what the page says", async () => {
  const page = await run.as("lin");
  const { child, childName, parent, parentName } = await childAndParent(page);
  await page.goto(`/subjects/${child}`);
  const section = page.getByRole("region", { name: "有事找谁" });
  await section.getByText("未成年人，还没有登记监护人。").waitFor();

  await section.getByRole("button", { name: "登记" }).click();
  const drawer = page.getByRole("dialog", { name: `${childName}有事找谁` });
  await drawer.getByRole("button", { name: parentName }).click();
  await drawer.getByRole("button", { name: "父亲" }).click();
  await drawer.getByLabel("电话").fill("138 0000 0101");
  await drawer.getByLabel("紧急时先找这个人").check();
  await drawer
    .getByRole("radio", { name: "监护人" })
    .or(drawer.getByRole("button", { name: "监护人" }))
    .click();
  await drawer.getByRole("button", { name: "保存" }).click();
  await drawer.getByText("请选一项依据").waitFor();
  await drawer.getByLabel("凭什么").click();
  await page.getByTitle("父母（民法典第二十七条）").click();
  await screenshot(page, "journey-contact-drawer");
  await drawer.getByRole("button", { name: "保存" }).click();
  await page.getByText(`已登记联系人：${parentName}`).waitFor();

  const line = section.getByRole("listitem").filter({ hasText: parentName });
  for (const said of ["父亲", "监护人", "紧急时先找"]) await line.getByText(said, { exact: true }).waitFor();
  assert.equal(
    await line.getByRole("link", { name: `打电话给${parentName} 13800000101` }).getAttribute("href"),
    "tel:13800000101",
  );
  await screenshot(page, "journey-contact");
  await section.getByText("未成年人，还没有登记监护人。").waitFor({ state: "detached" });

  // Whoever rings the guardian reads there whom they speak for.
  await page.goto(`/subjects/${parent}`);
  await page.getByRole("link", { name: `${childName}的父亲` }).click();
  await page.getByRole("heading", { name: childName }).first().waitFor();
  await section.getByRole("button", { name: `取消联系人${parentName}` }).click();
  await page.getByText(`${parentName}不再是联系人，以前是仍可查。`).waitFor();
  await section.getByText("以前的 1 个").click();
  await line.getByText("父亲", { exact: true }).waitFor();
});

test("an elder's daughter who is not in the register speaks for her in one matter, until a day", async () => {
  const page = await run.as("lin");
  await page.goto("/register?kind=person");
  const { rows } = (await (await page.request.get("/api/subjects?kind=person")).json()) as FoundSubjects;
  const elder = rows.find(({ age }) => (age ?? 0) >= 70) ?? rows[0];
  assert.ok(elder);
  await page.goto(`/subjects/${elder.id}`);
  const section = page.getByRole("region", { name: "有事找谁" });
  await section.getByRole("button", { name: "登记" }).click();
  const drawer = page.getByRole("dialog", { name: `${elder.name}有事找谁` });
  await drawer.getByText("其他人", { exact: true }).click();
  await drawer.getByLabel("姓名").fill("赵小禾");
  await drawer.getByRole("button", { name: "女儿" }).click();
  await drawer
    .getByRole("radio", { name: "代理人" })
    .or(drawer.getByRole("button", { name: "代理人" }))
    .click();
  await drawer.getByText("书面委托（第一百六十五条）").waitFor();
  await drawer.getByLabel("代办什么事").fill("领取补贴");
  await drawer.getByLabel("到哪天为止").fill("2022-06-30");
  await drawer.getByRole("button", { name: "保存" }).click();
  const line = section.getByRole("listitem").filter({ hasText: "赵小禾" });
  await line.getByText("代理人", { exact: true }).waitFor();
  await line.getByText("领取补贴 · 书面委托（第一百六十五条） · 到 2022年6月30日").waitFor();
  await screenshot(page, "journey-contact-agent");
});
