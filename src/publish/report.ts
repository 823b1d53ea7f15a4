import { textIn } from "#basics/text.ts";
import type { Language, Text } from "#basics/text.ts";
import { asEngine } from "#record/views/as-engine.ts";
import type { Reader } from "#record/views/reader.ts";
import type { Report, Standard } from "#standard/standard.ts";
import type { DrawReport } from "#record/keeper.ts";
import { figurePath } from "#work/report.ts";
import type { ReportFigure } from "#work/report.ts";
import { sayFigure } from "#work/say-figure.ts";
import { parseTemplate } from "#standard/template.ts";
import type { TemplateFigure, TemplatePart, TemplateWord } from "#standard/template.ts";
import { groupsOf, stretchOf, titleOf, under } from "./groups.ts";
import type { Group, Grouping } from "./groups.ts";
import { described } from "./indicators.ts";
import { deskOf, matching, sharing } from "./matching.ts";
import type { Desk, One } from "./matching.ts";
import { measured } from "./measured.ts";
import type { Figure } from "./measured.ts";
import { parseStretch, sayDay, sayStretch, stretchAround, stretchNamed } from "./period.ts";
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

/** The report's template in both languages, with every figure in its place and a link to its evidence. */
export const drawReport: DrawReport = async (reader, { report: id, period, version }) => {
  const newest = reportsWithin(reader).find(({ report }) => report.id === id);
  if (newest === undefined) return "unknown-report";
  const standard =
    (version === undefined ? undefined : reader.office.rules.standardOf(newest.standard.id, version)) ??
    newest.standard;
  const report = standard.reports.find((each) => each.id === id) ?? newest.report;
  const stretch = parseStretch(period);
  if (stretch === undefined || !isPeriodOf(report, stretch)) return "wrong-period";
  const filling = {
    desk: sharing(deskOf(reader, true)),
    standard,
    stretch,
    figures: new Map<string, ReportFigure>(),
  };
  const texts = await asEngine(reader, async () => ({
    zh: await fill({ ...filling, language: "zh" }, report),
    en: await fill({ ...filling, language: "en" }, report),
  }));
  return {
    report: id,
    version: standard.version,
    by: report.by,
    period: stretch.id,
    last: stretch.last,
    title: report.title,
    say: sayStretch(stretch),
    texts,
    figures: [...filling.figures.values()],
  };
};

async function fill(filling: Filling, report: Report): Promise<string> {
  const per = new Map(filling.standard.indicators.map((indicator) => [indicator.localId, indicator.per]));
  const { parts } = parseTemplate(textIn(report.template, filling.language), per);
  const said: string[] = [];
  for (const part of parts) said.push(await sayPart(filling, part));
  return said.join("");
}

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
  /** Those said so far, by where their evidence is. */
  figures: Map<string, ReportFigure>;
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
  filling: Filling,
  one: One,
  stretch: Stretch,
  keys: Group["keys"],
  { value }: Figure,
): string {
  const { language, desk, figures } = filling;
  const how = described(desk.reader, one);
  const said = { zh: sayFigure(how, value, "zh"), en: sayFigure(how, value, "en") };
  const figure = { indicator: one.indicator.id, period: stretch.id, keys: plainKeys(keys) };
  const path = figurePath(figure);
  figures.set(path, { ...figure, title: titleOfFigure(filling, one, stretch, keys), value, said });
  return `[${said[language]}](${path})`;
}

function plainKeys(keys: Group["keys"]): ReportFigure["keys"] {
  return Object.fromEntries(Object.entries(keys).map(([grouping, key]) => [grouping, key ?? null]));
}

/** 走访（东网格，2021年）; the report's own period goes without saying. */
function titleOfFigure(filling: Filling, { indicator }: One, stretch: Stretch, keys: Group["keys"]): Text {
  const { desk, stretch: own } = filling;
  const groups = Object.entries(keys).map(([grouping, key]) =>
    titleOf(desk.reader, grouping as Grouping, key ?? null, stretchOf(stretch, keys)),
  );
  const more = stretch.id === own.id ? groups : [...groups, sayStretch(stretch)];
  if (more.length === 0) return indicator.title;
  const { zh, en = zh } = indicator.title;
  return {
    zh: `${zh}（${more.map((text) => text.zh).join("，")}）`,
    en: `${en} (${more.map((text) => textIn(text, "en")).join(", ")})`,
  };
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
