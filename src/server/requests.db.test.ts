import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { WorkingClock } from "#record/clock.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Requests } from "#record/views/requests.ts";
import type { HeldAbout } from "#record/views/held-about.ts";
import { noon, testOffice } from "#record/test-office.ts";
import { digestText, plainCode } from "#work/requests/code.ts";
import { httpApp } from "./app.ts";
import { signInForTests } from "./for-tests.ts";

const here = await testOffice();
const clock = new WorkingClock(here.keeper.database.app);
let app: ReturnType<typeof httpApp>;
const people = { self: "", other: "" };
const code = "A1B20-CDEFG-HJKMN-PQRST";
const codeId = newId();

before(async () => {
  await clock.demonstrate(noon("2021-02-01"));
  app = httpApp(
    {
      keeper: here.keeper,
      clock,
      signIn: signInForTests("by header"),
      authority: null,
      backups: null,
      mail: undefined,
    },
    () => true,
  );
  people.self = await here.enter("刘兰香", {
    livesAlone: true,
    mentalCare: true,
    phone: "07345550101",
    address: "东街3号",
  });
  people.other = await here.enter("何甲");
  const visit = (about: string[], summary: string) =>
    here.must(
      here.worker,
      "record.make",
      { record: newId(), kind: "visit", about, on: "2021-01-05", fields: { summary, medicine: "阿司匹林" } },
      "2021-01-05",
    );
  await visit([people.self], "精神好");
  await visit([people.self, people.other], "两人吵架");
  await here.must(
    here.healthCentre,
    "fact.open",
    { subject: people.self, fact: "mentalCare", purpose: "月度随访" },
    "2021-01-06",
  );
  await give(codeId, code, people.self);
});
after(async () => {
  await clock.stop();
  await here.keeper.database.close();
});

async function give(id: string, typed: string, person: string): Promise<void> {
  const digest = createHash("sha256")
    .update(digestText(here.office, plainCode(typed) ?? ""))
    .digest("hex");
  await here.must(here.worker, "rights.give-code", { code: id, person, digest }, "2021-02-01");
}

async function post(fields: Record<string, string>): Promise<{ status: number; body: string }> {
  const response = await app.request(`http://127.0.0.1/rights/${here.office}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
  assert.equal(response.headers.get("cache-control"), "no-store");
  return { status: response.status, body: await response.text() };
}

async function rights(role: "worker", subject?: string): Promise<Requests> {
  const address = `http://127.0.0.1/api/requests${subject === undefined ? "" : `?subject=${subject}`}`;
  const response = await app.request(address, { headers: { "x-test-account": here[role].account } });
  return (await response.json()) as Requests;
}

async function looks(): Promise<number> {
  const rows = await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
    tx.rows("select from entry where office = $1 and kind = 'rights-opened'", [here.office]),
  );
  return rows.length;
}

test("without a code there is a field for one, and nothing else; what is wrong opens nothing", async () => {
  const empty = await app.request(`http://127.0.0.1/rights/${here.office}`);
  assert.equal(empty.status, 200);
  assert.match(await empty.text(), /查阅码/);
  assert.equal((await app.request("http://127.0.0.1/rights/nowhere")).status, 404);
  for (const wrong of ["", "A1B20-CDEFG-HJKMN-PQRSS", "' or 1=1 --"]) {
    const { status, body } = await post({ code: wrong });
    assert.equal(status, 403);
    assert.ok(!body.includes("刘兰香"));
  }
  assert.equal(await looks(), 0);
});

test("by the code somebody sees all that is held of them, guarded facts too, and who read them and why; each look is an entry", async () => {
  const { status, body } = await post({ code: "a1b2o cdefg hjkmn pqrst" });
  assert.equal(status, 200);
  for (const word of [
    "刘兰香",
    "07345550101",
    "东街3号",
    "精神好",
    "阿司匹林",
    "月度随访",
    "每周问候",
    "每月随访",
  ])
    assert.ok(body.includes(word), word);
  assert.ok(
    !body.includes("两人吵架") && !body.includes("何甲"),
    "what is about others too stays with the office",
  );
  assert.ok(!body.includes("<script"));
  assert.equal(await looks(), 1);
  const again = await post({ code, do: "json" });
  const held = JSON.parse(again.body) as HeldAbout;
  assert.deepEqual(
    held.reads.map(({ purpose, copy }) => [purpose, copy]),
    [
      [null, true],
      [null, false],
      ["月度随访", false],
    ],
  );
  assert.match((await post({ code, language: "en" })).body, /Who read what is guarded/);
});

test("what is asked has a clock, and the answer is read by the same code; a page sent twice asks once", async () => {
  const request = newId();
  const ask = { code, do: "ask", request, what: "correction", words: "住址应是东街5号" };
  assert.match((await post(ask)).body, /住址应是东街5号[\s\S]*等待答复，最迟 2021-03-03/);
  await post(ask);
  const { requests, codes } = await rights("worker", people.self);
  assert.deepEqual(
    requests.map(({ due, said }) => [due, said?.words]),
    [["2021-03-03", "住址应是东街5号"]],
  );
  assert.deepEqual(
    codes.map(({ id, ended }) => [id, ended]),
    [[codeId, null]],
  );
  const outside = await app.request("http://127.0.0.1/api/requests", {
    headers: { "x-test-account": here.healthCentre.account },
  });
  assert.equal(outside.status, 403);
  await here.must(
    here.secretary,
    "rights.answer",
    { request, outcome: "refused", article: "个人信息保护法第四十六条", reason: "户口簿上是3号" },
    "2021-02-02",
  );
  assert.match((await post({ code })).body, /不予办理[\s\S]*户口簿上是3号[\s\S]*第四十六条[\s\S]*人民法院/);
});

test("a code that was ended, or has run out, opens nothing; whoever keeps guessing is asked to wait", async () => {
  const [lost, old] = [newId(), newId()];
  await give(lost, "BBBBB-BBBBB-BBBBB-BBBBB", people.self);
  await give(old, "CCCCC-CCCCC-CCCCC-CCCCC", people.self);
  assert.equal((await post({ code: "BBBBB-BBBBB-BBBBB-BBBBB" })).status, 200);
  await here.must(here.worker, "rights.end-code", { code: lost }, "2021-02-02");
  assert.equal((await post({ code: "BBBBB-BBBBB-BBBBB-BBBBB" })).status, 403);
  assert.equal((await post({ code: "CCCCC-CCCCC-CCCCC-CCCCC" })).status, 200);
  await clock.demonstrate(noon("2021-03-04"));
  assert.equal((await post({ code: "CCCCC-CCCCC-CCCCC-CCCCC" })).status, 403);
  await clock.demonstrate(noon("2021-02-03"));
});

test("who was erased reads by the same code that it was done, and nothing else", async () => {
  const asked = { code, do: "ask", request: newId(), what: "erasure", words: "搬走了，都删掉" };
  assert.equal((await post(asked)).status, 200);
  await here.must(
    here.secretary,
    "person.erase",
    { person: people.self, ground: "not-needed" },
    "2021-02-03",
  );
  const { status, body } = await post({ code });
  assert.equal(status, 200);
  assert.match(body, /已按要求删除[\s\S]*2021-02-03[\s\S]*删除[\s\S]*已办理/);
  for (const word of ["刘兰香", "东街", "搬走了", "精神好"]) assert.ok(!body.includes(word), word);
});

test("after thirty wrong codes from one address it is asked to wait", async () => {
  let last = 0;
  for (let tries = 0; tries < 40 && last !== 429; tries++) last = (await post({ code: `X${tries}` })).status;
  assert.equal(last, 429);
});
