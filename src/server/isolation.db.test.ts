import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import type { z } from "zod";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Scope, Tx } from "#database/scope.ts";
import { drawReport } from "#publish/report.ts";
import { WorkingClock } from "#record/clock.ts";
import { keepTold } from "#record/notifications.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { loadOffice } from "#record/office.ts";
import { installation, perform } from "#record/perform.ts";
import type { Actor } from "#record/perform.ts";
import { wholeOffice } from "#record/rebuild.ts";
import { scopeOf } from "#record/scope-of.ts";
import { noon, testOffice } from "#record/test-office.ts";
import type { TestOffice } from "#record/test-office.ts";
import { commands } from "#work/commands.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { mayGive } from "#work/rights.ts";
import { httpApp } from "./app.ts";
import type { House, Route } from "./route.ts";
import { routes } from "./routes.ts";
import { signInForTests } from "./for-tests.ts";

// Two offices in one database. From every role of each, everything is tried upon the other: in SQL under the role's own
// scope, and through HTTP. Tables, routes and commands are taken from the catalogue and the lists, so a new one enters by itself.

const day = "2021-03-20";

/** Tables that are nobody's own: what is in them is the same for everybody. */
const ofNobody = ["clock", "standard"];

interface Filled {
  here: TestOffice;
  rules: OfficeRules;
  /** A word that stands in everything written there, and nowhere else. */
  word: string;
  alone: string;
  patient: string;
  household: string;
  visit: string;
  checkIn: string;
  import: string;
  merged: string;
  channel: string;
  /** One that all of the office see, and one that only the health centre does. */
  repair: string;
  plan: string;
  contact: string;
  /** A code to look, and what was asked by it. */
  look: string;
  request: string;
  /** A post of the worker's, and a leave, long over, on which the secretary stood in for it. */
  post: string;
  leave: string;
  grant: string;
  /** Who looks, by role. "both": a worker of the other office as well. */
  actors: Record<string, Actor>;
  /** Whatever would tell that one has seen into this office: ids, hashes, and its word. */
  secrets: string[];
}

let first: Filled;
let second: Filled;
let tables: string[] = [];
let app: ReturnType<typeof httpApp>;
let clock: WorkingClock;

before(async () => {
  const one = await testOffice("first");
  const two = await testOffice("second", one.keeper);
  const both = { id: newId(), username: "both", name: "两处任岗", demonstration: false };
  for (const here of [one, two])
    await must(here, installation, "post.give", { post: newId(), account: both, role: "worker" });
  // A body of its own that both let act here, with nobody in it.
  const third = { id: newId(), name: "office.open", at: noon(day).toISOString() };
  await perform(
    one.keeper,
    "third",
    installation,
    [{ ...third, input: { title: { zh: "第三" } } }],
    noon("2021-01-01"),
  );
  one.keeper.drawReport = drawReport;
  first = await fill(one, "杏花");
  second = await fill(two, "柳絮");
  // As every morning: drawing up a report would else work out what the days have changed, and that would be left behind.
  for (const { keeper, office } of [one, two]) await dailyPass(keeper, office, noon(day));
  for (const each of [first, second]) {
    each.actors["both"] = { account: both.id, roles: ["worker"] };
    each.secrets = each.secrets.filter((secret) => secret !== both.id);
  }
  tables = (
    await asEngine(first, (tx) =>
      tx.rows<{ tablename: string }>(
        "select tablename from pg_tables where schemaname = 'wellside' order by 1",
      ),
    )
  ).map(({ tablename }) => tablename);
  clock = new WorkingClock(one.keeper.database.app);
  await clock.demonstrate(noon(day));
  app = httpApp(
    {
      keeper: one.keeper,
      clock,
      signIn: signInForTests("by header"),
      authority: null,
      backups: null,
      mail: undefined,
    } satisfies House,
    () => true,
  );
});
after(async () => {
  await clock.stop();
  await first.here.keeper.database.close();
});

async function must(
  here: TestOffice,
  actor: Actor,
  name: string,
  input: unknown,
  on = "2021-01-05",
): Promise<void> {
  const answer = await here.give(actor, name, input, on);
  assert.equal(answer.status, "applied", `${name}: ${JSON.stringify(answer)}`);
}

