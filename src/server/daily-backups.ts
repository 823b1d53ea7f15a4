import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Text } from "#basics/text.ts";
import { backupTo } from "#record/backup.ts";
import { keepErasures } from "#record/erasures.ts";
import { byOneServer } from "#record/by-one-server.ts";
import { BrokenFile, readLineFile, writeLineFile } from "#record/line-file.ts";
import type { JournalLine } from "#record/journal-file.ts";
import type { Keeper } from "#record/keeper.ts";
import type { MasterKeys } from "#record/master-key.ts";
import { NotOpened } from "#record/sealed-bytes.ts";
import { verifyJournal } from "#record/verify.ts";

export interface BackupState {
  folder: string;
  /** false: on the disk of the data, and lost with it. */
  isOnOtherDisk: boolean;
  last: { name: string; at: string; bytes: number } | null;
  /** It is three days since. */
  isOld: boolean;
  /** Why the last try came to nothing. */
  failed: Text | null;
}

/** An office's machine may be off at night, so it is no hour that counts: once a day, whenever it is on. */
const every = 20 * 3_600_000;
const lookEvery = 600_000;
const oldAfter = 72 * 3_600_000;

/** A backup a day into a folder, each read back and verified; of the older ones a week of days and two years of months stay. */
export class DailyBackups {
  readonly #keeper: Keeper;
  readonly #folder: string;
  readonly #dataFolder: string;
  #failed: Text | null = null;
  #running: Promise<void> | undefined;

  constructor(keeper: Keeper, { folder, dataFolder }: { folder: string; dataFolder: string }) {
    this.#keeper = keeper;
    this.#folder = folder;
    this.#dataFolder = dataFolder;
  }

  /** Looks now and then whether a day has gone by. Returns what ends it. */
  start(): () => Promise<void> {
    const look = () => {
      this.#running ??= this.look(new Date()).finally(() => (this.#running = undefined));
    };
    const timer = setInterval(look, lookEvery);
    look();
    // At once: a machine lost tonight must not bring back who was erased this afternoon.
    const erased = () => {
      const before = this.#running ?? Promise.resolve();
      this.#running = before.then(() => this.look(new Date())).finally(() => (this.#running = undefined));
    };
    this.#keeper.changes.on("erased", erased);
    return async () => {
      clearInterval(timer);
      this.#keeper.changes.off("erased", erased);
      await this.#running;
    };
  }

  /** Makes a backup if the newest is a day old. Never throws: what went wrong is told to whoever asks for the state. */
  async look(now: Date): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await keepErasures(this.#keeper, this.#folder);
      await byOneServer(this.#keeper, "backup", () => this.#makeIfOld(now));
      this.#failed = null;
    } catch (error) {
      this.#failed = sayFailure(this.#folder, error);
      console.error(error instanceof Error ? error.stack : error);
    }
  }

  async #makeIfOld(now: Date): Promise<void> {
    const newest = (await this.#backups()).at(-1);
    if (newest !== undefined && now.getTime() - timeOf(newest) < every) return;
    const file = join(this.#folder, nameAt(now));
    // Another may be the newest by now; and a key that is no longer in its place is noticed while there is one in memory.
    await this.#keeper.master.reread();
    await backupTo(this.#keeper, (lines) => writeLineFile(file, lines, this.#keeper.master));
    await verifyFile(file, this.#keeper.master);
    for (const name of superfluous(await this.#backups())) await rm(join(this.#folder, name));
  }

  async state(): Promise<BackupState> {
    const name = (await this.#backups().catch(() => [])).at(-1);
    const [here, there] = await Promise.all(
      [this.#folder, this.#dataFolder].map((folder) => stat(folder).catch(() => undefined)),
    );
    return {
      folder: this.#folder,
      isOnOtherDisk: here !== undefined && here.dev !== there?.dev,
      last:
        name === undefined
          ? null
          : {
              name,
              at: new Date(timeOf(name)).toISOString(),
              bytes: (await stat(join(this.#folder, name))).size,
            },
      isOld: name !== undefined && Date.now() - timeOf(name) > oldAfter,
      failed: this.#failed,
    };
  }

  /** The names of the backups there, the oldest first. */
  async #backups(): Promise<string[]> {
    return (await readdir(this.#folder)).filter((name) => pattern.test(name)).toSorted();
  }
}

const pattern = /^wellside-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/;

function nameAt(now: Date): string {
  return `wellside-${now.toISOString().slice(0, 19).replaceAll(":", "")}Z.backup`;
}

function timeOf(name: string): number {
  const [, day, hour, minute, second] = pattern.exec(name) ?? [];
  return Date.parse(`${day}T${hour}:${minute}:${second}Z`);
}

const [daysKept, monthsKept] = [7, 24];

/** Which of these, the oldest first, may go: of the last seven days and of each of the last 24 months the newest stays. */
export function superfluous(names: string[]): string[] {
  const kept = new Set<string>();
  for (const [length, count] of [
    [10, daysKept],
    [7, monthsKept],
  ] as const) {
    const newest = new Map(names.map((name) => [name.slice("wellside-".length).slice(0, length), name]));
    for (const name of [...newest.values()].slice(-count)) kept.add(name);
  }
  return names.filter((name) => !kept.has(name));
}

/** @throws where it is not whole: a disk that is full or failing tells so only when it is read. */
async function verifyFile(file: string, master: MasterKeys): Promise<void> {
  const { fault } = await verifyJournal(readLineFile<JournalLine>(file, file, true, master));
  // An installation without an office has no journal yet.
  if (fault !== null && fault.what !== "not-a-journal") throw new BrokenFile(fault.say);
}

function sayFailure(folder: string, error: unknown): Text {
  if (error instanceof BrokenFile || error instanceof NotOpened) return error.say;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC")
    return {
      zh: `${folder} 所在的盘满了。清出地方，或用 WELLSIDE_BACKUPS 换一个文件夹。`,
      en: `The disk of ${folder} is full. Make room on it, or name another folder by WELLSIDE_BACKUPS.`,
    };
  if (code === "EACCES" || code === "EROFS" || code === "ENOENT" || code === "ENOTDIR")
    return {
      zh: `写不进 ${folder}。看看那块盘是否接好、是否允许写入。`,
      en: `${folder} cannot be written. See whether that disk is connected and may be written to.`,
    };
  return {
    zh: "备份没有做成，原因在服务的日志里。",
    en: "The backup could not be made; the server's log says why.",
  };
}
