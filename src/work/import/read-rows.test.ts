import assert from "node:assert/strict";
import { test } from "node:test";
import { checkCharacter } from "#register/identity-number.ts";
import type { FactShape } from "./columns.ts";
import { matchColumns } from "./match-columns.ts";
import { readRows } from "./read-rows.ts";
import type { RegisterRow } from "./read-rows.ts";
import type { Cell, Sheet } from "./sheet.ts";

const yearly = { id: "yearly", title: { zh: "每年", en: "Every year" } };
const halfYearly = { id: "half-yearly", title: { zh: "每半年", en: "Every half year" } };
const facts: FactShape[] = [
  { id: "livesAlone", of: "person", label: { zh: "独居" }, type: "boolean", alsoCalled: [] },
  { id: "arrived", of: "person", label: { zh: "来本社区日期" }, type: "date", alsoCalled: [] },
  {
    id: "review",
    of: "person",
    label: { zh: "复核周期" },
    type: "choice",
    choices: [yearly, halfYearly],
    alsoCalled: [],
  },
  {
    id: "reviews",
    of: "person",
    label: { zh: "复核" },
    type: "choices",
    choices: [yearly, halfYearly],
    alsoCalled: [],
  },
  { id: "grant", of: "person", label: { zh: "补贴" }, type: "money", alsoCalled: [] },
  { id: "rooms", of: "person", label: { zh: "房间数" }, type: "integer", alsoCalled: [] },
  { id: "wakes", of: "person", label: { zh: "起床" }, type: "time", alsoCalled: [] },
  { id: "seen", of: "person", label: { zh: "见面" }, type: "datetime", alsoCalled: [] },
  { id: "note", of: "person", label: { zh: "备注" }, type: "longtext", alsoCalled: [] },
];
const areas = [
  { id: "grid-1", title: { zh: "第一网格", en: "Grid 1" } },
  { id: "grid-2", title: { zh: "第二网格", en: "Grid 2" } },
  { id: "grid-12", title: { zh: "第十二网格", en: "Grid 12" } },
];

type Given = string | number | Cell;
const rounded: Cell = { text: "110105194912310000", kind: "number", rounded: true };

function read(rows: Given[][], more: { from1904?: true } = {}, year?: number) {
  const sheet: Sheet = {
    name: "居民台账",
    firstRow: 1,
    rows: rows.map((row) =>
      row.map((cell): Cell =>
        typeof cell === "object"
          ? cell
          : {
              text: String(cell),
              kind: cell === "" ? "empty" : typeof cell === "number" ? "number" : "text",
            },
      ),
    ),
    ...more,
  };
  const match = matchColumns(sheet, "person", facts);
  assert.ok("columns" in match, JSON.stringify(match));
  return readRows(sheet, match, { kind: "person", facts, areas, today: "2021-11-30", year });
}

/** What one value under one heading becomes: the value, or the sentence that refuses it. */
function one(header: string, cell: Given, more: { from1904?: true } = {}): unknown {
  const { accepted, rejected } = read(
    [
      ["姓名", header],
      ["测试甲", cell],
    ],
    more,
  );
  const row = accepted[0];
  if (!row || rejected.length > 0) return rejected.map(({ reason }) => reason.zh).join("|");
  const { code, household, since } = row;
  return Object.values(row.facts)[0] ?? code ?? household ?? since;
}

/** A number with its check character: 17 digits → 18. */
function identity(digits: string): string {
  return digits + checkCharacter(digits);
}

