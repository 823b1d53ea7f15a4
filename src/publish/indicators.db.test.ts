import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { installation, perform } from "#record/perform.ts";
import type { Actor } from "#record/perform.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import { documentShape } from "#standard/document.ts";
import { indicatorEvidence } from "./indicator-evidence.ts";
import type { Evidence } from "./indicator-evidence.ts";
import type { Group } from "./groups.ts";
import { indicatorFigures } from "./indicators.ts";
import type { IndicatorFigures } from "./indicators.ts";
import { keptEvidence, keptRates } from "./kept-rate.ts";
import { parseStretch } from "./period.ts";
import type { Stretch } from "./period.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const title = (zh: string) => ({ zh, en: zh });
const counting = documentShape.parse({
  ...smallStandard,
  version: "2",
  records: {
    ...smallStandard.records,
    service: {
      title: { zh: "服务", en: "Service" },
      about: ["person"],
      fields: {
        hours: { label: { zh: "小时", en: "Hours" }, type: "number" },
        saved: { label: { zh: "节约", en: "Saved" }, type: "money" },
      },
    },
  },
  procedures: {
    request: {
      title: { zh: "诉求", en: "Request" },
      line: "elders",
      about: ["person"],
      anonymous: true,
      fields: {
        caller: { label: { zh: "来电人", en: "Caller" }, type: "text", guard: "contact" },
        urgency: { label: { zh: "缓急", en: "Urgency" }, type: "choice", of: ["ordinary", "emergency"] },
      },
      opens: { by: "worker", asks: ["urgency", "caller"] },
      start: "answer",
      stages: {
        answer: {
          title: { zh: "答复", en: "Answer" },
          by: "worker",
          within: "PT30M",
          moves: { done: { title: { zh: "办好", en: "Done" }, end: "closed" } },
        },
      },
      ends: { closed: { zh: "办结", en: "Closed" } },
    },
  },
  indicators: {
    "night-emergencies": {
      title: title("夜间"),
      count: "case",
      where: 'procedure == "request" && openedAtNight && urgency == "emergency"',
    },
    named: { title: title("留名"), count: "case", where: 'caller == "贺某"' },
    closed: { title: title("办结"), count: "case", where: 'end == "closed"', per: ["line"] },
    "in-time": { title: title("按时"), rate: "case", where: 'procedure == "request"' },
    homes: { title: title("户"), count: "subject", where: 'kind == "person" && household.size > 1' },
    ...smallStandard.indicators,
    visits: { title: title("走访"), count: "record", where: 'kind == "visit"', per: ["area", "month"] },
    "visits-by-role": { title: title("走访"), count: "record", where: 'kind == "visit"', per: ["role"] },
    "homes-visited": {
      title: title("走访户"),
      count: "record",
      where: 'kind == "visit"',
      distinct: "household",
    },
    "people-visited": {
      title: title("走访人"),
      count: "record",
      where: 'kind == "visit"',
      distinct: "subject",
    },
    "women-visited": {
      title: title("走访妇女"),
      count: "record",
      where: 'kind == "visit" && sex == "female"',
    },
    medicines: { title: title("用药"), count: "record", where: 'medicine == "x"' },
    kept: { title: title("兑现"), rate: "duty", per: ["line", "month"] },
    "kept-migrants": { title: title("兑现"), rate: "duty", where: 'residence == "migrant"' },
    missed: { title: title("未办"), count: "duty", where: 'outcome == "missed"', per: ["promise"] },
    alone: { title: title("独居"), count: "subject", where: 'kind == "person" && livesAlone', per: ["area"] },
    "in-care": { title: title("在管"), count: "subject", where: 'kind == "person" && mentalCare' },
    elders: {
      title: title("老人"),
      rate: "subject",
      where: 'kind == "person" && age >= 60',
      that: "livesAlone",
    },
    hours: { title: title("小时"), sum: "record", of: "hours", where: 'kind == "service"' },
    saved: { title: title("平均"), average: "record", of: "saved", where: 'kind == "service"' },
  },
});

