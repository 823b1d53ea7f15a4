import * as XLSX from "@e965/xlsx";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { legalCalendar } from "#basics/calendar.ts";
import { dayFrom, dayOf, dayText } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { isRefused } from "#basics/refusal.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { importLedger } from "#record/import-ledger.ts";
import type { ImportReport, LedgerAsked } from "#record/import-ledger.ts";
import { firstLine, journalLines } from "#record/journal-file.ts";
import type { JournalLine } from "#record/journal-file.ts";
import { keeperOf } from "#record/keeper.ts";
import { installation } from "#record/perform.ts";
import { rebuild, wholeOffice } from "#record/rebuild.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { caseList } from "#record/views/cases.ts";
import { casePage } from "#record/views/case-page.ts";
import type { Reader } from "#record/views/reader.ts";
import { documentShape } from "#standard/document.ts";
import { indicatorFigures } from "./indicators.ts";
import { parseStretch } from "./period.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const title = (zh: string) => ({ zh, en: zh });
const standard = documentShape.parse({
  ...smallStandard,
  version: "2",
  calendar: { night: "22:00-06:00" },
  procedures: {
    request: {
      title: title("群众诉求"),
      about: ["person"],
      anonymous: true,
      fields: {
        summary: { label: title("诉求内容"), type: "longtext", required: true, guard: "contact" },
        category: {
          label: title("类别"),
          type: "choice",
          of: { repair: title("维修"), clean: title("卫生") },
        },
        urgency: {
          label: title("缓急"),
          type: "choice",
          of: { ordinary: title("一般"), emergency: title("紧急") },
        },
        channel: {
          label: title("来源"),
          type: "choice",
          of: { phone: title("电话"), counter: title("来访") },
        },
        spot: { label: title("地点"), type: "text" },
      },
      opens: { by: "worker", asks: ["summary", "category", "urgency", "channel", "spot"] },
      start: "respond",
      stages: {
        respond: {
          title: title("首次回应"),
          by: "worker",
          within: [{ when: 'urgency == "emergency"', is: "PT30M" }, { is: "1 workdays" }],
          moves: {
            done: { title: title("办好"), end: "closed" },
            refuse: { title: title("不受理"), end: "not-taken" },
          },
        },
      },
      ends: { closed: title("解决"), "not-taken": title("不受理") },
    },
    application: {
      title: title("低保申请"),
      about: ["person"],
      fields: { members: { label: title("人口数"), type: "integer" } },
      opens: { by: "worker", asks: ["members"] },
      start: "ask",
      stages: {
        ask: {
          title: title("初审"),
          by: "worker",
          within: "P9D",
          moves: { done: { title: title("审毕"), end: "done" } },
        },
      },
      ends: { done: title("审毕") },
    },
  },
  indicators: {
    ...smallStandard.indicators,
    night: { title: title("夜间紧急"), count: "case", where: 'openedAtNight && urgency == "emergency"' },
    holiday: { title: title("节假日"), count: "case", where: 'procedure == "request" && openedOnHoliday' },
    all: { title: title("诉求"), count: "case", where: 'procedure == "request"', per: ["month"] },
    ended: { title: title("办结"), count: "case", where: 'end == "closed"' },
    late: { title: title("超期"), count: "case", where: 'outcome == "late"' },
    "in-time": { title: title("按时"), rate: "case", where: 'procedure == "request"' },
  },
});

/** As an older program saves it: the decoder that comes with the platform, turned round. */
function gbk(text: string): Uint8Array {
  const decoder = new TextDecoder("gbk");
  const codes = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Uint8Array.from([...text].flatMap((one) => codes.get(one) ?? [one.charCodeAt(0)]));
}

/** What the ledger says, and what must come of it, worked out apart from the program. */
interface Row {
  cells: string[];
  night: boolean;
  holiday: boolean;
  outcome: "kept" | "late" | "unknown" | "open";
  end: "closed" | "not-taken" | undefined;
}

const numerals = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"];