test("a whole row in the register's own forms", () => {
  const id = identity("11010519491231002");
  const { accepted, rejected } = read([
    [
      "编号",
      "姓名",
      "户编号",
      "性别",
      "出生日期",
      "网格",
      "住址",
      "居住状态",
      "身份证号",
      "联系电话",
      "登记日期",
      "独居",
      "补贴",
    ],
    [
      "P-0001",
      "测　试",
      "H-1",
      "女",
      "1949.12.31",
      "第一网格",
      "东街１２号",
      "户籍常住",
      id.toLowerCase(),
      "138 0000-0001",
      "2021-01-04",
      "√",
      "1,234.5",
    ],
  ]);
  assert.deepEqual(rejected, []);
  assert.deepEqual(accepted, [
    {
      row: 2,
      code: "P-0001",
      name: "测试",
      household: "H-1",
      since: "2021-01-04",
      facts: {
        sex: "female",
        birthDate: "1949-12-31",
        area: "grid-1",
        address: "东街12号",
        residence: "resident",
        identityNumber: id,
        phone: "13800000001",
        livesAlone: true,
        grant: 123_450,
      },
    },
  ] satisfies RegisterRow[]);
});

test("dates as ledgers write them", () => {
  const seventh = [
    "1950.3.7",
    "1950年3月7日",
    "1950/3/7",
    "1950-03-07",
    "19500307",
    "1950年03月07号",
    "１９５０．３．７",
    "1950-3-7 00:00:00",
    19_500_307,
    18_329,
    "18329",
    { text: "1950-03-07", kind: "date" } as Cell,
  ];
  for (const cell of seventh) assert.equal(one("出生日期", cell), "1950-03-07", JSON.stringify(cell));
  assert.equal(one("出生日期", 18_329 - 1462, { from1904: true }), "1950-03-07");
  assert.equal(one("来本社区日期", "2030-01-01"), "2030-01-01", "a declared date may lie ahead");
  assert.equal(one("出生日期", "不详"), null);
  for (const [cell, why] of [
    ["1950年3月", /只到月/],
    ["1950.3", /只到月/],
    ["1950", /只有年份/],
    [1950, /只有年份/],
    ["50.3.7", /认出/],
    ["3/7/1950", /认出/],
    ["1950-2-30", /没有.*这一天/],
    ["1850-1-1", /没有/],
    ["2021-12-01", /还没有到/],
    ["正月初一", /农历/],
    ["农历九月初三", /农历/],
    ["民国38年3月7日", /民国/],
    ["72岁", /年龄/],
    ["72", /年龄/],
    ["9月3日", /没有年份/],
  ] as const)
    assert.match(String(one("出生日期", cell)), why, String(cell));
  assert.match(String(one("登记日期", "2022-01-01")), /还没有到/);
  assert.equal(one("登记日期", "二〇二一年九月三日"), "2021-09-03");
  assert.equal(one("登记日期", "二○二一年十一月二十三日"), "2021-11-23");
});

test("a day without its year is a day of the year that is given: by a column, by the title, by a person; never of birth", () => {
  const yearless = (cell: string, heading = "登记日期", year?: number, more: Given[][] = []) => {
    const rows = [...more, ["姓名", heading, "年度"], ["测试甲", cell, more.length > 0 ? "" : "2020"]];
    const { accepted, rejected, yearless: asked } = read(rows, {}, year);
    const [row] = accepted;
    return row ? (row.since ?? row.facts["birthDate"]) : `${asked} ${rejected[0]?.reason.zh}`;
  };
  assert.equal(yearless("九月三日"), "2020-09-03", "its column");
  assert.equal(yearless("9/13", "登记日期", 2019, [["2021年度走访台账", "", ""]]), "2021-09-13", "the title");
  assert.equal(yearless("9-3", "登记日期", 2019, [["走访台账", "", ""]]), "2019-09-03", "a person");
  const drawnUp = [["走访台账", "", "制表日期：2021年1月5日"]];
  assert.match(
    String(yearless("9月3日", "登记日期", undefined, drawnUp)),
    /^1 .*没有年份/,
    "not when it was drawn up",
  );
  assert.match(String(yearless("9月3日", "登记日期", undefined, [["2020—2021年台账", "", ""]])), /没有年份/);
  assert.match(
    String(yearless("9.3", "登记日期", 2021, [["台账", "", ""]])),
    /认出/,
    "which may have been 9.30",
  );
  assert.match(
    String(yearless("9月3日", "出生日期")),
    /没有年份/,
    "nobody is born in the year of the ledger",
  );
});

