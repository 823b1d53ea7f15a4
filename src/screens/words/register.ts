import type { Words } from "./words.ts";

export const registerWords = {
  heading: { zh: "台账", en: "Register" },
  total: {
    zh: (count: number) => `共 ${count.toLocaleString("en")} 个`,
    en: (count: number) => `${count.toLocaleString("en")} in all`,
  },
  search: {
    zh: "姓名、拼音首字母、编号、5栋3单元、电话后四位",
    en: "Name, pinyin initials, code, address, last four of a phone",
  },
  byPhone: { zh: "电话尾号相符", en: "by phone" },
  kinds: { zh: "种类", en: "Kind" },
  area: { zh: "片区", en: "Area" },
  allAreas: { zh: "全部片区", en: "All areas" },
  name: { zh: "姓名", en: "Name" },
  title: { zh: "名称", en: "Name" },
  code: { zh: "编号", en: "Code" },
  age: { zh: "年龄", en: "Age" },
  address: { zh: "住址", en: "Address" },
  owed: { zh: "应办", en: "Owed" },
  overdueOf: { zh: (count: number) => `逾期 ${count}`, en: (count: number) => `${count} overdue` },
  none: { zh: "没有找到", en: "Nothing found" },
  noneNext: {
    zh: "换个写法试试：姓名里的两个字、拼音首字母、编号、楼栋，或电话后四位。",
    en: "Try another way: pinyin initials, a code, a building, or the last four digits of a phone.",
  },
  empty: { zh: "台账还是空的。", en: "The register is empty." },
  emptyNext: {
    zh: "把手头的 Excel 台账拖进来，看清每一列再导入。",
    en: "Drop in the Excel ledger you have; you will see every column before anything is written.",
  },
  importLedger: { zh: "导入台账", en: "Import a ledger" },
  imports: { zh: "历次导入", en: "Past imports" },
  earlier: { zh: "上一页", en: "Previous" },
  later: { zh: "下一页", en: "Next" },
  range: {
    zh: (from: number, to: number, total: number) => `第 ${from}–${to} 个，共 ${total}`,
    en: (from: number, to: number, total: number) => `${from}–${to} of ${total}`,
  },
  pages: { zh: "翻页", en: "Pages" },
} satisfies Words;

