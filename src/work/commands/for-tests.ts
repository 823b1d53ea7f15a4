import { dayOf } from "#basics/day.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import type { CommandSpec, Decision, ImportState, RecordState, State, SubjectState } from "../command.ts";
import { officeRules } from "../office-rules.ts";
import type { OfficeRules } from "../office-rules.ts";

// What the tests of the commands share: a small office, who is in its register, and one way to ask for a decision.

export const testDocument = documentShape.parse({
  standard: "small",
  version: "1",
  title: { zh: "小标准", en: "Small" },
  effective: "2021-01-01",
  parameters: { often: { type: "duration", default: "P7D", atMost: "P14D" } },
  roles: {
    worker: { title: { zh: "社工", en: "Worker" } },
    "health-centre": { title: { zh: "卫生中心", en: "Health centre" }, outside: true },
  },
  facts: {
    person: {
      livesAlone: { label: { zh: "独居", en: "Lives alone" }, type: "boolean" },
      mentalCare: { label: { zh: "精神障碍管理", en: "Mental care" }, type: "boolean", guard: "health" },
    },
    unit: { boss: { label: { zh: "负责人", en: "In charge" }, type: "text" } },
  },
  lines: [
    { id: "elders", title: { zh: "老人", en: "Elders" }, serves: "person" },
    { id: "rooms", title: { zh: "场所", en: "Rooms" }, serves: "place" },
  ],
  records: {
    visit: {
      title: { zh: "走访", en: "Visit" },
      about: ["person", "household"],
      fields: {
        summary: { label: { zh: "情况", en: "Summary" }, type: "longtext", required: true },
        mood: {
          label: { zh: "气色", en: "Mood" },
          type: "choice",
          of: { good: { zh: "好", en: "Good" }, poor: { zh: "差", en: "Poor" } },
        },
        needs: { label: { zh: "所需", en: "Needs" }, type: "choices", of: ["meals", "repairs"] },
      },
    },
    opening: { title: { zh: "开放", en: "Opening" }, about: ["place"] },
    "check-in": { title: { zh: "随访", en: "Check-in" }, about: ["person"] },
  },
  promises: [
    {
      id: "weekly",
      line: "elders",
      title: { zh: "每周问候", en: "Weekly visit" },
      to: "person",
      when: "livesAlone",
      every: "${often}",
      by: "worker",
      keptBy: ["visit"],
    },
    {
      id: "care",
      line: "elders",
      title: { zh: "每月随访", en: "Monthly check-in" },
      to: "person",
      when: "mentalCare",
      each: "month",
      by: "health-centre",
      keptBy: ["check-in"],
      shows: { "health-centre": ["mentalCare"] },
    },
    {
      id: "open",
      line: "rooms",
      title: { zh: "每月开放", en: "Monthly opening" },
      to: "place",
      each: "month",
      by: "worker",
      keptBy: ["opening"],
    },
  ],
});

export const testRules: OfficeRules = officeRules(
  {
    id: "first",
    title: { zh: "第一社区", en: "First" },
    zone: "Asia/Shanghai",
    areas: [{ id: "east", title: { zh: "东网格", en: "East" } }],
  },
  [{ standard: compileStandard(testDocument), from: "2021-01-01" }],
);

/** The day on which everything is decided here. */
export const today = "2021-03-10";

/** An id that is the same in every run: idOf(7). */
export function idOf(number: number): string {
  return `0190d3a0-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

export function subjectOf(number: number, kind: SubjectKind = "person", since = "2021-01-01"): SubjectState {
  return { id: idOf(number), kind, name: `甲${number}`, code: `C-${number}`, since };
}

/** What has been loaded: nobody, unless it is said. */
export function stateOf(has: {
  subjects?: SubjectState[];
  records?: RecordState[];
  imports?: ImportState[];
  byCode?: [string, SubjectState & { facts: Record<string, FactValue> }][];
}): State {
  const byId = <T extends { id: string }>(all: T[] = []) => new Map(all.map((one) => [one.id, one]));
  return {
    subjects: byId(has.subjects),
    records: byId(has.records),
    imports: byId(has.imports),
    byCode: new Map(has.byCode),
  };
}

export const me = idOf(999);

/** Decides, in this office on this day, after the input has been through the command's own shape. */
export function decide<Input>(
  spec: CommandSpec<Input>,
  input: unknown,
  state: State = stateOf({}),
  roles: string[] = ["worker"],
  rules = testRules,
): Decision {
  return spec.decide(state, spec.input.parse(input), {
    rules,
    actor: { account: me, roles },
    now: `${today}T04:00:00.000Z`,
    today: dayOf(today),
  });
}

/** What it was refused for, and where; undefined where it was not. */
export function refusal(decision: Decision): [code: string, where: string | undefined] | undefined {
  return "refused" in decision ? [decision.refused.code, decision.refused.where] : undefined;
}

/** Is this input understood at all? */
export function isMalformed<Input>(spec: CommandSpec<Input>, input: unknown): boolean {
  return !spec.input.safeParse(input).success;
}