before(async () => {
  await here.must(installation, "standard.adopt", { document: counting, from: "2021-01-02" }, "2021-01-02");
});

async function on<T>(day: string, actor: Actor, look: (reader: Reader) => Promise<T>): Promise<T> {
  await dailyPass(here.keeper, here.office, noon(day), true);
  return here.look(actor, day, look);
}

function stretch(id: string): Stretch {
  const found = parseStretch(id);
  assert.ok(found, id);
  return found;
}

async function figures(
  id: string,
  period: string,
  day = "2021-03-31",
  actor = here.worker,
): Promise<IndicatorFigures> {
  const [found] = await on(day, actor, (reader) =>
    indicatorFigures(reader, stretch(period), [`small/${id}`]),
  );
  assert.ok(found, id);
  return found;
}

async function value(id: string, period: string, day?: string): Promise<number | null> {
  return (await figures(id, period, day)).figure.value;
}

async function evidence(
  id: string,
  period: string,
  {
    day = "2021-03-31",
    actor = here.worker,
    keys = {},
  }: { day?: string; actor?: Actor; keys?: Group["keys"] } = {},
): Promise<Evidence> {
  return on(day, actor, (reader) =>
    indicatorEvidence(reader, { indicator: `small/${id}`, stretch: stretch(period), keys, offset: 0 }),
  );
}

async function record(
  kind: string,
  about: string[],
  day: string,
  fields: Record<string, unknown> = {},
): Promise<string> {
  const id = newId();
  await here.must(here.worker, "record.make", { record: id, kind, about, on: day, fields }, day);
  return id;
}

test("a figure of nothing is zero, and opens whom it looked at, until when", async () => {
  const one = await here.enter("谌独居", { livesAlone: true, area: "east", birthDate: "1940-01-01" });
  await record("check-in", [one], "2021-01-03");
  const found = await evidence("visits", "2021-01", { day: "2021-01-20" });
  assert.deepEqual([found.figure.value, found.looked], [0, true]);
  assert.deepEqual(found.coverage, { looked: 1, register: { person: 1 }, until: "2021-01-20" });
});

test("one record more moves the figure and its evidence by exactly one, and striking it takes that back", async () => {
  const one = await here.enter("谭一", { livesAlone: true, area: "east", sex: "female" });
  const both = async () => {
    const { figure, rows, hidden } = await evidence("visits", "2021-02");
    assert.equal(figure.value, rows.length + hidden);
    return [
      figure.value,
      await value("visits", "2021-02"),
      await value("women-visited", "2021-02"),
      rows.length,
    ];
  };
  await record("visit", [one], "2021-02-01");
  const before_ = await both();
  const made = await record("visit", [one], "2021-02-28");
  assert.deepEqual(
    await both(),
    before_.map((each) => Number(each) + 1),
  );
  await here.must(here.worker, "record.strike", { record: made, reason: "记错" }, "2021-02-28");
  assert.deepEqual(await both(), before_);
});

test("a record counts in the period of its day, first and last included, and so in each wider one", async () => {
  const one = await here.enter("谭二");
  const periods = ["2021-W13", "2021-03", "2021-Q1", "2021-H1", "2021", "2021-03-29/2021-03-29"];
  const counted = () => Promise.all(periods.map((period) => value("visits", period)));
  const before_ = await counted();
  await record("visit", [one], "2021-03-29");
  assert.deepEqual(
    await counted(),
    before_.map((each) => Number(each) + 1),
  );
  assert.equal(await value("visits", "2021-03-30/2021-03-31"), 0);
});