/** Something in every table: two people with open and guarded facts, records, one struck, an excuse, a decline, an import with a rejected row. */
async function fill(here: TestOffice, word: string): Promise<Filled> {
  const { worker, healthCentre, secretary } = here;
  const household = newId();
  await must(
    here,
    worker,
    "register.enter",
    { subject: household, kind: "household", code: `${here.office}-H`, name: `${word}户` },
    "2021-01-01",
  );
  const enter = async (name: string, facts: object) => {
    const subject = newId();
    await must(
      here,
      worker,
      "register.enter",
      {
        subject,
        kind: "person",
        code: `${here.office}-${name}`,
        name: `${word}${name}`,
        household,
        facts: { area: "east", address: `${word}巷`, ...facts },
      },
      "2021-01-01",
    );
    return subject;
  };
  const alone = await enter("甲", { livesAlone: true });
  const patient = await enter("乙", {
    livesAlone: true,
    mentalCare: true,
    phone: here.office === "first" ? "07345550101" : "07345550202",
  });
  const [visit, checkIn, mistaken] = [newId(), newId(), newId()];
  await must(here, worker, "record.make", {
    record: visit,
    kind: "visit",
    about: [alone, patient],
    on: "2021-01-05",
    fields: { summary: `${word}都好` },
  });
  await must(here, healthCentre, "record.make", {
    record: checkIn,
    kind: "check-in",
    about: [patient],
    on: "2021-01-05",
    fields: { note: `${word}平稳` },
  });
  await must(here, worker, "record.make", {
    record: mistaken,
    kind: "visit",
    about: [alone],
    on: "2021-01-05",
    fields: { summary: `${word}误记` },
  });
  await must(here, worker, "record.strike", { record: mistaken, reason: `${word}记错` });
  await must(here, worker, "duty.excuse", {
    record: newId(),
    subject: alone,
    promise: "small/weekly",
    reason: `${word}住院`,
    until: "2021-02-01",
  });
  await must(here, worker, "duty.decline", {
    record: newId(),
    subject: patient,
    promise: "small/weekly",
    reason: `${word}不必`,
    until: "2021-02-01",
  });
  await must(here, healthCentre, "fact.open", {
    subject: patient,
    fact: "mentalCare",
    purpose: `${word}随访`,
  });
  const channel = newId();
  await must(here, secretary, "notification.add", {
    channel,
    title: `${word}群`,
    kind: "wecom",
    to: `https://robot.example/${here.office}`,
    at: "08:00",
  });
  await scoped(here.keeper.database.app, engineScope(here.office, null), "read write", (tx) =>
    keepTold(tx, here.office, { channel, day: "2021-01-05", failed: null }),
  );
  const imported = newId();
  const rejected = [
    {
      row: 3,
      column: 1,
      place: "表!B3",
      header: "姓名",
      value: word,
      reason: { zh: "缺姓名", en: "No name" },
    },
  ];
  const rows = [
    {
      row: 2,
      id: newId(),
      code: `${here.office}-P`,
      name: `${word}丙`,
      household: null,
      since: null,
      facts: { livesAlone: true },
    },
  ];
  await must(
    here,
    secretary,
    "register.import",
    { import: imported, kind: "person", file: `${word}.xlsx`, rows, rejected },
    "2021-02-10",
  );
  // Two more of one name at one address: one is merged, the other may be.
  const merged = newId();
  for (const merge of [merged, undefined]) {
    const subject = newId();
    const facts = { area: "east", address: `${word}巷` };
    await must(here, worker, "register.enter", { subject, kind: "person", name: `${word}甲`, facts });
    if (merge !== undefined)
      await must(here, secretary, "register.merge", { merge, survivor: alone, other: subject });
  }
  const forgotten = await enter("丁", { livesAlone: true });
  await must(here, secretary, "person.erase", { person: forgotten, ground: "not-needed" });
  const [look, request] = [newId(), newId()];
  await must(here, worker, "rights.give-code", {
    code: look,
    person: alone,
    digest: createHash("sha256").update(word).digest("hex"),
  });
  await must(here, installation, "rights.ask", {
    request,
    code: look,
    what: "correction",
    words: `${word}改`,
  });
  const contact = newId();
  await must(here, worker, "contact.set", {
    contact,
    subject: alone,
    name: `${word}邻`,
    relation: "邻居",
    phone: "13800000101",
  });
  const [repair, plan] = [newId(), newId()];
  const lamp = { what: `${word}灯`, caller: `${word}来电` };
  for (const [actor, name, input] of [
    [worker, "open", { case: repair, procedure: "small/repair", about: [alone], fields: lamp }],
    [worker, "move", { case: repair, move: "begin" }],
    [
      healthCentre,
      "open",
      {
        case: plan,
        procedure: "small/care-plan",
        about: [patient],
        fields: { ground: `${word}高龄`, note: `${word}平稳` },
      },
    ],
  ] as const)
    await must(here, actor, `case.${name}`, input);
  await must(here, secretary, "report.issue", { report: "small/monthly", period: "2021-01" }, "2021-02-10");
  const [post = ""] = (
    await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
      tx.rows<{ id: string }>("select id from post where office = $1 and account = $2", [
        here.office,
        worker.account,
      ]),
    )
  ).map(({ id }) => id);
  await must(here, secretary, "calendar.announce", {
    year: 2027,
    holidays: [{ first: "2027-01-01", last: "2027-01-03" }],
    makeUpWorkdays: [],
    notice: `${word}通知`,
  });
  const leave = newId();
  await must(here, secretary, "leave.begin", {
    leave,
    account: worker.account,
    from: "2021-02-01",
    until: "2021-02-03",
    standIns: [{ post, account: secretary.account }],
  });
  const grant = newId();
  await must(here, secretary, "grant.give", { grant, to: "third", role: "health-centre", case: plan });
  const { rules } = await scoped(
    here.keeper.database.app,
    engineScope(here.office, null),
    "read only",
    (tx) => loadOffice(here.keeper, tx, here.office),
  );
  const filled = {
    here,
    rules,
    word,
    alone,
    patient,
    household,
    visit,
    checkIn,
    import: imported,
    merged,
    channel,
    repair,
    plan,
    contact,
    look,
    request,
    post,
    leave,
    grant,
    actors: { secretary, worker, "health-centre": healthCentre },
    secrets: [word],
  };
  return { ...filled, secrets: [word, ...(await secretsOf(filled))] };
}

