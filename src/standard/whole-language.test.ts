import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import type { z } from "zod";

import { compileStandard } from "./compile.ts";
import { documentShape, writtenShape } from "./document.ts";
import { type Examples, readExamples } from "./examples.ts";
import { explain } from "./explain.ts";
import { readStandard } from "./read.ts";
import type { Standard } from "./standard.ts";

// A standard nobody has seen before: a village library. It uses every key of the language, and only that.

const files: Record<string, string> = {
  "common/standard.yaml": `
standard: common
version: "1"
title: { zh: 共用, en: Shared }
roles:
  reader-friend: { title: { zh: 阅读之友, en: Reading friend } }
facts:
  person:
    joined: { label: { zh: 入会日期, en: Joined on }, type: date, alsoCalled: [办证日期] }
`,
  "library/standard.yaml": `
standard: library
version: "3"
title: { zh: 乡村书屋服务标准, en: Village library standard }
effective: 2021-03-01
basis:
  - { id: library-law, title: { zh: 公共图书馆法, en: Public Library Law }, ref: 2018年修正, verified: { by: 文书, on: 2021-02-01 } }
  - { id: own-rules, title: { zh: 借阅办法, en: Lending rules } }
parameters:
  visitEvery: { title: { zh: 送书间隔, en: Between visits }, type: duration, default: P14D, atMost: P30D }
  minimum: { type: integer, default: 60, atLeast: 50, atMost: 70 }
colours: { orange: { zh: 橙, en: Orange } }
budget: { person: 80 }
calendar:
  night: "21:00-07:00"
  holiday: legal days off
  office: "Tu-Su 09:00-17:00; PH off"
  hours: office
  rollOver: next-workday
roles:
  keeper: { title: { zh: 管理员, en: Keeper } }
  county-library: { title: { zh: 县图书馆, en: County library }, outside: true }
facts:
  person:
    homebound: { label: { zh: 行动不便, en: Homebound }, type: boolean, guard: health }
    returnBy: { label: { zh: 还书日, en: Books due on }, type: date }
  place:
    kind: { label: { zh: 房间, en: Room }, type: choice, of: { reading: { zh: 阅览室, en: Reading room }, store: { zh: 书库, en: Store } } }
lines:
  - { id: elders, title: { zh: 送书上门, en: Books to the door }, colour: orange, serves: person, when: 'residence == "resident"' }
  - { id: rooms, title: { zh: 阅览室, en: Rooms }, serves: place }
records:
  delivery:
    title: { zh: 送书, en: Delivery }
    about: [person]
    fields:
      books: { label: { zh: 册数, en: Books }, type: integer, required: true }
      mood: { label: { zh: 近况, en: How they are }, type: longtext, guard: health }
  opening: { title: { zh: 开放, en: Opened }, about: [place] }
  reading: { title: { zh: 读书会, en: Reading circle }, about: [person] }
promises:
  - id: door
    line: elders
    title: { zh: 定期送书, en: Books at the door }
    clause: { zh: 行动不便的老人，每两周送一次书。, en: Homebound elders are brought books every two weeks. }
    to: person
    when: "age >= \${minimum} && homebound"
    colour: blue
    every: \${visitEvery}
    first: P7D
    lead: P5D
    by: keeper
    keptBy: [delivery]
    shows: { keeper: [homebound] }
    basis: [{ id: library-law, article: 第三十四条 }, own-rules]
  - { id: circle, line: elders, title: { zh: 读书会, en: Circle }, clause: { zh: 每月两次。, en: Twice a month. }, to: person, each: month, times: 2, by: reader-friend, keptBy: [reading] }
  - { id: welcome, line: elders, title: { zh: 迎新, en: Welcome }, clause: { zh: 入会三个工作日内。, en: Within three working days. }, to: person, within: 3 workdays, of: fact:joined, by: keeper, keptBy: [delivery] }
  - { id: fetch, line: elders, title: { zh: 取书, en: Fetch }, clause: { zh: 到期当天取回。, en: Fetched on the day. }, to: person, on: returnBy, by: keeper, keptBy: [delivery] }
  - { id: room, line: rooms, title: { zh: 开放, en: Open }, clause: { zh: 周二至周日开放。, en: Open Tuesday to Sunday. }, to: place, when: 'kind == "reading"', open: "Tu-Su 09:00-17:00", by: keeper, keptBy: [opening] }
`,
  "library/running.yaml": `
procedures:
  wish:
    title: { zh: 荐购, en: Book wish }
    clause: { zh: 读者荐购，五个工作日内答复。, en: A wish is answered within five working days. }
    line: elders
    colour: pink
    about: [person]
    anonymous: true
    fields:
      title: { label: { zh: 书名, en: Title }, type: text, required: true }
      price: { label: { zh: 价格, en: Price }, type: money }
      urgent: { label: { zh: 急需, en: Urgent }, type: boolean }
      why: { label: { zh: 荐购理由, en: Why }, type: longtext, guard: contact }
      verdict: { label: { zh: 结论, en: Verdict }, type: choice, of: { buy: { zh: 购, en: Buy }, no: { zh: 不购, en: No } } }
    opens: { by: [keeper, reader-friend], asks: [title, urgent, why] }
    start: [price-it, find-it]
    within: 20 workdays
    from: price-it
    stages:
      price-it:
        title: { zh: 询价, en: Find the price }
        by: keeper
        within: [{ when: urgent, is: PT4H }, { is: 2 workdays }]
        extend: { by: 2 workdays, times: 2 }
        moves: { priced: { title: { zh: 已询价, en: Priced }, to: judge, needs: [price] } }
      find-it:
        title: { zh: 馆际查找, en: Look elsewhere }
        by: county-library
        moves: { looked: { title: { zh: 已查, en: Looked }, to: [judge] } }
      judge:
        title: { zh: 评议, en: Judge }
        by: [keeper]
        asks: [verdict]
        within: P3D
        joins: [price-it, find-it]
        moves:
          buy: { title: { zh: 购入, en: Buy it }, end: bought, when: 'verdict == "buy" && price <= 10000', by: secretary }
          refuse: { title: { zh: 不购, en: Refuse }, end: refused, when: 'verdict == "no"' }
          again: { title: { zh: 重新询价, en: Price it again }, to: price-it, returns: true }
        basis: [own-rules]
    ends: { bought: { zh: 已购, en: Bought }, refused: { zh: 未购, en: Refused } }
    reopen: { within: P30D, to: judge, by: keeper }
    shows: { reader-friend: [why] }
    basis: [own-rules]
rosters:
  evening: { title: { zh: 夜班, en: Evening }, by: keeper, covers: "Fr 18:00-21:00", people: 2 }
  holidays: { title: { zh: 假日, en: Holidays }, by: keeper, covers: holiday }
activities:
  circle: { title: { zh: 读书会, en: Reading circle }, line: elders, colour: red, by: reader-friend, with: [county-library], about: [person], record: reading, basis: [library-law] }
indicators:
  kept: { title: { zh: 兑现率, en: Kept }, rate: duty, per: [line, month] }
  books: { title: { zh: 送书册数, en: Books }, sum: record, of: books, where: 'kind == "delivery" && onHoliday', unit: { zh: 册, en: books } }
  readers: { title: { zh: 上门读者, en: Readers }, count: record, where: 'kind == "delivery"', distinct: household, per: [area] }
  price: { title: { zh: 平均价格, en: Price }, average: case, of: price, where: 'procedure == "wish"' }
  bought: { title: { zh: 采购率, en: Bought }, rate: case, where: 'procedure == "wish" && endedOn >= "2021-01-01"', that: 'end == "bought"', per: [quarter] }
  homebound: { title: { zh: 行动不便, en: Homebound }, count: subject, where: 'kind == "person" && homebound && age >= 60' }
reports:
  quarterly: { title: { zh: 季报, en: Quarterly }, each: quarter, file: { zh: reports/q.md, en: reports/q.en.md }, by: secretary }
`,
  "library/reports/q.md":
    "# {{ office }}\n\n{{ period }}：兑现 {{ kept }}，上季 {{ kept last-quarter }}，送书线 {{ kept line=elders }}。\n\n{{ table kept line }}\n",
  "library/reports/q.en.md":
    "# {{ office }}\n\n{{ from }} – {{ until }}: {{ kept }}, so far {{ books to-date }}. {{ today }}\n",
  "library/examples/all.yaml": `
- name: { zh: 两周内送过, en: Brought within two weeks }
  given: { person: { residence: resident, birthDate: 1950-01-01, homebound: true, since: 2021-03-01 } }
  records: [{ kind: delivery, on: 2021-03-03 }]
  on: 2021-03-10
  expect:
    - { promise: door, due: 2021-03-17, state: upcoming }
    - { promise: circle, state: due }
    - { promise: welcome, owed: false }
    - { promise: fetch, owed: false }
- name: { zh: 阅览室, en: Room }
  given: { place: { kind: reading, since: 2021-03-01 } }
  on: 2021-03-10
  expect: [{ promise: room, due: 2021-03-10, state: due }]
- name: { zh: 急需的书四小时内询价, en: An urgent book is priced in four hours }
  given: { case: { procedure: wish, openedAt: "2021-03-10T10:00", title: 红楼梦, urgent: true }, person: { residence: resident } }
  moves:
    - { at: "2021-03-10T12:00", stage: price-it, move: priced, fields: { price: 5900 } }
    - { at: "2021-03-10", fill: { urgent: false } }
    - { at: "2021-03-11T10:00", extend: find-it, reason: 远 }
    - { at: "2021-05-11T10:00", reopen: true, reason: 又要 }
  on: "2021-03-10"
  expect:
    - { stage: price-it, outcome: kept }
    - { stage: find-it, due: "2021-03-12T09:00", state: due, provisional: false }
    - { case: true, due: 2021-04-08, state: due, returned: 0, reopened: 0 }
    - { refused: buy, at: "2021-03-10T13:00" }
    - { atNight: false, onHoliday: false }
`,
};

