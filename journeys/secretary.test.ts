import * as XLSX from "@e965/xlsx";
import assert from "node:assert/strict";
import { once } from "node:events";
import { get } from "node:http";
import type { IncomingMessage } from "node:http";
import { after, before, test } from "node:test";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { ImportBrief, RejectedRow } from "#record/views/imports.ts";
import { screenshot } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";

let run: DemonstrationRun;
before(async () => (run = await startDemonstration()));
after(() => run.stop());

/** A ledger as a user has it: a title above the heading, and rows that cannot all be read. */
function ledger(): Buffer {
  const sheet = XLSX.utils.aoa_to_sheet([
    ["清泉井社区新增人员台账"],
    ["编号", "姓名", "性别", "出生日期", "网格", "是否独居", "居住状态"],
    ["N-1", "贺新来", "女", "1941.3.7", "第一网格", "是", "常住"],
    ["N-2", "易迟到", "男", "2031-01-01", "第一网格", "否", "常住"],
    ["N-3", "", "女", "1950-05-01", "第二网格", "否", "常住"],
    ["N-4", "文远行", "男", "1980年5月1日", "第九网格", "否", "常住"],
    ["N-5", "柳常在", "女", "1990-05-01", "第三网格", "否", "常住"],
  ]);
  const book = XLSX.utils.book_new(sheet, "新增");
  return XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
}

test("a secretary previews a ledger, imports it, finds every rejected row kept, and undoes it whole", async () => {
  const page = await run.as("lin");
  const total = async () =>
    ((await (await page.request.get("/api/subjects?kind=person")).json()) as FoundSubjects).total;
  const before = await total();

  await page.goto("/register/import");
  await page.locator("input[type=file]").setInputFiles({
    name: "新增.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: ledger(),
  });
  await page.locator(".counts").waitFor();
  assert.equal(await total(), before, "a preview writes nothing");
  const shown = await page.locator("main").innerText();
  assert.match(shown, /新增!D4/, "the place of a rejected cell");
  assert.match(shown, /2031-01-01/, "its value");
  await screenshot(page, "journey-import");

  await page.getByRole("button", { name: "导入 2 行" }).click();
  await page.getByText("导入了 2 行").waitFor();
  assert.equal(await total(), before + 2);
  const imports = (await (await page.request.get("/api/imports")).json()) as ImportBrief[];
  const [latest] = imports;
  assert.ok(latest);
  assert.deepEqual([latest.file, latest.accepted, latest.rejected], ["新增.xlsx", 2, 3]);
  const { rejectedRows } = (await (await page.request.get(`/api/imports/${latest.import}`)).json()) as {
    rejectedRows: RejectedRow[];
  };
  assert.deepEqual(
    rejectedRows.map(({ place }) => place),
    ["新增!D4", "新增!B5", "新增!E6"],
  );
  assert.ok(rejectedRows.every(({ reason }) => reason.zh.length > 5 && (reason.en ?? "").length > 5));

  // The one who lives alone is owed at once what the standard promises.
  const found = (await (await page.request.get("/api/subjects?text=hxl")).json()) as FoundSubjects;
  assert.ok(found.rows.some(({ name, owed }) => name === "贺新来" && owed > 0));

  await page.goto("/register/imports");
  await page.locator(`[data-import="${latest.import}"]`).getByRole("link").click();
  await page.getByRole("button", { name: "整批撤回" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("导错了表");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await total(), before, "undone whole");
  const [undone] = (await (await page.request.get("/api/imports")).json()) as ImportBrief[];
  assert.equal(undone?.undone?.reason, "导错了表");
});

test("a ledger of visits: the kind and the year are asked once, what is there already is said, progress is shown", async () => {
  const page = await run.as("lin");
  const found = (await (await page.request.get("/api/subjects?kind=person")).json()) as FoundSubjects;
  const [one, two] = found.rows;
  assert.ok(one && two);
  const rows = [
    ["第三网格台账"],
    ["姓名", "编号", "日期", "走访情况", "走访人"],
    [one.name, one.code, "十一月三日", "身体好", "何某"],
    [two.name, two.code, "十一月五日", "同上", "〃"],
    ["查无此人", "", "十一月五日", "在家", "何某"],
  ];
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), "第三网格");
  const file = {
    name: "台账.xls",
    mimeType: "application/vnd.ms-excel",
    buffer: XLSX.write(book, { type: "buffer", bookType: "biff8" }) as Buffer,
  };
  for (const time of ["first", "second"]) {
    await page.goto("/register/import");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("3 行的日期没有年份").waitFor();
    await page.getByRole("radio", { name: "入户走访" }).click();
    await page.getByPlaceholder("年份").waitFor();
    await page.getByPlaceholder("年份").fill("2021");
    await page.keyboard.press("Enter");
    await page.getByText("台账里没有“查无此人”").waitFor();
    if (time === "second") break;
    await screenshot(page, "journey-import-records");
    await page.getByRole("button", { name: "导入 2 行" }).click();
    await page.getByText("导入了 2 行").waitFor();
  }
  await page.getByRole("heading", { name: "已经记过的 2 条" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "没有可导入的行" }).isDisabled());
});

