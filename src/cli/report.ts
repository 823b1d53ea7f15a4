import { writeFile } from "node:fs/promises";
import { localDay } from "#basics/day.ts";
import { withoutLinks } from "#basics/markdown-blocks.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { parseStretch } from "#publish/period.ts";
import type { Paper } from "#publish/paper.ts";
import { isPeriodOf, reportNamed, reportsOf } from "#publish/report.ts";
import { reportDocx } from "#publish/report-docx.ts";
import { reportPaper } from "#publish/report-page.ts";
import { loadOffice } from "#record/office.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import { readSettings } from "#server/settings.ts";
import { mustBeOffice, nowOf } from "./acting.ts";
import { InputError, UsageError } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";
import { needed, numberGiven, oneOf, placeOf, readOptions } from "./options.ts";
import { withKeeper } from "./with-keeper.ts";

export const report: CliCommand = {
  name: "report",
  usage:
    "report --office ID --report ID --period 2021-11 [--edition 1] [--lang zh|en] [--to FILE.md|FILE.docx]",
  about: {
    zh: "一期报告：最近签发的一份（--edition 指明第几份），没有签发过的是草稿。写成 Markdown；--to 以 .docx 结尾的，是公文格式的 Word 文档；不写 --to 就印在这里。",
    en: "A report: the last edition issued, or the one of --edition, or else a draft. As Markdown, or by a --to that ends in .docx as a Word document in the official layout; printed here without --to.",
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["office", "report", "period", "edition", "lang", "to"]);
    const id = needed(values, "office");
    const asked = { report: needed(values, "report"), period: needed(values, "period") };
    const language = oneOf(values.lang ?? "zh", "lang", ["zh", "en"]);
    const edition =
      values.edition === undefined
        ? undefined
        : numberGiven(values.edition, "edition", { from: 1, to: 1000, whole: true });
    const paper = await withKeeper(readSettings(process.env), async (keeper) => {
      await mustBeOffice(keeper, id);
      const now = await nowOf(keeper);
      // Whoever works at this machine holds its keys: the whole is theirs to draw up, and it names nobody.
      const scope = engineScope(id, null);
      return scoped(keeper.database.app, scope, "read only", async (tx) => {
        const office = await loadOffice(keeper, tx, id);
        const roles = [...office.rules.roles.keys()];
        const today = localDay(now, office.rules.zone);
        return paperOf(
          { keeper, tx, office, scope, account: "", roles, posts: [], today, now },
          { ...asked, edition, language },
        );
      });
    });
    const markdown = withoutLinks(paper.markdown);
    if (values.to === undefined) terminal.out(`${markdown.trimEnd()}\n`);
    else {
      const to = placeOf(values.to, terminal);
      await writeFile(to, to.endsWith(".docx") ? await reportDocx(paper) : markdown, { mode: 0o600 });
      terminal.out(`${to}\n`);
    }
    // Which one it is stands in the document, and not in the Markdown.
    terminal.err(`${[paper.number, paper.note].filter((said) => said !== null).join("  ")}\n`);
    return 0;
  },
};

async function paperOf(
  reader: Reader,
  {
    report: id,
    period,
    edition,
    language,
  }: { report: string; period: string; edition: number | undefined; language: "zh" | "en" },
): Promise<Paper> {
  const stretch = parseStretch(period);
  if (stretch === undefined) throw new UsageError("--period 2021-11 | 2021-W48 | 2021-Q4 | 2021-H2 | 2021");
  const known = reportsOf(reader);
  const found = reportNamed(reader, id);
  if (found === undefined)
    throw new InputError({
      zh: `没有 ${id} 这份报告；有：${known.map((each) => each.id).join("、") || "（一份也没有）"}`,
      en: `There is no report ${id}; there is: ${known.map((each) => each.id).join(", ") || "none"}`,
    });
  if (!isPeriodOf(found, stretch)) {
    const example = known.find((each) => each.id === found.id)?.periods[0]?.id ?? "";
    throw new InputError({
      zh: `${found.title.zh}不按这样的时间出，例如写 ${example}。`,
      en: `${found.title.en ?? found.title.zh} has other periods: write for instance ${example}.`,
    });
  }
  return reportPaper(reader, { report: found.id, stretch, language, edition }).catch((error: unknown) => {
    if (!(error instanceof NotFound)) throw error;
    throw new InputError({
      zh: `${period} 没有签发过第 ${edition} 份。`,
      en: `There is no edition ${edition} of ${period}.`,
    });
  });
}
