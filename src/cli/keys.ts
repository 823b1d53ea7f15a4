import { existsSync } from "node:fs";
import type { Keeper } from "#record/keeper.ts";
import { newMasterKey, readMasterKey, replaceMasterKey } from "#record/master-key.ts";
import { checkKeys, rotateKeys } from "#record/rotate-keys.ts";
import { readSettings } from "#server/settings.ts";
import type { Settings } from "#server/settings.ts";
import { type CliCommand, InputError, type Terminal, UsageError, sayBoth } from "./cli-command.ts";
import { placeOf, readOptions } from "./options.ts";
import { withKeeper } from "./with-keeper.ts";

export const keys: CliCommand = {
  name: "keys",
  usage: "keys check | keys rotate [--key FILE]",
  about: {
    zh: "check：查每个机构的密钥由哪个主密钥包着、都打不打得开；rotate：换一个新的主密钥，服务照开。",
    en: "check: by which master key the keys of each office are wrapped, and whether all of them open; rotate: a new master key, while the server goes on.",
  },
  options: {
    "--key FILE": {
      zh: "换成这个文件里的（64 位十六进制），不另生成",
      en: "take this one (64 hexadecimal digits) instead of making one",
    },
  },
  run: async (args, terminal) => {
    const { values, words } = readOptions(args, ["key"], [], true);
    const [what] = words;
    const settings = readSettings(process.env);
    if (words.length === 1 && what === "check" && values.key === undefined)
      return withKeeper(settings, (keeper) => check(keeper, settings, terminal));
    if (words.length === 1 && what === "rotate")
      return withKeeper(settings, (keeper) => rotate(keeper, settings, values.key, terminal));
    throw new UsageError(sayBoth({ zh: "写 check 或 rotate", en: "write check or rotate" }));
  },
};

/** Exit code 1 where a key does not open: whose it is cannot be read. */
async function check(keeper: Keeper, settings: Settings, terminal: Terminal): Promise<number> {
  const { newest, all } = keeper.master;
  const found = await checkKeys(keeper);
  for (const { office, master, keys: count, closed } of found) {
    const mark = closed > 0 ? `  ✗ ${closed}` : master === newest.name ? "" : "  →";
    terminal.out(`${office ?? "sign-in"}  ${master}  ${count}${mark}\n`);
  }
  const missing = [...new Set(found.filter(({ closed }) => closed > 0).map(({ master }) => master))];
  for (const master of missing)
    terminal.err(
      `${sayBoth(
        all.some(({ name }) => name === master)
          ? {
              zh: `主密钥 ${master} 在，但有几个密钥打不开（✗ 后面的数）：数据被改动过。用备份恢复。`,
              en: `The master key ${master} is here, and yet some keys do not open (the number after ✗): the data was altered. Restore a backup.`,
            }
          : {
              zh: `缺主密钥 ${master}：它包着的都打不开。把它放在 ${settings.keyFile}.${master}，或让 WELLSIDE_KEY_COMMAND 也打印它。`,
              en: `The master key ${master} is missing, and what it wraps does not open. Put it at ${settings.keyFile}.${master}, or have WELLSIDE_KEY_COMMAND print it too.`,
            },
      )}\n`,
    );
  if (missing.length > 0) return 1;
  const isOld = found.some(({ master }) => master !== newest.name);
  terminal.err(
    `${sayBoth(
      isOld
        ? {
            zh: `都打得开；标 → 的还由旧的主密钥包着，运行 keys rotate 换到 ${newest.name}。`,
            en: `All of them open; those marked → are still wrapped by an old master key: keys rotate brings them under ${newest.name}.`,
          }
        : {
            zh: `都打得开，都由 ${newest.name} 包着。`,
            en: `All of them open, all wrapped by ${newest.name}.`,
          },
    )}\n`,
  );
  if (!isOld) sayPutAway(keeper, settings, terminal);
  return 0;
}

async function rotate(
  keeper: Keeper,
  settings: Settings,
  given: string | undefined,
  terminal: Terminal,
): Promise<number> {
  await chooseNewest(keeper, settings, given, terminal);
  const done = await rotateKeys(keeper);
  if (done === null)
    throw new InputError({
      zh: "另一个进程正在换，等它做完；断了的，再运行一次就接着做。",
      en: "Another process is at it: wait until it has done. One that was cut off goes on when this is run again.",
    });
  for (const { office, keys: count } of done) terminal.out(`${office}  ${count}\n`);
  const { newest } = keeper.master;
  terminal.err(
    `${sayBoth({
      zh: `现在都由 ${newest.name} 包着，服务不用重启。马上把新的主密钥也另存一份：从下一份备份起，要它才打得开。`,
      en: `Everything is wrapped by ${newest.name} now; no server needs a restart. Keep a copy of the new master key at once: backups made from now on open with it alone.`,
    })}\n`,
  );
  sayPutAway(keeper, settings, terminal);
  return 0;
}

/** A rotation that was cut off is taken up again, and no other begun: its key stands in its place already. */
async function chooseNewest(
  keeper: Keeper,
  settings: Settings,
  given: string | undefined,
  terminal: Terminal,
): Promise<void> {
  const { keyCommand, keyFile } = settings;
  const { newest } = keeper.master;
  const isUnderway = (await checkKeys(keeper)).some(({ master }) => master !== newest.name);
  if (keyCommand !== undefined) {
    if (given === undefined && isUnderway) return;
    throw new InputError({
      zh: `主密钥由 WELLSIDE_KEY_COMMAND 打印：让它第一行打印新的、第二行打印 ${newest.name}，再运行 keys rotate。`,
      en: `WELLSIDE_KEY_COMMAND prints the master key: have it print a new one on the first line and ${newest.name} on the second, then run keys rotate again.`,
    });
  }
  if (isUnderway && given === undefined) {
    terminal.err(
      `${sayBoth({ zh: `接着换到 ${newest.name}。`, en: `Going on with the change to ${newest.name}.` })}\n`,
    );
    return;
  }
  const next = given === undefined ? newMasterKey() : await readMasterKey(placeOf(given, terminal), false);
  await replaceMasterKey(keyFile, next);
  await keeper.master.reread();
}

/** What the old ones are still good for, and where they belong. */
function sayPutAway({ master }: Keeper, { keyFile, keyCommand }: Settings, terminal: Terminal): void {
  for (const { name } of master.all.slice(1)) {
    const file = `${keyFile}.${name}`;
    if (keyCommand === undefined && !existsSync(file)) continue;
    const what = keyCommand === undefined ? file : name;
    terminal.err(
      `${sayBoth({
        zh: `${what} 在这里不再用到，可以收走：和旧备份的主密钥存在一处，旧备份还要它才打得开。`,
        en: `${what} is needed here no more and can be put away, where the key of the older backups is kept: they open with it alone.`,
      })}\n`,
    );
  }
}