test("yes and no, choices, residence and sex", () => {
  for (const cell of ["是", "√", "有", "Y", "yes", "1", "独居", "TRUE"])
    assert.equal(one("独居", cell), true, cell);
  for (const cell of ["否", "×", "无", "N", "0", "非独居"]) assert.equal(one("独居", cell), false, cell);
  assert.match(String(one("独居", "大概")), /“是”或“否”/);
  for (const [cell, id] of [
    ["户籍常住", "resident"],
    ["常住", "resident"],
    ["流动人口", "migrant"],
    ["外来务工人员", "migrant"],
    ["外出", "away"],
    ["迁出", "moved"],
    ["死亡", "deceased"],
    ["已故（2020年）", "deceased"],
  ] as const)
    assert.equal(one("居住状态", cell), id, cell);
  for (const [cell, id] of [
    ["男", "male"],
    ["M", "male"],
    ["女性", "female"],
    ["F", "female"],
  ] as const)
    assert.equal(one("性别", cell), id);
  assert.equal(one("复核周期", "每半年"), "half-yearly");
  assert.equal(one("复核周期", "Half-Yearly"), "half-yearly");
  assert.equal(one("复核周期", "每月"), "没有“每月”这一项，可以填：每年、每半年。");
  assert.deepEqual(one("复核", "每年、每半年、每年"), ["yearly", "half-yearly"]);
});

test("areas by title, number, id or the end of a longer name", () => {
  for (const [cell, id] of [
    ["第一网格", "grid-1"],
    ["1", "grid-1"],
    ["01", "grid-1"],
    ["一网格", "grid-1"],
    ["1号网格", "grid-1"],
    ["Grid 2", "grid-2"],
    ["grid-2", "grid-2"],
    ["第2网格", "grid-2"],
    ["12", "grid-12"],
    ["十二", "grid-12"],
    ["清泉井社区第二网格", "grid-2"],
  ] as const)
    assert.equal(one("网格", cell), id, cell);
  assert.match(
    String(one("网格", "第三网格")),
    /没有“第三网格”这个网格，可以填：第一网格、第二网格、第十二网格/,
  );
});

test("numbers, money to the fen, times", () => {
  assert.equal(one("房间数", "１２间"), 12);
  assert.match(String(one("房间数", "约12")), /整数/);
  for (const [cell, fen] of [
    ["1250", 125_000],
    [12.5, 1250],
    ["¥1,234.56", 123_456],
    ["1.2万元", 1_200_000],
    ["0.1", 10],
    ["1.10元", 110],
  ] as const)
    assert.equal(one("补贴", cell), fen, String(cell));
  assert.match(String(one("补贴", "1.234")), /比分还细/);
  assert.match(String(one("补贴", "一千")), /不是金额/);
  assert.equal(one("起床", "7:05"), "07:05");
  assert.equal(one("起床", 0.25), "06:00");
  assert.match(String(one("起床", "早上")), /08:10/);
  assert.equal(one("见面", "2021.3.9 7:05"), "2021-03-09T07:05");
  assert.match(String(one("见面", "2021-03-09")), /时刻/);
});

test("telephone numbers", () => {
  for (const [cell, digits] of [
    ["138 0000 0001", "13800000001"],
    ["+86 138-0000-0001", "13800000001"],
    ["0734-8220001", "07348220001"],
    ["(0734)8220001", "07348220001"],
    [13_800_000_001, "13800000001"],
  ] as const)
    assert.equal(one("联系电话", cell), digits);
  assert.equal(one("联系电话", "无"), null);
  for (const cell of ["12345", "13800000001/13800000002", "0734-8220001转8"])
    assert.match(String(one("联系电话", cell)), /7 到 12 位/, cell);
});

