import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { installation } from "#record/perform.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { documentShape } from "#standard/document.ts";
import { publicFigures } from "./public-figures.ts";
import type { PublicFigures } from "./public-figures.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

async function asPublic(day: string): Promise<PublicFigures> {
  await dailyPass(here.keeper, here.office, noon(day));
  return publicFigures(here.keeper, here.office, noon(day));
}

test("the public sees shares, never those of one or two, and of a guarded promise its words alone", async () => {
  const shown = (figures: PublicFigures) =>
    Object.fromEntries(
      figures.standards.flatMap(({ lines }) =>
        lines.flatMap(({ promises }) => promises.map(({ id, shown: rate }) => [id, rate])),
      ),
    );
  assert.deepEqual(shown(await asPublic("2021-01-02")), {
    "small/weekly": "nothing",
    "small/care": "guarded",
  });

  const people = [];
  for (const name of ["甲", "乙", "丙", "丁"])
    people.push(await here.enter(name, { livesAlone: true, mentalCare: true }));
  const visit = (about: string[]) =>
    here.give(
      here.worker,
      "record.make",
      { record: newId(), kind: "visit", about, on: "2021-01-05", fields: {} },
      "2021-01-05",
    );
  await visit(people.slice(0, 2));
  assert.equal(shown(await asPublic("2021-01-05"))["small/weekly"], "few");
  await visit(people.slice(2, 3));
  assert.deepEqual(
    shown(await asPublic("2021-01-09"))["small/weekly"],
    { rate: 0.75 },
    "the fourth is overdue",
  );
  assert.equal(shown(await asPublic("2021-01-31"))["small/care"], "guarded");
});

test("counted figures are those of the last whole month, one and two never among them, nor what could give them away", async () => {
  const title = (zh: string) => ({ zh, en: zh });
  const document = documentShape.parse({
    ...smallStandard,
    version: "2",
    indicators: {
      ...smallStandard.indicators,
      visits: {
        title: title("走访"),
        count: "record",
        where: 'kind == "visit"',
        per: ["area"],
        unit: title("次"),
      },
      once: {
        title: title("走访人"),
        count: "record",
        where: 'kind == "visit" && area == "east"',
        distinct: "subject",
      },
      kept: { title: title("兑现"), rate: "duty", per: ["promise"] },
      care: { title: title("随访"), rate: "duty", where: 'promise == "care"' },
      "check-ins": { title: title("随访"), count: "record", where: 'kind == "check-in"' },
      "in-care": { title: title("在管"), count: "subject", where: 'kind == "person" && mentalCare' },
      plans: { title: title("计划"), count: "case", where: 'procedure == "care-plan"' },
      repairs: { title: title("报修"), count: "case", where: 'procedure == "repair"' },
      away: { title: title("外出"), count: "subject", where: 'kind == "person" && residence == "away"' },
    },
  });
  const adopted = await here.give(
    installation,
    "standard.adopt",
    { document, from: "2021-02-01" },
    "2021-02-01",
  );
  assert.equal(adopted.status, "applied", JSON.stringify(adopted));
  const enter = (name: string, area?: string) =>
    here.enter(name, { livesAlone: true, ...(area && { area }) });
  const [east, ...others] = [
    await enter("东", "east"),
    await enter("南"),
    await enter("西"),
    await enter("北"),
  ];
  for (const about of [[east], [east], ...others.map((each) => [each])])
    await here.give(
      here.worker,
      "record.make",
      { record: newId(), kind: "visit", about, on: "2021-02-10", fields: {} },
      "2021-02-10",
    );
  const { indicators } = await asPublic("2021-03-02");
  assert.equal(indicators.period.en, "February 2021");
  const shown = new Map(indicators.figures.map((figure) => [figure.id, figure]));
  const parts = (id: string) => {
    const figure = shown.get(`small/${id}`);
    return [figure?.shown, ...(figure?.groups.map((each) => each.shown) ?? [])];
  };
  // Of five visits two were to one person in the east: how many the others had is not said either.
  assert.deepEqual(parts("visits"), [{ say: { zh: "5 次", en: "5 次" } }, "few", "hidden"]);
  assert.deepEqual(parts("once"), ["few"]);
  assert.deepEqual(parts("away"), [{ say: { zh: "0", en: "0" } }]);
  assert.deepEqual(parts("repairs"), [{ say: { zh: "0", en: "0" } }]);
  for (const id of ["care", "check-ins", "in-care", "plans"]) assert.deepEqual(parts(id), ["guarded"], id);
  const [kept, ...promises] = parts("kept");
  assert.equal(typeof kept, "object");
  assert.equal(promises.length, 1, "of a guarded promise not even that it is there");
});