/** 300 requests from January to November: a night, an evening, a morning … in turn, the first answer in and out of time. */
const rows: Row[] = Array.from({ length: 300 }, (_, number) => {
  const day = dayFrom(2021, 1, 4) + Math.floor((number * 326) / 300);
  const [, month = 0, date = 0] = dayText(day).split("-").map(Number);
  const emergency = number % 3 === 0;
  const [hour, minute, said] = (
    [
      [23, 40, "23:40"],
      [23, 0, "晚上11点"],
      [9, 30, "上午九点半"],
      [15, 15, "下午3点一刻"],
      [2, 5, "凌晨2点5分"],
    ] as const
  )[number % 5] as readonly [number, number, string];
  const hasTime = number % 7 !== 6;
  const writtenDay =
    number % 2 === 0 || date < 4
      ? `${month}月${date}日`
      : date < 10 && month < 12
        ? `${numerals[month]}月${numerals[date]}日`
        : `${month}.${date}`;
  const ended = number % 10 !== 9;
  const answer = number % 4;
  const minutes = hour * 60 + minute;
  const isWorkday = legalCalendar.isWorkday(day);
  const next = day + 20;
  const clock = (all: number) =>
    `${String(Math.floor(all / 60)).padStart(2, "0")}:${String(all % 60).padStart(2, "0")}`;
  // In ten minutes; three weeks later; not told; that day, at no hour that is told.
  const answered =
    answer === 0 && hasTime
      ? `${dayText(day)} ${clock(minutes + 10)}`
      : answer === 1
        ? dayText(next)
        : answer === 3
          ? dayText(day)
          : "";
  const outcome = !ended
    ? "open"
    : answered === ""
      ? "unknown"
      : answer === 0
        ? "kept"
        : answer === 1
          ? "late"
          : emergency
            ? "unknown"
            : "kept";
  const how = number % 20 === 1 ? "不受理" : (["办结", "已办结", "是", "解决"][number % 4] ?? "");
  return {
    cells: [
      String(number + 1),
      writtenDay,
      hasTime ? said : "",
      number % 6 === 0 ? "测试甲" : number % 6 === 1 ? "没有登记的人" : "",
      number % 2 === 1 ? "同上" : number % 4 === 0 ? "维修" : "卫生",
      emergency ? "紧急" : "一般",
      `第${number}件事`,
      number % 3 === 0 ? "电话" : "来访",
      `东街${number}号`,
      answered,
      ended ? dayText(day + 30) : "",
      ended ? how : "办理中",
      number % 5 === 0 ? "当场看过" : "",
    ],
    night: hasTime && (hour >= 22 || hour < 6) && emergency,
    holiday: !isWorkday,
    outcome,
    end: ended ? (how === "不受理" ? "not-taken" : "closed") : undefined,
  };
});

const heading = [
  ["清泉井社区2021年群众诉求台账"],
  ["序号", "受理", "", "诉求人", "诉求", "", "", "", "", "办理", "", "", ""],
  [
    "",
    "受理日期",
    "受理时间",
    "",
    "类别",
    "缓急",
    "诉求内容",
    "来源",
    "地点",
    "首次回应",
    "办结时间",
    "办理结果",
    "办理经过",
  ],
];
const sheet = [...heading, ...rows.map(({ cells }) => cells), ["合计", "", "", "", "", "", "300件"]];
const csv = gbk(sheet.map((cells) => cells.join(",")).join("\r\n"));
const half = (from: number, until: number): Uint8Array => {
  const book = XLSX.utils.book_new();
  const content = XLSX.utils.aoa_to_sheet([...heading, ...rows.slice(from, until).map(({ cells }) => cells)]);
  XLSX.utils.book_append_sheet(book, content, "诉求");
  return new Uint8Array(XLSX.write(book, { type: "buffer", bookType: "xls" }) as Buffer);
};
const count = (which: (row: Row) => boolean, of = rows) => of.filter(which).length;

before(async () => {
  const answer = await here.give(
    installation,
    "standard.adopt",
    { document: standard, from: "2021-01-02" },
    "2021-01-02",
  );
  assert.equal(answer.status, "applied", JSON.stringify(answer));
  await here.enter("测试甲", { livesAlone: true });
});

const today = "2021-12-31";

async function take(bytes: Uint8Array, more: Partial<LedgerAsked> = {}): Promise<ImportReport> {
  const { keeper, office, secretary: actor } = here;
  const file = { name: "2021.csv", bytes };
  const report = await importLedger({ keeper, office, actor, now: noon(today), file, ...more });
  assert.ok(!isRefused(report), JSON.stringify(report));
  return report;
}

async function reading<T>(look: (reader: Reader) => Promise<T>): Promise<T> {
  await dailyPass(here.keeper, here.office, noon(today), true);
  return here.look(here.worker, today, look);
}

async function figures(): Promise<Record<string, number | null>> {
  const year = parseStretch("2021");
  assert.ok(year);
  const found = await reading((reader) => indicatorFigures(reader, year));
  return Object.fromEntries(found.map(({ id, figure }) => [id.replace("small/", ""), figure.value]));
}

const cases = () => reading(async (reader) => (await caseList(reader, { show: "all" })).total);