/** Every id and hash that stands in a row of this office. */
async function secretsOf(filled: Filled): Promise<string[]> {
  const { here } = filled;
  const whole = JSON.stringify(
    [...(await wholeOffice(here.keeper, here.office))].filter(([table]) => table !== "standard"),
  );
  const found = new Set(
    whole.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}/g),
  );
  // Not told apart by these: the installation's own account, the digest of the standard, the start of a chain.
  for (const same of [installation.account, "0".repeat(64)]) found.delete(same);
  return [...found];
}

function asEngine<T>({ here }: Filled, work: (tx: Tx) => Promise<T>): Promise<T> {
  return scoped(here.keeper.database.app, engineScope(here.office, null), "read only", work);
}

async function scopeIn(filled: Filled, actor: Actor): Promise<Scope> {
  const { keeper, office } = filled.here;
  return asEngine(filled, async (tx) => scopeOf(await loadOffice(keeper, tx, office), actor));
}

/** Every role of each office, looking at the other one. */
function lookers(): { who: string; from: Filled; at: Filled; actor: Actor }[] {
  return [
    [first, second],
    [second, first],
  ].flatMap(([from, at]) =>
    from === undefined || at === undefined
      ? []
      : Object.entries(from.actors).map(([role, actor]) => ({
          who: `${role} of ${from.here.office}`,
          from,
          at,
          actor,
        })),
  );
}

/** Which rows of a table belong to an office ($1). */
function belonging(table: string): string {
  if (table === "office") return "id = $1";
  if (table === "account")
    return "exists (select from wellside.post where post.account = account.id and post.office = $1)";
  return "office = $1";
}

test("there is something of both offices in every table, so that not seeing it means something", async () => {
  assert.ok(tables.length >= 20);
  assert.deepEqual(
    tables.filter((table) => ofNobody.includes(table)),
    ofNobody,
  );
  for (const filled of [first, second])
    for (const table of tables.filter((each) => !ofNobody.includes(each))) {
      const found = await asEngine(filled, (tx) =>
        tx.rows(`select from wellside.${table} where ${belonging(table)}`, [filled.here.office]),
      );
      assert.ok(found.length > 0, `${table} of ${filled.here.office} is empty: fill it above`);
    }
  assert.ok(second.secrets.length > 40, `${second.secrets.length} secrets`);
  assert.deepEqual(
    second.secrets.filter((secret) => first.secrets.includes(secret)),
    [],
  );
});

test("in SQL, under its own scope, no role sees, adds, changes or deletes a row of the other office", async () => {
  let cells = 0;
  const before = await Promise.all([first, second].map(({ here }) => wholeOffice(here.keeper, here.office)));
  for (const { who, from, at, actor } of lookers()) {
    const pool = from.here.keeper.database.app;
    const scope = await scopeIn(from, actor);
    const attempt = (query: string, values: unknown[]) =>
      scoped(pool, scope, "read write", (tx) => tx.rows(query, values)).then(
        (rows) => rows.length,
        (error: { code?: string; message: string }) => {
          if (error.code !== "42501") throw error;
          return /row-level security/.test(error.message) ? ("by policy" as const) : ("no right" as const);
        },
      );
    const nothing = [0, "by policy", "no right"];
    for (const table of tables.filter((each) => !ofNobody.includes(each))) {
      const its = belonging(table);
      const other = at.here.office;
      const [row] = await asEngine(at, (tx) =>
        tx.rows<{ row: object }>(
          `select to_jsonb(${table}.*) as row from wellside.${table} where ${its} limit 1`,
          [other],
        ),
      );
      const seen = await attempt(`select from wellside.${table} where ${its}`, [other]);
      // That a public body exists, and what it is called, is public; someone in both offices is nobody's secret to themselves.
      if (table === "office") assert.equal(seen, 1);
      else if (who.startsWith("both") && ["post", "account"].includes(table))
        assert.equal(seen, 1, `${who} sees its own ${table} and no other`);
      else assert.equal(seen, 0, `${who} sees ${table} of ${other}`);
      // For an account there is no office to be outside of: it is refused because it is a colleague's of nobody here.
      assert.equal(
        await attempt(
          `insert into wellside.${table} select * from json_populate_record(null::wellside.${table}, $1::json)`,
          [JSON.stringify(table === "account" ? { ...row?.row, id: newId() } : row?.row)],
        ),
        "by policy",
        `${who} adds to ${table} of ${other}`,
      );
      const column = table === "office" || table === "account" ? "id" : "office";
      const changed = await attempt(
        `update wellside.${table} set ${column} = ${column} where ${its} returning 1`,
        [other],
      );
      assert.ok(nothing.includes(changed), `${who} changes ${table} of ${other}`);
      const deleted = await attempt(`delete from wellside.${table} where ${its} returning 1`, [other]);
      assert.ok(nothing.includes(deleted), `${who} deletes from ${table} of ${other}`);
      if (column === "office") {
        const moved = await attempt(
          `update wellside.${table} set office = $1 where office = $2 returning 1`,
          [other, from.here.office],
        );
        assert.ok(nothing.includes(moved), `${who} moves rows of ${table} into ${other}`);
        cells += 1;
      }
      cells += 4;
    }
  }
  assert.ok(cells > 600, `${cells} cells`);
  console.log(`isolation in SQL: ${cells} attempts`);
  assert.deepEqual(
    await Promise.all([first, second].map(({ here }) => wholeOffice(here.keeper, here.office))),
    before,
  );
});

