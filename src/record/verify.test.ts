import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { chainHash, chainStart } from "./chain.ts";
import { chainEntryOf, firstLine } from "./journal-file.ts";
import type { JournalLine } from "./journal-file.ts";
import { verifyJournal } from "./verify.ts";

/** The digest of no keys at all. */
const noKeys = createHash("sha256").digest("hex");

type Entry = Extract<JournalLine, { entry: unknown }>;

/** A journal of an office, as it would be exported: entries of one or two parts. */
function journalOf(office: string, length: number): JournalLine[] {
  const lines: JournalLine[] = [];
  let previous = chainStart;
  for (let number = 1; number <= length; number++) {
    const part = (place: number) => ({
      subject: `s-${number}`,
      holder: null,
      algorithm: "none",
      salt: Buffer.from(`salt ${number} ${place}`).toString("base64"),
      body: Buffer.from(`{"said":${number}}`).toString("base64"),
    });
    const entry: Entry["entry"] = {
      office,
      number,
      header: JSON.stringify({ office, number, kind: "record-made" }),
      parts: number % 2 === 0 ? [part(0), part(1)] : [part(0)],
      hash: "",
    };
    entry.hash = chainHash(previous, entry.header, chainEntryOf(entry).parts);
    previous = entry.hash;
    lines.push({ entry });
  }
  return [...lines, { end: { office, length, head: previous, keys: noKeys } }];
}

const whole = (length = 9) => [firstLine, ...journalOf("first", length)];
const entryIn = (lines: JournalLine[], number: number) => (lines[number] as Entry).entry;
const faultOf = async (lines: JournalLine[]) => {
  const { fault } = await verifyJournal(lines);
  return fault === null ? null : [fault.what, fault.office, fault.number];
};

test("a chain written anew whole verifies by itself, and not beside a root published before; nor does one cut before it", async () => {
  const lines = whole(9);
  const root = { office: "first", month: "2021-01", number: 5, head: entryIn(lines, 5).hash };
  const verified = (given: JournalLine[]) => verifyJournal(given, [root, { ...root, office: "elsewhere" }]);
  assert.equal((await verified(lines)).fault, null);
  const anew = whole(9);
  let previous = chainStart;
  for (const line of anew) {
    if ("entry" in line) {
      const { entry } = line;
      entry.header = entry.header.replace("record-made", "record-struck");
      entry.hash = previous = chainHash(previous, entry.header, chainEntryOf(entry).parts);
    } else if ("end" in line) line.end.head = previous;
  }
  assert.equal((await verifyJournal(anew)).fault, null);
  const { fault } = await verified(anew);
  assert.deepEqual([fault?.what, fault?.number], ["root", 5]);
  assert.equal((await verified(whole(4))).fault?.what, "root");
});

test("a whole journal verifies and says how long it is and where it ends; an office without entries too", async () => {
  const { offices, fault } = await verifyJournal([
    firstLine,
    ...journalOf("first", 9),
    ...journalOf("empty", 0),
  ]);
  assert.equal(fault, null);
  assert.deepEqual(
    offices.map(({ office, length }) => [office, length]),
    [
      ["first", 9],
      ["empty", 0],
    ],
  );
  assert.equal(offices[0]?.head, entryIn(whole(), 9).hash);
});

test("whichever entry is touched, wherever in it, that one is named", async () => {
  const touches: Record<string, (entry: Entry["entry"]) => void> = {
    header: (entry) => (entry.header = entry.header.replace("made", "gone")),
    "the number in the header": (entry) =>
      (entry.header = entry.header.replace(/"number":\d+/, '"number":77')),
    body: (entry) => (entry.parts[0]!.body = Buffer.from("{}").toString("base64")),
    salt: (entry) => (entry.parts[0]!.salt = Buffer.from("other").toString("base64")),
    subject: (entry) => (entry.parts[0]!.subject = "somebody else"),
    holder: (entry) => (entry.parts[0]!.holder = "somebody else"),
    algorithm: (entry) => (entry.parts[0]!.algorithm = "rot13"),
    "a part more": (entry) => entry.parts.push(entry.parts[0]!),
    "a part less": (entry) => entry.parts.pop(),
    hash: (entry) => (entry.hash = entry.hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))),
  };
  for (const [what, touch] of Object.entries(touches))
    for (let number = 1; number <= 9; number++) {
      const lines = whole();
      touch(entryIn(lines, number));
      assert.deepEqual(await faultOf(lines), ["altered", "first", number], what);
    }
});

test("an entry hashed anew after it was altered shows at the one that follows it, the last at the end", async () => {
  for (const number of [1, 5, 9]) {
    const lines = whole();
    const entry = entryIn(lines, number);
    entry.header = entry.header.replace("made", "gone");
    const previous = number === 1 ? chainStart : entryIn(lines, number - 1).hash;
    entry.hash = chainHash(previous, entry.header, chainEntryOf(entry).parts);
    assert.deepEqual(await faultOf(lines), ["altered", "first", Math.min(number + 1, 9)]);
  }
});

test("any entry taken out, doubled, or two exchanged: the first place where it shows is named", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), async (a, b) => {
      const missing = whole().filter((_, place) => place !== a);
      assert.deepEqual(await faultOf(missing), a === 9 ? ["cut-off", "first", 9] : ["missing", "first", a]);
      const doubled = whole();
      doubled.splice(a, 0, doubled[a]!);
      assert.deepEqual(await faultOf(doubled), ["repeated", "first", a]);
      if (a === b) return;
      const exchanged = whole();
      [exchanged[a], exchanged[b]] = [exchanged[b]!, exchanged[a]!];
      assert.deepEqual(await faultOf(exchanged), ["reordered", "first", Math.max(a, b)]);
    }),
  );
});

test("a tail cut off shows by the end, and an end left out too; an end that says otherwise is what was altered", async () => {
  const cut = whole();
  cut.splice(6, 4);
  assert.deepEqual(await faultOf(cut), ["cut-off", "first", 6]);
  assert.deepEqual(await faultOf(whole().slice(0, -1)), ["no-end", "first", 9]);
  const shorter = [
    ...whole().slice(0, -1),
    { end: { office: "first", length: 5, head: entryIn(whole(), 5).hash, keys: noKeys } },
  ];
  assert.deepEqual(await faultOf(shorter), ["altered", "first", 6]);
});

test("one office's journal cannot be passed off as another's", async () => {
  const renamed = JSON.parse(
    JSON.stringify(whole()).replaceAll('"office":"first"', '"office":"second"'),
  ) as JournalLine[];
  assert.deepEqual(await faultOf(renamed), ["altered", "second", 1]);
});

test("of several offices each has its own chain, and what is no journal is none", async () => {
  const broken = [firstLine, ...journalOf("first", 3), ...journalOf("second", 3)];
  (broken[6] as Entry).entry.hash = "0";
  assert.deepEqual(await faultOf(broken), ["altered", "second", 2]);
  assert.deepEqual(await faultOf([]), ["not-a-journal", null, null]);
  assert.deepEqual(await faultOf([firstLine]), ["not-a-journal", null, null]);
});

test("an entry of which hardly anything is left is named as altered, not an error of the program", async () => {
  for (const rest of [{}, { header: "not JSON", parts: [] }, { header: "null", parts: [], hash: "x" }]) {
    const lines = whole();
    lines[4] = { entry: { office: "first", number: 4, ...rest } as unknown as Entry["entry"] };
    assert.deepEqual(await faultOf(lines), ["altered", "first", 4]);
  }
});
