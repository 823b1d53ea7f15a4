import type * as Docx from "docx";
import { spansOf } from "#basics/markdown-blocks.ts";
import type { Block } from "#basics/markdown-blocks.ts";
import { partPaper } from "#basics/paper-blocks.ts";
import type { Language, Text } from "#basics/text.ts";
import { textIn } from "#basics/text.ts";
import type { Paper } from "./paper.ts";

/**
 * A report as a Word document in the official layout (GB/T 9704-2012). Lengths in twips, a twentieth of a point: A4, 37 mm
 * above and 28 mm at the binding leave 156 × 225 mm for 22 lines of 28 characters.
 */
export async function reportDocx(paper: Paper): Promise<Uint8Array> {
  docx = await import("docx"); // 1 MB and 45 ms, which a server that writes no document does not need
  const { Document, Packer, DocumentGridType } = docx;
  const document = new Document({
    title: titleOf(paper),
    creator: paper.office,
    lastModifiedBy: paper.office,
    description: "",
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: run(paper.language, "body") } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin },
          grid: { type: DocumentGridType.LINES, linePitch: line },
        },
        footers: { default: pageNumber("right"), even: pageNumber("left") },
        children: bodyOf(paper),
      },
    ],
  });
  return Packer.toBuffer(document, undefined, [{ path: "word/fontTable.xml", data: fontTable }]);
}

let docx: typeof Docx;

export const margin = { top: 2098, bottom: 1984, left: 1588, right: 1474, header: 851, footer: 1230 };
const textWidth = 11906 - margin.left - margin.right;
/** 29 pt is 580, of which 22 are 4 more than the page has between its margins: the last line would go over. */
export const line = 579;
/**
 * What a character of 16 pt gives up so that 28 stand in a line. Said of the letters and not of the page's grid: by the
 * same grid Word sets 28 and LibreOffice 20.
 */
const closer = Math.floor(textWidth / 28 - 16 * 20);

/** Sizes in half points: 二号, 三号, 四号, 小四, 五号. */
const size = { second: 44, third: 32, fourth: 28, smallFourth: 24, fifth: 21 };

type Voice = "body" | "title" | "first" | "second" | "small";

/** What the standard asks for. These are commercial; the table of fonts names what may stand in for each. */
const faces: Record<Voice, string> = {
  body: "仿宋",
  title: "方正小标宋简体",
  first: "黑体",
  second: "楷体",
  small: "宋体",
};
const western = "Times New Roman";

/** Where a font is not there, the first of these that is; after them the kind of letter decides. */
const standIns: Record<string, { names: string; family: "roman" | "swiss" | "script" | "modern" }> = {
  仿宋: {
    names: "FangSong,仿宋_GB2312,FangSong_GB2312,STFangsong,华文仿宋,Noto Serif CJK SC",
    family: "modern",
  },
  方正小标宋简体: {
    names: "FZXiaoBiaoSong-B05S,小标宋,STZhongsong,华文中宋,SimSun,Noto Serif CJK SC",
    family: "roman",
  },
  黑体: { names: "SimHei,STHeiti,华文黑体,Noto Sans CJK SC", family: "swiss" },
  楷体: { names: "KaiTi,楷体_GB2312,KaiTi_GB2312,STKaiti,华文楷体,LXGW WenKai", family: "script" },
  宋体: { names: "SimSun,STSong,华文宋体,Noto Serif CJK SC", family: "roman" },
};