test("without a scope nothing is seen, nor after a transaction that had one, on the very same connection", async () => {
  const client = await first.here.keeper.database.app.connect();
  try {
    for (const when of ["before", "after"]) {
      for (const table of tables.filter((each) => ![...ofNobody, "office"].includes(each)))
        assert.equal((await client.query(`select from wellside.${table}`)).rowCount, 0, `${table}, ${when}`);
      if (when === "before") {
        await client.query(
          "begin; set local wellside.offices = '{first}'; set local wellside.veils = '*'; set local wellside.sealed = '*'; set local wellside.reach = '*'",
        );
        assert.ok(((await client.query("select from wellside.subject")).rowCount ?? 0) > 0);
        await client.query("commit");
      }
    }
  } finally {
    client.release();
  }
});

test("an injected condition gets no further than the scope", async () => {
  const scope = await scopeIn(first, first.here.secretary);
  const rows = await scoped(first.here.keeper.database.app, scope, "read only", (tx) =>
    tx.rows<{ office: string }>(
      "select office from subject where name = '' or 1 = 1 union all select office from record_about where true",
    ),
  );
  assert.ok(rows.length > 0 && rows.every(({ office }) => office === "first"));
});

test("guarded facts, and what would tell of them, are there only for the roles that act on them", async () => {
  const guarded = {
    "sealed facts": "select from sealed_fact",
    "guarded duties": "select from duty where veiled",
    "guarded eligibility": "select from eligible where veiled",
    "guarded outcomes": "select from outcome where veiled",
    "guarded records": "select from record where veils <> '{}'",
    "guarded cases": "select from case_file where veils <> '{}'",
    "whom guarded cases are about": "select from case_about where veils <> '{}'",
    "what guarded cases say": "select from case_sealed where veils <> '{}'",
    "stages of guarded cases": "select from case_stage where veils <> '{}'",
  };
  let cells = 0;
  for (const filled of [first, second])
    for (const [role, actor] of Object.entries(filled.actors))
      for (const [what, query] of Object.entries(guarded)) {
        const all = (await asEngine(filled, (tx) => tx.rows(query))).length;
        const scope = await scopeIn(filled, actor);
        const contacts = await scoped(filled.here.keeper.database.app, scope, "read only", (tx) =>
          tx.rows("select from contact"),
        );
        assert.equal(contacts.length, role === "health-centre" ? 0 : 1, `contacts, to the ${role}`);
        const seen = (
          await scoped(filled.here.keeper.database.app, scope, "read only", (tx) => tx.rows(query))
        ).length;
        // The health centre is shown mentalCare, and nobody the phone.
        const expected = role !== "health-centre" ? 0 : what === "sealed facts" ? 1 : all;
        assert.ok(all > 0, what);
        assert.equal(seen, expected, `${role} of ${filled.here.office}: ${what}`);
        cells += 1;
      }
  assert.ok(cells >= 40);
});

async function ask(
  actor: Actor,
  address: string,
  more: { method?: string; headers?: Record<string, string>; body?: string | FormData } = {},
): Promise<{ status: number; body: string }> {
  const response = await app.request(`http://127.0.0.1${address}`, {
    ...more,
    headers: { "x-test-account": actor.account, ...more.headers },
  });
  if (
    response.headers.get("content-type")?.startsWith("text/event-stream") !== true ||
    response.body === null
  )
    return { status: response.status, body: await response.text() };
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return { status: response.status, body: Buffer.from(value ?? []).toString() };
}

