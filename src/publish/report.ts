import { dayText } from "#basics/day.ts";
import { textIn } from "#basics/text.ts";
import type { Language, Text } from "#basics/text.ts";
import { asEngine } from "#record/views/as-engine.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import type { Report, Standard } from "#standard/standard.ts";
import { evidencePath } from "#work/evidence-path.ts";
import { sayFigure } from "#work/say-figure.ts";
import { parseTemplate } from "#standard/template.ts";
import type { TemplateFigure, TemplatePart, TemplateWord } from "#standard/template.ts";
import { groupsOf, stretchOf, under } from "./groups.ts";
import type { Group, Grouping } from "./groups.ts";
import { described } from "./indicators.ts";
import { deskOf, matching } from "./matching.ts";
import type { Desk, One } from "./matching.ts";
import type { Paper } from "./paper.ts";
import { measured } from "./measured.ts";
import type { Figure } from "./measured.ts";
import { sayDay, sayStretch, stretchAround, stretchNamed } from "./period.ts";
import type { Stretch } from "./period.ts";

export interface ReportBrief {
  id: string;
  title: Text;
  each: Report["each"];
  /** The periods it can be drawn up for, the newest first. */
  periods: PeriodBrief[];
}

export interface PeriodBrief {
  id: string;
  say: Text;
}

/** What an office's standards have it report, each for the periods since it was adopted. */
export function reportsOf(reader: Reader): ReportBrief[] {
  return reportsWithin(reader).map(({ report: { id, title, each } }) => ({
    id,
    title,
    each,
    periods: periodsSince(reader, each),
  }));
}

const mostPeriods = 24;

/** The periods from today's back to that of the first adoption. */
export function periodsSince({ office: { rules }, today }: Reader, each: Report["each"]): PeriodBrief[] {
  const adopted = Math.min(...[...rules.promises.values()].map((promise) => promise.adopted), today);
  const found: PeriodBrief[] = [];
  let stretch = stretchAround(today, each);
  do {
    found.push({ id: stretch.id, say: sayStretch(stretch) });
    stretch = stretchAround(stretch.first - 1, each);
  } while (stretch.last >= adopted && found.length < mostPeriods);
  return found;
}

export interface FilledReport {
  id: string;
  title: Text;
  period: string;
  /** The period is not over: the figures are those of this day. */
  asOf: string | null;
  markdown: string;
}

/** A report's template with every figure in its place; each a link to its evidence, where `linked`. */
export async function fillReport(
  reader: Reader,
  asked: { report: string; stretch: Stretch; language: Language; linked: boolean },
): Promise<FilledReport> {
  const found = reportsWithin(reader).find(
    ({ report }) => report.id === asked.report || report.localId === asked.report,
  );
  if (found === undefined) throw new NotFound();
  const { report, standard } = found;
  const per = new Map(standard.indicators.map((indicator) => [indicator.localId, indicator.per]));
  const { parts } = parseTemplate(textIn(report.template, asked.language), per);
  const filling: Filling = { ...asked, desk: deskOf(reader, true), standard };
  const texts = await asEngine(reader, async () => {
    const said: string[] = [];
    for (const part of parts) said.push(await sayPart(filling, part));
    return said;
  });
  const { stretch } = asked;
  return {
    id: report.id,
    title: report.title,
    period: stretch.id,
    asOf: stretch.last >= reader.today ? dayText(reader.today) : null,
    markdown: texts.join(""),
  };
}

/** The same on paper, which says that nobody has issued it. */
export function draftOf(
  { office, today }: Reader,
  stretch: Stretch,
  { asOf, markdown }: FilledReport,
  language: Language,
): Paper {
  return {
    language,
    office: textIn(office.rules.title, language),
    period: textIn(sayStretch(stretch), language),
    markdown,
    number: null,
    note: textIn(asOf === null ? notIssued : notOver(sayDay(today)), language),
    signedOn: sayDay(today)[language],
    corrected: null,
    verify: null,
  };
}

const notIssued: Text = { zh: "草稿，尚未签发", en: "Draft, not issued" };
const notOver = ({ zh, en }: { zh: string; en: string }): Text => ({
  zh: `草稿，数到${zh}为止`,
  en: `Draft, counted up to ${en}`,
});

/** Is this one of the periods for which such a report is drawn up: a month for a monthly one? */
export function isPeriodOf(report: Pick<Report, "each">, stretch: Stretch): boolean {
  return stretchAround(stretch.first, report.each).id === stretch.id;
}

/** The report of this id, "standard/report" or, where that is plain enough, "report" alone. */
export function reportNamed(reader: Reader, id: string): Report | undefined {
  return reportsWithin(reader).find(({ report }) => report.id === id || report.localId === id)?.report;
}

