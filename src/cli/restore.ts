import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BackupLine, RestoreDiffers, isEmpty, restoreFrom } from "#record/backup.ts";
import { type Erasure, erasuresName, readErasures, replayErasures } from "#record/erasures.ts";
import type { JournalLine } from "#record/journal-file.ts";
import { readMasterKeys } from "#record/master-key.ts";
import { verifyJournal } from "#record/verify.ts";
import { type Settings, readSettings } from "#server/settings.ts";
import { openSignIn } from "#server/sign-in.ts";
import { type CliCommand, InputError, type Terminal, UsageError, sayBoth } from "./cli-command.ts";
import { isSealed, readLineFile } from "#record/line-file.ts";
import { standingAt } from "#record/restore-point.ts";
import type { Standing } from "#record/restore-point.ts";
import { needed, placeOf, readOptions } from "./options.ts";
import { withNewKeeper } from "./with-keeper.ts";

export const restore: CliCommand = {
  name: "restore",
  usage: "restore --from FILE [--until TIME|OFFICE:NUMBER] [--erasures FILE|none]",
  about: {
    zh: "把备份恢复到一个空的数据文件夹：核对日志，重建全部表。要先把主密钥放回原处。",
    en: "Restores a backup into an empty data folder: verifies the journal and makes every table again. Put the master key in place first.",
  },
  options: {
    "--until TIME": {
      zh: "只恢复到那一刻，如 2026-11-23T10:30（本机时间）",
      en: "only as it stood at that moment, as 2026-11-23T10:30 (this machine's time)",
    },
    "--until OFFICE:NUMBER": {
      zh: "只恢复到某机构日志的第几条",
      en: "only as it stood with that entry of an office's journal",
    },
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["from", "until", "erasures"]);
    const from = needed(values, "from");
    const settings = readSettings(process.env);
    const file = placeOf(from, terminal);
    await mustFit(file, from, settings);
    const master = await readMasterKeys(settings, false);
    const lines = () => readLineFile<BackupLine>(file, from, true, master);
    const erasures = await erasuresBeside(file, values["erasures"], terminal);
    const { fault } = await verifyJournal(lines() as AsyncIterable<JournalLine>);
    // A backup of an installation without any office has no journal in it.
    if (fault !== null && fault.what !== "not-a-journal") throw new InputError(fault.say);
    const standing = await standingUntil(lines, values["until"]);
    const restored = await withNewKeeper(settings, async (keeper) => {
      await openSignIn(keeper.database.auth, keeper.master, settings.port); // it makes its tables
      if (!(await isEmpty(keeper))) throw notEmpty(settings);
      const whole = await restoreFrom(keeper, lines(), standing).catch((error: unknown) => {
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

/** Is it a backup, and is there a key to open it with? That it is the right one is told when it is opened. */
async function mustFit(file: string, from: string, settings: Settings): Promise<void> {
  if (!(await isSealed(file)))
    throw new InputError({
      zh: `${from} 不是备份（export 导出的是日志，只能核对）。`,
      en: `${from} is no backup (what export writes is a journal, to be verified).`,
    });
  if (settings.keyCommand === undefined && !existsSync(settings.keyFile))
    throw new InputError({
      zh: `没有主密钥 ${settings.keyFile}。备份里没有它：把另存的那份放到这里，或用 WELLSIDE_KEY 指明。`,
      en: `There is no master key ${settings.keyFile}. It is not in the backup: put the copy you kept there, or name it by WELLSIDE_KEY.`,
    });
}

async function standingUntil(
  lines: () => AsyncIterable<BackupLine>,
  until: string | undefined,
): Promise<Standing | undefined> {
  if (until === undefined) return undefined;
  const [, office, number] = /^([a-z][a-z0-9-]*):(\d+)$/.exec(until) ?? [];
  const time = new Date(until);
  if (office === undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(until))
    throw new UsageError(
      sayBoth({
        zh: `--until ${until}：写成 2026-11-23T10:30，或 机构:第几条`,
        en: `--until ${until}: write it as 2026-11-23T10:30, or OFFICE:NUMBER`,
      }),
    );
  const standing = await standingAt(
    lines,
    office === undefined ? { time } : { office, number: Number(number) },
  );
  if (standing !== undefined && standing.size > 0) return standing;
  throw new InputError({
    zh: `备份里没有到 ${until} 为止的内容。`,
    en: `There is nothing in this backup up to ${until}.`,
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