test("identity numbers: checksum, old ones, lost digits, and what they say of birth and sex", () => {
  const woman = identity("11010519491231002");
  assert.match(String(one("身份证号", "110105491231002")), /11010519491231002X/, "made whole, and said");
  assert.match(String(one("身份证号", 110_105_491_231_002)), /11010519491231002X/);
  assert.match(String(one("身份证号", "110105491231998")), /15 位/, "of somebody born before 1900");
  assert.match(
    String(one("身份证号", "110105194912310000")),
    /末几位已经丢失/,
    "lost first, then saved as text",
  );
  assert.match(String(one("身份证号", rounded)), /末几位已经丢失.*“文本”/);
  assert.match(String(one("身份证号", "1.10105E+17")), /末几位已经丢失/);
  assert.match(String(one("身份证号", woman.replace("1949", "1959"))), /校验码/);
  assert.match(String(one("身份证号", identity("11010520300101002"))), /还没有到/);
  assert.equal(one("身份证号", "无"), null);

  const heading = ["姓名", "身份证号", "出生日期", "性别"];
  assert.deepEqual(read([heading, ["测试甲", woman, "", ""]]).accepted[0]?.facts, {
    identityNumber: woman,
    birthDate: "1949-12-31",
    sex: "female",
  });
  assert.equal(
    read([heading, ["测试甲", woman, "1949年12月", "女"]]).accepted[0]?.facts["birthDate"],
    "1949-12-31",
    "a month that agrees is made whole",
  );
  const lost = read([heading, ["测试甲", rounded, "1949-12-31", "女"]]);
  assert.deepEqual(
    lost.accepted[0]?.facts,
    { birthDate: "1949-12-31", sex: "female" },
    "read without its number",
  );
  assert.deepEqual(
    lost.rejected.map(({ place, read: isRead }) => [place, isRead]),
    [["居民台账!B2", true]],
  );
  const { accepted, rejected } = read([heading, ["测试甲", woman, "1948-12-31", "男"]]);
  assert.deepEqual(accepted, []);
  assert.deepEqual(
    rejected.map(({ place }) => place),
    ["居民台账!C2", "居民台账!D2"],
  );
  assert.match(rejected[0]?.reason.zh ?? "", /1949-12-31/);
});

test("“as above” is taken at its word, save in what is everybody's own", () => {
  const { accepted, rejected } = read([
    ["编号", "姓名", "户编号", "网格", "住址"],
    ["1", "测试甲", "H1", "第一网格", "东街1号"],
    ["2", "测试乙", "同上", "〃", "同上"],
    ["3", "测试丙", "同上", "同上", "″"],
    ["4", "同上", "H2", "第二网格", "西街"],
    ["5", "测试戊", "H2", "第九网格", "西街"],
    ["6", "测试己", "H2", "同上", "西街"],
  ]);
  assert.deepEqual(
    accepted.map(({ household, facts: { area, address } }) => [household, area, address]),
    [1, 2, 3].map(() => ["H1", "grid-1", "东街1号"]),
  );
  assert.deepEqual(
    rejected.map(({ place }) => place),
    ["居民台账!B5", "居民台账!D6", "居民台账!D7"],
  );
  assert.match(String(one("网格", "同上")), /上一行/);
  const shared = read([
    ["姓名", "联系电话", "独居", "备注"],
    ["测试甲", "13800000001", "是", "低保户"],
    ["测试乙", "″", "〃", '" "'],
  ]);
  assert.deepEqual(shared.accepted[1]?.facts, { phone: "13800000001", livesAlone: true, note: "低保户" });
});

