import type { Apply } from "./apply.ts";
import { officeHolder } from "./keys.ts";
import { sealJson } from "./seal.ts";

/** Every edition is a row of its own, and no row is ever changed. */
const keepEdition: Apply = ({ office, at, actor, number, parts }, { changes, keys }) => {
  const [open, said] = parts;
  const { report, version, period, title, say, edition, year, issue } = (open?.body ?? {}) as Record<
    string,
    unknown
  > & {
    report: string;
    period: string;
    edition: number;
  };
  const place = reportPlace(report, period, edition);
  changes.insert("report_issue", {
    office,
    report,
    period,
    edition,
    version,
    year,
    issue,
    at,
    by: actor,
    number,
    title,
    say,
    sealed: sealJson(keys.get(officeHolder), said?.body, place),
  });
};

export const reportAppliers: Record<string, Apply> = {
  "report-issued": keepEdition,
  "report-corrected": keepEdition,
};

export const reportPlace = (report: string, period: string, edition: number) =>
  `report/${report}/${period}/${edition}`;
