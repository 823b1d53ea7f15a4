import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, mock, test } from "node:test";
import { z } from "zod";
import { newId } from "#basics/id.ts";
import { chanceFrom } from "#basics/chance.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { drawReport } from "#publish/report.ts";
import { WorkingClock } from "#record/clock.ts";
import { installation } from "#record/perform.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import type { TestOffice } from "#record/test-office.ts";
import { commands } from "#work/commands.ts";
import { httpApp } from "./app.ts";
import { signInForTests } from "./for-tests.ts";
import { routes } from "./routes.ts";
import { Inputs, written, writtenText } from "./test-inputs.ts";
import type { Recipe, Schema } from "./test-inputs.ts";

// Every command and every address, called with what fits its own schema and with what does not, as every role. Whatever is
// sent: no 5xx, nothing of what is inside in an answer, a refusal is a sentence in both languages, and leaves nothing behind.
// A short round goes along with all tests; `npm run fuzz -- --rounds 50 --seed 7` goes on for as long as is wished.

const seed = Number(process.env["WELLSIDE_FUZZ_SEED"] ?? Date.now() % 1_000_000);
const rounds = Number(process.env["WELLSIDE_FUZZ_ROUNDS"] ?? 3);
/** Without a number of rounds: no new one is begun after so long. */
const enough = process.env["WELLSIDE_FUZZ_ROUNDS"] === undefined ? 12_000 : Infinity;
/** A call takes some milliseconds; a standard is checked in half a second, on a machine with much else to do in several. */
const longest = 20_000;
/** Of a long text of 1 MB, what is read and written of it, and a standard in a thread of its own. */
const mostMemory = 1_500 * 1024 * 1024;

const day = "2021-03-20";
const corpus = join(import.meta.dirname, "fuzz-corpus");

/** One call, as it is kept in the corpus. */
interface Call {
  method: string;
  path: string;
  role: string;
  query?: Record<string, string>;
  body?: Recipe;
  /** Of a form with a file: what else stands in it, and the text of the file. */
  form?: Record<string, string>;
  file?: string;
}

let here: TestOffice;
let clock: WorkingClock;
let app: ReturnType<typeof httpApp>;
const accounts: Record<string, string> = { stranger: newId() };
const ids: Record<string, string> = {};

before(async () => {
  here = await testOffice("first");
  here.keeper.drawReport = drawReport;
  for (const [role, { account }] of Object.entries({
    secretary: here.secretary,
    worker: here.worker,
    "health-centre": here.healthCentre,
  }))
    accounts[role] = account;
  for (const role of ["supervisor", "auditor"]) {
    const account = { id: newId(), username: role, name: role, demonstration: true };
    await here.must(installation, "post.give", { post: newId(), account, role });
    accounts[role] = account.id;
  }
  Object.assign(ids, accounts);
  ids["household"] = newId();
  await here.must(here.worker, "register.enter", {
    subject: ids["household"],
    kind: "household",
    code: "H",
    name: "甲户",
  });
  ids["alone"] = await here.enter("甲", { livesAlone: true, area: "east", address: "井台巷" });
  ids["patient"] = await here.enter("乙", { livesAlone: true, mentalCare: true, phone: "07345550101" });
  for (const each of ["visit", "repair", "plan", "contact", "channel", "leave"]) ids[each] = newId();
  await here.must(here.worker, "record.make", {
    record: ids["visit"],
    kind: "visit",
    about: [ids["alone"]],
    on: "2021-01-01",
  });
  await here.must(here.worker, "case.open", {
    case: ids["repair"],
    procedure: "small/repair",
    about: [ids["alone"]],
    fields: { what: "灯" },
  });
  await here.must(here.healthCentre, "case.open", {
    case: ids["plan"],
    procedure: "small/care-plan",
    about: [ids["patient"]],
    fields: { ground: "高龄", note: "平稳" },
  });
  await here.must(here.secretary, "notification.add", {
    channel: ids["channel"],
    title: "群",
    kind: "wecom",
    to: "https://robot.example/first",
    at: "08:00",
  });
  clock = new WorkingClock(here.keeper.database.app);
  await clock.demonstrate(noon(day));
  app = httpApp(
    {
      keeper: here.keeper,
      clock,
      signIn: signInForTests("by header"),
      authority: null,
      backups: null,
      mail: undefined,
    },
    () => true,
  );
});
after(async () => {
  await clock.stop();
  await here.keeper.database.close();
});

