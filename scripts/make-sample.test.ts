import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { dayOf, dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { readWorkbook } from "#record/read-workbook.ts";
import { compileStandard } from "#standard/compile.ts";
import { readStandard } from "#standard/read.ts";
import { dutiesOf } from "#work/duty/duties.ts";
import { matchColumns } from "#work/import/match-columns.ts";
import { readRows } from "#work/import/read-rows.ts";
import { type Made, makeSample } from "./make-sample.ts";
import { chanceFrom } from "./sample/chance.ts";
import { type Community, ageOn, community, ledgerDay } from "./sample/community.ts";
import { type Mistake, peopleLedger } from "./sample/ledgers.ts";
import { identityCheck } from "./sample/numbers.ts";
import type { DiaryLine } from "./sample/diary.ts";
import { offices } from "./sample/offices.ts";
import { takeIn } from "./sample/register.ts";
import { year } from "./sample/year.ts";

const committed = fileURLToPath(new URL("../standards/five-hearts/sample/", import.meta.url));
const standard = fileURLToPath(new URL("../standards/five-hearts", import.meta.url));
const today = dayOf("2021-11-30");
let folder = "";
let made: Made;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "sample-"));
  made = await makeSample(folder);
});
after(() => rm(folder, { recursive: true }));

test("the committed sample is what the generator writes, byte for byte", async () => {
  assert.equal(made.files.length, 14);
  for (const file of made.files) {
    const [fresh, old] = await Promise.all([readFile(join(folder, file)), readFile(join(committed, file))]);
    assert.ok(fresh.equals(old), `${file} differs: run node scripts/make-sample.ts`);
  }
});

test("the community has the size and the people its story needs", () => {
  const { people } = town();
  const share = (fits: (age: number) => boolean) =>
    people.filter((person) => fits(ageOn(person, ledgerDay))).length / people.length;
  assert.ok(people.length > 3100 && people.length < 3400, `${people.length} people`);
  assert.equal(new Set(people.map(({ household }) => household)).size, 1200);
  assert.ok(share((age) => age >= 60) > 0.18 && share((age) => age >= 60) < 0.26);
  const alone = people.filter(
    (person) => person.facts.livesAlone === true && ageOn(person, ledgerDay) >= 70,
  ).length;
  assert.ok(alone >= 37 && alone <= 60, `${alone} live alone`);
  const cared = people.filter((person) => person.facts.mentalCare !== undefined);
  assert.equal(cared.length, 19);
  assert.equal(cared.filter((person) => person.facts.allowance === true).length, 6);
  assert.equal(people.filter((person) => String(person.facts.releaseDate).startsWith("2021-")).length, 5);
});

test("nobody's identity number is anybody's, and each has its right check character", () => {
  const { people } = town();
  assert.equal(new Set(people.map(({ identity }) => identity)).size, people.length);
  for (const { identity, birth } of people) {
    assert.match(identity, /^439900/);
    assert.equal(identity.slice(6, 14), dayText(birth).replaceAll("-", ""));
    assert.equal(identity[17], identityCheck(identity.slice(0, 17)));
  }
});

test("the importer reads every ledger, and rejects just the rows that are spoilt past reading", async () => {
  const { document } = await readStandard(standard);
  const { facts } = compileStandard(document!);
  const { offices: told } = parse(await readFile(join(committed, "sample.yaml"), "utf8")) as Told;
  const mistakes = parse(await readFile(join(committed, "mistakes.yaml"), "utf8")) as Mistake[];
  const spoilt = new Set(mistakes.filter(({ readable }) => !readable).map(({ row }) => row));
  assert.ok(spoilt.size > 10 && mistakes.length - spoilt.size >= 10);
  for (const { areas, imports } of told) {
    for (const { file, kind, at } of imports) {
      if (kind === "record") continue; // needs the register to say who is who: see the sample's own load
      const book = readWorkbook(new Uint8Array(await readFile(join(committed, file))), file);
      assert.ok("sheets" in book);
      const sheet = book.sheets[0]!;
      const match = matchColumns(sheet, kind, facts);
      assert.ok("columns" in match);
      const unread = match.columns.filter(({ fact }) => fact === null).map(({ header }) => header);
      assert.deepEqual(unread, file.endsWith("people.xlsx") ? ["备注"] : []);
      const { accepted, rejected } = readRows(sheet, match, { kind, facts, areas, today: at.slice(0, 10) });
      assert.ok(accepted.length > 0);
      assert.deepEqual(new Set(rejected.map(({ row }) => row)), file === "people.xlsx" ? spoilt : new Set());
    }
  }
});

