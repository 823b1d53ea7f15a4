import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../journeys/demonstration.ts";
import { newFolder } from "../journeys/loaded-sample.ts";

const program = fileURLToPath(new URL("../src/cli/wellside.ts", import.meta.url));

/** The product as an office starts it, `wellside start` in a process of its own, which can be killed and started again. */
export interface Service {
  address: string;
  folder: string;
  keyFile: string;
  /** Resolves when it answers; started already, at once. @throws with what it said, where it ended instead. */
  start(): Promise<void>;
  isAlive(): boolean;
  /** Killed outright: it gets no chance to end anything. */
  kill(): Promise<void>;
  /** The process of its embedded database, that all others of it come from. */
  postmaster(): Promise<number | undefined>;
  /** What it has printed since it was last started. */
  said(): string;
  /** Ended as Ctrl-C ends it, and its data removed. */
  remove(): Promise<void>;
}

export async function newService(
  environment: Record<string, string> = {},
  flags: string[] = [],
  folder?: string,
): Promise<Service> {
  const place = folder ?? (await newFolder("wellside-faults-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let said = "";
  const isAlive = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  return {
    address,
    folder: place,
    keyFile: environment["WELLSIDE_KEY"] ?? join(place, "keys", "master.key"),
    isAlive,
    said: () => said,
    async start() {
      if (!isAlive()) {
        said = "";
        child = spawn(process.execPath, [program, "start", ...flags], {
          env: {
            ...process.env,
            WELLSIDE_DATA: place,
            PORT: String(port),
            WELLSIDE_SAMPLE: "none",
            // Most of a start is reading the program, and here there are hundreds of starts: 0.8 s of computing instead of 1.4.
            NODE_COMPILE_CACHE: join(tmpdir(), "wellside-compiled"),
            ...environment,
          },
          stdio: ["ignore", "pipe", "pipe"],
        });
        for (const stream of [child.stdout, child.stderr])
          stream?.on("data", (piece: Buffer) => (said += piece.toString()));
      }
      for (let tries = 0; !(await answers(address)); tries++) {
        if (!isAlive() || tries > 3600) throw new Error(`the service does not answer:\n${said}`);
        await pause(50);
      }
    },
    async kill() {
      if (child === undefined || !isAlive()) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    postmaster: async () => {
      const home = await postgresHome(place);
      const text = await readFile(join(home, "data", "postmaster.pid"), "utf8").catch(() => "");
      return Number(text.split("\n")[0]) || undefined;
    },
    async remove() {
      if (child !== undefined && isAlive()) {
        child.kill("SIGINT");
        const late = setTimeout(() => child?.kill("SIGKILL"), 20_000);
        await once(child, "exit");
        clearTimeout(late);
      }
      // Where the database's user cannot enter the folder, its data is elsewhere.
      await rm(await postgresHome(place), { recursive: true, force: true });
      await rm(place, { recursive: true, force: true });
    },
  };
}

async function answers(address: string): Promise<boolean> {
  return fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function postgresHome(folder: string): Promise<string> {
  const signed = await readFile(join(folder, "postgres-is-at.txt"), "utf8").catch(() => "");
  return signed.trim() || join(folder, "postgres");
}
