import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "#basics/id.ts";
import { startEmbedded } from "#database/embedded/embedded.ts";
import type { Connection } from "#database/embedded/embedded.ts";
import { openDatabase } from "#database/open.ts";
import { keeperOf } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";
import { onlyMasterKey } from "#record/master-key.ts";
import { installation, perform } from "#record/perform.ts";
import type { Actor } from "#record/perform.ts";
import { readStandard } from "#standard/read.ts";

/** A PostgreSQL of its own in a temporary folder, flushed to disk at every commit like the office's own. */
export interface BenchServer {
  folder: string;
  keeper: Keeper;
  /** As the owner, for what the bare side does: no row level security. */
  owner: Connection;
  stop(): Promise<void>;
}

export async function benchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), "wellside-bench-"));
  await chmod(folder, 0o711); // the server may run as another user
  const embedded = await startEmbedded({ folder });
  const database = await openDatabase(embedded.connection);
  return {
    folder,
    keeper: keeperOf(database, onlyMasterKey(benchKey)),
    owner: embedded.connection,
    async stop() {
      await database.close();
      await embedded.stop();
      // Where the database's user cannot enter the folder, the data is elsewhere.
      await rm(join(embedded.dataFolder, ".."), { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const benchKey = Buffer.alloc(32, 7);

export interface BenchOffice {
  id: string;
  worker: Actor;
  secretary: Actor;
  /** Its people, each over seventy and living alone: owed a call or a visit every seven days. */
  people: string[];
}

/** When the office of the bench begins; its people are entered at noon. */
export const opening = "2021-11-01";

export function noon(day: string): Date {
  return new Date(`${day}T12:00:00+08:00`);
}

/** Read once: some measurements open sixty offices. */
let standard: ReturnType<typeof readStandard> | undefined;

/** An office under the standard in standards/five-hearts, its people entered through the product. */
export async function benchOffice(keeper: Keeper, id: string, people: number): Promise<BenchOffice> {
  standard ??= readStandard(join(import.meta.dirname, "../standards/five-hearts"));
  const { document, faults } = await standard;
  if (document === undefined) throw new Error(JSON.stringify(faults[0]));
  await give(keeper, id, installation, "office.open", { title: { zh: `${id}社区` }, areas });
  await give(keeper, id, installation, "standard.adopt", { document, from: "2021-01-01" });
  const actor = async (role: string): Promise<Actor> => {
    const account = { id: newId(), username: `${id}-${role}`, name: `${role}甲`, demonstration: true };
    await give(keeper, id, installation, "post.give", { post: newId(), account, role });
    return { account: account.id, roles: [role] };
  };
  const [secretary, worker] = [await actor("secretary"), await actor("worker")];
  const ids = Array.from({ length: people }, () => newId());
  for (let from = 0; from < people; from += 250)
    await Promise.all(
      ids.slice(from, from + 250).map((subject, place) =>
        give(keeper, id, worker, "register.enter", {
          subject,
          kind: "person",
          name: `刘兰香${from + place}`,
          facts: { ...elder, area: areas[place % areas.length]?.id },
        }),
      ),
    );
  return { id, worker, secretary, people: ids };
}

export const areas = Array.from({ length: 12 }, (_, place) => ({
  id: `grid-${place + 1}`,
  title: { zh: `第${place + 1}网格` },
}));

const elder = {
  birthDate: "1945-03-12",
  sex: "female",
  residence: "resident",
  livesAlone: true,
  smartphone: true,
  address: "井台路12号3栋2单元501",
};

/** One command, and nothing for an answer but that it was applied. */
export async function give(
  keeper: Keeper,
  office: string,
  actor: Actor,
  name: string,
  input: unknown,
  day = opening,
): Promise<void> {
  const now = noon(day);
  const [answer] = await perform(
    keeper,
    office,
    actor,
    [{ id: newId(), name, at: now.toISOString(), input }],
    now,
  );
  if (answer?.status !== "applied") throw new Error(`${name}: ${JSON.stringify(answer)}`);
}

/** One visit of one of the office's people, in the office's own words. */
export async function visit(keeper: Keeper, office: BenchOffice, person: number, day: string): Promise<void> {
  const about = office.people[person];
  if (about === undefined) throw new Error("nobody there");
  const fields = { summary: "身体好，血压平稳，家里暖和，想买一台小风扇。" };
  await give(
    keeper,
    office.id,
    office.worker,
    "record.make",
    { record: newId(), kind: "visit", about: [about], on: day, fields },
    day,
  );
}
