import * as XLSX from "@e965/xlsx";
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { isRefused } from "#basics/refusal.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { checkCharacter } from "#register/identity-number.ts";
import { importLedger } from "./import-ledger.ts";
import type { ImportProgress, ImportReport, LedgerAsked } from "./import-ledger.ts";
import { wholeOffice } from "./rebuild.ts";
import { noon, testOffice } from "./test-office.ts";
import type { TestOffice } from "./test-office.ts";

const first = await testOffice("first");
after(() => first.keeper.database.close());

type Cell = string | number;

/** A file as an office has it: one sheet, or several by their names. */
function bytesOf(rows: Cell[][] | Record<string, Cell[][]>): Uint8Array {
  const book = XLSX.utils.book_new();
  for (const [name, sheet] of Object.entries(Array.isArray(rows) ? { 台账: rows } : rows))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(sheet), name);
  return new Uint8Array(XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
}

async function take(
  here: TestOffice,
  rows: Cell[][] | Record<string, Cell[][]>,
  more: Partial<LedgerAsked> & { day?: string; name?: string } = {},
): Promise<ImportReport> {
  const { day = "2021-03-01", name = "台账.xlsx", ...asked } = more;
  const file = { name, bytes: bytesOf(rows) };
  const { keeper, office, secretary: actor } = here;
  const report = await importLedger({ keeper, office, actor, now: noon(day), file, ...asked });
  assert.ok(!isRefused(report), JSON.stringify(report));
  return report;
}

async function count(here: TestOffice, sql: string): Promise<number> {
  const rows = await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
    tx.rows<{ count: number }>(`select count(*)::int as count from ${sql}`),
  );
  return rows[0]?.count ?? -1;
}

const undo = (here: TestOffice, id: string, day = "2021-03-20") =>
  here.give(here.secretary, "register.undo-import", { import: id, reason: "导错了表" }, day);

function identity(digits: string): string {
  return digits + checkCharacter(digits);
}

const people: Cell[][] = [
  ["姓名", "出生日期", "身份证号", "住址", "独居", "精神卫生", "登记日期"],
  ["测试甲", "1949-12-31", identity("11010519491231002"), "东街1号", "是", "", "2021-01-04"],
  ["测试乙", "1950-03-07", "", "东街2号", "是", "", "2021-01-04"],
  ["测试丙", "", "", "东街3号", "否", "", "2021-01-04"],
];

test("the same ledger twice, without codes, enters nobody twice; what it says otherwise is shown before, the guarded only as changed", async () => {
  const here = await testOffice("second", first.keeper);
  const once = await take(here, people, { columns: { 精神卫生: "mentalCare" } });
  assert.deepEqual([once.new, once.changed, once.same, once.rejected], [3, 0, 0, []]);
  const again = await take(here, people, { dryRun: true });
  assert.deepEqual([again.new, again.changed, again.same, again.written], [0, 0, 3, false]);
  assert.match(again.notes[0]?.zh ?? "", /2021-03-01 已经导入过/);

  const [heading = [], one = [], two = [], three = []] = people;
  const changed = [
    heading,
    // By identity number alone, moved; by name and birth, no longer alone; by name and address, a guarded fact.
    ["测试甲", "", one[2] ?? "", "西街9号", "是", "", ""],
    [two[0] ?? "", two[1] ?? "", "", "", "否", "", ""],
    [three[0] ?? "", "", "", three[3] ?? "", "否", "是", ""],
  ];
  const seen = await take(here, changed, { dryRun: true, columns: { 精神卫生: "mentalCare" } });
  assert.deepEqual([seen.new, seen.changed, seen.same], [0, 3, 0]);
  assert.deepEqual(
    seen.changes.map(({ name, facts }) => [
      name,
      ...facts.map(({ label, old, new: to }) => [label.zh, old?.zh, to?.zh]),
    ]),
    [
      ["测试甲", ["住址", "东街1号", "西街9号"]],
      ["测试乙", ["独居", "是", "否"]],
      ["测试丙", ["精神障碍管理", undefined, undefined]],
    ],
  );
  await take(here, changed, { columns: { 精神卫生: "mentalCare" }, day: "2021-03-02" });
  assert.equal(await count(here, "subject where kind = 'person'"), 3);
  const third = await take(here, changed, {
    dryRun: true,
    columns: { 精神卫生: "mentalCare" },
    day: "2021-03-03",
  });
  assert.deepEqual([third.changed, third.same], [0, 3]);
});

