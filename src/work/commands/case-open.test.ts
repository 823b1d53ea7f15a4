import assert from "node:assert/strict";
import { test } from "node:test";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import { officeKey } from "../command.ts";
import { officeRules } from "../office-rules.ts";
import { caseOpen } from "./case-open.ts";
import {
  caseId,
  caseOf,
  decide,
  idOf,
  isMalformed,
  refusal,
  saidBy,
  stateOf,
  subjectOf,
  testDocument,
} from "./for-tests.ts";

const elder = subjectOf(1);
const home = subjectOf(2, "household");
const hall = subjectOf(3, "place");
const shop = subjectOf(4, "unit");
const state = stateOf({ subjects: [elder, home, hall, shop] });
const asked = {
  case: caseId,
  procedure: "small/repair",
  about: [elder.id, hall.id],
  fields: { what: "灯", urgent: true },
};
const refused = (changed: object, roles?: string[], on = state) =>
  refusal(decide(caseOpen, { ...asked, ...changed }, on, roles));

test("the opening says by which version, whom it is about, and when its first stage is due; each has it under their own key", () => {
  const body = {
    case: caseId,
    procedure: "small/repair",
    version: "1",
    about: [elder.id, hall.id],
    atNight: false,
    onHoliday: false,
    fields: asked.fields,
    step: {
      step: "opened",
      begins: [
        {
          place: 0,
          stage: "look",
          at: "2021-03-10T04:00:00.000Z",
          due: { at: "2021-03-10T06:00:00.000Z", provisional: false },
        },
      ],
      due: null,
    },
  };
  assert.deepEqual(decide(caseOpen, asked, state), [
    {
      kind: "case-opened",
      parts: [
        { subject: elder.id, holder: elder.id, body },
        { subject: hall.id, holder: officeKey, body },
      ],
    },
  ]);
});

test("one that concerns nobody is sealed under the office's own key; somebody named twice is named once", () => {
  const nobody = decide(caseOpen, { ...asked, about: [] }, state);
  assert.ok(Array.isArray(nobody));
  assert.deepEqual(
    nobody[0]?.parts.map(({ subject, holder }) => [subject, holder]),
    [[null, officeKey]],
  );
  const twice = decide(caseOpen, { ...asked, about: [elder.id, elder.id] }, state);
  assert.ok(Array.isArray(twice) && twice[0]?.parts.length === 1);
});

test("what its subject is decides which deadline holds, as on the day", () => {
  const plan = { case: caseId, procedure: "small/care-plan", about: [elder.id], fields: {} };
  const due = (birthDate: string) => {
    const known = stateOf({ subjects: [elder], known: [{ ...elder, facts: { birthDate } }] });
    const { step } = saidBy(decide(caseOpen, plan, known, ["health-centre"]), 0) as {
      step: { begins: { due: { at: string } }[] };
    };
    return step.begins[0]?.due.at;
  };
  assert.equal(due("1941-03-10"), "2021-03-17T16:00:00.000Z", "eighty today: seven days");
  assert.equal(due("1941-03-11"), "2021-04-10T16:00:00.000Z", "eighty tomorrow: a month");
});

test("it is opened by the version in force today, and not by one that is still to come", () => {
  const later = compileStandard(documentShape.parse({ ...testDocument, version: "2" }));
  const rules = officeRules({ id: "first", title: { zh: "第一" }, zone: "Asia/Shanghai", areas: [] }, [
    { standard: compileStandard(testDocument), from: "2021-01-01" },
    { standard: later, from: "2021-03-11" },
  ]);
  assert.equal(saidBy(decide(caseOpen, asked, state, ["worker"], rules), 0)["version"], "1");
  const none = officeRules({ id: "first", title: { zh: "第一" }, zone: "Asia/Shanghai", areas: [] }, [
    { standard: later, from: "2021-03-11" },
  ]);
  assert.deepEqual(refusal(decide(caseOpen, asked, state, ["worker"], none)), [
    "unknown-procedure",
    "procedure",
  ]);
});

test("what there is no procedure for, and a case that is open already, are refused", () => {
  for (const procedure of ["small/garden", "repair", "other/repair", ""])
    assert.deepEqual(refused({ procedure }), ["unknown-procedure", "procedure"], procedure);
  assert.deepEqual(refused({}, undefined, stateOf({ subjects: [elder, hall], cases: [caseOf()] })), [
    "case-exists",
    "case",
  ]);
});

test("it is about somebody known, of a kind that it can be about, unless it may be about nobody", () => {
  assert.deepEqual(refused({ about: [elder.id, idOf(404)] }), ["unknown-subject", "about.1"]);
  assert.deepEqual(refused({ about: [shop.id] }), ["wrong-kind-of-subject", "about.0"]);
  const plan = { procedure: "small/care-plan", about: [], fields: {} };
  assert.deepEqual(refused(plan, ["health-centre"]), ["nobody-concerned", "about"]);
});

test("only whoever opens it may, with its own fields, of their types, and all that is required", () => {
  assert.deepEqual(refused({}, ["health-centre"]), ["not-your-step", undefined]);
  assert.deepEqual(refused({}, ["secretary"]), ["not-your-step", undefined]);
  assert.deepEqual(refused({ fields: { what: "灯", size: 3 } }), ["unknown-field", "fields.size"]);
  assert.deepEqual(refused({ fields: { what: "灯", urgent: "很" } }), ["wrong-value", "fields.urgent"]);
  for (const fields of [{}, { what: "" }, { what: null }])
    assert.deepEqual(refused({ fields }), ["field-needed", "fields.what"]);
});

test("what is needed is loaded; what cannot be read is not decided on", () => {
  assert.deepEqual(caseOpen.needs(asked), {
    subjects: asked.about,
    known: [elder.id],
    cases: [caseId],
  });
  for (const changed of [{ case: "1" }, { about: ["甲"] }, { fields: { what: { a: 1 } } }, { procedure: 3 }])
    assert.ok(isMalformed(caseOpen, { ...asked, ...changed }), JSON.stringify(changed));
});
