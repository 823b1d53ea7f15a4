import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf, today } from "./for-tests.ts";
import { changedFacts, registerImport } from "./register-import.ts";

const known = subjectOf(1);
const home = subjectOf(2, "household");
const state = stateOf({
  imports: [
    { id: idOf(70), kind: "person", parts: [1], undone: false, touchedSince: [], casesSince: 0 },
    { id: idOf(72), kind: "person", parts: [1], undone: true, touchedSince: [], casesSince: 0 },
  ],
  known: [{ ...known, facts: { livesAlone: false } }],
  byCode: [
    ["person/C-1", { ...known, facts: { livesAlone: false, area: "east" } }],
    ["household/H-2", { ...home, facts: {} }],
  ],
});
const row = (row: number, more: object = {}) => ({
  row,
  id: idOf(100 + row),
  code: `N-${row}`,
  name: `乙${row}`,
  household: null,
  since: null,
  facts: {},
  ...more,
});
const given = {
  import: idOf(71),
  kind: "person",
  file: "台账.xlsx",
  rows: [row(2)],
  households: {},
  rejected: [] as unknown[],
};
const asked = (changed: object) => decide(registerImport, { ...given, ...changed }, state, ["secretary"]);
const entered = (subject: string, body: object) => ({
  kind: "subject-entered",
  parts: [
    {
      subject,
      holder: subject,
      body: { household: null, since: today, facts: {}, import: given.import, ...body },
    },
  ],
});

test("an import is told with its counts, its rejected cells sealed under its own key, then each row", () => {
  const cell = { row: 3, column: 1, place: "表!B3", header: "姓名", value: "", reason: { zh: "缺姓名" } };
  const rejected = [cell, { ...cell, column: 2 }, { ...cell, row: 9 }];
  assert.deepEqual(
    asked({ rows: [row(2, { since: "2021-02-01", facts: { livesAlone: true } })], rejected }),
    [
      {
        kind: "import-made",
        parts: [
          {
            subject: null,
            holder: null,
            body: {
              import: given.import,
              kind: "person",
              file: "台账.xlsx",
              digest: null,
              parts: 1,
              accepted: 1,
              rejected: 2,
              first: { part: 1, accepted: 1 },
            },
          },
          { subject: null, holder: given.import, body: { rejected } },
        ],
      },
      entered(idOf(102), {
        kind: "person",
        code: "N-2",
        name: "乙2",
        since: "2021-02-01",
        facts: { livesAlone: true },
      }),
    ],
  );
});

test("a row whose code is known changes what it says otherwise, from today, and an empty cell says nothing", () => {
  const decision = asked({
    rows: [row(2, { code: "C-1", facts: { livesAlone: true, area: "east", phone: null } })],
  });
  assert.ok(Array.isArray(decision));
  assert.deepEqual(decision.slice(1), [
    {
      kind: "facts-changed",
      parts: [
        {
          subject: known.id,
          holder: known.id,
          body: { kind: "person", from: today, facts: { livesAlone: true }, import: given.import },
        },
      ],
    },
  ]);
});

test("a row that says what is known already changes nothing", () => {
  const decision = asked({ rows: [row(2, { code: "C-1", facts: { livesAlone: false } })] });
  assert.ok(Array.isArray(decision) && decision.length === 1);
});

test("a household that is new enters once, with where it is, before the first who lives in it; a known one is joined", () => {
  const rows = [
    row(2, { household: "H-9", facts: { area: "east", livesAlone: true } }),
    row(3, { household: "H-9" }),
    row(4, { household: "H-2" }),
  ];
  const decision = asked({ rows, households: { "H-9": idOf(90) } });
  assert.ok(Array.isArray(decision));
  assert.deepEqual(decision.slice(1), [
    entered(idOf(90), { kind: "household", code: "H-9", name: "乙2户", facts: { area: "east" } }),
    entered(idOf(102), {
      kind: "person",
      code: "N-2",
      name: "乙2",
      household: idOf(90),
      facts: { area: "east", livesAlone: true },
    }),
    entered(idOf(103), { kind: "person", code: "N-3", name: "乙3", household: idOf(90) }),
    entered(idOf(104), { kind: "person", code: "N-4", name: "乙4", household: home.id }),
  ]);
});

