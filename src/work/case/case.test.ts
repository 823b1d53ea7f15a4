import assert from "node:assert/strict";
import { test } from "node:test";
import { legalCalendar } from "#basics/calendar.ts";
import fc from "fast-check";
import { checkDocument } from "#standard/check.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import type { StandardDocument } from "#standard/document.ts";
import { after, openVisits } from "./case.ts";
import type { CaseState, Step, Visit } from "./case.ts";
import { extend, fill, move, open, reopen } from "./take-step.ts";
import type { Act, Course } from "./take-step.ts";

// What must hold of every procedure, whatever is done with it, in whatever order.

const names = ["a", "b", "c", "d", "e"];
const spans = ["PT30M", "PT20H", "P1D", "P1M", "1 workdays", "3 workdays"];
const text = (zh: string) => ({ zh, en: zh });

/** Procedures of up to five stages. Most are sound; what is wrong with the others the check must say. */
const documents: fc.Arbitrary<StandardDocument> = fc
  .record({
    count: fc.integer({ min: 2, max: names.length }),
    start: fc.array(fc.nat(4), { minLength: 1, maxLength: 2 }),
    stages: fc.array(
      fc.record({
        within: fc.option(fc.constantFrom(...spans)),
        extend: fc.option(
          fc.record({ by: fc.constantFrom(...spans), times: fc.integer({ min: 1, max: 2 }) }),
        ),
        joins: fc.option(fc.uniqueArray(fc.nat(4), { minLength: 2, maxLength: 3 }), { freq: 2 }),
        moves: fc.array(
          fc.record({
            to: fc.option(fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }), { freq: 4 }),
            returns: fc.boolean(),
            when: fc.option(fc.constantFrom("flag", "!flag", "returned"), { freq: 1 }),
            needs: fc.boolean(),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      { minLength: 5, maxLength: 5 },
    ),
    whole: fc.option(fc.record({ is: fc.constantFrom(...spans), from: fc.option(fc.nat(4)) })),
    reopen: fc.option(fc.nat(4), { freq: 3 }),
    hours: fc.constantFrom("clock", "office"),
    rollOver: fc.constantFrom("none", "next-workday"),
  })
  .map(({ count, start, stages, whole, reopen: again, hours, rollOver }) => {
    const name = (index: number) => names[index % count] ?? "a";
    const listed = (indexes: number[]) => [...new Set(indexes.map(name))];
    const leading = (id: string) =>
      stages
        .slice(0, count)
        .flatMap(({ moves }, index) =>
          moves.some(({ to }) => to && listed(to).includes(id)) ? [name(index)] : [],
        );
    return documentShape.parse({
      standard: "any",
      version: "1",
      title: text("任意"),
      effective: "2021-01-01",
      roles: { worker: { title: text("社工") } },
      calendar: { hours, rollOver },
      procedures: {
        any: {
          title: text("任意"),
          about: [],
          anonymous: true,
          fields: { flag: { label: text("旗"), type: "boolean" }, note: { label: text("注"), type: "text" } },
          opens: { by: "worker", asks: [] },
          start: listed(start),
          stages: Object.fromEntries(
            stages.slice(0, count).map(({ within, extend: longer, joins, moves }, index) => [
              name(index),
              {
                title: text(name(index)),
                by: "worker",
                ...(within !== null && { within, ...(longer !== null && { extend: longer }) }),
                // Mostly of branches that do lead here: others the check refuses at once.
                ...(joins !== null && {
                  joins: leading(name(index)).length > 1 ? leading(name(index)) : listed(joins),
                }),
                moves: Object.fromEntries(
                  moves.map(({ to, returns, when, needs }, at) => [
                    `m${at}`,
                    {
                      title: text(`m${at}`),
                      ...(to === null ? { end: "done" } : { to: listed(to), returns }),
                      ...(when !== null && { when }),
                      ...(needs && { needs: ["note"] }),
                    },
                  ]),
                ),
              },
            ]),
          ),
          ends: { done: text("完") },
          ...(whole !== null && {
            within: whole.is,
            ...(whole.from !== null && { from: name(whole.from) }),
          }),
          ...(again !== null && { reopen: { within: "P10D", to: name(again), by: "worker" } }),
        },
      },
    });
  });

/** What is tried, and when: so long after the last, or at the very instant at which that stage is due. */
const attempts = fc.array(
  fc.record({
    what: fc.constantFrom("move", "move", "move", "extend", "fill", "reopen"),
    which: fc.nat(8),
    move: fc.nat(2),
    flag: fc.option(fc.boolean()),
    note: fc.boolean(),
    reason: fc.boolean(),
    when: fc.constantFrom<"due" | "past" | number>(
      "due",
      "past",
      -3_600_000,
      0,
      1,
      3_600_000,
      100_000_000,
      900_000_000,
    ),
  }),
  { minLength: 1, maxLength: 25 },
);

type Attempt = (typeof attempts extends fc.Arbitrary<infer All> ? All : never) extends (infer One)[]
  ? One
  : never;

interface Tried {
  course: Course;
  document: StandardDocument;
  before: CaseState;
  at: string;
  visit: Visit | undefined;
  what: string;
  step: Step | { refused: { code: string } };
  state: CaseState;
}

/** Runs the attempts through a case, and tells of each what stood before and what came of it. */
function* lived(document: StandardDocument, tries: Attempt[]): Generator<Tried> {
  const standard = compileStandard(document);
  const [procedure] = standard.procedures;
  assert.ok(procedure);
  const course = { procedure, calendar: standard.calendar, zone: "Asia/Shanghai", legal: legalCalendar };
  let now = Date.parse("2021-09-24T02:00:00.000Z"); // three days off and a make-up workday lie ahead
  const first = { at: new Date(now).toISOString(), by: "x" };
  const opened = open(course, { id: "x", version: "1", about: undefined, known: {}, fields: {} }, first);
  assert.ok(!("refused" in opened));
  let state = after(opened.state, opened.step);
  for (const each of tries) {
    const standing = openVisits(state);
    const visit =
      standing[each.which % Math.max(standing.length, 1)] ?? state.visits[each.which % state.visits.length];
    const due = Date.parse(visit?.due?.at ?? first.at);
    now =
      typeof each.when === "number" ? now + each.when : Math.max(now, each.when === "due" ? due : due + 1);
    const act: Act = { at: new Date(now).toISOString(), by: "x" };
    const step = attempt(course, state, visit, each, act);
    const before = structuredClone(state);
    if (!("refused" in step)) state = after(state, step);
    yield { course, document, before, at: act.at, visit, what: each.what, step, state };
  }
}

function attempt(course: Course, state: CaseState, visit: Visit | undefined, each: Attempt, act: Act) {
  const fields = { ...(each.flag !== null && { flag: each.flag }), ...(each.note && { note: "注" }) };
  const reason = each.reason ? "因" : "";
  if (each.what === "fill") return fill(course, state, fields, act);
  if (each.what === "reopen") return reopen(course, state, reason, act);
  if (each.what === "extend") return extend(course, state, { stage: visit?.stage, reason }, act);
  return move(course, state, { stage: visit?.stage, move: `m${each.move}`, fields, reason }, act);
}

/** The same question of every act of every case. */
function always(question: (tried: Tried) => void, numRuns = 400): void {
  fc.assert(
    fc.property(documents, attempts, (document, tries) => {
      for (const tried of lived(document, tries)) question(tried);
    }),
    { numRuns },
  );
}

const isLate = ({ left }: Visit) => left?.outcome === "late";

test("a case stands at a stage or has ended, unless the check has refused its procedure", () => {
  let [stuck, ended, joined] = [0, 0, 0];
  always(({ state, document, step }) => {
    if (state.end !== null) assert.deepEqual(openVisits(state), []);
    if (state.end !== null) ended += 1;
    if (!("refused" in step) && step.step === "moved" && step.begins.length === 0 && step.end === null)
      joined += 1;
    if (state.end !== null || openVisits(state).length > 0) return;
    stuck += 1;
    assert.ok(
      checkDocument(document).some(({ level }) => level === "mistake"),
      JSON.stringify(document),
    );
  }, 1500);
  assert.ok(stuck > 5 && ended > 100 && joined > 10, `${stuck} stuck, ${ended} ended, ${joined} waited`);
});

test("the check refuses a join that can come to a standstill, and only such a one", () => {
  const [sound, faulty] = [new Set<string>(), new Set<string>()];
  fc.assert(
    fc.property(documents, (document) => {
      const says = checkDocument(document).filter(({ level }) => level === "mistake");
      if (says.length === 0 && JSON.stringify(document).includes('joins":["'))
        sound.add(JSON.stringify(document));
      if (says.some(({ say }) => say.en?.includes("went another way"))) faulty.add(JSON.stringify(document));
    }),
    { numRuns: 1500 },
  );
  assert.ok(sound.size > 1 && faulty.size > 1, `${sound.size} sound with joins, ${faulty.size} refused`);
});

test("what is refused changes nothing", () => {
  let refused = 0;
  always(({ before, state, step }) => {
    if (!("refused" in step)) return;
    refused += 1;
    assert.deepEqual(state, before);
  });
  assert.ok(refused > 100);
});

test("a deadline once fixed moves only by an extension; that of the whole never, but ends with it", () => {
  always(({ before, state, step }) => {
    const extended = !("refused" in step) && step.step === "extended" ? step.place : undefined;
    for (const { place, due } of before.visits) {
      const now = state.visits[place]?.due;
      if (place !== extended) assert.deepEqual(now, due);
      else assert.ok(now && due && Date.parse(now.at) > Date.parse(due.at));
    }
    const isReopened = !("refused" in step) && step.step === "reopened";
    if (before.due !== null) assert.deepEqual(state.due, isReopened ? null : before.due);
    assert.deepEqual(
      state.visits.map(({ place }) => place),
      [...state.visits.keys()],
    );
  });
});

test("kept until the very instant at which it is due, late a millisecond after; and late it stays", () => {
  let [onTheDot, justPast] = [0, 0];
  always(({ before, state, step, at }) => {
    for (const visit of before.visits.filter(({ left }) => left !== null))
      assert.deepEqual(state.visits[visit.place], visit);
    if ("refused" in step || step.step !== "moved") return;
    const { due } = before.visits[step.place] ?? { due: null };
    assert.equal(step.outcome, due === null ? null : at <= due.at ? "kept" : "late");
    if (at === due?.at) onTheDot += 1;
    if (due !== null && Date.parse(at) === Date.parse(due.at) + 1) justPast += 1;
    if (step.end === null) return;
    const cut = before.visits.some(
      ({ left, due: its, place }) => left === null && place !== step.place && its !== null && at > its.at,
    );
    const everLate = before.visits.some(isLate) || step.outcome === "late" || cut;
    assert.equal(
      step.end.outcome,
      before.due === null ? (everLate ? "late" : "kept") : at <= before.due.at ? "kept" : "late",
    );
  });
  assert.ok(onTheDot > 5 && justPast > 5, `${onTheDot} on the dot, ${justPast} just past`);
});

test("a joining stage begins when the last of its branches has come, and then once", () => {
  let begun = 0;
  always(({ course: { procedure }, before, state, step }) => {
    if ("refused" in step || step.step !== "moved") return;
    for (const { stage } of step.begins) {
      assert.ok(
        !openVisits(before).some((each) => each.stage === stage && each.place !== step.place),
        "stands once",
      );
      const joins = procedure.stages.find(({ id }) => id === stage)?.joins ?? [];
      for (const branch of joins) {
        const last = state.visits.findLast(
          (each) => each.stage === branch && each.place < before.visits.length,
        );
        const made = procedure.stages
          .find(({ id }) => id === branch)
          ?.moves.find(({ id }) => id === last?.left?.move);
        assert.ok(made?.to.includes(stage), `${branch} has come to ${stage}`);
      }
      if (joins.length > 1) begun += 1;
    }
    // Begun by the same move only once, however often that names it.
    assert.equal(new Set(step.begins.map(({ stage }) => stage)).size, step.begins.length);
  }, 1500);
  assert.ok(begun > 3, `${begun} begun`);
});

test("a stage is left once: the same act again is refused", () => {
  let twice = 0;
  always(({ course, before, state, step, at }) => {
    if ("refused" in step || step.step !== "moved") return;
    const { stage = "" } = before.visits[step.place] ?? {};
    if (openVisits(state).some((visit) => visit.stage === stage)) return; // it has begun again
    const { move: name, fields } = step;
    const again = move(course, state, { stage, move: name, fields, reason: "因" }, { at, by: "x" });
    assert.ok("refused" in again && ["not-at-this-stage", "case-ended"].includes(again.refused.code));
    twice += 1;
  });
  assert.ok(twice > 100);
});

test("an extension is taken only before the deadline, as often as may be; a reopening only after an end", () => {
  always(({ course, before, step, at }) => {
    if ("refused" in step) return;
    if (step.step === "extended") {
      const visit = before.visits[step.place];
      const { extend: may } = course.procedure.stages.find(({ id }) => id === visit?.stage) ?? {};
      assert.ok(visit?.due && may && at <= visit.due.at && visit.extended < may.times);
    }
    if (step.step === "reopened") assert.ok(before.end !== null);
    if (step.step === "moved" || step.step === "filled") assert.equal(before.end, null);
  });
});
