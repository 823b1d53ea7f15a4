import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { uuidText } from "#basics/id.ts";
import { isRefused } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { installation, perform } from "#record/perform.ts";
import type { Answer } from "#record/perform.ts";
import { readStandard } from "#standard/read.ts";
import type { Command } from "#work/command.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { importLedger } from "#record/import-ledger.ts";
import type { House } from "./route.ts";

const diaryLine = z.object({
  at: z.string(),
  as: z.string(),
  command: z.string(),
  input: z.record(z.string(), z.unknown()),
});

const text = z.object({ zh: z.string(), en: z.string().optional() });
const sampleFile = z.object({
  clock: z.string(),
  standards: z.array(z.string()),
  offices: z.array(
    z.object({
      id: z.string(),
      title: text,
      areas: z.array(z.object({ id: z.string(), title: text })),
      adopts: z.array(
        z.object({
          standard: z.string(),
          from: z.string(),
          parameters: z.record(z.string(), z.unknown()).default({}),
        }),
      ),
      accounts: z.array(
        z.object({
          username: z.string(),
          name: z.string(),
          demonstration: z.boolean(),
          posts: z.array(z.object({ role: z.string(), area: z.string().optional() })),
        }),
      ),
      imports: z.array(
        z.object({
          file: z.string(),
          kind: z.enum(["person", "unit", "place", "record", "case"]),
          /** Of a ledger of records: their kind. */
          record: z.string().optional(),
          /** Of a ledger of cases: by which they are handled. */
          procedure: z.string().optional(),
          at: z.string(),
          as: z.string(),
        }),
      ),
      diary: z.string().optional(),
      /** What was done after the last ledger came in, as in the diary. */
      afterwards: z.array(diaryLine).default([]),
    }),
  ),
});
type SampleOffice = z.infer<typeof sampleFile>["offices"][number];

/** Local times of the sample are Chinese. */
const offset = "+08:00";

/** How many lines of the diary are performed together. */
const together = 250;

/**
 * Lives through a made-up office's year: its ledgers through the import a user's own take, its diary as the commands its
 * workers gave, each at its own time. Then the demonstration's clock opens.
 */
export async function loadSample(
  house: House,
  standards: string,
  folder: string,
  told: (say: Text) => void,
): Promise<void> {
  const home = join(standards, folder, "sample");
  const sample = sampleFile.parse(parse(await readFile(join(home, "sample.yaml"), "utf8")));
  const documents = new Map<string, unknown>();
  for (const name of sample.standards) {
    const { document, faults } = await readStandard(join(standards, name));
    const mistake = faults.find(({ level }) => level === "mistake");
    if (document === undefined || mistake !== undefined)
      throw new Error(`${mistake?.file}:${mistake?.line}: ${mistake?.say.en ?? mistake?.say.zh}`);
    documents.set(name, document);
  }
  const opens = instantOf(sample.clock);
  // First of all, for by them a next start knows that a sample was begun, should this one be cut off.
  for (const { id, accounts } of sample.offices)
    for (const { posts: _, ...account } of accounts)
      await house.signIn.addAccount({ id: accountId(id, account.username), ...account });
  for (const office of sample.offices) await loadOfficeOf(house, home, office, documents, told);
  await house.clock.demonstrate(opens);
  for (const { id } of sample.offices) await dailyPass(house.keeper, id, opens);
}

async function loadOfficeOf(
  house: House,
  home: string,
  office: SampleOffice,
  documents: Map<string, unknown>,
  told: (say: Text) => void,
): Promise<void> {
  told({ zh: `设立${office.title.zh} …`, en: `opening ${office.title.en ?? office.title.zh} …` });
  const first = new Date(Math.min(...office.imports.map(({ at }) => instantOf(at).getTime())) - 3600_000);
  await must(house, office.id, first, "office.open", { title: office.title, areas: office.areas });
  for (const { standard, from, parameters } of office.adopts)
    await must(house, office.id, first, "standard.adopt", {
      document: documents.get(standard),
      from,
      parameters,
    });

  const accounts = new Map<string, { account: string; roles: string[] }>();
  for (const { username, name, demonstration, posts } of office.accounts) {
    const account = { id: accountId(office.id, username), username, name, demonstration };
    for (const [place, post] of posts.entries())
      await must(house, office.id, first, "post.give", {
        post: idFor(office.id, `post/${username}/${place}`),
        account,
        role: post.role,
        area: post.area ?? null,
      });
    accounts.set(username, { account: account.id, roles: posts.map(({ role }) => role) });
  }
  const actor = (username: string) => {
    const found = accounts.get(username);
    if (found === undefined) throw new Error(`the sample of ${office.id} has no account ${username}`);
    return found;
  };

  // What comes in when the year is nearly over comes in after its diary.
  const opening = office.imports[0]?.at.slice(0, 10);
  const [early, late] = [true, false].map((isEarly) =>
    office.imports.filter(({ at }) => (at.slice(0, 10) === opening) === isEarly),
  );
  for (const ledger of early ?? []) await takeIn(ledger);
  if (office.diary !== undefined) {
    const file = join(home, office.diary);
    const lines = (await readFile(file, "utf8"))
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => diaryLine.parse(JSON.parse(line)));
    await liveThrough(house, office.id, file, lines, actor, told);
  }
  for (const ledger of late ?? []) await takeIn(ledger);
  await liveThrough(house, office.id, `${home}/afterwards`, office.afterwards, actor, told);

  async function takeIn({
    file,
    kind,
    record,
    procedure,
    at,
    as,
  }: SampleOffice["imports"][number]): Promise<void> {
    told({ zh: `导入 ${file} …`, en: `importing ${file} …` });
    const imported = await importLedger({
      keeper: house.keeper,
      office: office.id,
      actor: actor(as),
      now: instantOf(at),
      import: idFor(office.id, `import/${file}`),
      kind,
      ...(record !== undefined && { record }),
      ...(procedure !== undefined && { procedure }),
      file: { name: file, bytes: new Uint8Array(await readFile(join(home, file))) },
    });
    if (isRefused(imported)) applied([{ id: file, status: "refused", ...imported.refused }], file);
  }
}

