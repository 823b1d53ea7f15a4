import type { IssuedReport } from "#work/report.ts";
import { reportPlace } from "../apply-reports.ts";
import { KeyRing, officeHolder } from "../keys.ts";
import { unsealJson } from "../seal.ts";
import type { Reader } from "./reader.ts";

/** An edition, and its place in the journal. */
export interface ReportEdition extends IssuedReport {
  at: string;
  by: string;
  entry: number;
  hash: string;
}

/** All that was issued of one report for one period, the first first. */
export async function reportEditions(
  { tx, office, keeper }: Reader,
  report: string,
  period: string,
): Promise<ReportEdition[]> {
  const id = office.rules.office;
  const rows = await tx.rows<
    Omit<ReportEdition, "at" | "by" | "texts" | "figures" | "changes" | "reason"> & {
      at: Date;
      author: string | null;
      sealed: Buffer;
    }
  >(
    `select edition, version, year, issue, title, say, sealed, report_issue.at, report_issue.number as entry, entry.hash, account.name as author
     from report_issue
     join entry on entry.office = report_issue.office and entry.number = report_issue.number
     left join account on account.id = report_issue.by
     where report_issue.office = $1 and report = $2 and period = $3 order by edition`,
    [id, report, period],
  );
  if (rows.length === 0) return [];
  const keys = new KeyRing(id, keeper.master);
  await keys.load(tx, [officeHolder]);
  return rows.map(({ at, author, sealed, ...row }) => ({
    ...row,
    ...(unsealJson(keys.get(officeHolder), sealed, reportPlace(report, period, row.edition)) as Pick<
      IssuedReport,
      "texts" | "figures" | "changes" | "reason"
    >),
    at: at.toISOString(),
    by: author ?? "",
  }));
}
