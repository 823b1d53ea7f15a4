import { dayOf } from "#basics/day.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import type {
  CaseFound,
  CodeState,
  CommandSpec,
  ContactState,
  GrantState,
  Decision,
  HomeState,
  ImportState,
  KnownState,
  MergeState,
  PersonState,
  PostState,
  RecordState,
  RequestState,
  StaffState,
  State,
  SubjectState,
} from "../command.ts";
import { officeRules } from "../office-rules.ts";
import type { OfficeRules } from "../office-rules.ts";
import { after } from "../case/case.ts";
import type { CaseState, Step } from "../case/case.ts";
import { courseOf } from "../case/course.ts";
import { move, open } from "../case/take-step.ts";
import type { Course } from "../case/take-step.ts";

// What the tests of the commands share: a small office, who is in its register, and one way to ask for a decision.

/**
 * A repair that all in the office see: two branches, of which an outside body has one, that come together; a return, an
 * extension, a reopening, a move with a condition, and all three kinds of deadline. And a plan that only the health
 * centre sees.
 */
export const testProcedures = {
  repair: {
    title: { zh: "报修", en: "Repair" },
    about: ["person", "household", "place"],
    anonymous: true,
    fields: {
      what: { label: { zh: "什么坏了", en: "What is broken" }, type: "text", required: true },
      caller: { label: { zh: "来电人", en: "Caller" }, type: "text", guard: "contact" },
      urgent: { label: { zh: "紧急", en: "Urgent" }, type: "boolean" },
      cost: { label: { zh: "费用", en: "Cost" }, type: "money" },
      answer: {
        label: { zh: "回访", en: "Answer" },
        type: "choice",
        of: { good: { zh: "满意", en: "Satisfied" }, poor: { zh: "不满意", en: "Not satisfied" } },
      },
      why: { label: { zh: "理由", en: "Why not" }, type: "text" },
    },
    opens: { by: "worker", asks: ["what", "caller", "urgent"] },
    start: "look",
    stages: {
      look: {
        title: { zh: "查看", en: "Look" },
        by: "worker",
        within: [{ when: "urgent", is: "PT2H" }, { is: "2 workdays" }],
        moves: {
          begin: { title: { zh: "动手", en: "Begin" }, to: ["mend", "price"] },
          drop: { title: { zh: "不修", en: "Drop it" }, end: "dropped", needs: ["why"] },
        },
      },
      mend: {
        title: { zh: "修理", en: "Mend" },
        by: "worker",
        within: "P3D",
        extend: { by: "2 workdays", times: 1 },
        moves: {
          done: { title: { zh: "修好了", en: "Mended" }, to: "check" },
          "give-up": { title: { zh: "修不了", en: "Cannot be mended" }, end: "dropped", needs: ["why"] },
        },
      },
      price: {
        title: { zh: "核价", en: "Price" },
        by: "health-centre",
        within: "PT8H",
        moves: { done: { title: { zh: "核好了", en: "Priced" }, to: "check", needs: ["cost"] } },
      },
      check: {
        title: { zh: "回访", en: "Check" },
        by: "worker",
        joins: ["mend", "price"],
        asks: ["answer"],
        within: "3 workdays",
        moves: {
          close: {
            title: { zh: "办结", en: "Close" },
            end: "mended",
            when: 'answer == "good"',
            needs: ["answer"],
          },
          again: { title: { zh: "返工", en: "Again" }, to: "mend", returns: true },
        },
      },
    },
    ends: { mended: { zh: "修好", en: "Mended" }, dropped: { zh: "不修", en: "Dropped" } },
    reopen: { within: "P10D", to: "look", by: "worker" },
    shows: { "health-centre": ["caller"] },
  },
  "care-plan": {
    title: { zh: "照护计划", en: "Care plan" },
    about: ["person"],
    fields: {
      ground: { label: { zh: "缘由", en: "Ground" }, type: "text", guard: "health" },
      note: { label: { zh: "备注", en: "Note" }, type: "text" },
    },
    opens: { by: "health-centre", asks: ["ground", "note"] },
    start: "plan",
    stages: {
      plan: {
        title: { zh: "拟计划", en: "Plan" },
        by: "health-centre",
        within: [{ when: "age >= 80", is: "P7D" }, { is: "P1M" }],
        moves: { agreed: { title: { zh: "议定", en: "Agreed" }, end: "agreed" } },
      },
    },
    ends: { agreed: { zh: "议定", en: "Agreed" } },
  },
};

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
  procedures: testProcedures,
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

/** Somebody who lives in a household, since they were entered. */
export function personOf(
  number: number,
  household: string | null,
  changed: Partial<PersonState> = {},
): PersonState {
  const subject = subjectOf(number);
  return {
    ...subject,
    household,
    moved: household === null ? null : subject.since,
    residence: "resident",
    relation: null,
    ...changed,
  };
}

