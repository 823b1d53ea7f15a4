import { serve } from "@hono/node-server";
import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { createServer } from "node:https";
import { createServer as createPlainServer, isIPv4, isIPv6 } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { localDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { startEmbedded } from "#database/embedded/embedded.ts";
import type { EmbeddedDatabase } from "#database/embedded/embedded.ts";
import { StartRefused } from "#database/embedded/start-refused.ts";
import { databaseFault } from "#database/fault.ts";
import { openDatabase } from "#database/open.ts";
import type { OwnerConnection } from "#database/open.ts";
import { WorkingClock } from "#record/clock.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { drawReport } from "#publish/report.ts";
import { erasuresName, readErasures, replayErasures } from "#record/erasures.ts";
import { openKeeper } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";
import { officeIds } from "#record/office.ts";
import { hearOthers } from "#record/spread.ts";
import { httpApp } from "./app.ts";
import { givenCertificate, namesOfThisMachine, ownCertificate } from "./certificate.ts";
import type { ServerCertificate } from "./certificate.ts";
import { DailyBackups } from "./daily-backups.ts";
import { firstSample, loadSample } from "./load-sample.ts";
import { watchNotifications } from "./notify.ts";
import type { House } from "./route.ts";
import { isLoopback } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { openSignIn } from "./sign-in.ts";

const standardsFolder = fileURLToPath(new URL("../../standards", import.meta.url));

export interface Running {
  address: string;
  house: House;
  stop(): Promise<void>;
}

/** How often the day is looked at; what time alone changes waits at most this long after midnight. */
const lookAtDayEvery = 20_000;

/** Database, clock, sample on a first start, and HTTP, in that order; what was begun is ended again if a later step fails. */
export async function startServer(settings: Settings, told: (say: Text) => void): Promise<Running> {
  const undo: Undo = [];
  // What cannot be ended (the database is gone, say) must not keep the rest from being ended.
  const stop = async () => {
    for (const end of undo.splice(0).reverse()) await end().catch((error: unknown) => console.error(error));
  };
  try {
    await tryPort(settings);
    const owner = await ownerConnection(settings, told, undo);
    const database = await openDatabase(owner);
    undo.push(() => database.close());
    const keeper = await openKeeper(database, settings, drawReport);
    if (settings.backups !== undefined) await eraseAgain(keeper, settings.backups);
    const clock = new WorkingClock(database.app);
    await clock.start(settings.clockIsRight);
    undo.push(() => clock.stop());
    const certificate = await certificateOf(settings);
    const isSecure = settings.certificate !== undefined;
    const signIn = await openSignIn(
      database.auth,
      keeper.master,
      settings.port,
      isSecure,
      settings.secondFactorFrom,
    );
    const authority = certificate?.authority ?? null;
    const backups =
      settings.backups === undefined
        ? null
        : new DailyBackups(keeper, { folder: settings.backups, dataFolder: settings.dataFolder });
    const house: House = { keeper, clock, signIn, authority, backups, mail: settings.mail };

    // A sample cut off half-way (its accounts come first, its clock last) is taken up again: its commands carry the same
    // ids, so none is done twice.
    const begun = await house.signIn.hasDemonstrationAccounts();
    if (!clock.isDemonstration() && (begun || (await officeIds(database)).length === 0))
      await firstStart(house, settings, told);
    const demonstration = await house.signIn.hasDemonstrationAccounts();
    refuseDemonstration(settings, demonstration);
    refusePlain(settings);

    undo.push(hearOthers(keeper));
    undo.push(await watchDays(house));
    if (backups !== null) undo.push(backups.start());
    undo.push(watchNotifications(house));
    const address = await listen(house, settings, certificate, demonstration, undo);
    if (authority !== null && !isLoopback(settings.host)) sayHowToReach(address, authority, told);
    return { address, house, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An older state of the data may have been put back by other means than a restore: who was erased since is erased again. */
async function eraseAgain(keeper: Keeper, folder: string): Promise<void> {
  const list = join(folder, erasuresName);
  if (!existsSync(list)) return;
  // A list that cannot be read is told of where the backups are, and keeps nobody from their work.
  await readErasures(list)
    .then((erasures) => replayErasures(keeper, erasures))
    .catch((error: unknown) => console.error(error));
}

/** Ways to end what was begun, the first begun first. */
type Undo = (() => Promise<unknown>)[];

async function ownerConnection(
  settings: Settings,
  told: (say: Text) => void,
  undo: Undo,
): Promise<OwnerConnection> {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl };
  const embedded = await startEmbedded({ folder: settings.dataFolder });
  undo.push(keepRunning(embedded, settings.dataFolder, told));
  if (!embedded.dataFolder.startsWith(settings.dataFolder))
    told({
      zh: `数据库的用户进不了这个文件夹，数据放在 ${embedded.dataFolder}`,
      en: `the database's user cannot enter that folder; data is kept in ${embedded.dataFolder}`,
    });
  return embedded.connection;
}

/**
 * A database that ends by itself (killed, out of memory, its disk full) is started again, for as long as it takes; whoever
 * asks meanwhile is told that it does not answer. Its place and so the connection to it stay the same. Returns what ends both.
 */
function keepRunning(
  first: EmbeddedDatabase,
  folder: string,
  told: (say: Text) => void,
): () => Promise<void> {
  let embedded: EmbeddedDatabase | undefined = first;
  const ending = new AbortController();
  const ended = once(ending.signal, "abort");
  const keeping = (async () => {
    while (embedded !== undefined) {
      const log = await Promise.race([embedded.lost, ended]);
      if (typeof log !== "string") return;
      console.error(log);
      told({
        zh: "数据库自己停了，正在重新启动",
        en: "the database ended by itself and is being started again",
      });
      embedded = await startAgain(folder, ending.signal);
      if (embedded !== undefined) told({ zh: "数据库已恢复", en: "the database is back" });
    }
  })();
  return async () => {
    ending.abort();
    await keeping;
    await embedded?.stop();
  };
}

/** What hinders it can be somebody's to mend, and take hours; it is tried every few seconds, and told when the reason is another. */
async function startAgain(folder: string, ending: AbortSignal): Promise<EmbeddedDatabase | undefined> {
  let said = "";
  for (let wait = 250; !ending.aborted; wait = Math.min(wait * 2, 5_000)) {
    try {
      return await startEmbedded({ folder });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== said) console.error(why);
      said = why;
      await pause(wait, undefined, { signal: ending }).catch(() => {});
    }
  }
  return undefined;
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

/** Passwords and the register never cross a network in clear. */
function refusePlain({ host, certificate }: Settings): void {
  if (isLoopback(host) || certificate !== undefined) return;
  throw new StartRefused("plain-beyond-loopback", {
    zh: `监听 ${host} 时，密码和台账会明文经过网络。加上 WELLSIDE_CERTIFICATE=own，由本机自己签发证书。`,
    en: `Listening on ${host}, passwords and the register would cross the network in clear. Set WELLSIDE_CERTIFICATE=own, and this machine makes a certificate of its own.`,
  });
}

async function certificateOf(settings: Settings): Promise<ServerCertificate | undefined> {
  const { certificate, dataFolder } = settings;
  if (certificate === undefined || certificate === "proxy") return undefined;
  if (certificate === "own") return ownCertificate(join(dataFolder, "certificate"));
  return givenCertificate(certificate.chain, certificate.key).catch((error: unknown) => {
    throw new StartRefused("certificate-unreadable", {
      zh: `证书 ${certificate.chain} 或私钥 ${certificate.key} 读不了：${error instanceof Error ? error.message : ""}`,
      en: `The certificate ${certificate.chain} or its key ${certificate.key} cannot be read: ${error instanceof Error ? error.message : ""}`,
    });
  });
}

/** Works out what each new day changes, in every office: now, and whenever a day has begun. Resolves with what ends it. */
async function watchDays(house: House): Promise<() => Promise<void>> {
  // Another server on this database may be taking in a ledger and hold the chain for minutes: the next look catches up.
  let seen: number | undefined = await dayPass(house, undefined).catch((error: unknown) => {
    if (databaseFault(error) === undefined) throw error;
    console.error(error);
    return undefined;
  });
  let passing: Promise<unknown> | undefined;
  const look = () => {
    // A pass over a large office can outlast the pause between two looks.
    passing ??= dayPass(house, seen)
      .then((day) => (seen = day))
      .catch((error: unknown) => console.error(error))
      .finally(() => (passing = undefined));
  };
  const timer = setInterval(look, lookAtDayEvery);
  return async () => {
    clearInterval(timer);
    await passing;
  };
}

/** Resolves with the day that was looked at; `seen` is the one of the last pass. */
async function dayPass({ keeper, clock }: House, seen: number | undefined): Promise<number> {
  const now = clock.now();
  const day = localDay(now, clock.zone);
  if (day !== seen)
    for (const office of await officeIds(keeper.database)) await dailyPass(keeper, office, now);
  return day;
}

/** Who types an address from a telephone has to be told it, and what to compare the authority with. */
function sayHowToReach(address: string, authority: string, told: (say: Text) => void): void {
  const { port } = new URL(address);
  const names = namesOfThisMachine().filter((name) => !isLoopback(name) && !isIPv6(name));
  // Telephones often do not know a machine's name; its address they all know.
  const addresses = names.filter((name) => isIPv4(name));
  const reached = (addresses.length > 0 ? addresses : names)
    .map((name) => `https://${name}:${port}`)
    .join("  ");
  const { fingerprint256 } = new X509Certificate(authority);
  told({
    zh: `手机和别的电脑：${reached}；先装 /authority.crt 这份证书，指纹（SHA-256）应是 ${fingerprint256}`,
    en: `telephones and other computers: ${reached}; install /authority.crt there first; its fingerprint (SHA-256) must be ${fingerprint256}`,
  });
}

/** Resolves with the address, once it answers. */
async function listen(
  house: House,
  settings: Settings,
  certificate: ServerCertificate | undefined,
  demonstration: boolean,
  undo: Undo,
): Promise<string> {
  const { host, port } = settings;
  const server = serve({
    fetch: httpApp(house, () => demonstration, settings.certificate !== undefined).fetch,
    port,
    hostname: host,
    overrideGlobalObjects: false,
    ...(certificate !== undefined && {
      createServer,
      serverOptions: { cert: certificate.chain, key: certificate.key },
    }),
  });
  // `once` itself rejects with the server's error.
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw portRefused(settings, error);
  });
  undo.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        if ("closeAllConnections" in server) server.closeAllConnections(); // the open event streams
      }),
  );
  const scheme = certificate === undefined ? "http" : "https";
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
}

/** A port that is taken is said at once, not after a minute's loading. */
async function tryPort(settings: Settings): Promise<void> {
  const server = createPlainServer().listen(settings.port, settings.host);
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