test("the same import is made once", () =>
  assert.deepEqual(refusal(asked({ import: idOf(70) })), ["import-exists", "import"]));

test("a ledger in parts: each once, none before the first, none after it was undone", () => {
  const parts = { parts: 3, whole: { accepted: 2500, rejected: 4 } };
  const begun = asked({ ...parts });
  assert.ok(Array.isArray(begun));
  assert.deepEqual(begun[0]?.parts[0]?.body, {
    import: given.import,
    kind: "person",
    file: "台账.xlsx",
    digest: null,
    parts: 3,
    accepted: 2500,
    rejected: 4,
    first: { part: 1, accepted: 1 },
  });
  assert.deepEqual(refusal(asked({ ...parts, part: 2 })), ["import-not-begun", "part"]);
  const next = asked({ ...parts, import: idOf(70), part: 2, rejectedBefore: 7 });
  assert.ok(Array.isArray(next));
  assert.deepEqual(next[0], {
    kind: "import-continued",
    parts: [
      { subject: null, holder: null, body: { import: idOf(70), part: 2, accepted: 1 } },
      { subject: null, holder: idOf(70), body: { rejected: [], rejectedBefore: 7 } },
    ],
  });
  assert.deepEqual(refusal(asked({ ...parts, import: idOf(70), part: 1 })), ["import-exists", "import"]);
  assert.deepEqual(refusal(asked({ ...parts, import: idOf(72), part: 2 })), ["import-undone", "import"]);
});

test("somebody found without a code is brought up to date; somebody no longer there refuses the part", () => {
  const found = asked({ rows: [row(2, { code: null, known: known.id, facts: { livesAlone: true } })] });
  assert.ok(Array.isArray(found));
  assert.deepEqual(
    found.slice(1).map(({ kind, parts }) => [kind, parts[0]?.subject, parts[0]?.body["facts"]]),
    [["facts-changed", known.id, { livesAlone: true }]],
  );
  assert.deepEqual(refusal(asked({ rows: [row(2, { known: idOf(404) })] })), [
    "unknown-subject",
    "rows.0.known",
  ]);
});

test("one row that cannot be taken refuses the whole, and says which", () => {
  const second = (more: object) => refusal(asked({ rows: [row(2), row(3, more)] }));
  assert.deepEqual(second({ facts: { height: 1 } }), ["unknown-fact", "rows.1.facts.height"]);
  assert.deepEqual(second({ facts: { livesAlone: "是" } }), ["wrong-value", "rows.1.facts.livesAlone"]);
  assert.deepEqual(second({ facts: { area: "west" } }), ["unknown-area", "rows.1.facts.area"]);
  assert.deepEqual(second({ since: "2021-03-11" }), ["day-to-come", "rows.1.since"]);
  assert.deepEqual(second({ household: "H-404" }), ["household-without-id", "households"]);
});

test("what a ledger says otherwise", () => {
  assert.deepEqual(changedFacts({ a: 1, b: ["x"], c: "s" }, { a: 1, b: ["x", "y"], c: null, d: false }), {
    b: ["x", "y"],
    d: false,
  });
  assert.deepEqual(changedFacts({}, {}), {});
});

test("codes are looked up, of rows and of households; only the secretary may", () => {
  const input = registerImport.input.parse({
    ...given,
    rows: [row(2, { household: "H-2" }), row(3, { household: "H-2" }), row(4, { code: null })],
  });
  assert.deepEqual(registerImport.needs(input), {
    imports: [given.import],
    known: [],
    codes: [
      { kind: "person", codes: ["N-2", "N-3"] },
      { kind: "household", codes: ["H-2"] },
    ],
  });
  assert.equal(registerImport.may, "secretary");
  for (const changed of [
    { kind: "household" },
    { rows: [row(2, { name: "" })] },
    { file: "" },
    { rejected: undefined },
  ])
    assert.ok(isMalformed(registerImport, { ...given, ...changed }));
});
