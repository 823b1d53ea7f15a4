import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { installation } from "#record/perform.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { documentShape } from "#standard/document.ts";
import { indicatorEvidence } from "./indicator-evidence.ts";
import { indicatorFigures } from "./indicators.ts";
import { indicatorMatrix } from "./matrix.ts";
import type { IndicatorMatrix } from "./matrix.ts";
import { parseStretch } from "./period.ts";
import type { Stretch } from "./period.ts";

const here = await testOffice();
after(() => here.keeper.database.close());
const title = (zh: string) => ({ zh, en: zh });
const counting = documentShape.parse({
  ...smallStandard,
  version: "2",
  indicators: {
    ...smallStandard.indicators,
    visits: { title: title("走访"), count: "record", where: 'kind == "visit"', per: ["area"] },
    "women-visited": {
      title: title("走访妇女"),
      count: "record",
      where: 'kind == "visit" && sex == "female"',
    },
    repairs: { title: title("报修"), count: "case", where: 'procedure == "repair"' },
    kept: { title: title("兑现"), rate: "duty", where: 'promise == "weekly"' },
    places: { title: title("场所"), count: "subject", where: 'kind == "place"' },
    alone: { title: title("独居"), count: "subject", where: 'kind == "person" && livesAlone' },
  },
});
const day = "2021-04-30";

before(async () => {
  await here.must(installation, "standard.adopt", { document: counting, from: "2021-01-02" }, "2021-01-02");
  const man = await here.enter("彭甲", { livesAlone: true, area: "east", sex: "male" }, "2021-02-01");
  const record = (kind: string, on: string) =>
    here.must(here.worker, "record.make", { record: newId(), kind, about: [man], on, fields: {} }, on);
  await record("check-in", "2021-02-10");
  await record("visit", "2021-03-10");
  const repair = { case: newId(), procedure: "small/repair", about: [], fields: { what: "灯" } };
  await here.must(here.worker, "case.open", repair, "2021-03-11");
  await dailyPass(here.keeper, here.office, noon(day), true);
});

const matrix = (only: { line?: string; area?: string } = {}): Promise<IndicatorMatrix> =>
  here.look(here.worker, day, (reader) => indicatorMatrix(reader, { months: 4, only }));

async function row(id: string, only?: { line?: string; area?: string }) {
  const found = (await matrix(only)).rows.find(({ indicator }) => indicator.id === `small/${id}`);
  assert.ok(found, id);
  return found;
}

const whys = async (id: string) => (await row(id)).cells?.map(({ zero }) => zero?.why ?? null);

function month(id: string): Stretch {
  const found = parseStretch(id);
  assert.ok(found);
  return found;
}

test("every figure of the matrix is the one that the page of its month has", async () => {
  const { months, rows } = await matrix();
  assert.deepEqual(
    months.map(({ id, asOf }) => [id, asOf]),
    [
      ["2021-01", null],
      ["2021-02", null],
      ["2021-03", null],
      ["2021-04", day],
    ],
  );
  for (const [place, { id }] of months.entries()) {
    const alone = await here.look(here.worker, day, (reader) => indicatorFigures(reader, month(id)));
    assert.ok(alone.length > 5);
    assert.deepEqual(
      rows.map(({ cells }) => cells?.[place]?.figure),
      alone.map(({ figure }) => figure),
    );
  }
});

test("a zero tells whether records are kept and none fits, whether none of that kind is kept, or nothing at all", async () => {
  assert.deepEqual(await whys("visits"), ["nothing", "not-this", null, "nothing"]);
  assert.deepEqual(await whys("women-visited"), ["nothing", "not-this", "none", "nothing"]);
  assert.deepEqual((await row("women-visited")).cells?.[2]?.zero, {
    why: "none",
    looked: 1,
    areas: 1,
    ofAreas: 1,
  });
  assert.deepEqual(await whys("repairs"), ["nothing", "nothing", null, "nothing"]);
  // Nobody lived there alone in January: nothing was owed, which is not the same as nothing kept.
  assert.deepEqual((await whys("kept"))?.slice(0, 2), ["nothing", null]);
  // Of places there is none in the register; of people there was none before February.
  assert.deepEqual(await whys("places"), ["nothing", "not-this", "not-this", "not-this"]);
  assert.deepEqual(await whys("alone"), ["nothing", null, null, null]);
});

test("one area alone: what the standard tells apart by area has its figures, the rest says that it has none", async () => {
  const east = { area: "east" };
  assert.deepEqual(
    (await row("visits", east)).cells?.map(({ figure }) => figure.value),
    [0, 0, 1, 0],
  );
  assert.equal((await row("women-visited", east)).cells, null);
});

test("the evidence of a zero says the same of it", async () => {
  const found = await here.look(here.worker, day, (reader) =>
    indicatorEvidence(reader, {
      indicator: "small/women-visited",
      stretch: month("2021-03"),
      keys: {},
      offset: 0,
    }),
  );
  assert.deepEqual(found.zero, { why: "none", looked: 1, areas: 1, ofAreas: 1 });
});
