import { dayText, localDay } from "#basics/day.ts";
import { textIn } from "#basics/text.ts";
import type { Language, Text } from "#basics/text.ts";
import { reportEditions } from "#record/views/report-editions.ts";
import type { ReportEdition } from "#record/views/report-editions.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import { secretary } from "#work/office-rules.ts";
import { differences, figurePath, sayIssue } from "#work/report.ts";
import type { DrawnReport, FigureChange } from "#work/report.ts";
import type { Paper } from "./paper.ts";
import { sayDay, sayStretch } from "./period.ts";
import type { Stretch } from "./period.ts";
import { drawReport } from "./report.ts";

/** A report for one period: as it would be today, what was issued of it, and what would be different now. */
export interface ReportPage {
  report: string;
  title: Text;
  period: string;
  say: Text;
  /** The last day of the period. */
  last: string;
  /** The period is not over: the figures are those of this day. */
  asOf: string | null;
  /** In the reader's language; each figure leads to its evidence. */
  markdown: string;
  /** The first issued first. */
  editions: EditionSeen[];
  /** Against the last edition; nothing where none was issued. */
  differs: ChangeSeen[];
  /** May whoever looks issue and correct it? */
  mayIssue: boolean;
  /** Who issues it. */
  issuers: Text[];
}

export interface EditionSeen {
  edition: number;
  number: Text;
  /** The local day on which it was issued. */
  on: string;
  by: string;
  /** Its place in the journal. */
  entry: number;
  hash: string;
  markdown: string;
  changes: ChangeSeen[];
  reason: string | null;
}

export interface ChangeSeen {
  path: string;
  title: Text;
  was: Text | null;
  is: Text | null;
}

export async function reportPage(
  reader: Reader,
  { report, stretch, language }: { report: string; stretch: Stretch; language: Language },
): Promise<ReportPage> {
  const editions = await reportEditions(reader, report, stretch.id);
  const drawn = await drawnNow(reader, report, stretch, editions);
  const { rules } = reader.office;
  const last = editions.at(-1);
  const issuers = [secretary.id, ...(drawn.by === undefined || drawn.by === secretary.id ? [] : [drawn.by])];
  return {
    report,
    title: drawn.title,
    period: stretch.id,
    say: drawn.say,
    last: dayText(drawn.last),
    asOf: drawn.last >= reader.today ? dayText(reader.today) : null,
    markdown: drawn.texts[language],
    editions: editions.map((edition) => ({
      edition: edition.edition,
      number: sayIssue(edition),
      on: dayText(localDay(new Date(edition.at), rules.zone)),
      by: edition.by,
      entry: edition.entry,
      hash: edition.hash,
      markdown: edition.texts[language],
      changes: edition.changes.map(seen),
      reason: edition.reason,
    })),
    differs: last === undefined ? [] : differences(last.figures, drawn.figures).map(seen),
    mayIssue: issuers.some((role) => reader.roles.includes(role)),
    issuers: issuers.flatMap((role) => rules.roles.get(role)?.title ?? []),
  };
}

async function drawnNow(
  reader: Reader,
  report: string,
  stretch: Stretch,
  editions: ReportEdition[],
): Promise<DrawnReport> {
  const drawn = await drawReport(reader, { report, period: stretch.id, version: editions[0]?.version });
  if (typeof drawn === "string") throw new NotFound();
  return drawn;
}

function seen({ indicator, period, keys, title, was, is }: FigureChange): ChangeSeen {
  return { path: figurePath({ indicator, period, keys }), title, was, is };
}

/** What goes to paper: the edition of this number, else the last one issued, else a draft of today. */
export async function reportPaper(
  reader: Reader,
  {
    report,
    stretch,
    language,
    edition: wanted,
  }: { report: string; stretch: Stretch; language: Language; edition?: number | undefined },
): Promise<Paper> {
  const editions = await reportEditions(reader, report, stretch.id);
  const edition = wanted === undefined ? editions.at(-1) : editions.find((each) => each.edition === wanted);
  const office = textIn(reader.office.rules.title, language);
  const common = { language, office, period: textIn(sayStretch(stretch), language) };
  if (edition !== undefined) {
    const before = editions.find((each) => each.edition === edition.edition - 1);
    return { ...common, ...printed(reader, edition, before, office, language) };
  }
  if (wanted !== undefined) throw new NotFound();
  const { texts, last } = await drawnNow(reader, report, stretch, []);
  const today = sayDay(reader.today);
  return {
    ...common,
    markdown: texts[language],
    number: null,
    note: textIn(last < reader.today ? notIssued : notOver(today), language),
    signedOn: today[language],
    corrected: null,
    verify: null,
  };
}

function printed(
  { office: { rules } }: Reader,
  edition: ReportEdition,
  before: ReportEdition | undefined,
  office: string,
  language: Language,
): Omit<Paper, "language" | "office" | "period"> {
  const dayOfIssue = ({ at }: ReportEdition) => sayDay(localDay(new Date(at), rules.zone));
  const say = (text: Text | null) => (text === null ? textIn(noFigure, language) : textIn(text, language));
  const { changes, reason, texts, entry, hash, by } = edition;
  const told = { office, by, on: dayOfIssue(edition), number: sayIssue(edition), entry, hash };
  return {
    markdown: texts[language],
    number: sayIssue(edition)[language],
    note:
      before === undefined
        ? null
        : textIn(correctionNote(dayOfIssue(before), sayIssue(before), changes.length), language),
    signedOn: dayOfIssue(edition)[language],
    corrected:
      reason === null
        ? null
        : {
            reason,
            changes: changes.map(({ title, was, is }) => ({ title: say(title), was: say(was), is: say(is) })),
          },
    verify: textIn(verifyNote(told), language),
  };
}

interface Both {
  zh: string;
  en: string;
}

const notIssued: Text = { zh: "草稿，尚未签发", en: "Draft, not issued" };
const notOver = ({ zh, en }: Both): Text => ({ zh: `草稿，数到${zh}为止`, en: `Draft, counted up to ${en}` });
const noFigure: Text = { zh: "（没有）", en: "(none)" };

/** What a correction says at its head. */
function correctionNote(on: Both, number: Both, count: number): Text {
  return {
    zh: `更正：原发布于${on.zh}（${number.zh}），改动 ${count} 处`,
    en: `Correction of ${number.en}, issued on ${on.en}; figures changed: ${count}`,
  };
}

function verifyNote({
  office,
  by,
  on,
  number,
  entry,
  hash,
}: {
  office: string;
  by: string;
  on: Both;
  number: Both;
  entry: number;
  hash: string;
}): Text {
  const digest = hash.match(/.{1,16}/g)?.join(" ") ?? hash;
  return {
    zh: `本件为${office}${number.zh}，${by}于${on.zh}签发，原文存工作日志第 ${entry} 条，校验值（SHA-256）${digest}。核对：导出日志，用 wellside verify 验过全链，第 ${entry} 条的校验值应与此相同。`,
    en: `This is ${number.en} of ${office}, issued by ${by} on ${on.en}; its text is kept in entry ${entry} of the journal, whose hash (SHA-256) is ${digest}. To check: export the journal, run wellside verify on it, and compare the hash of entry ${entry}.`,
  };
}
