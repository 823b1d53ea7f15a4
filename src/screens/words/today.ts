import type { Words } from "./words.ts";

export const todayWords = {
  headingNone: { zh: "今天没有到期的", en: "Nothing is due today" },
  heading: {
    zh: (count: number) => `今天应办 ${count} 件`,
    en: (count: number) => `${count} ${count === 1 ? "duty" : "duties"} to attend to`,
  },
  overdue: { zh: (count: number) => `逾期 ${count}`, en: (count: number) => `Overdue ${count}` },
  due: { zh: (count: number) => `今日到期 ${count}`, en: (count: number) => `Due today ${count}` },
  coming: {
    zh: (count: number) => `七日内到期 ${count}`,
    en: (count: number) => `Due within 7 days ${count}`,
  },
  onlyOverdue: { zh: (count: number) => `只看逾期 ${count}`, en: (count: number) => `Only overdue ${count}` },
  print: { zh: "打印走访单", en: "Print as a walk list" },
  tip: {
    zh: "办过的点“记…”，保存前先告诉您了结哪几件；住院、外出、本人谢绝的点“办不了”；凭什么要办，点“为什么”。",
    en: "Done: press “Record …”, which says first what it settles. In hospital, away, or declined by the person: “Can't do”. What it rests on: “Why”.",
  },
  tipRead: { zh: "知道了", en: "Got it" },
  walkList: {
    zh: (who: string, day: string) => `走访单 · ${who} · ${day}`,
    en: (who: string, day: string) => `Walk list · ${who} · ${day}`,
  },
  waitingNew: {
    zh: (count: number) => `又有 ${count} 件，移开鼠标就列出来`,
    en: (count: number) => `${count} more; they are listed once the pointer leaves the list`,
  },
  view: { zh: "看法", en: "View" },
  byArea: { zh: "按片区", en: "By area" },
  byLine: { zh: "按服务线", en: "By line" },
  byDue: { zh: "按到期", en: "By due day" },
  mine: { zh: (count: number) => `只看我的 ${count}`, en: (count: number) => `Only mine ${count}` },
  noArea: { zh: "未分片区", en: "No area" },
  otherLine: { zh: "其他", en: "Other" },
  groupOverdue: { zh: "逾期", en: "Overdue" },
  groupDue: { zh: "今日到期", en: "Due today" },
  groupDay: { zh: (day: string) => `${day}前`, en: (day: string) => `By ${day}` },
  count: { zh: (count: number) => `${count} 件`, en: (count: number) => `${count}` },
  more: { zh: (count: number) => `再看 ${count} 件`, en: (count: number) => `Show ${count} more` },
  why: { zh: "为什么", en: "Why" },
  hideWhy: { zh: "收起缘由", en: "Hide why" },
  cannot: { zh: "办不了", en: "Can't do" },
  cannotMeans: {
    zh: "住院、外出就暂缓，本人不要就记谢绝",
    en: "Put it off with a reason, or note that the person declines it",
  },
  doneElsewhere: { zh: "刚刚了结了", en: "Just settled" },
  record: { zh: (kind: string) => `记${kind}`, en: (kind: string) => `Record ${kind.toLowerCase()}` },
  guarded: { zh: "受限", en: "Guarded" },
  standsInFor: { zh: (name: string) => `代${name}`, en: (name: string) => `for ${name}` },
  stoodInBy: {
    zh: (away: string, by: string) => `${by}代${away}`,
    en: (away: string, by: string) => `${by} for ${away}`,
  },
  standingIn: {
    zh: (away: string, until: string) => `您正代${away}，到 ${until} 为止；应办也在您名下，办了记您的。`,
    en: (away: string, until: string) =>
      `You stand in for ${away} until ${until}: these duties are yours meanwhile, and what you do is recorded as yours.`,
  },
  provisional: { zh: "暂定", en: "Provisional" },
  provisionalWhy: {
    zh: "那一年的法定日历还没公布，公布后重新计算",
    en: "The legal calendar of that year is not announced yet; the day is computed anew once it is",
  },
  guardedDuty: { zh: "受限的应办", en: "A guarded duty" },
  flower: { zh: (month: string) => `${month}承诺兑现`, en: (month: string) => `Promises kept in ${month}` },
  flowerTable: { zh: "各色本月兑现率", en: "Kept rate of each colour this month" },
  colour: { zh: "颜色", en: "Colour" },
  rate: { zh: "兑现率", en: "Kept rate" },
  petal: {
    zh: (colour: string, figure: string) => `${colour}，${figure}，看依据`,
    en: (colour: string, figure: string) => `${colour}, ${figure}: see the evidence`,
  },
  ofCount: {
    zh: (kept: number, of: number) => `${kept} / ${of}`,
    en: (kept: number, of: number) => `${kept} of ${of}`,
  },
  noFigure: { zh: "尚无", en: "none" },
  noFigureLong: { zh: "这个月还没有到期的承诺", en: "no promise has fallen due this month" },
  allFigures: { zh: "看全部公示", en: "See all published figures" },
  nextDue: {
    zh: (day: string) => `下一件在 ${day}到期。`,
    en: (day: string) => `The next falls due on ${day}. `,
  },
  emptyMine: { zh: "您名下今天没有要办的。", en: "Nothing is waiting for you today." },
  emptyAll: {
    zh: "没有逾期的，七日内也没有到期的，都办到了。",
    en: "Nothing is overdue or due within 7 days: all are kept.",
  },
  emptyOutside: {
    zh: "七日内没有要由您单位办的。",
    en: "Nothing that your body owes is due within 7 days.",
  },
  emptyRegister: {
    zh: "台账还是空的，所以还没有应办。",
    en: "The register is empty, so nothing is owed yet.",
  },
  emptyRegisterNext: {
    zh: "台账导入以后，这里会列出每天要办的。",
    en: "Once a ledger is imported, what is to be done each day is listed here.",
  },
  emptyFilter: { zh: "没有逾期的了。", en: "Nothing is overdue." },
  emptyNext: {
    zh: "可以看看同事片区里的，或顺路走访一户，记一次就了结它能了结的。",
    en: "You could look at your colleagues' areas, or visit someone on your way: one record settles all it can.",
  },
  seeAll: { zh: "看全部", en: "See all" },
} satisfies Words;

export const whyWords = {
  clause: {
    zh: (line: string, number: number) => `${line} · 第 ${number} 条`,
    en: (line: string, number: number) => `${line} · clause ${number}`,
  },
  because: { zh: "因为：", en: "Because: " },
  and: { zh: "、", en: ", " },
  stop: { zh: "；", en: "; " },
  end: { zh: "。", en: "." },
  open: { zh: "（", en: " (" },
  shut: { zh: "）", en: ")" },
  since: { zh: (day: string) => `${day}起`, en: (day: string) => `since ${day}` },
  both: {
    zh: (fact: string, since: string) => `${fact}，${since}`,
    en: (fact: string, since: string) => `${fact}, ${since}`,
  },
  missing: { zh: "未登记", en: "not registered" },
  guarded: { zh: "受限", en: "guarded" },
  last: {
    zh: (day: string, kind: string, by: string) => `上次 ${day} ${kind}${by ? `（${by}）` : ""}`,
    en: (day: string, kind: string, by: string) => `last ${kind.toLowerCase()} ${day}${by ? ` (${by})` : ""}`,
  },
  seeClause: { zh: "看条文", en: "Read the clause" },
  factIs: {
    zh: (label: string, value: string) => `${label} ${value}`,
    en: (label: string, value: string) => `${label} ${value}`,
  },
} satisfies Words;