test("300 requests of eleven months, as an older program saved them: nights, holidays and what was in time are what the ledger says", async () => {
  const seen = await take(csv, { dryRun: true });
  assert.deepEqual([seen.kind, seen.procedure, seen.written], ["case", "small/request", false]);
  // The total at the foot is no case.
  assert.deepEqual(
    seen.rejected.map(({ row }) => row),
    [304],
    JSON.stringify(seen.rejected.slice(0, 5)),
  );
  assert.deepEqual([seen.new, seen.same, seen.ambiguous, await cases()], [300, 0, [], 0]);
  await take(csv);
  const [kept, late] = [
    count(({ outcome }) => outcome === "kept"),
    count(({ outcome }) => outcome === "late"),
  ];
  assert.ok(kept > 50 && late > 50 && count(({ outcome }) => outcome === "unknown") > 50);
  const found = await figures();
  assert.deepEqual(
    [found["all"], found["night"], found["holiday"], found["ended"], found["late"]],
    [
      300,
      count(({ night }) => night),
      count(({ holiday }) => holiday),
      count(({ end }) => end === "closed"),
      late,
    ],
  );
  assert.equal(await cases(), 300);
  const open = await reading((reader) => caseList(reader, { show: "open" }));
  assert.equal(
    open.total,
    count(({ outcome }) => outcome === "open"),
  );
});

test("a page of one tells what the ledger tells and no more: whom, when, the end, the text; whether in time only where it does", async () => {
  const list = await reading((reader) => caseList(reader, { show: "ended" }));
  const unknown = list.rows.find(({ end }) => end?.outcome === null);
  assert.ok(unknown);
  const page = await reading((reader) => casePage(reader, unknown.id));
  assert.deepEqual(
    [page.end?.outcome, page.timeline.length, page.timeline[0]?.fromLedger, page.standing],
    [null, 1, true, []],
  );
});

test("the same rows again, and as .xls, are there already; undone they are gone from lists and counts, and can come once more", async () => {
  const again = await take(csv, { dryRun: true });
  assert.deepEqual([again.new, again.same, again.already[0]?.since], [0, 300, today]);
  const xls = await take(half(0, 150), { file: { name: "2021.xls", bytes: half(0, 150) }, dryRun: true });
  assert.deepEqual([xls.kind, xls.new, xls.same, xls.rejected.length], ["case", 0, 150, 0]);

  const [made] = await reading((reader) =>
    reader.tx.rows<{ id: string }>("select id from import where office = $1", [here.office]),
  );
  const undo = () =>
    here.give(here.secretary, "register.undo-import", { import: made?.id, reason: "导错了表" }, today);
  assert.equal((await undo()).status, "applied");
  assert.equal(await cases(), 0);
  const none = await figures();
  assert.deepEqual([none["all"], none["late"]], [0, 0]);

  const second = { name: "2021下半年.xls", bytes: half(150, 300) };
  const late = await take(second.bytes, { file: second, import: newId() });
  assert.deepEqual([late.new, late.same], [150, 0]);
  assert.equal((await figures())["all"], 150);
  // Once somebody has gone on with one of them, it is no longer undone whole.
  const open = await reading((reader) => caseList(reader, { show: "open" }));
  const moved = await here.give(
    here.worker,
    "case.move",
    { case: open.rows[0]?.id, move: "done", fields: {} },
    today,
  );
  assert.equal(moved.status, "applied", JSON.stringify(moved));
  const refused = await here.give(
    here.secretary,
    "register.undo-import",
    { import: late.import, reason: "x" },
    today,
  );
  assert.equal("code" in refused && refused.code, "cases-went-on");
});

test("the tables made again from the journal alone say the same, of an import that was undone and of one that was not", async () => {
  const exported = await reading(async (reader) => {
    const lines: JournalLine[] = [firstLine];
    for await (const line of journalLines(reader.tx, here.office)) lines.push(line);
    return lines;
  });
  const original = await wholeOffice(here.keeper, here.office);
  const database = await openDatabase(await freshDatabase());
  try {
    const keeper = keeperOf(database, here.keeper.master);
    await rebuild(keeper, JSON.parse(JSON.stringify(exported)) as JournalLine[], () => dayOf(today));
    const again = await wholeOffice(keeper, here.office);
    for (const table of ["case_file", "case_about", "case_stage", "case_sealed", "case_entry", "import"]) {
      assert.ok((original.get(table)?.length ?? 0) > 0, table);
      assert.deepEqual(again.get(table), original.get(table), table);
    }
  } finally {
    await database.close();
  }
});