/** A household of these people, the first of them its head, and called by their name. */
export function homeOf(number: number, people: number[], changed: Partial<HomeState> = {}): HomeState {
  const household = subjectOf(number, "household");
  const members = people.map((person) => personOf(person, household.id));
  const [head] = members;
  return {
    ...household,
    name: head === undefined ? household.name : `${head.name}户`,
    closed: false,
    area: "east",
    address: "东街3号",
    members,
    head: head?.id ?? null,
    ...changed,
  };
}

/** Somebody who signs in: idOf(number) is their account, and their posts begin with the office, and are idOf(number * 10), the next … */
export function staffOf(
  number: number,
  posts: Partial<PostState>[] = [{}],
  changed: Partial<StaffState> = {},
): StaffState {
  return {
    id: idOf(number),
    username: `u${number}`,
    name: `职员${number}`,
    demonstration: false,
    posts: posts.map((post, place) => ({
      id: idOf(number * 10 + place),
      role: "worker",
      area: null,
      from: "2021-01-01",
      until: null,
      ...post,
    })),
    leaves: [],
    ...changed,
  };
}

/** What has been loaded: nobody, unless it is said. */
export function stateOf(has: {
  subjects?: SubjectState[];
  records?: RecordState[];
  imports?: ImportState[];
  byCode?: [string, KnownState][];
  known?: KnownState[];
  homes?: HomeState[];
  /** Those of the homes are there by themselves. */
  people?: PersonState[];
  merges?: MergeState[];
  cases?: CaseFound[];
  published?: State["published"];
  channels?: { id: string }[];
  contacts?: ContactState[];
  grants?: GrantState[];
  offices?: { id: string; title: Text }[];
  staff?: StaffState[];
  codesToLook?: CodeState[];
  requests?: RequestState[];
}): State {
  const byId = <T extends { id: string }>(all: T[] = []) => new Map(all.map((one) => [one.id, one]));
  return {
    published: has.published ?? null,
    subjects: byId(has.subjects),
    records: byId(has.records),
    imports: byId(has.imports),
    byCode: new Map(has.byCode),
    known: byId(has.known),
    people: byId([...(has.homes ?? []).flatMap(({ members }) => members), ...(has.people ?? [])]),
    homes: byId(has.homes),
    merges: byId(has.merges),
    contacts: byId(has.contacts),
    grants: byId(has.grants),
    offices: byId(has.offices),
    staff: byId(has.staff),
    codesToLook: byId(has.codesToLook),
    requests: byId(has.requests),
    cases: new Map((has.cases ?? []).map((found) => [found.state.id, found])),
    channels: byId(has.channels),
  };
}

export const me = idOf(999);

export const caseId = idOf(70);

/** One act upon a case, for `caseOf`. */
export type CaseAct = (course: Course, state: CaseState) => Step | { refused: Refusal };

export function moving(
  name: string,
  given: { at?: string; stage?: string; fields?: Record<string, FactValue>; reason?: string } = {},
): CaseAct {
  const { at = `${today}T02:00:00.000Z`, fields = {}, ...asked } = given;
  return (course, state) => move(course, state, { move: name, fields, ...asked }, { at, by: me });
}

/** A case of today at nine, where these acts have brought it. */
export function caseOf(
  given: {
    procedure?: string;
    at?: string;
    about?: SubjectState[];
    known?: CaseState["known"];
    fields?: CaseState["fields"];
  } = {},
  acts: CaseAct[] = [],
  rules = testRules,
): CaseFound {
  const { procedure = "small/repair", at = `${today}T01:00:00.000Z`, about = [], known = {} } = given;
  const { fields = { what: "灯" } } = given;
  const course = courseOf(rules, procedure);
  if (course === undefined) throw new Error(`no ${procedure}`);
  const version = "1";
  const opened = open(course, { id: caseId, version, about: about[0]?.kind, known, fields }, { at, by: me });
  if ("refused" in opened) throw new Error(JSON.stringify(opened));
  const state = acts.reduce(
    (before, act) => {
      const step = act(course, before);
      if ("refused" in step) throw new Error(JSON.stringify(step));
      return after(before, step);
    },
    after(opened.state, opened.step),
  );
  return { procedure, version, about, state };
}

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

/** What one part of an entry says, of what was not refused. */
export function saidBy(decision: Decision, part: number, entry = 0): Record<string, unknown> {
  const body = "refused" in decision ? undefined : decision[entry]?.parts[part]?.body;
  if (body === undefined) throw new Error(`no part ${part} of entry ${entry}: ${JSON.stringify(decision)}`);
  return body;
}

/** What it was refused for, and where; undefined where it was not. */
export function refusal(decision: Decision): [code: string, where: string | undefined] | undefined {
  return "refused" in decision ? [decision.refused.code, decision.refused.where] : undefined;
}

/** Is this input understood at all? */
export function isMalformed<Input>(spec: CommandSpec<Input>, input: unknown): boolean {
  return !spec.input.safeParse(input).success;
}