test("groups are those of areas and months, nothing left out, those with nothing shown as nothing", async () => {
  const { figure, groups } = await figures("visits", "2021-Q1");
  assert.deepEqual(
    groups.map(({ keys }) => keys),
    ["2021-01", "2021-02", "2021-03"].flatMap((month) =>
      (month === "2021-03" ? ["east", null] : ["east"]).map((area) => ({ month, area })),
    ),
  );
  assert.equal(
    groups.reduce((total, group) => total + Number(group.figure.value), 0),
    figure.value,
  );
  for (const { keys, figure: its } of groups) {
    const opened = await evidence("visits", "2021-Q1", { keys });
    assert.equal(opened.figure.value, its.value);
    if (its.value !== 0) assert.equal(opened.rows.length, its.value);
  }
  const byRole = await figures("visits-by-role", "2021-Q1");
  assert.deepEqual(
    byRole.groups.map((group) => [group.keys.role, group.figure.value]),
    [["worker", byRole.figure.value]],
  );
});

test("people and households are counted once, whoever lives alone in the register being a household of their own", async () => {
  const household = newId();
  await here.must(
    here.worker,
    "register.enter",
    { subject: household, kind: "household", name: "龚家" },
    "2021-01-01",
  );
  const members = [newId(), newId()];
  for (const subject of members)
    await here.must(
      here.worker,
      "register.enter",
      { subject, kind: "person", name: "龚某", household, facts: {} },
      "2021-01-01",
    );
  const both = async () => [
    await value("people-visited", "2021-03"),
    await value("homes-visited", "2021-03"),
  ];
  const [people, homes] = (await both()) as [number, number];
  await record("visit", members, "2021-03-05");
  await record("visit", members.slice(0, 1), "2021-03-06");
  assert.deepEqual(await both(), [people + 2, homes + 1]);
});

test("the rate of duties is the kept rate: of the whole, of each line, and in its evidence", async () => {
  for (const month of ["2021-01", "2021-02", "2021-03"]) {
    const [{ figure, groups }, kept] = await on("2021-03-31", here.healthCentre, async (reader) => [
      (await indicatorFigures(reader, stretch(month), ["small/kept"]))[0] as IndicatorFigures,
      await keptRates(reader, month),
    ]);
    assert.ok(kept.total.of > 0);
    assert.deepEqual(figure.kept, kept.total);
    assert.equal(figure.value, kept.total.rate);
    assert.deepEqual(
      groups.map((group) => ({ line: group.keys.line, ...group.figure.kept })),
      kept.lines,
    );
    const [mine, theirs] = [
      await evidence("kept", month),
      await on("2021-03-31", here.worker, (reader) => keptEvidence(reader, { month })),
    ];
    assert.deepEqual([mine.rows.length, mine.hidden], [theirs.rows.length, theirs.hidden]);
  }
});

test("a rate with nothing to divide by is no number, not zero", async () => {
  const { figure } = await figures("kept-migrants", "2021-02");
  assert.deepEqual([figure.value, figure.of], [null, 0]);
  assert.equal(await value("saved", "2021-02"), null);
  assert.equal(await value("hours", "2021-02"), 0);
});

test("who a duty was owed to is asked as of the day it was due", async () => {
  const one = await here.enter("贺迁", { livesAlone: true, residence: "migrant" }, "2021-02-01");
  await record("visit", [one], "2021-02-05");
  await here.must(
    here.worker,
    "register.change",
    { subject: one, fact: "residence", value: "resident", from: "2021-02-20" },
    "2021-02-20",
  );
  const { figure } = await figures("kept-migrants", "2021-02");
  // Due on the 8th (kept) and on the 12th; from the 20th on no longer a migrant's.
  assert.deepEqual([figure.of, figure.met], [2, 1]);
});

test("subjects are counted as they stood on the last day of the period", async () => {
  const periods = ["2021-01-01/2021-01-30", "2021-01", "2021-02", "2021-03"];
  const alone = () => Promise.all(periods.map((period) => value("alone", period)));
  const before_ = await alone();
  const one = await here.enter(
    "易独居",
    { livesAlone: true, area: "east", birthDate: "1961-02-10" },
    "2021-01-31",
  );
  await here.must(
    here.worker,
    "register.change",
    { subject: one, fact: "livesAlone", value: false, from: "2021-03-01" },
    "2021-03-01",
  );
  const more = [0, 1, 1, 0];
  assert.deepEqual(
    await alone(),
    before_.map((each, place) => Number(each) + Number(more[place])),
  );
  // Sixty on the 10th of February: one elder in January, who lives alone; two in March, one of whom does not.
  const [january, march] = [await figures("elders", "2021-01"), await figures("elders", "2021-03")];
  assert.deepEqual([january.figure.of, january.figure.met], [1, 1]);
  assert.deepEqual([march.figure.of, march.figure.met], [2, 1]);
});