/** Values to ask for, by the name of a place in a path or of a parameter; for a name that is not known here, every id. */
function valuesFor(
  name: string,
  { here, alone, patient, household, visit, checkIn, import: imported, repair, plan, word }: Filled,
): string[] {
  const ids = [alone, patient, household, visit, checkIn, imported, repair, plan];
  const known: Record<string, string[]> = {
    subject: [alone, patient],
    procedure: ["small/repair", "small/care-plan"],
    stage: ["mend", "plan"],
    show: ["open", "ended"],
    columns: ["area,owed,last.visit,household.size"],
    // Taken as every id there is, this one and those of the journal made nine tenths of all addresses, and seven minutes.
    office: ["true"],
    topic: ["office"],
    from: ["2021-01-01"],
    until: ["2021-12-31"],
    year: ["2027"],
    account: [here.worker.account],
    mine: ["true"],
    after: [`0_${plan}`],
    text: [word, word.slice(0, 1), ""],
    kind: ["person", "household", "visit", "check-in"],
    promise: ["small/weekly", "small/care"],
    month: ["2021-01", "2021-03"],
    line: ["small/elders"],
    colour: ["green"],
    area: ["east"],
    indicator: ["small/people"],
    group: ["area=east"],
    period: ["2021-01", "2021-03"],
    edition: ["1"],
    report: ["small/monthly"],
    on: [day],
    fact: ["mentalCare", "phone"],
    // Parts of one address, and two of one name: with every id in each, 4 places make 1,296 addresses.
    building: [`${word}巷`],
    stairwell: ["-"],
    flat: ["-"],
    survivor: [alone],
    other: [patient],
    chosen: ["livesAlone"],
    offset: ["0"],
    of: ["person", "household"],
    when: ["", "livesAlone"],
    by: ["building", here.worker.account],
    before: ["1000"],
  };
  return known[name] ?? ids;
}

/** Addresses of a route with ids of an office in them: each value of each place and parameter at least once. */
function addressesOf({ path, query }: Route, about: Filled): string[] {
  let paths = [path];
  for (const [whole, name = ""] of path.matchAll(/:(\w+)/g))
    paths = paths.flatMap((each) => valuesFor(name, about).map((value) => each.replace(whole, value)));
  let queries: Record<string, string>[] = [{}];
  for (const name of Object.keys(query?.shape ?? {}))
    queries = queries.flatMap((each) => valuesFor(name, about).map((value) => ({ ...each, [name]: value })));
  // Parameters that may be left out are tried without, too.
  const needed = Object.entries(query?.shape ?? {}).filter(
    ([, type]) => !(type as z.ZodType).safeParse(undefined).success,
  );
  const fewest = queries.map((values) =>
    Object.fromEntries(needed.map(([name]) => [name, values[name] ?? ""])),
  );
  const searches = new Set([...queries, ...fewest].map((values) => new URLSearchParams(values).toString()));
  return paths.flatMap((each) => [...searches].map((search) => (search === "" ? each : `${each}?${search}`)));
}

test("through HTTP, no answer to any role has anything of the other office in it, whatever is asked for by id, word or address", async () => {
  let asked = 0;
  let answered = 0;
  const seenOwn = new Set<string>();
  for (const { who, from, at, actor } of lookers())
    for (const route of routes.filter(({ method }) => method === "get")) {
      const own = { "x-office": from.here.office };
      for (const address of addressesOf(route, at)) {
        const { status, body } = await ask(actor, address, { headers: own });
        asked += 1;
        if (status === 200) answered += 1;
        assert.ok(status < 500, `${who}: ${address} answers ${status}`);
        const path = decodeURIComponent(address);
        const found = at.secrets.filter(
          (secret) => body.includes(secret) && !(path.includes(secret) && status !== 200),
        );
        assert.deepEqual(
          found,
          [],
          `${who}: GET ${path} shows something of ${at.here.office}: ${body.slice(0, 300)}`,
        );
      }
      // The same with one's own ids: were nothing shown there either, the above would say nothing.
      for (const address of addressesOf(route, from)) {
        const { status, body } = await ask(actor, address, { headers: own });
        assert.ok(status < 500, `${who}: ${address} answers ${status}`);
        if (status === 200 && from.secrets.some((secret) => body.includes(secret))) seenOwn.add(route.path);
      }
      if (["anyone", "account"].includes(route.who)) continue; // of no office
      if (who.startsWith("both")) continue; // holds a post in the other office, and so may ask there
      for (const address of addressesOf(route, at)) {
        for (const [place, headers] of [
          [address, { "x-office": at.here.office }],
          [`${address}${address.includes("?") ? "&" : "?"}office=${at.here.office}`, {}],
        ] as const) {
          const { status, body } = await ask(actor, place, { headers });
          asked += 1;
          assert.equal(status, 403, `${who}: GET ${place} in the name of ${at.here.office}`);
          assert.equal((JSON.parse(body) as { code: string }).code, "no-post");
        }
      }
    }
  assert.ok(asked > 1000 && answered > 100, `${asked} asked, ${answered} answered`);
  console.log(`isolation over HTTP: ${asked} requests, ${answered} of them answered 200`);
  const blind = routes
    .filter(({ method, who, path }) => method === "get" && who !== "anyone" && !seenOwn.has(path))
    .map(({ path }) => path);
  assert.deepEqual(blind.toSorted(), showNobody);
});