test("the diary is in order, and speaks only of whom the register holds on that day", () => {
  for (const office of offices) {
    const { diary, town, rejected } = lived(office);
    assert.ok(diary.length > 500);
    const { subjects } = takeIn(town, office.hands.areaIds, diary);
    const accounts = new Set([office.secretary, ...office.accounts].map(({ username }) => username));
    const ids = new Set<string>();
    let before = "2021-01-04T08:30";
    for (const { at, as, command, input } of diary) {
      assert.ok(at >= before && at < "2021-11-30T08:00", `${at} after ${before}`);
      before = at;
      assert.ok(accounts.has(as), as);
      const named = command === "register.enter" ? [] : (input.about ?? [input.subject ?? []].flat());
      for (const code of named) {
        const subject = subjects.get(code);
        assert.ok(subject !== undefined && !rejected.has(code), `${command} names ${code}`);
        assert.ok(dayText(subject.since) <= (input.on ?? at.slice(0, 10)), `${code} was not there yet`);
      }
      if (input.on !== undefined) assert.ok(input.on <= at.slice(0, 10));
      if (input.until !== undefined) assert.ok(input.until >= at.slice(0, 10));
      if (command === "record.strike") assert.ok(ids.has(input.record ?? ""));
      else if (input.record !== undefined) {
        assert.ok(!ids.has(input.record));
        ids.add(input.record);
      }
    }
  }
});

test("a fact takes one value a day at most", () => {
  const seen = new Set<string>();
  for (const { at, command, input } of lived(offices[0]!).diary) {
    if (command !== "register.change") continue;
    const key = `${input.subject} ${input.fact} ${at.slice(0, 10)}`;
    assert.ok(!seen.has(key), key);
    seen.add(key);
  }
  assert.ok(seen.size > 100);
});

test("the year reads like a year: mostly kept, and on its last morning some late and some due", async () => {
  const { document } = await readStandard(
    fileURLToPath(new URL("../standards/five-hearts", import.meta.url)),
  );
  const { promises } = compileStandard(document!);
  const { town, diary } = lived(offices[0]!);
  const { subjects, records } = takeIn(town, offices[0]!.hands.areaIds, diary);
  const adopted = dayOf("2021-01-01");
  const lines = new Map<string, { kept: number; of: number }>();
  const now = { overdue: 0, dueToday: 0 };
  const asked = new Set<string>();
  for (const promise of promises) {
    const force = { id: promise.id, adopted, versions: [{ from: adopted, promise }] };
    const line = lines.get(promise.line.id) ?? { kept: 0, of: 0 };
    lines.set(promise.line.id, line);
    for (const subject of [...subjects.values()].filter(({ kind }) => kind === promise.to)) {
      const { windows, outcomes } = dutiesOf(force, subject, records.get(subject.id) ?? [], today);
      const counted = outcomes.filter(({ outcome }) => outcome !== "excused" && outcome !== "declined");
      const overdue = windows.filter(({ due }) => due < today).length;
      if (windows.length + outcomes.length > 0) asked.add(promise.id);
      line.kept += counted.filter(({ outcome }) => outcome === "kept").length;
      line.of += counted.length + overdue;
      now.overdue += overdue;
      now.dueToday += windows.filter(({ due }) => due === today).length;
    }
  }
  assert.equal(asked.size, promises.length, "every promise concerns somebody");
  for (const [line, { kept, of }] of lines) {
    assert.ok(kept / of > 0.86 && kept / of < 0.995, `${line}: ${kept} of ${of}`);
  }
  assert.ok(now.overdue >= 8 && now.overdue <= 18, `${now.overdue} overdue`);
  assert.ok(now.dueToday >= 18 && now.dueToday <= 32, `${now.dueToday} due today`);
});

interface Told {
  offices: {
    areas: { id: string; title: Text }[];
    imports: { file: string; kind: "person" | "unit" | "place" | "record"; at: string }[];
  }[];
}

function town(): Community {
  return community(offices[0]!.plan, chanceFrom(offices[0]!.seed));
}

/** An office at the end of its year, and the codes of its rejected rows. */
function lived(office: (typeof offices)[number]): {
  town: Community;
  diary: DiaryLine[];
  rejected: Set<string>;
} {
  const people = community(office.plan, chanceFrom(office.seed));
  const words = { office: "", areas: office.areas.map(({ title }) => title.zh) };
  const { mistakes } = peopleLedger(people, words, office.spoil);
  const rejected = mistakes
    .filter(({ readable }) => !readable)
    .map(({ row }) => people.people[row - 3]!.code);
  return { town: people, diary: year(people, office.hands, office.seed + 100), rejected: new Set(rejected) };
}