test("what only guarded facts tell is counted for all, and listed to those who are shown them alone", async () => {
  await here.enter("受限", { mentalCare: true });
  const [worker, centre] = [
    await evidence("in-care", "2021-03"),
    await evidence("in-care", "2021-03", { actor: here.healthCentre }),
  ];
  assert.deepEqual([worker.figure.value, worker.rows.length, worker.hidden], [1, 0, 1]);
  assert.deepEqual([centre.figure.value, centre.rows.length, centre.hidden], [1, 1, 0]);
  assert.equal(worker.indicator.guarded, true);

  const one = await here.enter("用药");
  await record("visit", [one], "2021-03-20", { medicine: "x" });
  const seen = async (actor: Actor) => {
    const { figure, rows, hidden } = await evidence("medicines", "2021-03", { actor });
    return [figure.value, rows.length, hidden];
  };
  assert.deepEqual(await seen(here.worker), [1, 1, 0], "who owes the visit, and who made it");
  assert.deepEqual(await seen(here.secretary), [1, 0, 1]);
});

test("duties of a guarded promise are counted for all, and named to those who act on it alone", async () => {
  const [worker, centre] = [
    await figures("missed", "2021-03", "2021-04-10", here.worker),
    await figures("missed", "2021-03", "2021-04-10", here.healthCentre),
  ];
  assert.deepEqual(worker.figure, centre.figure);
  assert.deepEqual(
    [worker, centre].map(({ groups }) => groups.map(({ keys }) => keys.promise)),
    [["small/weekly"], ["small/weekly", "small/care"]],
  );
  const mine = await evidence("missed", "2021-03", { day: "2021-04-10" });
  assert.equal(mine.hidden, 1);
  const alone = { day: "2021-04-10", keys: { promise: "small/care" } };
  assert.equal((await evidence("missed", "2021-03", { ...alone, actor: here.healthCentre })).figure.value, 1);
  await assert.rejects(evidence("missed", "2021-03", alone), NotFound);
  await assert.rejects(
    on("2021-04-10", here.worker, (reader) =>
      keptEvidence(reader, { month: "2021-03", promise: "small/care" }),
    ),
    NotFound,
  );
});

test("sums and averages are of those that have a value", async () => {
  const one = await here.enter("志愿");
  await record("service", [one], "2021-03-02", { hours: 2.5, saved: 12_000 });
  await record("service", [one], "2021-03-03", { hours: 1 });
  assert.equal(await value("hours", "2021-03"), 3.5);
  const { figure, money } = await figures("saved", "2021-03");
  assert.deepEqual([figure.value, figure.of, money], [12_000, 1, true]);
  const { rows } = await evidence("hours", "2021-03");
  assert.deepEqual(
    rows.map(({ adds }) => adds),
    [2.5, 1],
  );
});

/** Somebody asks for something at an instant; it is settled at another, or not yet. */
async function request(
  opened: string,
  more: { about?: string; ended?: string; urgency?: string; caller?: string } = {},
): Promise<string> {
  const { about, ended, urgency = "emergency", caller } = more;
  const id = newId();
  const act = async (at: string, name: string, input: object) => {
    const command = { id: newId(), name, at, input };
    const [answer] = await perform(here.keeper, here.office, here.worker, [command], new Date(at));
    assert.equal(answer?.status, "applied", JSON.stringify(answer));
  };
  await act(opened, "case.open", {
    case: id,
    procedure: "small/request",
    about: about === undefined ? [] : [about],
    fields: { urgency, ...(caller !== undefined && { caller }) },
  });
  if (ended !== undefined) await act(ended, "case.move", { case: id, move: "done", fields: {} });
  return id;
}