test("a bad row is rejected whole, with every bad cell of it in its place", () => {
  const { accepted, rejected } = read([
    ["编号", "姓名", "出生日期", "独居"],
    ["1", "", "1950年", "也许"],
    ["2", "测试乙", { text: "#N/A", kind: "error" }, "是"],
    ["3", "测试丙", "1950-03-07", "是"],
  ]);
  assert.deepEqual(
    accepted.map(({ row }) => row),
    [4],
  );
  assert.deepEqual(
    rejected.map(({ row, column, place, header, value }) => [row, column, place, header, value]),
    [
      [2, 1, "居民台账!B2", "姓名", ""],
      [2, 2, "居民台账!C2", "出生日期", "1950年"],
      [2, 3, "居民台账!D2", "独居", "也许"],
      [3, 2, "居民台账!C3", "出生日期", "#N/A"],
    ],
  );
  for (const { reason } of rejected) assert.ok(reason.zh && reason.en);
});

test("of two rows with one code or one identity number the second is rejected and names the first", () => {
  const id = identity("11010519491231002");
  const { accepted, rejected } = read([
    ["编号", "姓名", "身份证号"],
    ["1", "测试甲", id],
    ["1", "测试乙", ""],
    ["3", "测试丙", id],
  ]);
  assert.deepEqual(
    accepted.map(({ row }) => row),
    [2],
  );
  assert.deepEqual(
    rejected.map(({ place }) => place),
    ["居民台账!A3", "居民台账!C4"],
  );
  for (const { reason } of rejected) assert.match(reason.zh, /第 2 行/);
});

test("the very same row twice is read once; an age column is said to be of no use", () => {
  const { accepted, rejected, notes } = read([
    ["姓名", "年龄", "住址"],
    ["测试甲", "72", "东街1号"],
    ["测试乙", "70", "东街2号"],
    ["测试甲", "72", "东街１号"],
  ]);
  assert.deepEqual([accepted.length, rejected[0]?.place], [2, "居民台账!A4"]);
  assert.match(rejected[0]?.reason.zh ?? "", /第 2 行/);
  assert.match(notes[0]?.zh ?? "", /年龄/);
});

test("a sheet named after an area gives it to rows that have no column for it", () => {
  const sheet: Sheet = {
    name: "第二网格",
    firstRow: 1,
    rows: [[{ text: "姓名", kind: "text" }], [{ text: "测试甲", kind: "text" }]],
  };
  const match = matchColumns(sheet, "person", facts);
  assert.ok("columns" in match);
  const { accepted } = readRows(sheet, match, { kind: "person", facts, areas, today: "2021-11-30" });
  assert.deepEqual(accepted[0]?.facts, { area: "grid-2" });
});

test("empty rows, numbered empty rows and repeated headings are passed over; totals and notes are not people", () => {
  const heading = ["序号", "编号", "姓名", "住址"];
  const { accepted, rejected } = read([
    heading,
    ["1", "A1", "测试甲", "东街"],
    ["2", "", "", ""],
    [],
    heading,
    ["3", "A2", "测试乙", "-"],
    ["", "", "合计", "2人"],
    ["填表人：何", "填表人：何", "填表人：何", "填表人：何"],
    ["", "", "（空）", ""],
    ["制表人：", "", "", "审核人：何"],
  ]);
  assert.deepEqual(
    accepted.map(({ row, facts: { address } }) => [row, address]),
    [
      [2, "东街"],
      [6, undefined],
    ],
  );
  assert.deepEqual(
    rejected.map(({ place }) => place),
    ["居民台账!C7", "居民台账!C8", "居民台账!C9", "居民台账!C10"],
  );
});

test("names keep their characters and lose their padding", () => {
  const names = (...cells: Given[]) =>
    read([["姓名", "编号"], ...cells.map((cell, at): Given[] => [cell, `N${at}`])]).accepted.map(
      ({ name }) => name,
    );
  assert.deepEqual(names("王　 芳", " 阿依古丽·买买提 ", "Anna  Lee", "㐂喜", "刘*", "??", "12"), [
    "王芳",
    "阿依古丽·买买提",
    "Anna Lee",
    "㐂喜",
  ]);
});