test("a ledger somebody has worked on since cannot be undone whole, and says whose records are in the way", async () => {
  const page = await run.as("lin");
  const imports = (await (await page.request.get("/api/imports")).json()) as ImportBrief[];
  const people = imports.find(({ file }) => file === "people.xlsx");
  assert.ok(people);
  const command = {
    id: crypto.randomUUID(),
    name: "register.undo-import",
    at: new Date().toISOString(),
    input: { import: people.import, reason: "试试" },
  };
  const answer = await page.request.post("/api/commands", {
    data: command,
    headers: { origin: run.address },
  });
  assert.equal(answer.status(), 409);
  assert.match(await answer.text(), /touched-since/);
});

test("the journal verifies on the page, and every entry of the year is in it", async () => {
  const page = await run.as("lin");
  await page.goto("/journal");
  await page.locator("[data-entry]").first().waitFor();
  await page.getByRole("button", { name: "核验" }).click();
  await page.locator(".verified").waitFor();
  const verified = (await (await page.request.get("/api/journal/verify")).json()) as {
    ok: boolean;
    length: number;
  };
  assert.ok(verified.ok && verified.length > 10_000);
});

test("the demonstration's clock is on every page and can be set back", async () => {
  const page = await run.as("lin");
  for (const path of ["/", "/register", "/standards", "/published", "/journal"]) {
    await page.goto(path);
    await page
      .getByText(/2021年11月30日/)
      .first()
      .waitFor();
  }
  await page.getByRole("button", { name: /演示时钟/ }).click();
  await page.getByRole("button", { name: "把时钟拨回起点" }).click();
  await page.locator(".toast").waitFor();
  const { clock } = (await (await page.request.get("/api/demonstration")).json()) as {
    clock: { now: string };
  };
  const since = Date.parse(clock.now) - Date.parse("2021-11-30T00:10:00Z");
  assert.ok(since >= 0 && since < 60_000, `${since} ms after 8:10`);
});

test("the clock stands still while the server is stopped, and demonstration accounts keep the server on this machine", async () => {
  const now = async () =>
    Date.parse(
      ((await (await fetch(`${run.address}/api/demonstration`)).json()) as { clock: { now: string } }).clock
        .now,
    );
  const before = await now();
  await run.restart();
  const stood = (await now()) - before;
  assert.ok(stood >= 0 && stood < 1500, `${stood} ms passed while it was stopped and started`);
  await assert.rejects(run.restart({ HOST: "0.0.0.0" }), /this machine only/);
  await assert.rejects(run.restart({}, ["--production"]), /cannot go into production/);
  await run.restart();
  const request = get(`${run.address}/api/demonstration`, { headers: { host: "elsewhere.example" } });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  assert.equal(response.statusCode, 403, "a name that points here from elsewhere is not answered");
  response.destroy();
});