const fontTable = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.entries(standIns)
  .map(
    ([name, { names, family }]) =>
      `<w:font w:name="${name}"><w:altName w:val="${names}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="auto"/></w:font>`,
  )
  .join("")}</w:fonts>`;

function run(language: Language, voice: Voice, halfPoints: number = size.third): Docx.IRunOptions {
  const face = faces[voice];
  const latin = voice === "small" ? face : western;
  const bold = language === "en" && (voice === "title" || voice === "first");
  return {
    font: { ascii: latin, hAnsi: latin, eastAsia: face, cs: western },
    size: halfPoints,
    ...(bold && { bold: true }),
    ...(language === "zh" && halfPoints === size.third && { characterSpacing: closer }),
    language: { value: "en-US", eastAsia: "zh-CN" },
  };
}

function bodyOf(paper: Paper): Docx.FileChild[] {
  const { blocks } = partPaper(paper.markdown, paper.period, paper.language);
  return [
    centred(paper, titleOf(paper), "title", size.second),
    centred(paper, paper.period, "second"),
    ...(paper.number === null ? [] : [centred(paper, paper.number, "second")]),
    ...(paper.note === null ? [] : [centred(paper, paper.note, "second", size.fourth)]),
    plain(paper, []),
    ...blocks.flatMap((block) => blockOf(paper, block)),
    plain(paper, []),
    ...signature(paper),
    ...correction(paper),
    ...smallPrint(paper),
  ];
}

function titleOf({ markdown, period, language, office }: Paper): string {
  return plainText(partPaper(markdown, period, language).title ?? office);
}

function blockOf(paper: Paper, block: Block): Docx.FileChild[] {
  switch (block.kind) {
    case "heading":
      return [
        plain(paper, spans(paper, block.text, block.level <= 2 ? "first" : "second"), { keepNext: true }),
      ];
    case "paragraph":
      return [plain(paper, spans(paper, block.text))];
    case "list":
      return block.items.map((item, place) =>
        plain(
          paper,
          spans(
            paper,
            `${block.numbered ? `${place + 1}.` : "·"}${paper.language === "zh" ? "" : " "}${item}`,
          ),
        ),
      );
    case "table":
      return [gap(), table(paper, block), gap()];
    case "rule":
      return [plain(paper, [])];
  }
}

function centred(paper: Paper, text: string, voice: Voice, halfPoints?: number): Docx.Paragraph {
  const { Paragraph, TextRun, AlignmentType } = docx;
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: voice === "title" ? { ...spacing, line: 660, after: 120 } : spacing,
    children: [new TextRun({ ...run(paper.language, voice, halfPoints), text })],
  });
}

const spacing = { line, lineRule: "exact", before: 0, after: 0 } as const;

/** A paragraph of the text: two characters in at its beginning. */
function plain(
  { language }: Paper,
  children: Docx.TextRun[],
  more: Partial<Docx.IParagraphOptions> = {},
): Docx.Paragraph {
  const { Paragraph, AlignmentType } = docx;
  return new Paragraph({
    alignment: language === "zh" ? AlignmentType.BOTH : AlignmentType.LEFT,
    spacing,
    indent: { firstLineChars: 200, firstLine: Math.round((textWidth / 28) * 2) },
    children,
    ...more,
  });
}

/** A printed document has no blue words: a link is its text. */
function spans(paper: Paper, text: string, voice: Voice = "body", halfPoints?: number): Docx.TextRun[] {
  return spansOf(text).map(
    (span) =>
      new docx.TextRun({
        ...run(paper.language, voice, halfPoints),
        ...(span.kind === "bold" && { bold: true }),
        text: span.text,
      }),
  );
}

function plainText(text: string): string {
  return spansOf(text)
    .map((span) => span.text)
    .join("");
}

function table(paper: Paper, { head, right, rows }: Extract<Block, { kind: "table" }>): Docx.Table {
  const {
    Table,
    TableRow,
    TableCell,
    Paragraph,
    AlignmentType,
    WidthType,
    VerticalAlignTable,
    TableLayoutType,
  } = docx;
  const widths = columnWidths([head, ...rows]);
  const cell = (text: string, place: number, voice: Voice) =>
    new TableCell({
      width: { size: widths[place] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 40, bottom: 40, left: 113, right: 113 },
      children: [
        new Paragraph({
          alignment:
            voice === "first"
              ? AlignmentType.CENTER
              : right[place]
                ? AlignmentType.RIGHT
                : AlignmentType.LEFT,
          spacing: { line: 400, lineRule: "exact" },
          children: spans(paper, text, voice, size.smallFourth),
        }),
      ],
    });
  return new Table({
    alignment: AlignmentType.CENTER,
    width: { size: textWidth, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((text, place) => cell(text, place, "first")),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: head.map((_, place) => cell(row[place] ?? "", place, "body")),
          }),
      ),
    ],
  });
}

/** A column of figures is as wide as what stands in it, up to ten characters; the first has what is left. */
function columnWidths(rows: string[][]): number[] {
  const [, ...others] = rows[0] ?? [];
  const widths = others.map((_, place) => {
    const widest = Math.max(4, ...rows.map((row) => widthOf(plainText(row[place + 1] ?? ""))));
    return Math.min(10, widest) * 10 * size.smallFourth + 300;
  });
  const given = widths.reduce((sum, width) => sum + width, 0);
  const most = textWidth * 0.67;
  const shrunk = given > most ? widths.map((width) => Math.floor((width * most) / given)) : widths;
  return [textWidth - shrunk.reduce((sum, width) => sum + width, 0), ...shrunk];
}

/** In Chinese characters: a letter or a digit is half as wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (/[ -~]/.test(char) ? 0.5 : 1), 0);
}

/** The day four characters in from the right, where the seal will go, and the office centred above it. */
function signature(paper: Paper): Docx.Paragraph[] {
  const unit = textWidth / 28;
  const [office, day] = [widthOf(paper.office), widthOf(paper.signedOn)];
  const middle = 4 + day / 2;
  return [
    { text: paper.office, width: office },
    { text: paper.signedOn, width: day },
  ].map(({ text, width }, place) =>
    plain(paper, spans(paper, text), {
      alignment: docx.AlignmentType.RIGHT,
      indent: { right: Math.round(Math.max(0, middle - width / 2) * unit) },
      keepLines: true,
      keepNext: place === 0,
    }),
  );
}

function correction(paper: Paper): Docx.FileChild[] {
  if (paper.corrected === null) return [];
  const say = (text: Text) => textIn(text, paper.language);
  const { reason, changes } = paper.corrected;
  return [
    plain(paper, []),
    plain(paper, spans(paper, say(words.corrections), "first"), { keepNext: true }),
    plain(paper, spans(paper, `${say(words.reason)}${reason}`), { keepNext: true }),
    table(paper, {
      kind: "table",
      head: [words.figure, words.was, words.is].map(say),
      right: [false, true, true],
      rows: changes.map(({ title, was, is }) => [title, was, is]),
    }),
    gap(),
  ];
}

/** Half a line above or under a table. */
function gap(): Docx.Paragraph {
  return new docx.Paragraph({ spacing: { ...spacing, line: 290 } });
}

/** Between two rules, as the imprint of an official document stands. */
function smallPrint(paper: Paper): Docx.Paragraph[] {
  if (paper.verify === null) return [];
  const { Paragraph, TextRun, BorderStyle } = docx;
  const rule = { style: BorderStyle.SINGLE, size: 8, space: 4, color: "000000" };
  return [
    plain(paper, []),
    new Paragraph({
      spacing: { line: 300, lineRule: "exact" },
      border: { top: rule, bottom: rule },
      keepLines: true,
      children: [new TextRun({ ...run(paper.language, "body", size.fifth), text: paper.verify })],
    }),
  ];
}

/** — 1 —, right on odd pages and left on even ones, one character in. */
function pageNumber(side: "left" | "right"): Docx.Footer {
  const { Footer, Paragraph, TextRun, PageNumber } = docx;
  return new Footer({
    children: [
      new Paragraph({
        alignment: side,
        indent: { [side]: Math.round(textWidth / 28) },
        children: [
          new TextRun({ ...run("zh", "small", size.fourth), children: ["— ", PageNumber.CURRENT, " —"] }),
        ],
      }),
    ],
  });
}

const words = {
  corrections: { zh: "更正表", en: "Corrections" },
  reason: { zh: "更正原因：", en: "Reason: " },
  figure: { zh: "项目", en: "Figure" },
  was: { zh: "原为", en: "Was" },
  is: { zh: "更正为", en: "Is" },
} satisfies Record<string, Text>;