test("every key of the language is in it", () => {
  const written = Object.values(files).join("\n");
  const keys = keysOf(writtenShape);
  assert.ok(keys.size > 80, `${keys.size} keys`);
  keys.delete("change"); // a value of `of`
  const unused = [...keys].filter((key) => !new RegExp(`(?<![\\w-])${key}:`).test(written));
  assert.deepEqual(unused, []);
});

test("it checks: one citation nobody has verified, and nothing else", async () => {
  const { said } = await readLibrary();
  assert.deepEqual(said, ["warning library/standard.yaml:8:5 nobody has verified this citation"]);
});

test("it compiles: procedures, calendar, rosters, activities, indicators and reports run", async () => {
  const { standard } = await readLibrary();
  assert.equal(standard.calendar.hours, "office");
  assert.equal(standard.calendar.weekendsAreHolidays, false);
  assert.deepEqual(standard.calendar.night, { from: 21 * 60, until: 31 * 60 });
  const [wish] = standard.procedures;
  assert.ok(wish);
  assert.equal(wish.id, "library/wish");
  assert.deepEqual(wish.start, ["price-it", "find-it"]);
  assert.deepEqual(wish.guards, ["contact"]);
  const [price, , judge] = wish.stages;
  assert.deepEqual(
    price?.within.map(({ span }) => span),
    [{ minutes: 240 }, { workdays: 2 }],
  );
  assert.equal(
    price.within[0]?.condition?.evaluate({ day: 0, value: (fact) => (fact === "urgent" ? true : null) }),
    true,
  );
  assert.deepEqual(judge?.joins, ["price-it", "find-it"]);
  assert.deepEqual(
    judge.moves.map((move) => move.by),
    [["secretary"], ["keeper"], ["keeper"]],
  );
  assert.deepEqual(
    standard.indicators.map(({ measure, counted, kind, guards }) => [measure, counted, kind, guards.join()]),
    [
      ["rate", "duty", undefined, ""],
      ["sum", "record", undefined, ""],
      ["count", "record", undefined, ""],
      ["average", "case", undefined, ""],
      ["rate", "case", undefined, ""],
      ["count", "subject", "person", "health"],
    ],
  );
  assert.match(standard.reports[0]?.template.en ?? "", /books to-date/);
  assert.equal(standard.rosters[1]?.covers, "holiday");
  assert.equal(standard.activities[0]?.line?.localId, "elders");
  assert.deepEqual(JSON.parse(JSON.stringify(standard.document)), standard.document);
  assert.ok(documentShape.safeParse(standard.document).success);
});

