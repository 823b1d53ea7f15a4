import assert from "node:assert/strict";
import { test } from "node:test";

import { documentShape } from "#standard/document.ts";
import { owed } from "./owed.ts";

const promise = { line: "l", title: { zh: "承诺" }, to: "person", by: "worker", keptBy: ["visit"] };
const document = documentShape.parse({
  standard: "t",
  version: "1",
  title: { zh: "例" },
  effective: "2020-01-01",
  parameters: { every: { type: "duration", default: "P7D", atMost: "P14D" } },
  roles: { worker: { title: { zh: "社工" } } },
  lines: [{ id: "l", title: { zh: "线" }, serves: "person" }],
  records: { visit: { title: { zh: "走访" }, about: ["person"] } },
  promises: [
    { ...promise, id: "weekly", every: "${every}" },
    { ...promise, id: "month", each: "month" },
  ],
});
const register = [
  { id: "b", kind: "person", since: "2020-01-01" },
  { id: "a", kind: "person", since: "2020-01-01" },
  { id: "shop", kind: "unit", since: "2020-01-01" },
];

test("sorted by subject, promise and window; a record may be about several", () => {
  const records = [{ id: "r", kind: "visit", about: ["a", "b"], on: "2020-01-05" }];
  const { duties, outcomes } = owed(document, register, records, "2020-01-06");
  assert.deepEqual(
    duties.map(({ subject, promise: id, due, state, by }) => [subject, id, due, state, by]),
    [
      ["a", "month", "2020-02-29", "upcoming", "worker"],
      ["a", "weekly", "2020-01-12", "upcoming", "worker"],
      ["b", "month", "2020-02-29", "upcoming", "worker"],
      ["b", "weekly", "2020-01-12", "upcoming", "worker"],
    ],
  );
  assert.deepEqual(outcomes[0], {
    subject: "a",
    promise: "month",
    opens: "2020-01-01",
    due: "2020-01-31",
    on: "2020-01-05",
    outcome: "kept",
  });
});

test("an excuse names one promise as the standard writes it; parameters are the office's", () => {
  const facts = { until: "2020-01-20", reason: "away", promise: "weekly" };
  const records = [{ id: "x", kind: "excuse", about: "a", on: "2020-01-02", facts }];
  const { duties } = owed(document, register, records, "2020-01-03", { every: "P3D" });
  assert.deepEqual(
    duties.filter(({ subject }) => subject === "a").map(({ promise: id, due }) => [id, due]),
    [
      ["month", "2020-01-31"],
      ["weekly", "2020-01-23"],
    ],
  );
});

test("what is malformed is refused", () => {
  const excuse = { id: "x", kind: "excuse", about: "a", on: "2020-01-02", facts: { reason: "away" } };
  assert.throws(() => owed(document, register, [excuse], "2020-01-03"), /until when/);
  assert.doesNotThrow(() => owed(document, register, [{ ...excuse, struck: true }], "2020-01-03"));
  const twice = ["resident", "away"].map((value) => ({ fact: "residence", value, from: "2020-02-01" }));
  assert.throws(() => owed(document, [{ ...register[0], history: twice }], [], "2020-03-01"), /two values/);
  assert.throws(() => owed(document, register, [], "2020-02-30"), /not a day/);
  assert.throws(() => owed(document, [...register, register[0]], [], "2020-02-01"), /second subject/);
});

test("a decline says which promise; one that does not is never taken for a decline of all", () => {
  const decline = { id: "x", kind: "decline", about: "a", on: "2020-01-02", facts: { until: "2020-02-01" } };
  assert.throws(() => owed(document, register, [decline], "2020-01-03"), /which promise/);
  const excuse = { ...decline, kind: "excuse" };
  assert.doesNotThrow(() => owed(document, register, [excuse], "2020-01-03"));
  const number = { ...excuse, facts: { ...excuse.facts, promise: 7 } };
  assert.throws(() => owed(document, register, [number], "2020-01-03"), /by the promise's id/);
});

test("what no condition here asks about is let pass, and null is as good as nothing", () => {
  const whole = owed(document, register, [], "2020-01-03");
  const more = register.map((subject) => ({
    ...subject,
    facts: { seat: { east: 1 }, shoes: 43 },
    history: null,
  }));
  const visit = { id: "r", kind: "visit", on: "2020-01-02", struck: null, facts: null };
  const records = [
    { ...visit, about: "nobody" },
    { ...visit, about: "a", kind: "dance" },
  ];
  assert.deepEqual(owed(document, more, records, "2020-01-03"), whole);
});

test("texts are sorted by their code units, as programs compare them", () => {
  const ids = ["p2", "p10", "P3", "张", "𠀀", "\uFB00"];
  const people = ids.map((id) => ({ id, kind: "person", since: "2020-01-01" }));
  const subjects = owed(document, people, [], "2020-01-03").duties.map(({ subject }) => subject);
  assert.deepEqual([...new Set(subjects)], ["P3", "p10", "p2", "张", "𠀀", "\uFB00"]);
});