export const importWords = {
  heading: { zh: "导入台账", en: "Import a ledger" },
  lead: {
    zh: "预览不写入任何东西；不合格的行一行不丢，都写明在哪、为什么；导入后可以整批撤回。",
    en: "A preview writes nothing. No row is lost: each one left out is listed with its place and its reason. A whole import can be taken back.",
  },
  steps: { zh: "步骤", en: "Steps" },
  stepFile: { zh: "选文件", en: "Choose a file" },
  stepCheck: { zh: "核对", en: "Check" },
  stepDone: { zh: "完成", en: "Done" },
  kind: { zh: "台账里登记的是", en: "What the ledger lists" },
  kindAuto: { zh: "看列名定", en: "Told from headings" },
  kindRecord: { zh: "走访记录", en: "Records" },
  kindCase: { zh: "事项台账", en: "Cases" },
  continueAbout: {
    zh: "接着上次断了的导入：请选原来那份文件，已经写入的不会重复。",
    en: "Going on with an import that was cut off: choose the same file; what is in already is not written twice.",
  },
  drop: { zh: "把 .xlsx、.xls 或 .csv 拖到这里", en: "Drop an .xlsx, .xls or .csv here" },
  choose: { zh: "选一个文件", en: "Choose a file" },
  chooseOther: { zh: "换一个文件", en: "Choose another file" },
  dropHint: {
    zh: "原样拖入即可，列名不必改。身份证号请存为文本。",
    en: "As it is: no column needs renaming. Keep identity numbers as text.",
  },
  wrongFile: {
    zh: (name: string) => `“${name}”不是 .xlsx、.xls 或 .csv 文件。`,
    en: (name: string) => `'${name}' is not an .xlsx, .xls or .csv file.`,
  },
  reading: { zh: "正在读取文件…", en: "Reading the file…" },
  stages: {
    zh: (stage: "reading" | "comparing" | "writing" | "done", done: string, of: string) =>
      stage === "reading"
        ? "正在读取文件…"
        : `${stage === "comparing" ? "正在与台账核对" : "正在写入并推算应办"} ${done} / ${of} 行`,
    en: (stage: "reading" | "comparing" | "writing" | "done", done: string, of: string) =>
      stage === "reading"
        ? "Reading the file…"
        : `${stage === "comparing" ? "Comparing with the register" : "Writing, and working out what is owed"}: ${done} of ${of} rows`,
  },
  notes: { zh: "需要知道的", en: "Worth knowing" },
  passedOver: {
    zh: (sheet: string, why: string) => `工作表“${sheet}”：${why}`,
    en: (sheet: string, why: string) => `Sheet “${sheet}”: ${why}`,
  },
  yearTaken: {
    zh: (sheet: string, year: number) => `“${sheet}”里没写年份的日期按标题算作 ${year} 年。`,
    en: (sheet: string, year: number) =>
      `Dates without a year in “${sheet}” are taken as of ${year}, as its title says.`,
  },
  recordKind: { zh: "这张表记的是哪一种", en: "What kind of record these are" },
  procedure: { zh: "这张表是哪一种事项", en: "What was asked for" },
  year: {
    zh: (rows: number) => `${rows.toLocaleString("en")} 行的日期没有年份，是哪一年？`,
    en: (rows: number) => `${rows.toLocaleString("en")} rows have dates without a year. Which year is it?`,
  },
  yearLabel: { zh: "年份", en: "Year" },
  yearSet: { zh: "按这一年再核对", en: "Read with this year" },
  ambiguous: {
    zh: (rows: number) => `要您认一认的 ${rows.toLocaleString("en")} 行`,
    en: (rows: number) => `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"} for you to tell`,
  },
  ambiguousAbout: {
    zh: "台账里有可能是同一个的，不替您猜；不选的不导入，留在不合格的行里。",
    en: "Somebody in the register may be the same, and none is guessed. What is not chosen is not imported and stays among the rows left out.",
  },
  ambiguousMore: {
    zh: (rows: number) => `先列前 ${rows} 行；其余的补上编号或身份证号再导入更快。`,
    en: (rows: number) =>
      `The first ${rows} are listed; for the others a code or an identity number is quicker.`,
  },
  who: { zh: "是哪一个", en: "Who it is" },
  whoNone: { zh: "先不导入", en: "Leave out for now" },
  whoNew: { zh: "都不是，新登记", en: "None of them: somebody new" },
  changes: {
    zh: (rows: number) => `会更改的 ${rows.toLocaleString("en")} 行`,
    en: (rows: number) =>
      `${rows.toLocaleString("en")} ${rows === 1 ? "row changes" : "rows change"} somebody`,
  },
  changesFirst: {
    zh: (rows: number) => `列出前 ${rows} 行`,
    en: (rows: number) => `the first ${rows} are listed`,
  },
  fact: { zh: "信息", en: "Fact" },
  old: { zh: "现在", en: "Now" },
  newValue: { zh: "改为", en: "Becomes" },
  guarded: { zh: "会变（受限，不在这里显示）", en: "Changes (guarded, not shown here)" },
  already: {
    zh: (rows: number) => `已经记过的 ${rows.toLocaleString("en")} 条`,
    en: (rows: number) => `${rows.toLocaleString("en")} recorded already`,
  },
  alreadyAbout: {
    zh: "同一天、同一个人、说的一样，不再记一遍。",
    en: "The same day, the same person and the same words: not written again.",
  },
  alreadySince: { zh: "哪天记下的", en: "Written down on" },
  readWithout: {
    zh: (cells: number) => `读入时要留意的 ${cells.toLocaleString("en")} 处`,
    en: (cells: number) => `${cells.toLocaleString("en")} ${cells === 1 ? "cell" : "cells"} to look at`,
  },
  readWithoutAbout: {
    zh: "这些行会导入，但这一格没有用，或作了换算。",
    en: "These rows are imported, without this cell or with it converted.",
  },
  sheet: {
    zh: (sheet: string, row: number, rows: number) =>
      `工作表“${sheet}”，第 ${row} 行是列名，共 ${rows.toLocaleString("en")} 行`,
    en: (sheet: string, row: number, rows: number) =>
      `Sheet “${sheet}”, headings in row ${row}, ${rows.toLocaleString("en")} rows`,
  },
  columns: { zh: "列", en: "Columns" },
  columnsAbout: {
    zh: (matched: number, of: number) => `${of} 列里认出 ${matched} 列；认错的可以改`,
    en: (matched: number, of: number) => `${matched} of ${of} columns recognised; change any that is wrong`,
  },
  header: { zh: "文件里的列名", en: "Heading in the file" },
  example: { zh: "例", en: "Example" },
  becomes: { zh: "记作", en: "Kept as" },
  leaveOut: { zh: "不导入", en: "Leave out" },
  twice: { zh: "这一项选了两次", en: "This is chosen twice" },
  counts: { zh: "导入的结果", en: "What will happen" },
  accepted: { zh: "可导入", en: "Will be read" },
  new: { zh: "新增", en: "New" },
  changed: { zh: "更改", en: "Changed" },
  same: { zh: "不变", en: "Same" },
  rejected: { zh: "不合格", en: "Left out" },
  yes: { zh: "是", en: "Yes" },
  no: { zh: "否", en: "No" },
  sample: { zh: "前几行", en: "First rows" },
  importNow: {
    zh: (count: number) => `导入 ${count.toLocaleString("en")} 行`,
    en: (count: number) => `Import ${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`,
  },
  nothingToImport: { zh: "没有可导入的行", en: "No row can be imported" },
  importing: {
    zh: (count: number) => `正在导入 ${count.toLocaleString("en")} 行并推算应办…`,
    en: (count: number) => `Importing ${count.toLocaleString("en")} rows and working out what is owed…`,
  },
  done: {
    zh: (count: number) => `导入了 ${count.toLocaleString("en")} 行`,
    en: (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"} imported`,
  },
  doneOf: {
    zh: (created: number, changed: number, same: number) =>
      `新增 ${created.toLocaleString("en")} · 更改 ${changed.toLocaleString("en")} · 不变 ${same.toLocaleString("en")}`,
    en: (created: number, changed: number, same: number) =>
      `${created.toLocaleString("en")} new · ${changed.toLocaleString("en")} changed · ${same.toLocaleString("en")} same`,
  },
  mayNot: {
    zh: "您的岗位不能导入台账，请找书记导入。",
    en: "Your post may not import a ledger; please ask the secretary.",
  },
  doneNext: { zh: "应办已经推算好，可以去今日看看。", en: "What is owed has been worked out; see Today." },
  toToday: { zh: "去今日", en: "Go to Today" },
  toRegister: { zh: "看台账", en: "See the register" },
  toImports: { zh: "看这次导入", en: "See this import" },
  rejectedRows: {
    zh: (count: number) => `不合格的 ${count.toLocaleString("en")} 行`,
    en: (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"} left out`,
  },
  rejectedCells: {
    zh: (count: number) => `共 ${count.toLocaleString("en")} 处`,
    en: (count: number) => `${count.toLocaleString("en")} places in all`,
  },
  noRejected: { zh: "每一行都合格。", en: "Every row is good." },
  place: { zh: "位置", en: "Place" },
  column: { zh: "列", en: "Column" },
  value: { zh: "原值", en: "Value" },
  reason: { zh: "为什么", en: "Why" },
  filter: { zh: "筛选", en: "Filter" },
  copy: { zh: "复制", en: "Copy" },
  copied: { zh: "已复制", en: "Copied" },
  download: { zh: "下载 CSV", en: "Download CSV" },
  more: { zh: (count: number) => `再看 ${count} 处`, en: (count: number) => `Show ${count} more` },
} satisfies Words;

export const importsWords = {
  heading: { zh: "历次导入", en: "Past imports" },
  file: { zh: "文件", en: "File" },
  kind: { zh: "种类", en: "Kind" },
  when: { zh: "何时", en: "When" },
  by: { zh: "谁", en: "By" },
  accepted: { zh: "导入", en: "Imported" },
  rejected: { zh: "不合格", en: "Left out" },
  none: { zh: "还没有导入过台账。", en: "No ledger has been imported yet." },
  cutOff: {
    zh: (written: number, of: number) => `断在第 ${written} 部分（共 ${of}）`,
    en: (written: number, of: number) => `Cut off after part ${written} of ${of}`,
  },
  goOn: { zh: "接着导入", en: "Go on importing" },
  undo: { zh: "整批撤回", en: "Take back whole" },
  undoTitle: {
    zh: (file: string) => `撤回“${file}”的导入`,
    en: (file: string) => `Take back the import of '${file}'`,
  },
  undoAbout: {
    zh: (count: number) =>
      `这一批写入的 ${count.toLocaleString("en")} 行会从台账退回导入前的样子；日志里导入与撤回都留着。`,
    en: (count: number) =>
      `The ${count.toLocaleString("en")} rows it wrote go back to what they were; the journal keeps both the import and this.`,
  },
  undoReason: { zh: "为什么撤回？", en: "Why is it taken back?" },
  undone: {
    zh: (who: string, when: string, reason: string) => `${who} ${when}撤回：${reason}`,
    en: (who: string, when: string, reason: string) => `Taken back by ${who}, ${when}: ${reason}`,
  },
  undoneShort: { zh: "已撤回", en: "Taken back" },
  undoneToast: { zh: "已整批撤回。", en: "The whole import is taken back." },
} satisfies Words;

export const enterWords = {
  act: { zh: "登记", en: "New entry" },
  title: { zh: "登记入册", en: "Enter into the register" },
  needName: { zh: "请写名字", en: "Please give a name" },
  since: { zh: "登记日期", en: "In the register since" },
  household: { zh: "所在的户", en: "Household" },
  facts: { zh: "信息", en: "Facts" },
  factsAbout: {
    zh: "知道几项填几项，以后可以随时补。标“受限”的加锁保存，用时说明用途才打开。",
    en: "Fill in what is known; the rest can follow. What is marked guarded is kept sealed and opens only for a stated purpose.",
  },
  namesakes: { zh: "台账里已有同名：", en: "Already in the register: " },
  entered: { zh: (name: string) => `已登记：${name}`, en: (name: string) => `Entered: ${name}` },
  enteredNext: { zh: "适用的应办已经推算好", en: "What is owed has been worked out" },
} satisfies Words;

export const changeWords = {
  act: { zh: "更新", en: "Change" },
  actOn: { zh: (label: string) => `更新“${label}”`, en: (label: string) => `Change '${label}'` },
  actOther: { zh: "登记其他信息", en: "Enter another fact" },
  title: { zh: (label: string) => `更新${label}`, en: (label: string) => `Change: ${label.toLowerCase()}` },
  titleOther: { zh: "登记其他信息", en: "Enter another fact" },
  fact: { zh: "信息", en: "Fact" },
  needFact: { zh: "请选一项", en: "Please choose one" },
  now: { zh: (value: string) => `现在是：${value}`, en: (value: string) => `At present: ${value}` },
  nowVeiled: { zh: "现在的值受限，不在这里显示。", en: "The present value is guarded and not shown here." },
  value: { zh: "改为", en: "Changes to" },
  unknown: { zh: "改为“不详”", en: "Not known any more" },
  from: { zh: "起始日期", en: "From" },
  fromEntry: { zh: "登记那天", en: "Day of entry" },
  about: {
    zh: "以前的值和它的起止日期都留着；应办按新的情况重新推算。",
    en: "The former value keeps its days; what is owed is worked out again.",
  },
  changed: {
    zh: (name: string, label: string) => `已更新：${name} · ${label}`,
    en: (name: string, label: string) => `Changed: ${name} · ${label.toLowerCase()}`,
  },
  changedFrom: { zh: (day: string) => `${day}起`, en: (day: string) => `from ${day}` },
  changedNext: { zh: "应办已重新推算", en: "What is owed has been worked out again" },
} satisfies Words;
