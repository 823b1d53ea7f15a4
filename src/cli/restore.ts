import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BackupLine, RestoreDiffers, isEmpty, restoreFrom } from "#record/backup.ts";
import { type Erasure, erasuresName, readErasures, replayErasures } from "#record/erasures.ts";
import type { JournalLine } from "#record/journal-file.ts";
import { readMasterKey } from "#record/master-key.ts";
import { verifyJournal } from "#record/verify.ts";
import { type Settings, readSettings } from "#server/settings.ts";
import { openSignIn } from "#server/sign-in.ts";
import { type CliCommand, InputError, type Terminal, sayBoth } from "./cli-command.ts";
import { readLineFile } from "#record/line-file.ts";
import { needed, placeOf, readOptions } from "./options.ts";
import { withNewKeeper } from "./with-keeper.ts";

export const restore: CliCommand = {
  name: "restore",
  usage: "restore --from FILE [--erasures FILE|none]",
  about: {
    zh: "把备份恢复到一个空的数据文件夹：核对日志，重建全部表。要先把主密钥放回原处。",
    en: "Restores a backup into an empty data folder: verifies the journal and makes every table again. Put the master key in place first.",
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["from", "erasures"]);
    const from = needed(values, "from");
    const settings = readSettings(process.env);
    const file = placeOf(from, terminal);
    const lines = () => readLineFile<BackupLine>(file, from, true);
    await mustFit(lines(), from, settings);
    const erasures = await erasuresBeside(file, values["erasures"], terminal);
    const { fault } = await verifyJournal(lines() as AsyncIterable<JournalLine>);
    // A backup of an installation without any office has no journal in it.
    if (fault !== null && fault.what !== "not-a-journal") throw new InputError(fault.say);
    const restored = await withNewKeeper(settings, async (keeper) => {
      await openSignIn(keeper.database.auth, keeper.master, settings.port); // it makes its tables
      if (!(await isEmpty(keeper))) throw notEmpty(settings);
      const whole = await restoreFrom(keeper, lines()).catch((error: unknown) => {
        throw error instanceof RestoreDiffers ? differs(error) : error;
      });
      return { ...whole, erased: await replayErasures(keeper, erasures) };
    });
    for (const { office, entries } of restored.offices) terminal.out(`${office}  ${entries}\n`);
    terminal.err(
      `${sayBoth({
        zh: `已恢复 ${restored.offices.length} 个机构、${restored.accounts} 个账号；所有人要重新登录。`,
        en: `${restored.offices.length} offices and ${restored.accounts} accounts are restored; everybody signs in anew.`,
      })}\n`,
    );
    if (restored.erased > 0)
      terminal.err(
        `${sayBoth({
          zh: `备份之后删除过的 ${restored.erased} 人，已按清单再次删除。`,
          en: `${restored.erased} people who were erased after this backup was made were erased again.`,
        })}\n`,
      );
    return 0;
  },
};

/** Whoever was erased since the backup was made would come back with it: the list is asked for, and doing without one has to be said. */
async function erasuresBeside(
  file: string,
  given: string | undefined,
  terminal: Terminal,
): Promise<Erasure[]> {
  if (given === "none") return [];
  const list = given === undefined ? join(dirname(file), erasuresName) : placeOf(given, terminal);
  if (existsSync(list)) return readErasures(list);
  throw new InputError({
    zh: `没有 ${list}：备份之后删除过谁记在里面，没有它，他们会随备份回来。请从备份文件夹取来放在一起，或用 --erasures 指明；确实没有删除过任何人的，写 --erasures none。`,
    en: `There is no ${list}. It says who was erased since the backup was made: without it they would come back. Bring it from the folder of the backups, or name it by --erasures; where nobody was ever erased, say --erasures none.`,
  });
}

/** Is it a backup, and is the key at hand the one that its keys are wrapped by? */
async function mustFit(lines: AsyncIterable<BackupLine>, from: string, settings: Settings): Promise<void> {
  for await (const line of lines) {
    if (!("wellside" in line) || line.wellside !== "backup") break;
    if (!existsSync(settings.keyFile))
      throw new InputError({
        zh: `没有主密钥 ${settings.keyFile}。备份里没有它：把另存的那份放到这里，或用 WELLSIDE_KEY 指明。`,
        en: `There is no master key ${settings.keyFile}. It is not in the backup: put the copy you kept there, or name it by WELLSIDE_KEY.`,
      });
    const { name } = await readMasterKey(settings.keyFile, false);
    if (name === line.master) return;
    throw new InputError({
      zh: `主密钥不对：备份用的是 ${line.master}，这里是 ${name}。`,
      en: `Another master key: the backup needs ${line.master}, here is ${name}.`,
    });
  }
  throw new InputError({
    zh: `${from} 不是备份（export 导出的是日志，只能核对）。`,
    en: `${from} is no backup (what export writes is a journal, to be verified).`,
  });
}

function notEmpty({ dataFolder, databaseUrl }: Settings): InputError {
  const where = databaseUrl === undefined ? dataFolder : "DATABASE_URL";
  return new InputError({
    zh: `${where} 里已有数据，不覆盖。用 WELLSIDE_DATA 指一个空文件夹。`,
    en: `There is data in ${where} already, which is not overwritten. Name an empty folder by WELLSIDE_DATA.`,
  });
}

function differs({ message }: RestoreDiffers): InputError {
  return new InputError({
    zh: `重建出来的与备份对不上（${message}），没有恢复。`,
    en: `What was made again differs from the backup (${message}); nothing was restored.`,
  });
}
