import { dayParts } from "#basics/day.ts";
import type { ReportState } from "#work/command.ts";
import { reportEditions } from "./views/report-editions.ts";
import type { Reader } from "./views/reader.ts";

/** A report drawn up now, by the version of the standard by which it was first issued. */
export async function loadReport(
  reader: Reader,
  { report, period }: { report: string; period: string },
): Promise<ReportState> {
  const { keeper, tx, office, today } = reader;
  if (keeper.drawReport === undefined)
    throw new Error("this keeper was opened without a way to draw up reports");
  const editions = await reportEditions(reader, report, period);
  const [newest] = await tx.rows<{ last: number | null }>(
    "select max(issue) as last from report_issue where office = $1 and year = $2",
    [office.rules.office, dayParts(today).year],
  );
  const drawn = await keeper.drawReport(reader, { report, period, version: editions[0]?.version });
  return { drawn, editions, next: (newest?.last ?? 0) + 1 };
}