test("identity numbers kept before they had marks are found once they are marked", async () => {
  const here = await testOffice("third", first.keeper);
  await take(here, people);
  await scoped(here.keeper.database.app, engineScope(here.office, null), "read write", (tx) =>
    tx.rows("update sealed_fact set mark = null where office = $1", [here.office]),
  );
  const [heading = [], one = []] = people;
  const seen = await take(here, [heading, ["测试甲", "", one[2] ?? "", "", "", "", ""]], { dryRun: true });
  assert.deepEqual([seen.new, seen.same], [0, 1]);
  const marks = await count(here, "sealed_fact where mark is not null and mark not like '%110105%'");
  assert.equal(marks, 1, "marked, and the mark is not the number");
});

test("two of one name are never guessed: they are listed, left out, and taken as a person chooses", async () => {
  const here = await testOffice("fourth", first.keeper);
  await take(here, [
    ["编号", "姓名", "出生日期", "住址"],
    ["A", "测试甲", "1950-03-07", "东街1号"],
    ["B", "测试甲", "1960-03-07", "西街9号"],
  ]);
  const rows: Cell[][] = [
    ["姓名", "独居"],
    ["测试甲", "是"],
    ["测试乙", "是"],
  ];
  const seen = await take(here, rows, { dryRun: true });
  assert.deepEqual(
    seen.ambiguous.map(({ place, candidates }) => [
      place,
      candidates.map(({ code, about }) => `${code} ${about}`),
    ]),
    [["台账!2", ["A 1950-03-07 · 东街1号", "B 1960-03-07 · 西街9号"]]],
  );
  assert.deepEqual(
    seen.rejected.map(({ place }) => place),
    ["台账!A2"],
  );
  const left = await take(here, rows, { day: "2021-03-02" });
  assert.deepEqual([left.accepted, left.new], [1, 1]);
  const chosen = seen.ambiguous[0]?.candidates[1]?.id ?? "";
  const told = await take(here, rows, { choices: { "台账!2": chosen }, day: "2021-03-03" });
  assert.deepEqual([told.changed, told.same, told.ambiguous.length], [1, 1, 0]);
  assert.equal(told.changes[0]?.subject, chosen);
  assert.equal(await count(here, "subject where kind = 'person'"), 3);
});

test("5,000 rows: progress counts them up, each part is written once, cut off it goes on or is undone whole", async () => {
  const here = await testOffice("fifth", first.keeper);
  const rows: Cell[][] = [["编号", "姓名", "户编号", "独居", "登记日期"]];
  for (let number = 1; number <= 5_000; number++)
    rows.push([
      `P-${number}`,
      `测试${number % 7 === 0 ? "甲" : "乙"}`,
      `H-${Math.ceil(number / 3)}`,
      "是",
      "2021-01-04",
    ]);
  rows[4_321] = ["P-4321", "", "", "", ""];
  const before = await wholeOffice(here.keeper, here.office);
  const id = newId();
  const asked = { import: id, kind: "person" } as const;
  const progress: ImportProgress[] = [];
  await assert.rejects(
    take(here, rows, {
      ...asked,
      onProgress: (now) => {
        progress.push(now);
        if (now.stage === "writing" && now.done >= 2_000) throw new Error("the power went");
      },
    }),
    /the power went/,
  );
  assert.equal(await count(here, "subject where kind = 'person'"), 2_000);
  assert.deepEqual([...new Set(progress.map(({ stage }) => stage))], ["reading", "comparing", "writing"]);
  assert.deepEqual(
    progress.filter(({ stage }) => stage === "comparing").map(({ done, of }) => [done, of]),
    [1_000, 2_000, 3_000, 4_000, 4_999].map((done) => [done, 4_999]),
  );

  // Another file cannot go on under the same id.
  const { keeper, office, secretary: actor } = here;
  const other = await importLedger({
    keeper,
    office,
    actor,
    now: noon("2021-03-01"),
    file: { name: "台账.xlsx", bytes: bytesOf(rows.slice(0, 10)) },
    ...asked,
  });
  assert.ok(isRefused(other));
  assert.equal(other.refused.code, "other-file");

  const whole = await take(here, rows, asked);
  assert.deepEqual([whole.accepted, whole.rejected.length, whole.written], [4_999, 1, true]);
  assert.equal(await count(here, "subject where kind = 'person'"), 4_999);
  assert.equal(await count(here, "subject where kind = 'household'"), Math.ceil(5_000 / 3));
  assert.equal(await count(here, "duty"), 4_999, "each is owed the weekly visit");
  assert.equal(await count(here, "import_part"), 5);
  assert.equal(await count(here, "import_rejected"), 1);
  const entries = await count(here, "entry");
  await take(here, rows, asked);
  assert.equal(await count(here, "entry"), entries, "the same once more writes nothing");

  assert.equal((await undo(here, id)).status, "applied");
  for (const table of ["subject", "fact", "duty"])
    assert.equal(await count(here, table), before.get(table)?.length ?? 0, table);
  const undone = await importLedger({
    keeper,
    office,
    actor,
    now: noon("2021-03-21"),
    file: { name: "台账.xlsx", bytes: bytesOf(rows) },
    ...asked,
  });
  assert.ok(isRefused(undone));
  assert.equal(undone.refused.code, "import-undone");
});

