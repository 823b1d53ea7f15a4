import type { Text } from "#basics/text.ts";

/** A report's template, in order: its own text, and what is put in between. */
export type TemplatePart = { text: string } | { word: TemplateWord } | { figure: TemplateFigure };

/** `{{ office }}`, `{{ period }}`, `{{ from }}`, `{{ until }}`, `{{ today }}` */
export type TemplateWord = (typeof templateWords)[number];

/** `{{ indicator period }}`, `{{ indicator period line=filial }}`, `{{ table indicator period line }}` */
export interface TemplateFigure {
  indicator: string;
  /** "month", "last-year", "to-date"; without: the report's own. */
  period?: string;
  /** Every group, as a table; by the groupings named, or by all that the indicator has. */
  table: boolean;
  by: string[];
  /** One group: its key in each grouping named. */
  only: Record<string, string>;
}

/** Something between two braces that is not understood, and the character of the template where it stands. */
export interface TemplateFault {
  offset: number;
  say: Text;
}

const templateWords = ["office", "period", "from", "until", "today"] as const;
const periods = ["week", "month", "quarter", "half", "year", "to-date"];
const periodWords = new Set([...periods, ...periods.map((period) => `last-${period}`)]);

/** Reads a template; `per` gives the groupings of each indicator that there is. */
export function parseTemplate(
  template: string,
  per: ReadonlyMap<string, readonly string[]>,
): { parts: TemplatePart[]; faults: TemplateFault[] } {
  const parts: TemplatePart[] = [];
  const faults: TemplateFault[] = [];
  let done = 0;
  for (const { 0: whole, 1: inner = "", index } of template.matchAll(/\{\{([^{}]{0,200})\}\}/g)) {
    const read = readBraces(inner.trim().split(/\s+/), per);
    if ("fault" in read) {
      faults.push({ offset: index + whole.indexOf(read.at, 2), say: read.fault });
      continue;
    }
    if (index > done) parts.push({ text: template.slice(done, index) });
    parts.push(read);
    done = index + whole.length;
  }
  if (done < template.length) parts.push({ text: template.slice(done) });
  const stray = /\{\{|\}\}/.exec(
    template.replace(/\{\{[^{}]{0,200}\}\}/g, (whole) => " ".repeat(whole.length)),
  );
  if (stray) {
    faults.push({
      offset: stray.index,
      say: { zh: `“${stray[0]}”没有配对`, en: `this "${stray[0]}" has no partner` },
    });
  }
  return { parts, faults };
}

type Read = TemplatePart | { fault: Text; at: string };

function readBraces(words: string[], per: ReadonlyMap<string, readonly string[]>): Read {
  const [first = "", ...others] = words;
  if (first === "") {
    return { fault: { zh: "括号里是空的", en: "nothing stands between the braces" }, at: "" };
  }
  const word = templateWords.find((each) => each === first);
  const groupings = per.get(first === "table" ? (others[0] ?? "") : first);
  if (word && !groupings) {
    const [extra] = others;
    return extra === undefined ? { word } : unreadable(extra, first);
  }
  const table = first === "table";
  const [indicator = "", ...rest] = table ? others : words;
  if (!groupings)
    return {
      fault: { zh: `没有这个指标：${indicator}`, en: `no such indicator: ${indicator}` },
      at: indicator,
    };
  const figure: TemplateFigure = { indicator, table, by: [], only: {} };
  for (const part of rest) {
    const [name = "", key] = part.split("=", 2);
    const grouping = key !== undefined || (table && groupings.includes(name));
    if (!grouping && periodWords.has(part) && figure.period === undefined) figure.period = part;
    else if (!grouping) return unreadable(part, indicator);
    else if (!groupings.includes(name)) return notGrouped(indicator, name, part);
    else if (key === undefined) figure.by.push(name);
    else figure.only[name] = key;
  }
  if (table && groupings.length === 0) return notGrouped(indicator, "", indicator);
  if (table && figure.by.length === 0) {
    figure.by = groupings.filter((name) => figure.only[name] === undefined);
  }
  return { figure };
}

function notGrouped(indicator: string, name: string, at: string): Read {
  return {
    fault: {
      zh: `指标 ${indicator} 没有按${name === "" ? "任何一项" : ` ${name} `}分组，请在它的 per 里写明`,
      en: `${indicator} is not grouped${name === "" ? "" : ` by ${name}`}: name it in its \`per\``,
    },
    at,
  };
}

function unreadable(part: string, after: string): Read {
  return {
    fault: {
      zh: `“${after}”后面看不懂“${part}”；时间写 week、month、quarter、half、year、to-date，或前面加 last-`,
      en: `"${part}" after ${after} is not understood; a period is week, month, quarter, half, year, to-date, or one of these after last-`,
    },
    at: part,
  };
}