/** Performs the diary, line by line in its order, several in a transaction. Subjects are named by their codes. */
async function liveThrough(
  house: House,
  office: string,
  file: string,
  lines: z.infer<typeof diaryLine>[],
  actor: (username: string) => { account: string; roles: string[] },
  told: (say: Text) => void,
): Promise<void> {
  const ids = await idsByCode(house, office);
  for (let start = 0; start < lines.length; start += together) {
    if (start % 2000 === 0)
      told({
        zh: `过日子 ${start}/${lines.length} …`,
        en: `living through the diary ${start}/${lines.length} …`,
      });
    const batch = lines.slice(start, start + together).map((line, place) => {
      const where = `${file}:${start + place + 1}`;
      const input = withIds(line.input, ids, office, where);
      const command: Command = {
        id: idFor(office, `${basename(file)}:${start + place + 1}`),
        name: line.command,
        at: instantOf(line.at).toISOString(),
        input,
      };
      return perform(house.keeper, office, actor(line.as), [command], instantOf(line.at)).then((answers) =>
        applied(answers, where),
      );
    });
    await Promise.all(batch);
  }
}

async function idsByCode(house: House, office: string): Promise<Map<string, string>> {
  const rows = await scoped(house.keeper.database.app, engineScope(office, null), "read only", (tx) =>
    tx.rows<{ id: string; code: string }>(
      "select id, code from subject where office = $1 and code is not null",
      [office],
    ),
  );
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** Codes to ids; somebody the diary enters gets an id by their code, for the lines that follow. */
function withIds(
  input: Record<string, unknown>,
  ids: Map<string, string>,
  office: string,
  where: string,
): Record<string, unknown> {
  const idOf = (code: unknown) => {
    const id = ids.get(String(code));
    if (id === undefined) throw new Error(`${where}: nobody has the code ${String(code)}`);
    return id;
  };
  const named = { ...input };
  if (typeof input["code"] === "string") {
    named["subject"] = idFor(office, `subject/${input["code"]}`);
    ids.set(input["code"], String(named["subject"]));
  } else if ("subject" in input) named["subject"] = idOf(input["subject"]);
  if (Array.isArray(input["about"])) named["about"] = input["about"].map(idOf);
  return named;
}

async function must(house: House, office: string, at: Date, name: string, input: unknown): Promise<void> {
  const id = idFor(office, `${name}/${createHash("sha256").update(JSON.stringify(input)).digest("hex")}`);
  applied(
    await perform(house.keeper, office, installation, [{ id, name, at: at.toISOString(), input }], at),
    name,
  );
}

/** A sample that cannot be lived through is broken, not skipped. */
function applied(answers: Answer[], what: string): void {
  for (const answer of answers) {
    if (answer.status === "refused")
      throw new Error(`${what}: ${answer.code} at ${answer.where ?? "?"}: ${answer.say.en ?? answer.say.zh}`);
    if (answer.status === "malformed")
      throw new Error(
        `${what}: ${answer.faults.map(({ path, say }) => `${path}: ${say.en ?? say.zh}`).join("; ")}`,
      );
  }
}

function accountId(office: string, username: string): string {
  return idFor(office, `account/${username}`);
}

function idFor(office: string, what: string): string {
  return uuidText(createHash("sha256").update(`sample/${office}/${what}`).digest(), 8);
}

function instantOf(local: string): Date {
  return new Date(`${local.length === 16 ? `${local}:00` : local}${offset}`);
}

/** The first folder of standards/ that brings a sample office. */
export async function firstSample(standards: string): Promise<string | undefined> {
  for (const name of (await readdir(standards)).sort())
    if ((await readdir(join(standards, name, "sample")).catch((): string[] => [])).includes("sample.yaml"))
      return name;
  return undefined;
}