/** Routes that name nobody and nothing: figures, texts, and that something has changed. */
const showNobody = [
  "/api/installation",
  "/api/me/account", // only oneself
  "/api/rights",
  "/api/standards",
  "/api/standards/compare",
  "/api/events",
  "/api/would-settle",
  "/api/import/progress",
  "/api/kept",
  "/api/indicators",
  "/api/indicators/matrix",
  "/api/reports",
  "/api/reports/document",
].toSorted();

test("through HTTP, nothing can be written in the other office's name", async () => {
  let asked = 0;
  for (const { who, at, actor } of lookers().filter((each) => !each.who.startsWith("both")))
    for (const route of routes.filter(
      ({ method, who: whom }) => method !== "get" && !["anyone", "account"].includes(whom),
    ))
      for (const address of addressesOf(route, at)) {
        const { status } = await ask(actor, address, {
          method: route.method.toUpperCase(),
          headers: { "x-office": at.here.office, "content-type": "application/json" },
          body: "[]",
        });
        assert.equal(status, 403, `${who}: ${route.method} ${address}`);
        asked += 1;
      }
  assert.ok(asked > 30, `${asked} asked`);
});

/** Of a test office's parts the actors, each as the account that it is. */
function accountIn(part: unknown): { account: string }[] {
  return typeof part === "object" && part !== null && "account" in part && typeof part.account === "string"
    ? [{ account: part.account }]
    : [];
}

/** For each command an input that reaches for what is the other office's. */
const reaching: Record<string, (at: Filled) => unknown[]> = {
  "record.make": ({ alone, patient }) =>
    [alone, patient].flatMap((id) =>
      ["visit", "check-in"].map((kind) => ({ record: newId(), kind, about: [id], on: "2021-03-01" })),
    ),
  "record.strike": ({ visit, checkIn }) => [visit, checkIn].map((record) => ({ record, reason: "x" })),
  // There is nothing of another office's that it could name.
  "notification.add": () => [],
  "notification.remove": ({ channel }) => [{ channel }],
  "duty.excuse": ({ alone, patient }) =>
    [alone, patient].map((subject) => ({ record: newId(), subject, reason: "x", until: "2021-12-01" })),
  "duty.decline": ({ alone }) => [
    { record: newId(), subject: alone, promise: "small/weekly", reason: "x", until: "2021-12-01" },
  ],
  "register.enter": ({ household }) => [{ subject: newId(), kind: "person", name: "甲", household }],
  "register.change": ({ alone, patient }) =>
    [alone, patient].map((subject) => ({ subject, fact: "livesAlone", value: false })),
  "register.import": ({ import: imported }) => [
    {
      import: imported,
      kind: "person",
      file: "x.xlsx",
      rows: [{ row: 2, id: newId(), code: null, name: "甲", household: "nobody", since: null, facts: {} }],
      rejected: [],
    },
  ],
  "register.import-records": ({ import: imported, alone }) => [
    {
      import: imported,
      file: "x.xlsx",
      rows: [{ row: 2, record: newId(), kind: "visit", about: alone, on: "2021-03-01" }],
      rejected: [],
    },
  ],
  "register.import-cases": ({ import: imported, alone }) => [
    {
      import: imported,
      file: "x.xlsx",
      rows: [
        {
          row: 2,
          case: newId(),
          procedure: "small/repair",
          about: alone,
          opened: "2021-03-01",
          fields: { what: "x" },
        },
      ],
      rejected: [],
    },
  ],
  "contact.set": ({ alone }) => [{ contact: newId(), subject: alone, name: "甲", relation: "邻居" }],
  "contact.end": ({ contact }) => [{ contact }],
  // Whatever is asked is asked of one's own office; what nobody may ask by is refused.
  "journal.export": () => [],
  "register.export": () => [{ when: "mentalCare", count: 1 }],
  "register.undo-import": ({ import: imported }) => [{ import: imported, reason: "x" }],
  "register.merge": ({ alone, patient }) => [{ merge: newId(), survivor: alone, other: patient }],
  "register.unmerge": ({ merged }) => [{ merge: merged, reason: "x" }],
  "person.move": ({ alone, household }) => [
    { person: alone, household },
    { person: alone, household: newId(), enter: {} },
  ],
  "person.erase": ({ patient }) => [{ person: patient, ground: "not-needed" }],
  "person.erase-refuse": ({ patient }) => [{ person: patient, article: "x", reason: "x" }],
  "rights.give-code": ({ patient }) => [{ code: newId(), person: patient, digest: "ab".repeat(32) }],
  "rights.end-code": ({ look }) => [{ code: look }],
  "rights.open": ({ look }) => [{ code: look }],
  "rights.ask": ({ look }) => [{ request: newId(), code: look, what: "erasure", words: "x" }],
  "rights.answer": ({ request }) => [{ request, outcome: "granted", reason: "x" }],
  "person.die": ({ patient }) => [{ person: patient }],
  "household.split": ({ household, alone }) => [
    { household, members: [alone], head: alone, into: newId(), enter: {} },
  ],
  "household.merge": ({ household }) => [{ household, other: household }],
  "case.open": ({ alone, patient }) =>
    [alone, patient].flatMap((id) =>
      ["small/repair", "small/care-plan"].map((procedure) => ({
        case: newId(),
        procedure,
        about: [id],
        fields: procedure === "small/repair" ? { what: "x" } : {},
      })),
    ),
  "case.move": ({ repair, plan }) => [
    { case: repair, stage: "mend", move: "done" },
    { case: plan, move: "agreed" },
  ],
  "case.fill": ({ repair, plan }) => [repair, plan].map((id) => ({ case: id, fields: { note: "x" } })),
  "case.extend": ({ repair, plan }) => [repair, plan].map((id) => ({ case: id, reason: "x" })),
  "case.reopen": ({ repair, plan }) => [repair, plan].map((id) => ({ case: id, reason: "x" })),
  "record.read": ({ alone, patient }) =>
    [alone, patient].map((subject) => ({ subject, kinds: ["check-in"] })),
  "case.read": ({ repair, plan }) => [repair, plan].map((id) => ({ case: id })),
  "fact.open": ({ patient }) =>
    ["mentalCare", "phone"].map((fact) => ({ subject: patient, fact, purpose: "x" })),
  // A period names nobody's: one's own office has issued this one too, and what it issued is all it can meet.
  "report.issue": () => [{ report: "small/monthly", period: "2021-01" }],
  "report.correct": () => [{ report: "small/monthly", period: "2021-03", reason: "x" }],
  "office.open": () => [{ title: { zh: "第三社区" } }],
  "account.give-password": ({ here }) => Object.values(here).flatMap(accountIn),
  "account.remove-second-factor": ({ here }) => Object.values(here).flatMap(accountIn),
  "account.ask-recovery": () => [{}],
  "account.confirm-recovery": ({ here }) => Object.values(here).flatMap(accountIn),
  "account.close": ({ here }) => Object.values(here).flatMap(accountIn),
  "post.give": ({ here }) =>
    ["secretary", "worker"].flatMap((role) => [
      { post: newId(), account: { id: here.worker.account, username: `u-${newId()}`, name: "甲" }, role },
      { post: newId(), account: { id: newId(), username: `${here.office}-worker`, name: "甲" }, role },
    ]),
  "post.end": ({ post }) => [{ post, from: day }],
  "post.hand-over": ({ here, post }) => [
    {
      account: here.worker.account,
      to: here.secretary.account,
      from: day,
      posts: [{ post, next: newId() }],
    },
  ],
  "leave.begin": ({ here, post }) => [
    {
      leave: newId(),
      account: here.worker.account,
      from: day,
      until: day,
      standIns: [{ post, account: here.secretary.account }],
    },
  ],
  "leave.end": ({ leave }) => [{ leave, back: day }],
  // Names nothing of anybody: what is wrong with it is its range.
  // Letting the other office act here is one's own to do; in a case of theirs it is not.
  "grant.give": ({ repair, plan }) =>
    [repair, plan].map((id) => ({ grant: newId(), to: "third", role: "health-centre", case: id })),
  "grant.end": ({ grant }) => [{ grant, from: day }],
  "calendar.announce": () => [
    {
      year: 2027,
      holidays: [{ first: "2027-01-03", last: "2027-01-01" }],
      makeUpWorkdays: [],
      notice: "x",
    },
  ],
  "standard.adopt": () => [
    {
      document: { standard: "other", version: "1", title: { zh: "另一个" }, effective: "2021-01-01" },
      from: "2021-01-01",
    },
  ],
  "standard.tune": () => [{ standard: "small", from: "2021-03-25", parameters: { often: "P30D" } }],
};