test("an emergency at night is counted on the day it was opened, and opens the case", async () => {
  const one = await here.enter("夜里");
  assert.equal(await value("night-emergencies", "2021-03"), 0);
  const id = await request("2021-03-31T23:50:00+08:00", { about: one });
  await request("2021-03-31T23:51:00+08:00", { urgency: "ordinary" });
  await request("2021-03-31T12:00:00+08:00");
  const found = await evidence("night-emergencies", "2021-03");
  assert.deepEqual(
    found.rows.map((row) => [row.kind, row.id, row.subjects[0]?.id, row.day]),
    [["case", id, one, "2021-03-31"]],
  );
  assert.deepEqual([found.figure.value, found.hidden], [1, 0]);
  // A body of its own that has no part in the case reads the figure and not whose case it is.
  const outside = await evidence("night-emergencies", "2021-03", { actor: here.healthCentre });
  assert.deepEqual([outside.figure.value, outside.rows, outside.hidden], [1, [], 1]);
});

test("what a case's guarded field tells is counted for all, and listed to those who hold its stages alone", async () => {
  const one = await here.enter("来电", {}, "2021-02-01");
  const id = await request("2021-02-15T10:00:00+08:00", { about: one, caller: "贺某" });
  const seen = async (actor: Actor) => {
    const { figure, rows, hidden } = await evidence("named", "2021-02", { actor });
    return [figure.value, rows.map((row) => row.id), hidden];
  };
  assert.deepEqual(await seen(here.worker), [1, [id], 0]);
  assert.deepEqual(await seen(here.secretary), [1, [], 1]);
});

test("how cases ended counts where they did, their time where they ended and wherever they stood overdue", async () => {
  const before_ = await Promise.all(
    ["2021-05", "2021-06", "2021-07"].map((month) => figures("in-time", month, "2021-07-10")),
  );
  await request("2021-05-31T20:00:00+08:00", { ended: "2021-05-31T20:10:00+08:00" });
  await request("2021-05-31T20:00:00+08:00", { ended: "2021-06-02T09:00:00+08:00" });
  await request("2021-06-30T20:00:00+08:00");
  const closed = (month: string) => value("closed", month, "2021-07-10");
  assert.deepEqual([await closed("2021-05"), await closed("2021-06"), await closed("2021-07")], [1, 1, 0]);
  const more = await Promise.all(
    ["2021-05", "2021-06", "2021-07"].map(async (month, place) => {
      const { figure } = await figures("in-time", month, "2021-07-10");
      return [
        figure.of - Number(before_[place]?.figure.of),
        Number(figure.met) - Number(before_[place]?.figure.met),
      ];
    }),
  );
  // In May one in time and one overdue; in June that one late and another overdue; in July it is overdue still.
  assert.deepEqual(more, [
    [2, 1],
    [2, 0],
    [1, 0],
  ]);
});

test("of one who stood in the register twice one counts, and a household as it was lived in on the day", async () => {
  const before_ = [
    Number(await value("people", "2021-03")),
    Number(await value("people-visited", "2021-03")),
  ];
  const [survivor, other] = [await here.enter("重复"), await here.enter("重复")];
  for (const one of [survivor, other]) await record("visit", [one], "2021-03-12");
  const counted = async () => [
    Number(await value("people", "2021-03")) - Number(before_[0]),
    Number(await value("people-visited", "2021-03")) - Number(before_[1]),
  ];
  assert.deepEqual(await counted(), [2, 2]);
  await here.must(here.secretary, "register.merge", { merge: newId(), survivor, other }, "2021-03-31");
  assert.deepEqual(await counted(), [1, 1]);
  // 龚某 and 龚某 live together; nobody else shares a household.
  assert.equal(await value("homes", "2021-03"), 2);
});

test("a period that has not begun has nobody in it yet", async () => {
  assert.equal(await value("alone", "2021-05"), 0);
});