test("an import that was cut off is undone whole too", async () => {
  const here = await testOffice("sixth", first.keeper);
  const rows: Cell[][] = [
    ["姓名", "住址"],
    ...Array.from({ length: 1_500 }, (_, at): Cell[] => [`测试甲`, `东街${at}号`]),
  ];
  const id = newId();
  const cut = take(here, rows, {
    import: id,
    onProgress: ({ stage, done }) => {
      if (stage === "writing" && done === 1_000) throw new Error("the power went");
    },
  });
  await assert.rejects(cut, /the power went/);
  assert.equal(await count(here, "subject"), 1_000);
  assert.equal((await undo(here, id)).status, "applied");
  assert.equal(await count(here, "subject"), 0);
});

test("records of the year: by code, number, name and address; settled duties, “there already”, undone by striking", async () => {
  const here = await testOffice("seventh", first.keeper);
  await take(here, [
    ["编号", "姓名", "出生日期", "身份证号", "住址", "独居", "登记日期"],
    ["A", "测试甲", "1949-12-31", identity("11010519491231002"), "东街1号", "是", "2021-01-04"],
    ["B", "测试乙", "1950-03-07", "", "东街2号", "是", "2021-01-04"],
    ["C", "测试乙", "1960-03-07", "", "西街9号", "是", "2021-01-04"],
  ]);
  const ledger: Cell[][] = [
    ["2021年1—2月走访台账", "", "", "", "", "", ""],
    ["编号", "走访对象", "身份证号", "住址", "走访日期", "情况", "走访人"],
    ["A", "测试甲", "", "", "2021.1.6", "身体好", "何某"],
    ["", "", identity("11010519491231002"), "", "一月十三日", "同上", "〃"],
    ["", "测试乙", "", "东街2号", "2021/1/6", "想装扶手", "何某"],
    ["", "测试乙", "", "", "1月7日", "在家", "何某"],
    ["", "测试丁", "", "", "1月7日", "在家", "何某"],
    ["A", "测试甲", "", "", "2020-12-30", "登记以前", "何某"],
    ["A", "测试甲", "", "", "2021.1.6", "身体好", "何某"],
  ];
  const asked = { name: "走访.xlsx", record: "visit" };
  const seen = await take(here, ledger, { ...asked, dryRun: true });
  assert.equal(seen.kind, "record", "told from the headings");
  assert.deepEqual([seen.new, seen.same, seen.ambiguous.length, seen.yearNeeded], [3, 0, 1, 0]);
  assert.deepEqual(
    seen.rejected.map(
      ({ place, reason }) => `${place} ${/不替您猜|没有“测试丁”|才登记入册|完全相同/.exec(reason.zh)?.[0]}`,
    ),
    ["台账!B6 不替您猜", "台账!B7 没有“测试丁”", "台账!E8 才登记入册", "台账!B9 完全相同"],
  );
  const id = newId();
  const chosen = seen.ambiguous[0]?.candidates.find(({ code }) => code === "C")?.id ?? "";
  const done = await take(here, ledger, { ...asked, import: id, choices: { "台账!6": chosen } });
  assert.deepEqual([done.new, done.written], [4, true]);
  assert.equal(await count(here, "record"), 4);
  assert.equal(await count(here, "outcome where record is not null"), 4, "each settles the week it fell in");
  assert.equal(
    await count(here, `record where fields->>'summary' = E'想装扶手\n走访人：何某'`),
    1,
    "who did it",
  );

  // Once more, and with one that is new: what is there already is not written again.
  const more = [...ledger, ["B", "", "", "", "2021-2-1", "扶手装好", "何某"]];
  const again = await take(here, more, { ...asked, choices: { "台账!6": chosen }, day: "2021-03-02" });
  assert.deepEqual([again.new, again.same], [1, 4]);
  assert.deepEqual(again.already[0], { place: "台账!3", name: "测试甲", since: "2021-03-01" });
  assert.equal(await count(here, "record"), 5);

  assert.equal((await undo(here, id)).status, "applied");
  assert.equal(await count(here, "record where struck_at is null"), 1);
  assert.equal(await count(here, "outcome where record is not null"), 1);
});