test("a command that reaches for what is the other office's is refused to every role, and leaves nothing behind", async () => {
  assert.deepEqual(Object.keys(reaching).toSorted(), [...commands.keys()].toSorted());
  const before = await Promise.all([first, second].map(({ here }) => wholeOffice(here.keeper, here.office)));
  let tried = 0;
  for (const { who, from, at, actor } of lookers())
    for (const [name, inputs] of Object.entries(reaching))
      for (const input of inputs(at)) {
        const body = JSON.stringify({ id: newId(), name, at: noon(day).toISOString(), input });
        const answer = await ask(actor, "/api/commands", {
          method: "POST",
          headers: { "x-office": from.here.office, "content-type": "application/json" },
          body,
        });
        assert.equal(answer.status, 409, `${who}: ${name} ${answer.body}`);
        // Who may not give it at all is told so, and hears nothing of what it is about.
        const spec = commands.get(name);
        assert.ok(spec);
        // That the office is open already is said before all else.
        if (!mayGive(spec, actor, from.rules.roles) && name !== "office.open")
          assert.match(answer.body, /"code":"not-allowed"/, `${who}: ${name} ${answer.body}`);
        assert.deepEqual(
          at.secrets.filter((secret) => answer.body.includes(secret)),
          [],
          `${who}: ${name} ${answer.body}`,
        );
        tried += 1;
      }
  assert.ok(tried > 100, `${tried} tried`);
  for (const { from, at, actor } of lookers())
    for (const subject of [at.alone, at.patient]) {
      const { status } = await ask(actor, `/api/facts/${subject}/mentalCare`, {
        method: "POST",
        headers: { "x-office": from.here.office, "content-type": "application/json" },
        body: '{"purpose":"x"}',
      });
      assert.equal(status, 403);
    }
  assert.deepEqual(
    await Promise.all([first, second].map(({ here }) => wholeOffice(here.keeper, here.office))),
    before,
  );
});

