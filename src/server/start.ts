import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { localDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { startEmbedded } from "#database/embedded/embedded.ts";
import { StartRefused } from "#database/embedded/start-refused.ts";
import { openDatabase } from "#database/open.ts";
import type { OwnerConnection } from "#database/open.ts";
import { WorkingClock } from "#record/clock.ts";
import { keeperOf } from "#record/keeper.ts";
import { readMasterKey } from "#record/master-key.ts";
import { httpApp } from "./app.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { firstSample, loadSample } from "./load-sample.ts";
import type { House } from "./route.ts";
import { officeIds } from "./routes/sign-in.ts";
import { isLoopback } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { openSignIn } from "./sign-in.ts";

const standardsFolder = fileURLToPath(new URL("../../standards", import.meta.url));

export interface Running {
  address: string;
  house: House;
  stop(): Promise<void>;
  /** Fulfilled with a sentence if the database ends by itself. */
  lost: Promise<string>;
}

/** How often the day is looked at; what time alone changes waits at most this long after midnight. */
const lookAtDayEvery = 20_000;

/** Database, clock, sample on a first start, and HTTP, in that order; what was begun is ended again if a later step fails. */
export async function startServer(settings: Settings, told: (say: Text) => void): Promise<Running> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of undo.splice(0).reverse()) await end();
  };
  try {
    await tryPort(settings);
    const { owner, lost } = await ownerConnection(settings, told, undo);
    const database = await openDatabase(owner);
    undo.push(() => database.close());
    const isNew = database.migrated > 0;
    const keeper = keeperOf(database, await readMasterKey(settings.keyFile, isNew));
    const clock = new WorkingClock(database.app);
    await clock.start();
    undo.push(() => clock.stop());
    const origins = [
      `http://127.0.0.1:${settings.port}`,
      `http://localhost:${settings.port}`,
      `http://[::1]:${settings.port}`,
    ];
    const house: House = { keeper, clock, signIn: await openSignIn(database.auth, keeper.master, origins) };

    // A sample cut off half-way (no clock yet) is taken up again: its commands carry the same ids, so none is done twice.
    const begun = await house.signIn.hasDemonstrationAccounts();
    if (!clock.isDemonstration() && (begun || (await officeIds(house)).length === 0))
      await firstStart(house, settings, told);
    const demonstration = await house.signIn.hasDemonstrationAccounts();
    refuseDemonstration(settings, demonstration);

    let seen = await dayPass(house, undefined);
    const timer = setInterval(
      () =>
        void dayPass(house, seen).then(
          (day) => (seen = day),
          (error: unknown) => console.error(error),
        ),
      lookAtDayEvery,
    );
    undo.push(async () => clearInterval(timer));

    const server = serve({
      fetch: httpApp(house, () => demonstration).fetch,
      port: settings.port,
      hostname: settings.host,
      overrideGlobalObjects: false,
    });
    await once(server, "listening"); // `once` itself rejects with the server's error
    undo.push(
      () =>
        new Promise((resolve) => {
          server.close(resolve);
          if ("closeAllConnections" in server) server.closeAllConnections(); // the open event streams
        }),
    );
    const { port } = server.address() as AddressInfo;
    return {
      address: `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${port}`,
      house,
      stop,
      lost,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ownerConnection(
  settings: Settings,
  told: (say: Text) => void,
  undo: (() => Promise<unknown>)[],
): Promise<{ owner: OwnerConnection; lost: Promise<string> }> {
  if (settings.databaseUrl !== undefined)
    return { owner: { url: settings.databaseUrl }, lost: new Promise(() => {}) };
  const embedded = await startEmbedded({ folder: settings.dataFolder });
  undo.push(() => embedded.stop());
  if (!embedded.dataFolder.startsWith(settings.dataFolder))
    told({
      zh: `数据库的用户进不了这个文件夹，数据放在 ${embedded.dataFolder}`,
      en: `the database's user cannot enter that folder; data is kept in ${embedded.dataFolder}`,
    });
  return { owner: embedded.connection, lost: embedded.lost };
}

async function firstStart(house: House, settings: Settings, told: (say: Text) => void): Promise<void> {
  if (settings.sample === "none" || settings.production) return;
  const name = settings.sample ?? (await firstSample(standardsFolder));
  if (name === undefined) return;
  await loadSample(house, standardsFolder, name, told);
}

/** Invented people need no password; a machine that others reach must not have such accounts. */
function refuseDemonstration(settings: Settings, demonstration: boolean): void {
  if (!demonstration) return;
  if (settings.production)
    throw new StartRefused("demonstration-in-production", {
      zh: "这份数据里有演示账号（不需要密码），不能正式启用。请换一个数据文件夹（WELLSIDE_DATA），并设 WELLSIDE_SAMPLE=none。",
      en: "This data has demonstration accounts, which need no password, so it cannot go into production. Use another data folder (WELLSIDE_DATA) with WELLSIDE_SAMPLE=none.",
    });
  if (!isLoopback(settings.host))
    throw new StartRefused("demonstration-beyond-loopback", {
      zh: `有演示账号时只能监听本机，不能监听 ${settings.host}。去掉 HOST，或换一个没有样例的数据文件夹。`,
      en: `While there are demonstration accounts this listens on this machine only, not on ${settings.host}. Unset HOST, or use a data folder without the sample.`,
    });
}

/** Works out what the new day changes, in every office; `seen` is the day of the last pass. */
async function dayPass(house: House, seen: number | undefined): Promise<number> {
  const now = house.clock.now();
  const day = localDay(now, house.clock.zone);
  if (day !== seen) for (const office of await officeIds(house)) await dailyPass(house.keeper, office, now);
  return day;
}

/** A port that is taken is said at once, not after a minute's loading. */
async function tryPort(settings: Settings): Promise<void> {
  const server = createServer().listen(settings.port, settings.host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw portRefused(settings, error);
  });
  server.close();
  await once(server, "close");
}

function portRefused({ port, host }: Settings, error: NodeJS.ErrnoException): Error {
  if (error.code === "EADDRINUSE")
    return new StartRefused("port-taken", {
      zh: `端口 ${port} 已被别的程序占用。换一个：PORT=8211 npm start`,
      en: `Another program uses port ${port}. Choose another: PORT=8211 npm start`,
    });
  if (error.code === "EADDRNOTAVAIL")
    return new StartRefused("no-such-address", {
      zh: `这台机器没有 ${host} 这个地址。`,
      en: `This machine has no address ${host}.`,
    });
  return error;
}
