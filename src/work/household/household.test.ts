import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayOf, dayText } from "#basics/day.ts";
import type { FactChange } from "#register/subject.ts";
import { fullYears } from "#standard/age.ts";
import { countsThrough, factsOfMember, headOn, membersOn, spansIn } from "./household.ts";
import type { Life } from "./household.ts";

const stay = (household: string | null, from: string, number = 1, head = false) => ({
  household,
  from: dayOf(from),
  head,
  number,
});
const life = (
  person: string,
  birth: string | null,
  stays: Life["stays"],
  residence: [string, string][] = [],
): Life => ({
  person,
  stays,
  birthDate: birth === null ? [] : [{ value: birth, from: dayOf("2020-01-01") }],
  residence: residence.map(([value, from]) => ({ value, from: dayOf(from) })),
});
const told = (lives: Life[], household = "h") =>
  countsThrough(lives, household).map(
    ({ from, ...counts }) => `${dayText(from)} ${Object.values(counts).join("/")}`,
  );

test("who comes, goes, is born and dies is counted from that day, and a birthday turns a minor into an adult, an adult into an elder", () => {
  const mother = life("mother", "1990-05-01", [stay("h", "2020-01-01")]);
  const father = life("father", "1960-07-01", [stay("h", "2020-01-01"), stay(null, "2021-02-01")]);
  const teenager = life("teenager", "2003-03-15", [stay("h", "2020-01-01"), stay("g", "2021-09-01")]);
  const newborn = life("newborn", "2021-05-20", [stay("h", "2021-05-20")]);
  const undated = life("undated", null, [stay("h", "2021-06-01")]);
  assert.deepEqual(told([mother, father, teenager, newborn, undated]), [
    "2020-01-01 3/1/0",
    "2020-07-01 3/1/1",
    "2021-02-01 2/1/0",
    "2021-03-15 2/0/0",
    "2021-05-20 3/1/0",
    "2021-06-01 4/1/0",
    "2021-09-01 3/1/0",
    "2039-05-20 3/0/0",
    "2050-05-01 3/0/1",
    "2081-05-20 3/0/2",
  ]);
  assert.deepEqual(told([teenager], "g"), ["2021-09-01 1/0/0", "2063-03-15 1/0/1"]);
});

test("who has moved away or died is not counted, whether or not anybody said so of the household; who is away is", () => {
  const gone = life(
    "gone",
    "1980-01-01",
    [stay("h", "2020-01-01")],
    [
      ["away", "2020-02-01"],
      ["moved", "2020-03-01"],
      ["resident", "2020-04-01"],
    ],
  );
  assert.deepEqual(told([gone]).slice(0, 3), ["2020-01-01 1/0/0", "2020-03-01 0/0/0", "2020-04-01 1/0/0"]);
});

test("somebody's own counts are those of the household they live in on each day, not known while in none", () => {
  const mover = life("mover", "1980-01-01", [
    stay("h", "2020-01-01"),
    stay(null, "2020-06-01"),
    stay("g", "2020-09-01"),
  ]);
  const other = life("other", "1980-01-01", [stay("g", "2020-01-01")]);
  const through = new Map([
    ["h", countsThrough([mover], "h")],
    ["g", countsThrough([mover, other], "g")],
  ]);
  const sizes = factsOfMember(mover.stays, (home) => through.get(home) ?? [])
    .filter(({ fact, from }) => fact === "household.size" && from < dayOf("2030-01-01"))
    .map(({ value, from }: FactChange) => [dayText(from), value]);
  assert.deepEqual(sizes, [
    ["2020-01-01", 1],
    ["2020-06-01", null],
    ["2020-09-01", 2],
  ]);
});

test("the head is whoever was made so last; else who has lived there longest, since they last came", () => {
  const first = life("first", null, [stay("h", "2020-01-01", 1)]);
  const second = life("second", null, [stay("h", "2020-01-01", 2), stay("h", "2020-05-01", 9, true)]);
  const back = life("back", null, [
    stay("h", "2019-01-01", 0),
    stay("g", "2019-06-01", 3),
    stay("h", "2020-02-01", 4),
  ]);
  const head = (day: string, lives: Life[]) => headOn(lives, "h", dayOf(day));
  assert.equal(head("2020-03-01", [back, second, first]), "first");
  assert.equal(head("2020-05-01", [back, second, first]), "second");
  assert.equal(head("2020-03-01", []), null);
  assert.deepEqual(
    spansIn(back, "h").map(({ from, until }) => [dayText(from), until === null ? null : dayText(until)]),
    [
      ["2019-01-01", "2019-06-01"],
      ["2020-02-01", null],
    ],
  );
});

test("the history of the counts says what counting on every single day would", () => {
  const day = fc.integer({ min: dayOf("2020-01-01"), max: dayOf("2020-12-31") });
  const one = fc
    .record({
      person: fc.uuid(),
      stays: fc.array(
        fc.record({
          household: fc.constantFrom("h", "g", null),
          from: day,
          head: fc.boolean(),
          number: fc.nat(),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      birthDate: fc.array(
        fc.record({ value: fc.constantFrom("1960-06-15", "2002-03-03", "2004-02-29", null), from: day }),
        { maxLength: 2 },
      ),
      residence: fc.array(fc.record({ value: fc.constantFrom("resident", "moved", "deceased"), from: day }), {
        maxLength: 3,
      }),
    })
    .map((made): Life => {
      const inOrder = <Row extends { from: number }>(rows: Row[]) => rows.toSorted((a, b) => a.from - b.from);
      return {
        ...made,
        stays: inOrder(made.stays),
        birthDate: inOrder(made.birthDate),
        residence: inOrder(made.residence),
      };
    });
  let seen = 0;
  fc.assert(
    fc.property(fc.array(one, { maxLength: 5 }), day, (lives, on) => {
      const held = countsThrough(lives, "h").findLast(({ from }) => from <= on);
      const members = membersOn(lives, "h", on);
      const ages = members.flatMap(({ birthDate }) => {
        const birth = birthDate.findLast(({ from }) => from <= on)?.value;
        return typeof birth === "string" ? fullYears(dayOf(birth), on) : [];
      });
      seen += members.length;
      assert.deepEqual(
        [held?.["household.size"] ?? 0, held?.["household.minors"] ?? 0, held?.["household.elders"] ?? 0],
        [members.length, ages.filter((age) => age < 18).length, ages.filter((age) => age >= 60).length],
      );
    }),
    { numRuns: 1000 },
  );
  assert.ok(seen > 100, `${seen} members`);
});