/** What is worth asking for, by the name of the place in a command or an address. */
const known: Record<string, string[]> = {
  "": ["甲", "x", "井台巷", "small/weekly", "visit", "2021-03"],
  id: ["$alone", "$patient", "$household", "$visit", "$repair", "$plan", "$new", "$worker"],
  kind: ["person", "household", "visit", "check-in"],
  subject: ["$alone", "$patient", "$household"],
  about: ["$alone", "$patient"],
  person: ["$alone", "$patient"],
  case: ["$repair", "$plan", "$new"],
  record: ["$new", "$visit"],
  procedure: ["small/repair", "small/care-plan"],
  promise: ["small/weekly", "small/care"],
  fact: ["livesAlone", "mentalCare", "phone", "address"],
  on: ["2021-03-01", day],
  from: [day, "2021-04-01"],
  until: ["2021-04-01", "2021-12-01"],
  back: [day],
  report: ["small/monthly"],
  period: ["2021-01", "2021-02", "2021-Q1"],
  month: ["2021-01", "2021-03"],
  indicator: ["small/people"],
  group: ["area=east"],
  role: ["worker", "health-centre", "secretary"],
  area: ["east"],
  standard: ["small"],
  when: ["livesAlone", "", "age > 60"],
  of: ["person", "household"],
  columns: ["area,owed,last.visit,household.size"],
  move: ["begin", "done", "agreed"],
  stage: ["mend", "plan"],
  line: ["small/elders"],
  after: ["0_00000000-0000-4000-a000-000000000000", "1_x"],
  before: ["1000", "1"],
  offset: ["0", "9007199254740991"],
  year: ["2027"],
  show: ["open", "ended"],
  office: ["first", "true"],
  progress: ["true", "false"],
  account: ["$worker", "$secretary"],
};

/** For every address that takes a body one that it takes. */
const bodies: Record<string, Recipe[]> = {
  "/api/me/password": [{ old: "an-old-password", to: "well-bucket-rope-91" }],
  "/api/me/sessions/end": [{ session: "$new" }, {}],
  "/api/demonstration/set-back": [{}],
  "/api/notifications/try": [{ channel: "$new" }],
  "/api/recovery/confirm": [{ code: "aaaa-bbbb-cccc" }],
  "/api/standards/check": [
    { files: [{ name: "wells/standard.yaml", text: "standard: wells\n" }] },
    { files: [{ name: "standard.yaml", text: 'standard: wells\nversion: "1"\ntitle: { zh: 井 }\n' }] },
  ],
  "/api/standards/weigh": [
    { standard: "small", parameters: { often: "P10D" } },
    { document: smallStandard as unknown as Recipe },
  ],
  "/api/ask/export": [{ of: "person", when: "livesAlone", by: "area", show: ["area"], language: "zh" }],
  "/api/facts/:subject/:fact": [{ purpose: "x" }],
  "/api/commands": [{ id: "$new", name: "duty.excuse", at: "2021-03-20T12:00:00+08:00", input: {} }],
};
const forms: Record<string, Record<string, string>> = {
  "/rights/:office": { code: "aaaa-bbbb-cccc", language: "zh", do: "ask", what: "copy", words: "甲" },
};
const uploads = ["/api/import", "/api/import/preview"];
/** Pages for anybody's browser, and so are their refusals. */
const pages = ["/open/", "/rights/"];