function reportsWithin({ office: { rules } }: Reader): { report: Report; standard: Standard }[] {
  return rules.standards.flatMap((standard) => standard.reports.map((report) => ({ report, standard })));
}

interface Filling {
  desk: Desk;
  standard: Standard;
  stretch: Stretch;
  language: Language;
  linked: boolean;
}

async function sayPart(filling: Filling, part: TemplatePart): Promise<string> {
  if ("text" in part) return part.text;
  if ("word" in part) return sayWord(filling, part.word);
  const { figure } = part;
  const indicator = filling.standard.indicators.find(({ localId }) => localId === figure.indicator);
  if (indicator === undefined) throw new Error(`a template that was never checked: ${figure.indicator}`);
  const one = { indicator, standard: filling.standard };
  return figure.table ? sayTable(filling, one, figure) : sayOne(filling, one, figure);
}

function sayWord({ desk: { reader }, stretch, language }: Filling, word: TemplateWord): string {
  switch (word) {
    case "office":
      return textIn(reader.office.rules.title, language);
    case "period":
      return textIn(sayStretch(stretch), language);
    case "from":
      return sayDay(stretch.first)[language];
    case "until":
      return sayDay(stretch.last)[language];
    case "today":
      return sayDay(reader.today)[language];
  }
}

function stretchFor({ stretch }: Filling, { period }: TemplateFigure): Stretch {
  return period === undefined ? stretch : (stretchNamed(period, stretch) ?? stretch);
}

async function sayOne(filling: Filling, one: One, asked: TemplateFigure): Promise<string> {
  const stretch = stretchFor(filling, asked);
  const keys = keysOf(filling, asked.only);
  const matched = await matching(filling.desk, one, stretchOf(stretch, keys));
  const { figure } = measured(one.indicator, under(matched, keys, one.indicator));
  return linked(filling, one, stretch, keys, figure);
}

/** A template names lines and promises as its own standard does. */
function keysOf({ standard }: Filling, only: Record<string, string>): Group["keys"] {
  return Object.fromEntries(
    Object.entries(only).map(([grouping, key]) => [
      grouping,
      grouping === "line" || grouping === "promise" ? `${standard.id}/${key}` : key,
    ]),
  );
}

async function sayTable(filling: Filling, one: One, asked: TemplateFigure): Promise<string> {
  const stretch = stretchFor(filling, asked);
  const only = keysOf(filling, asked.only);
  const part = stretchOf(stretch, only);
  const matched = under(await matching(filling.desk, one, part), only, one.indicator);
  const by = one.indicator.per.filter((grouping) => asked.by.includes(grouping));
  const groups = await groupsOf(filling.desk, one, part, matched, { by, only });
  const say = (group: Group) => linked(filling, one, stretch, group.keys, group.figure);
  const words = (text: Text) => inCell(textIn(text, filling.language));
  const titles = by.filter((grouping) => groups.some(({ keys }) => grouping in keys));
  const head = [
    ...titles.map((grouping) => words(groupingTitles[grouping] ?? { zh: grouping, en: grouping })),
    words(one.indicator.title),
  ];
  const whole = [
    words(wholeTitle),
    ...titles.slice(1).map(() => ""),
    linked(filling, one, stretch, only, measured(one.indicator, matched).figure),
  ];
  return tableOf([head, ...groups.map((group) => [...group.titles.map(words), say(group)]), whole]);
}

function tableOf([head = [], ...rows]: string[][]): string {
  const rule = head.map((_, place) => (place === head.length - 1 ? "---:" : "---"));
  return [head, rule, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function linked(
  { language, linked: isLinked, desk: { reader } }: Filling,
  one: One,
  stretch: Stretch,
  keys: Group["keys"],
  { value }: Figure,
): string {
  const said = sayFigure(described(reader, one), value, language);
  if (!isLinked) return said;
  return `[${said}](${evidencePath(one.indicator.id, stretch.id, keys)})`;
}

/** A title in a cell of a table: a bar in it would begin another. */
function inCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

const wholeTitle: Text = { zh: "全部", en: "All" };

/** What an indicator can be grouped by, in words. */
const groupingTitles: Record<Grouping, Text> = {
  line: { zh: "服务线", en: "Line" },
  promise: { zh: "承诺", en: "Promise" },
  role: { zh: "岗位", en: "Role" },
  office: { zh: "机构", en: "Office" },
  area: { zh: "网格", en: "Area" },
  colour: { zh: "颜色", en: "Colour" },
  week: { zh: "周", en: "Week" },
  month: { zh: "月份", en: "Month" },
  quarter: { zh: "季度", en: "Quarter" },
  year: { zh: "年份", en: "Year" },
};
