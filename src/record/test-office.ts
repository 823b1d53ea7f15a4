import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { newId } from "#basics/id.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import { testProcedures } from "#work/commands/for-tests.ts";
import { keeperOf } from "./keeper.ts";
import type { Keeper } from "./keeper.ts";
import { onlyMasterKey } from "./master-key.ts";
import { installation, perform } from "./perform.ts";
import type { Actor, Answer } from "./perform.ts";
import type { Reader } from "./views/reader.ts";
import { reading } from "./views/reading.ts";

/** A small standard with an open promise and a guarded one, and with procedures of both kinds, for tests of the record. */
export const smallStandard = documentShape.parse({
  standard: "small",
  version: "1",
  title: { zh: "小标准", en: "Small" },
  effective: "2021-01-01",
  parameters: {
    often: { title: { zh: "问候间隔", en: "Interval" }, type: "duration", default: "P7D", atMost: "P14D" },
  },
  roles: {
    worker: { title: { zh: "社工", en: "Worker" } },
    "health-centre": { title: { zh: "卫生中心", en: "Health centre" }, outside: true },
  },
  facts: {
    person: {
      livesAlone: { label: { zh: "独居", en: "Lives alone" }, type: "boolean" },
      mentalCare: { label: { zh: "精神障碍管理", en: "Mental care" }, type: "boolean", guard: "health" },
    },
  },
  lines: [{ id: "elders", title: { zh: "老人", en: "Elders" }, colour: "green", serves: "person" }],
  records: {
    visit: {
      title: { zh: "走访", en: "Visit" },
      about: ["person"],
      fields: {
        summary: { label: { zh: "情况", en: "Summary" }, type: "longtext" },
        medicine: { label: { zh: "用药", en: "Medicine" }, type: "text", guard: "health" },
      },
    },
    "check-in": {
      title: { zh: "随访", en: "Check-in" },
      about: ["person"],
      fields: { note: { label: { zh: "情况", en: "Note" }, type: "longtext" } },
    },
  },
  procedures: testProcedures,
  promises: [
    {
      id: "weekly",
      line: "elders",
      title: { zh: "每周问候", en: "Weekly visit" },
      clause: { zh: "独居者每 ${often}一次。", en: "Every ${often}." },
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
      clause: { zh: "每月随访一次。", en: "Once a month." },
      to: "person",
      when: "mentalCare",
      each: "month",
      by: "health-centre",
      keptBy: ["check-in"],
      shows: { "health-centre": ["mentalCare"] },
    },
  ],
  indicators: {
    people: {
      title: { zh: "登记人数", en: "Persons" },
      count: "subject",
      where: 'kind == "person"',
      per: ["area"],
    },
  },
  reports: {
    monthly: {
      title: { zh: "月报", en: "Monthly report" },
      each: "month",
      file: { zh: "reports/monthly.md" },
    },
  },
  templates: { "reports/monthly.md": "{{ office }} {{ period }} {{ people }}" },
});
compileStandard(smallStandard);

export interface TestOffice {
  keeper: Keeper;
  office: string;
  worker: Actor;
  healthCentre: Actor;
  secretary: Actor;
  /** Gives one command at a local time, midday of the day. */
  give(actor: Actor, name: string, input: unknown, day?: string): Promise<Answer>;
  /** Gives one command and takes nothing for an answer but that it was applied. */
  must(actor: Actor, name: string, input: unknown, day?: string): Promise<void>;
  /** What somebody sees at midday of a day. */
  look<T>(actor: Actor, day: string, view: (reader: Reader) => Promise<T>): Promise<T>;
  /** Enters somebody living alone; resolves with the id. */
  enter(name: string, facts?: Record<string, unknown>, day?: string): Promise<string>;
}

function everywhere(roles: string[]): Reader["posts"] {
  return roles.map((role) => ({ role, area: null, standsInFor: null }));
}

export function noon(day: string): Date {
  return new Date(`${day}T12:00:00+08:00`);
}

/** A fresh database with one office that adopted the small standard, on 2021-01-01; `keeper` given: one more office there. */
export async function testOffice(office = "first", keeper?: Keeper): Promise<TestOffice> {
  const kept =
    keeper ?? keeperOf(await openDatabase(await freshDatabase()), onlyMasterKey(Buffer.alloc(32, 7)));
  const give: TestOffice["give"] = async (actor, name, input, day = "2021-01-01") => {
    const [answer] = await perform(
      kept,
      office,
      actor,
      [{ id: newId(), name, at: noon(day).toISOString(), input }],
      noon(day),
    );
    return answer as Answer;
  };
  const must: TestOffice["must"] = async (actor, name, input, day) => {
    const answer = await give(actor, name, input, day);
    if (answer.status !== "applied") throw new Error(`${name}: ${JSON.stringify(answer)}`);
  };
  await must(installation, "office.open", {
    title: { zh: `${office}社区` },
    areas: [{ id: "east", title: { zh: "东网格" } }],
  });
  await must(installation, "standard.adopt", { document: smallStandard, from: "2021-01-01" });
  const actor = async (role: string): Promise<Actor> => {
    const account = { id: newId(), username: `${office}-${role}`, name: `${role}甲`, demonstration: true };
    await must(installation, "post.give", { post: newId(), account, role });
    return { account: account.id, roles: [role] };
  };
  const secretary = await actor("secretary");
  const worker = await actor("worker");
  const healthCentre = await actor("health-centre");
  return {
    keeper: kept,
    office,
    worker,
    healthCentre,
    secretary,
    give,
    must,
    look: (actor, day, view) =>
      reading(kept, office, { ...actor, posts: everywhere(actor.roles) }, noon(day), view),
    enter: async (name, facts = { livesAlone: true }, day = "2021-01-01") => {
      const subject = newId();
      await must(worker, "register.enter", { subject, kind: "person", name, facts }, day);
      return subject;
    },
  };
}