test("a ledger with codes of the other office's people finds nobody it knows", async () => {
  const form = new FormData();
  form.set("kind", "person");
  form.set("file", new File([`编号,姓名,网格\nsecond-甲,新来的,东网格\n`], "a.csv"));
  const { status, body } = await ask(first.here.secretary, "/api/import/preview", {
    method: "POST",
    headers: { "x-office": "first" },
    body: form,
  });
  assert.equal(status, 200, body);
  const { new: entered, changed, same } = JSON.parse(body) as Record<string, number>;
  assert.deepEqual([entered, changed, same], [1, 0, 0]);
});

test("nobody hears of what is written in the other office", async () => {
  const response = await app.request("http://127.0.0.1/api/events", {
    headers: { "x-test-account": first.here.worker.account, "x-office": "first" },
  });
  assert.ok(response.body !== null);
  const reader = response.body.getReader();
  const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
  assert.match(await next(), /event: clock/);
  await must(
    second.here,
    second.here.worker,
    "register.change",
    { subject: second.alone, fact: "livesAlone", value: true },
    day,
  );
  await must(
    first.here,
    first.here.worker,
    "register.change",
    { subject: first.alone, fact: "livesAlone", value: true },
    day,
  );
  const [head] = await asEngine(first, (tx) =>
    tx.rows<{ length: number }>("select length from journal_head where office = 'first'"),
  );
  assert.match(await next(), new RegExp(`event: change\\ndata: {"number":${head?.length}}`));
  await reader.cancel();
});

test("whoever stops listening leaves nothing running", async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const { changes } = first.here.keeper;
  await ask(first.here.worker, "/api/me");
  const [before, listening] = [timers(), changes.listenerCount("written")];
  await ask(first.here.worker, "/api/events");
  for (let tries = 0; timers() > before && tries < 100; tries++) await new Promise(setImmediate);
  assert.equal(changes.listenerCount("written"), listening);
  assert.ok(timers() <= before, "a server that stops would wait for this timer");
});

test("inside one office, what is guarded reaches no role that does not act on it, by any address", async () => {
  let asked = 0;
  for (const filled of [first, second])
    for (const [role, actor] of Object.entries(filled.actors)) {
      let told = 0;
      for (const route of routes.filter(({ method }) => method === "get"))
        for (const address of addressesOf(route, filled)) {
          const { status, body } = await ask(actor, address, { headers: { "x-office": filled.here.office } });
          if (status !== 200) continue;
          asked += 1;
          if (body.includes(`${filled.word}平稳`)) told += 1;
          assert.ok(
            !body.includes("0734555"),
            `${role}: ${address} tells a telephone number that nobody is shown`,
          );
          if (role === "health-centre")
            assert.ok(!body.includes(filled.contact), `${address} tells another body whom to ring up`);
          if (role !== "health-centre")
            for (const hidden of [filled.checkIn, filled.plan])
              assert.ok(
                !body.includes(hidden) || address.startsWith("/api/journal/export"),
                `${role}: ${address} names a guarded record or case`,
              );
        }
      assert.equal(
        told > 0,
        role === "health-centre",
        `${role} is told ${told} times what the check-in says`,
      );
      const why = await ask(actor, `/api/why?subject=${filled.patient}&promise=small%2Fcare`, {
        headers: { "x-office": filled.here.office },
      });
      assert.equal(why.status, role === "health-centre" ? 200 : 404);
      const journal = await ask(actor, `/api/journal?subject=${filled.patient}`, {
        headers: { "x-office": filled.here.office },
      });
      assert.equal(
        journal.body.includes("A guarded record"),
        false,
        `${role}: the journal of one person tells that there is something guarded about them`,
      );
    }
  assert.ok(asked > 100, `${asked} asked`);
});

test("to export the journal leaves an entry of who did, which is in the file; whoever may not leaves none", async () => {
  const { here } = first;
  const headers = { "x-office": here.office };
  const latest = async () => {
    const { body } = await ask(here.secretary, "/api/journal", { headers });
    return (JSON.parse(body) as { entries: { number: number; kind: string }[] }).entries[0];
  };
  const before = await latest();
  const refused = await ask(here.worker, "/api/journal/export", { headers });
  assert.equal(refused.status, 403);
  assert.deepEqual(await latest(), before);
  const { status, body } = await ask(here.secretary, "/api/journal/export", { headers });
  assert.equal(status, 200);
  const kept = await latest();
  assert.deepEqual([kept?.kind, kept?.number], ["journal-exported", (before?.number ?? 0) + 1]);
  assert.match(body.trim().split("\n").at(-1) ?? "", new RegExp(`"length":${kept?.number}\\b`));
});
