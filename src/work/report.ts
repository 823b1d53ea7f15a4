import type { Day } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { evidencePath } from "./evidence-path.ts";

/** One figure of a report: what was counted, over which days, of which group, and what it came to. */
export interface ReportFigure {
  indicator: string;
  period: string;
  keys: Record<string, string | null>;
  /** 走访（东网格，2021年） */
  title: Text;
  value: number | null;
  /** As it is printed. */
  said: Text;
}

/** A figure that is not what it was; null where there was, or is, no such figure. */
export interface FigureChange extends Omit<ReportFigure, "value" | "said"> {
  was: Text | null;
  is: Text | null;
}

/** What a report says: in both languages, every figure a link to its evidence, and its figures by themselves. */
export interface ReportContent {
  title: Text;
  /** 2021年10月 */
  say: Text;
  texts: { zh: string; en: string };
  figures: ReportFigure[];
}

/** A report drawn up from the record as it stands. */
export interface DrawnReport extends ReportContent {
  report: string;
  /** Of the standard whose template this is. */
  version: string;
  /** The role that draws it up, where the standard says so. */
  by: string | undefined;
  period: string;
  last: Day;
}

/** An edition that was issued: it stays as it is. */
export interface IssuedReport extends ReportContent {
  edition: number;
  /** The version of the standard by which it was drawn up; corrections keep to it. */
  version: string;
  /** The how manieth document of the year in this office. */
  year: number;
  issue: number;
  /** What it corrects in the edition before it; none in the first. */
  changes: FigureChange[];
  reason: string | null;
}

/** Where a figure's evidence is shown. No two figures of a report have the same. */
export function figurePath({
  indicator,
  period,
  keys,
}: Pick<ReportFigure, "indicator" | "period" | "keys">): string {
  return evidencePath(indicator, period, keys);
}

/** The figures that differ as they are printed, each once however often it stands in the text, in the order of the text. */
export function differences(were: ReportFigure[], are: ReportFigure[]): FigureChange[] {
  const before = new Map(were.map((figure) => [figurePath(figure), figure]));
  const after = new Set(are.map(figurePath));
  const changed = are.flatMap((figure): FigureChange[] => {
    const was = before.get(figurePath(figure));
    return was !== undefined && was.said.zh === figure.said.zh ? [] : [change(figure, was, figure)];
  });
  const gone = were.filter((figure) => !after.has(figurePath(figure)));
  return [...changed, ...gone.map((figure) => change(figure, figure, undefined))];
}

function change(
  { indicator, period, keys, title }: ReportFigure,
  was: ReportFigure | undefined,
  is: ReportFigure | undefined,
): FigureChange {
  return { indicator, period, keys, title, was: was?.said ?? null, is: is?.said ?? null };
}

/** 2021年第11号 */
export function sayIssue({ year, issue }: Pick<IssuedReport, "year" | "issue">): { zh: string; en: string } {
  return { zh: `${year}年第${issue}号`, en: `No. ${issue} of ${year}` };
}
