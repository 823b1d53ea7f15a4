import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { noon, testOffice } from "#record/test-office.ts";
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
