import { dayOf } from "#basics/day.ts";
import type { DrawnReport, IssuedReport, ReportFigure } from "./report.ts";

export function visits(said: string): ReportFigure {
  return {
    indicator: "small/visits",
    period: "2021-01",
    keys: {},
    title: { zh: "走访", en: "Visits" },
    value: Number(said),
    said: { zh: said, en: said },
  };
}

export function drawnReport(but: Partial<DrawnReport> = {}): DrawnReport {
  return {
    report: "small/monthly",
    version: "1",
    by: undefined,
    period: "2021-01",
    last: dayOf("2021-01-31"),
    title: { zh: "月报", en: "Monthly report" },
    say: { zh: "2021年1月", en: "January 2021" },
    texts: { zh: "走访 [2](/x)", en: "[2](/x) visits" },
    figures: [visits("2")],
    ...but,
  };
}

export function issuedReport(but: Partial<IssuedReport> = {}): IssuedReport {
  const { version, title, say, texts, figures } = drawnReport();
  const said = { version, title, say, texts, figures };
  return { ...said, edition: 1, year: 2021, issue: 1, changes: [], reason: null, ...but };
}