/** A call of each command and each address, right or spoiled. */
function* round(inputs: Inputs): Generator<Call> {
  const role = () =>
    inputs.of(["secretary", "secretary", "secretary", "secretary", ...Object.keys(accounts), "nobody"]);
  const perhaps = (right: Recipe) => {
    let recipe = right;
    for (let left = inputs.of([0, 1, 1, 2]); left > 0; left--) recipe = inputs.spoiled(recipe);
    return recipe;
  };
  for (const { name, input } of commands.values()) {
    const right =
      name === "standard.adopt"
        ? { document: { ...smallStandard, version: inputs.of(["2", "3"]) } as unknown as Recipe, from: day }
        : inputs.right(schemaOf(input));
    const command = { id: "$new", name, at: "2021-03-20T12:00:00+08:00", input: perhaps(right) };
    const body = inputs.chance() < 0.1 ? inputs.spoiled(command) : command;
    yield { method: "POST", path: "/api/commands", role: role(), body };
  }
  for (const { method, path, query } of routes) {
    const text = (name: string): string => {
      const given = perhaps(inputs.of(known[name] ?? known["id"] ?? []));
      return asText(given);
    };
    const place = path.replaceAll(/:(\w+)/g, (_, name: string) => `{${text(name)}}`);
    const call: Call = { method: method.toUpperCase(), path: place, role: role() };
    if (query !== undefined)
      call.query = Object.fromEntries(
        Object.entries(schemaOf(query).properties ?? {}).flatMap(([name, inner]) => {
          if (inputs.chance() < 0.3) return [];
          const choices = typeof inner === "object" ? inner.enum : undefined;
          return [
            [name, choices === undefined || inputs.chance() < 0.2 ? text(name) : asText(inputs.of(choices))],
          ];
        }),
      );
    const body = method === "post" ? bodies[path] : undefined;
    if (body !== undefined) call.body = perhaps(inputs.of(body));
    const form = method === "post" ? forms[path] : undefined;
    if (form !== undefined)
      call.form = Object.fromEntries(
        Object.entries(form).map(([name, value]) => [
          name,
          inputs.chance() < 0.6 ? value : asText(perhaps(value)),
        ]),
      );
    if (uploads.includes(path)) {
      call.form = { kind: "person" };
      for (const [name, value] of Object.entries({
        columns: "{}",
        choices: "{}",
        year: "2021",
        record: "visit",
      }))
        if (inputs.chance() < 0.3) call.form[name] = asText(perhaps(value));
      call.file = ledger(inputs);
    }
    yield call;
  }
}

/** What stands for something stands for it only where it is all of a text. */
function asText(recipe: Recipe): string {
  return typeof recipe === "string" ? recipe : JSON.stringify(recipe).replaceAll('"$', '"');
}

/** A few rows of a ledger with traps in its cells. */
function ledger(inputs: Inputs): string {
  const cell = () => {
    return `"${asText(inputs.spoiled("甲")).replaceAll('"', '""')}"`;
  };
  const rows = Array.from({ length: 4 }, (_, at) => [`N-${at}`, cell(), cell(), cell(), "是"].join(","));
  return ["编号,姓名,户编号,住址,独居", ...rows].join("\n");
}

const schemas = new WeakMap<z.ZodType, Exclude<Schema, boolean>>();

function schemaOf(shape: z.ZodType): Exclude<Schema, boolean> {
  const made =
    schemas.get(shape) ??
    (z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Exclude<Schema, boolean>);
  schemas.set(shape, made);
  return made;
}

/** What an answer must never have in it: a place in the program, the words of the database, of the engine or of a library. */
const inside =
  /node_modules|\/src\/|\.ts:\d|\b(Type|Range|Syntax|Reference|Zod)Error\b|call stack|violates|syntax error|invalid input syntax|invalid byte|relation \\?"|duplicate key|unterminated|out of range for|Cannot read prop/i;

const bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const refusal = z.object({ code: z.string().min(1), say: bilingual });
const answers = z.object({
  answers: z.array(
    z.union([
      z.object({ status: z.enum(["applied", "already"]) }),
      refusal.extend({ status: z.literal("refused") }),
      z.object({ status: z.literal("malformed"), faults: z.array(z.object({ say: bilingual })).min(1) }),
    ]),
  ),
});