test("its examples are read: of promises, and of procedures with every moment an instant", async () => {
  const { examples } = await readLibrary();
  assert.equal(examples.examples.length, 2);
  const [wish] = examples.procedures;
  assert.equal(wish?.openedAt, "2021-03-10T02:00:00.000Z");
  assert.equal(wish.on, "2021-03-10T16:00:00.000Z"); // a day alone: its end
  assert.equal(wish.moves[1]?.at, "2021-03-10T04:00:00.000Z"); // its noon
  assert.deepEqual(wish.fields, { title: "红楼梦", urgent: true });
  assert.deepEqual(wish.about, [{ kind: "person", facts: { residence: "resident" } }]);
  assert.equal((wish.expect[1] as { due: string }).due, "2021-03-12T01:00:00.000Z");
  assert.equal((wish.expect[2] as { due: string }).due, "2021-04-08T16:00:00.000Z");
});

test("it explains itself as a page to hang on the wall, in both languages", async () => {
  const { standard, examples } = await readLibrary();
  const page = { zh: explain(standard, examples, "zh"), en: explain(standard, examples, "en") };
  const must: [zh: string, en: string][] = [
    ["# 乡村书屋服务标准", "# Village library standard"],
    [
      "公共图书馆法（2018年修正），文书 2021-02-01 核对",
      "Public Library Law (2018年修正), verified by 文书 on 2021-02-01",
    ],
    ["借阅办法，本机构尚未核对", "Lending rules, not yet verified by the office"],
    ["14 天（最多 30 天）", "14 days (at most 30 days)"],
    ["县图书馆（外部单位", "County library (another body"],
    ["年满 60 周岁，且行动不便", "aged 60 or over, and homebound"],
    [
      "距上次不超过 14 天；第一次在 7 天内；到期前 5 天起可办",
      "within 14 days of the last time; the first within 7 days; from 5 days before it is due",
    ],
    ["每月 2 次", "2 times in every month"],
    ["入会日期起 3 个工作日内", "within 3 working days of the date “Joined on”"],
    ["管理员可看行动不便", "Keeper is shown Homebound"],
    ["起决定作用的信息受限", "what decides it is guarded"],
    ["公共图书馆法（2018年修正，第三十四条）", "Public Library Law (2018年修正, 第三十四条)"],
    ["- 两周内送过", "- Brought within two weeks"],
    [
      "1. **询价**：管理员；急需的 4 小时内；其余 2 个工作日内；到期前可延长 2 次",
      "1. **Find the price**: Keeper; within 4 hours where urgent; otherwise within 2 working days",
    ],
    [
      "购入 → 结局“已购”（由社区书记决定；当结论为购",
      "Buy it → ends: “Bought” (by Secretary; where verdict is buy",
    ],
    [
      "等“询价”、“馆际查找”都到了才开始",
      "begins when “Find the price”, “Look elsewhere” have all come to it",
    ],
    ["重新询价 → “询价”（退回", "Price it again → “Find the price” (a return"],
    [
      "办结后 30 天内，管理员可以重新打开，回到“评议”",
      "Within 30 days of its end Keeper may open it again, at “Judge”",
    ],
    ["- 册数：整数；必填", "- Books: whole number; required"],
    ["| 行动不便 | 居民 | 是或否 | 受限：健康 |", "| Homebound | person | yes or no | guarded: health |"],
    ["只在办公时间里走", "run while the office is open"],
    ["管理员 2 人，周五 18:00-21:00", "Keeper, 2 at a time, Friday 18:00-21:00"],
    ["会同县图书馆；签到即“读书会”", "with County library; its sheet makes a “Reading circle”"],
    ["（流程为荐购）的 价格 平均", "the average of Price over cases (procedure is book wish)"],
    ["每季度一份，社区书记出具；用到的数字：兑现率", "every quarter, by Secretary; its figures: Kept"],
  ];
  for (const [zh, en] of must) {
    assert.ok(page.zh.includes(zh), `${zh}\n${page.zh}`);
    assert.ok(page.en.includes(en), `${en}\n${page.en}`);
  }
  assert.doesNotMatch(page.zh + page.en, /undefined|\[object/);
});

async function readLibrary(): Promise<{ said: string[]; standard: Standard; examples: Examples }> {
  const root = await mkdtemp(join(tmpdir(), "library-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
    const folder = join(root, "library");
    const { document, faults } = await readStandard(folder);
    const said = faults.map(
      ({ level, file, line, column, say }) => `${level} ${file}:${line}:${column} ${say.en}`,
    );
    assert.ok(document, said.join("\n"));
    return { said, standard: compileStandard(document), examples: await readExamples(folder, document) };
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Every key that a shape knows, however deep. */
function keysOf(shape: z.ZodType, found = new Set<string>(), seen = new Set<unknown>()): Set<string> {
  if (seen.has(shape)) return found;
  seen.add(shape);
  const { def } = shape as unknown as { def: Record<string, unknown> };
  for (const [key, inner] of Object.entries((def["shape"] ?? {}) as Record<string, z.ZodType>)) {
    found.add(key);
    keysOf(inner, found, seen);
  }
  const inside = [
    def["innerType"],
    def["element"],
    def["valueType"],
    ...((def["options"] as unknown[] | undefined) ?? []),
  ];
  for (const inner of inside) if (inner !== undefined) keysOf(inner as z.ZodType, found, seen);
  return found;
}