test("a kind of record that neither column nor name gives is asked for; one nobody declares is refused", async () => {
  const ledger: Cell[][] = [
    ["日期", "姓名", "情况"],
    ["2021-01-06", "测试甲", "身体好"],
  ];
  const seen = await take(first, ledger, { dryRun: true });
  assert.deepEqual([seen.record, seen.rejected[0]?.place], [null, "台账!B2"]);
  assert.match(seen.rejected[0]?.reason.zh ?? "", /哪一种记录/);
  assert.deepEqual(seen.recordKinds.map(({ id }) => id).toSorted(), ["check-in", "visit"]);
  const checkIns = await take(first, ledger, { dryRun: true, record: "check-in" });
  assert.match(
    checkIns.rejected[0]?.reason.zh ?? "",
    /没有“测试甲”/,
    "of the kind that is said, only nobody is known",
  );
  const named = await take(first, ledger, { dryRun: true, name: "2021年走访台账.xlsx" });
  assert.equal(named.record, "visit", "the file's name speaks of one kind only");
  const { keeper, office, secretary, worker } = first;
  const file = { name: "a.xlsx", bytes: bytesOf(ledger) };
  const now = noon("2021-03-01");
  const unknown = await importLedger({ keeper, office, actor: secretary, now, file, record: "dance" });
  assert.ok(isRefused(unknown) && unknown.refused.code === "unknown-record-kind");
  const notTheirs = await importLedger({ keeper, office, actor: worker, now, file, dryRun: true });
  assert.ok(isRefused(notTheirs) && notTheirs.refused.code === "not-allowed");
});

test("every sheet of the kind is read, one after another; another kind of ledger beside them is passed over and said", async () => {
  const report = await take(
    first,
    {
      东网格: [
        ["编号", "姓名", "住址"],
        ["1", "测试甲", "东街1号"],
      ],
      说明: [["本表由社区填报"]],
      二组: [
        ["编号", "姓名", "住址"],
        ["2", "测试乙", "东街2号"],
        ["1", "测试丙", "东街3号"],
      ],
      走访: [
        ["日期", "姓名", "住址", "情况"],
        ["2021-01-06", "测试甲", "东街1号", "好"],
      ],
    },
    { dryRun: true, kind: "person" },
  );
  assert.deepEqual(
    report.sheets.map(({ name, rows }) => [name, rows]),
    [
      ["东网格", 1],
      ["二组", 2],
    ],
  );
  assert.deepEqual(
    report.passedOver.map(({ name }) => name),
    ["说明", "走访"],
  );
  assert.match(report.rejected[0]?.reason.zh ?? "", /“东网格”第 2 行/);
  assert.equal(report.new, 2);
});