/** Makes the call; resolves with what is wrong with the answer. */
async function wrongWith(call: Call, chance: () => number): Promise<string | undefined> {
  const text = (value: string) => writtenText(value, ids, chance);
  const path = call.path.replaceAll(/\{([^/]*?)\}/g, (_, value: string) =>
    encodeURIComponent(text(value).toWellFormed()),
  );
  const query = new URLSearchParams(
    Object.entries(call.query ?? {}).map(([name, value]) => [name, text(value)]),
  );
  const headers: Record<string, string> = {};
  const account = accounts[call.role];
  if (account !== undefined) headers["x-test-account"] = account;
  let body: string | FormData | null = null;
  if (call.body !== undefined) {
    headers["content-type"] = "application/json";
    body = written(call.body, ids, chance);
  } else if (call.form !== undefined) {
    body = new FormData();
    for (const [name, value] of Object.entries(call.form ?? {})) body.set(name, text(value));
    if (call.file !== undefined) body.set("file", new File([call.file], "名册.csv"));
  }
  const logged = mock.method(console, "error", () => {});
  const [length, began] = [await journalLength(), performance.now()];
  try {
    const response = await app.request(`http://127.0.0.1${path}?${query.toString()}`, {
      method: call.method,
      headers,
      body,
    });
    const answer = await readAnswer(response);
    const took = performance.now() - began;
    const { status } = response;
    if (status >= 500)
      return `${status} ${logged.mock.calls.map((each) => each.arguments.join(" ")).join("\n")}`;
    if (inside.test(answer)) return `shows ${inside.exec(answer)?.[0]}: ${answer.slice(0, 300)}`;
    if (took > longest) return `took ${Math.round(took)} ms`;
    const isPage =
      pages.some((each) => path.startsWith(each)) &&
      response.headers.get("content-type")?.startsWith("text/html") === true;
    if (status < 400 || isPage) return undefined;
    if (answer.length > 2_000_000) return `an answer of ${answer.length} letters to what is refused`;
    const shape = call.path === "/api/commands" && (status === 409 || status === 422) ? answers : refusal;
    if (!isShaped(shape, answer)) return `${status} is no sentence in two languages: ${answer.slice(0, 300)}`;
    if ((await journalLength()) !== length && !answer.includes('"applied"'))
      return `${status}, and yet something was written`;
  } finally {
    logged.mock.restore();
  }
  return undefined;
}

/** The whole of it; of one that never ends, its first piece. */
async function readAnswer(response: Response): Promise<string> {
  if (response.headers.get("content-type")?.startsWith("text/event-stream") !== true) return response.text();
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return Buffer.from(first?.value ?? []).toString();
}

function isShaped(shape: z.ZodType, answer: string): boolean {
  try {
    return shape.safeParse(JSON.parse(answer)).success;
  } catch {
    return false;
  }
}

async function journalLength(): Promise<number> {
  const [head] = await scoped(here.keeper.database.app, engineScope("first", null), "read only", (tx) =>
    tx.rows<{ length: number }>("select length from journal_head where office = 'first'"),
  );
  return head?.length ?? 0;
}

test("every address that takes a body is called with one", () => {
  const taking = routes.filter(({ method }) => method === "post").map(({ path }) => path);
  assert.deepEqual([...Object.keys(bodies), ...Object.keys(forms), ...uploads].toSorted(), taking.toSorted());
});

test("what once broke something breaks nothing now", async () => {
  const files = readdirSync(corpus).filter((file) => file.endsWith(".json"));
  assert.ok(files.length > 0);
  for (const file of files) {
    const call = JSON.parse(readFileSync(join(corpus, file), "utf8")) as Call;
    assert.equal(await wrongWith(call, chanceFrom(1)), undefined, file);
  }
});

test("whatever is sent, nothing breaks, nothing of the inside is shown, and what is refused leaves nothing behind", async () => {
  const inputs = new Inputs(seed, known);
  const found = new Map<string, string>();
  const began = performance.now();
  let [called, made, memory] = [0, 0, 0];
  let slowest = { took: 0, what: "" };
  while (made < rounds && (made === 0 || performance.now() - began < enough)) {
    for (const call of round(inputs)) {
      const started = performance.now();
      const wrong = await wrongWith(call, inputs.chance);
      called += 1;
      const took = Math.round(performance.now() - started);
      if (took > slowest.took) slowest = { took, what: JSON.stringify(call).slice(0, 300) };
      memory = Math.max(memory, process.memoryUsage().rss);
      if (wrong === undefined) continue;
      const { name } = (call.body ?? {}) as { name?: Recipe };
      const symptom = wrong.replaceAll(/[0-9a-f]{12}|\d+/g, "…").slice(0, 160);
      found.set(
        `${call.method} ${call.path.slice(0, 40)} ${asText(name ?? null)}: ${symptom}`,
        `${wrong.slice(0, 1200)}\n${JSON.stringify(call).slice(0, 3000)}`,
      );
    }
    made += 1;
    if (enough === Infinity) console.log(`${made} rounds, ${called} calls, broken so far: ${found.size}`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `fuzz: ${called} calls in ${made} rounds, ${seconds} s, ${Math.round(memory / 2 ** 20)} MB, seed ${seed}; slowest ${slowest.took} ms: ${slowest.what}`,
  );
  assert.ok(memory < mostMemory, `${memory} bytes of memory (seed ${seed})`);
  assert.equal(found.size, 0, `seed ${seed}\n${[...found.values()].slice(0, 12).join("\n\n")}`);
});
