import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { isRefused } from "#basics/refusal.ts";
import { type ImportProgress, type ImportReport, importLedger } from "#record/import-ledger.ts";
import { readSettings } from "#server/settings.ts";
import { ledgerKinds } from "#work/import/read-sheets.ts";
import { actorNamed, nowOf } from "./acting.ts";
import { type CliCommand, type Terminal, sayBoth } from "./cli-command.ts";
import { needed, numberGiven, oneOf, placeOf, readOptions } from "./options.ts";
import { withKeeper } from "./with-keeper.ts";

export const importFile: CliCommand = {
  name: "import",
  usage:
    "import --office ID --as USERNAME --file FILE [--kind KIND] [--record KIND] [--procedure ID] [--year N] [--dry-run] [--json]",
  about: {
    zh: "导入一份台账（xlsx、xls、csv……）；读不了的行列出位置和原因，其余照收。",
    en: "Imports a ledger (xlsx, xls, csv …); rows that cannot be read are listed with place and reason, the rest is taken.",
  },
  options: {
    "--kind KIND": {
      zh: `${ledgerKinds.join(" | ")}；不写就看表头`,
      en: `${ledgerKinds.join(" | ")}; without it, the headings tell`,
    },
    "--record KIND": { zh: "记录台账里每行是哪种记录", en: "the kind of record of every row" },
    "--procedure ID": { zh: "事项台账里是哪一种事项", en: "the procedure of a ledger of cases" },
    "--year N": { zh: "没写年份的日期是哪一年", en: "the year of dates without one" },
    "--dry-run": { zh: "只看不写", en: "looks, and writes nothing" },
    "--json": { zh: "印出完整的结果", en: "prints the whole report" },
  },
  run: async (args, terminal) => {
    const names = ["office", "as", "file", "kind", "record", "procedure", "year"] as const;
    const { values, flags } = readOptions(args, names, ["dry-run", "json"]);
    const [office, username] = [needed(values, "office"), needed(values, "as")];
    const path = needed(values, "file");
    const kind = values.kind === undefined ? undefined : oneOf(values.kind, "kind", ledgerKinds);
    const year =
      values.year === undefined
        ? undefined
        : numberGiven(values.year, "year", { from: 1900, to: 2199, whole: true });
    const bytes = new Uint8Array(await readFile(placeOf(path, terminal)));
    return withKeeper(readSettings(process.env), async (keeper) => {
      const actor = await actorNamed(keeper, office, username);
      const imported = await importLedger({
        keeper,
        office,
        actor,
        file: { name: basename(path), bytes },
        now: await nowOf(keeper),
        kind,
        record: values.record,
        procedure: values.procedure,
        year,
        dryRun: flags["dry-run"],
        onProgress: progressOn(terminal),
      });
      if (isRefused(imported)) {
        terminal.err(`${sayBoth(imported.refused.say)}\n`);
        return 1;
      }
      if (flags.json) terminal.out(`${JSON.stringify(imported, null, 2)}\n`);
      else tell(imported, terminal);
      return imported.accepted > 0 || imported.rows === 0 ? 0 : 1;
    });
  },
};

/** One line for each stage and each tenth of it. */
function progressOn(terminal: Terminal): (progress: ImportProgress) => void {
  let last = "";
  return ({ stage, done, of }) => {
    const tenth = of === 0 ? 0 : Math.floor((done / of) * 10);
    const line = `${sayBoth(stages[stage])}${of === 0 ? "" : ` ${tenth * 10}% / ${of}`}`;
    if (line !== last) terminal.err(`${line}\n`);
    last = line;
  };
}

const stages = {
  reading: { zh: "读取", en: "reading" },
  comparing: { zh: "比对", en: "comparing" },
  writing: { zh: "写入", en: "writing" },
  done: { zh: "完成", en: "done" },
};

function tell(report: ImportReport, terminal: Terminal): void {
  const { accepted, same, changed, rows, dryRun } = report;
  for (const { place, column, value, reason, read } of report.rejected) {
    const what = [column, value].filter((one) => one !== null && one !== "").join(" ");
    const left = read === true ? ` (${sayBoth({ zh: "这一格不收", en: "this cell is left out" })})` : "";
    terminal.err(`${place}${what === "" ? "" : ` ${what}`}: ${sayBoth(reason)}${left}\n`);
  }
  for (const { place, name, candidates } of report.ambiguous)
    terminal.err(
      `${place} ${name}: ${sayBoth({
        zh: `可能是已登记的 ${candidates.length} 人之一，没有收；请在页面上导入并逐个认`,
        en: `may be one of ${candidates.length} who are known, and was not taken; import on the page to say which`,
      })}\n`,
    );
  for (const { name, why } of report.passedOver) terminal.err(`${name}: ${sayBoth(why)}\n`);
  for (const note of report.notes) terminal.err(`${sayBoth(note)}\n`);
  const counts = {
    zh: `${rows} 行，收 ${accepted}：新 ${report.new}、改 ${changed}、无变化 ${same}`,
    en: `${rows} rows, ${accepted} taken: ${report.new} new, ${changed} changed, ${same} as they were`,
  };
  const done = dryRun
    ? { zh: "试读，没有写入", en: "looked at only, nothing written" }
    : { zh: `导入编号 ${report.import}`, en: `the import is ${report.import}` };
  terminal.out(`${sayBoth(counts)}\n${sayBoth(done)}\n`);
}
