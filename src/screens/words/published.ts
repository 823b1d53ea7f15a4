import type { SubjectKind } from "#register/subject.ts";
import type { Words } from "./words.ts";

export const publishedWords = {
  heading: { zh: "我们承诺的，办到了多少", en: "What we promised, and how much of it was kept" },
  month: { zh: "月份", en: "Month" },
  total: { zh: "全部承诺", en: "All promises" },
  kept: { zh: "兑现", en: "kept" },
  ofKept: {
    zh: (kept: number, of: number) => `${kept} / ${of}`,
    en: (kept: number, of: number) => `${kept} / ${of}`,
  },
  breakdown: {
    zh: (late: number, missed: number, overdue: number) => `迟办 ${late} · 未办 ${missed} · 逾期 ${overdue}`,
    en: (late: number, missed: number, overdue: number) =>
      `late ${late} · missed ${missed} · overdue ${overdue}`,
  },
  setAside: {
    zh: (excused: number, declined: number) => `另有暂缓 ${excused}、本人谢绝 ${declined}，不计入`,
    en: (excused: number, declined: number) => `excused ${excused} and declined ${declined} are not counted`,
  },
  byLine: { zh: "按服务线", en: "By line" },
  byColour: { zh: "按颜色", en: "By colour" },
  line: { zh: "服务线", en: "Line" },
  rate: { zh: "兑现率", en: "Kept rate" },
  figure: { zh: "兑现 / 到期", en: "Kept / due" },
  months: { zh: "逐月", en: "Month by month" },
  trendOf: {
    zh: (name: string) => `${name}逐月兑现率`,
    en: (name: string) => `${name}: kept rate month by month`,
  },
  none: {
    zh: "这个月没有到期的承诺，所以没有数。",
    en: "No promise fell due in this month, so there is no figure.",
  },
  noFigure: { zh: "无", en: "none" },
  definition: {
    zh: "兑现率 = 按时办到的 ÷ 当月到期的和当月仍逾期的（按时、迟办、未办、逾期之和）。暂缓与本人谢绝的不计。每个数都能点开，看它数了谁。",
    en: "Kept rate = kept in time ÷ due in the month or overdue in it (kept, late, missed and overdue together). What was excused or declined is not counted. Every figure opens what it counted.",
  },
  seeEvidence: {
    zh: (name: string, figure: string) => `${name} ${figure}，看依据`,
    en: (name: string, figure: string) => `${name} ${figure}: see the evidence`,
  },
  evidenceHeading: {
    zh: (month: string, name: string) => `${month} · ${name}`,
    en: (month: string, name: string) => `${name}, ${month}`,
  },
  all: { zh: "全部", en: "All" },
  promise: { zh: "承诺", en: "Promise" },
  allPromises: { zh: "全部承诺", en: "All promises" },
  outcome: { zh: "结果", en: "Outcome" },
  subject: { zh: "对象", en: "Owed to" },
  due: { zh: "应于", en: "Due" },
  on: { zh: "办于", en: "Done" },
  record: { zh: "记录", en: "Record" },
  seeRecord: { zh: "看记录", en: "See the record" },
  noRows: { zh: "没有符合的。", en: "Nothing matches." },
  hidden: {
    zh: (count: number) => `另有 ${count} 件受限，计入数中，不在这里列出。`,
    en: (count: number) =>
      `${count} more ${count === 1 ? "is" : "are"} guarded: counted above, not listed here.`,
  },
  hiddenInAll: {
    zh: (count: number) => `另有受限的 ${count} 件，计入总数，不分列`,
    en: (count: number) => `${count} guarded ${count === 1 ? "one is" : "ones are"} in the total only`,
  },
  rows: { zh: "逐件", en: "One by one" },
  rowCount: { zh: (count: number) => `${count} 件`, en: (count: number) => `${count}` },
  byPromise: { zh: "按承诺", en: "By promise" },
  showPromises: {
    zh: (line: string) => `${line}：看每条承诺`,
    en: (line: string) => `${line}: each promise`,
  },
  more: { zh: (count: number) => `再看 ${count} 行`, en: (count: number) => `Show ${count} more` },
  guardedPromise: { zh: "受限的承诺", en: "A guarded promise" },
  print: { zh: "打印", en: "Print" },
} satisfies Words;

export const indicatorWords = {
  sections: { zh: "公示的几页", en: "Pages of Published" },
  kept: { zh: "兑现", en: "Kept" },
  indicators: { zh: "指标", en: "Indicators" },
  reports: { zh: "报告", en: "Reports" },
  heading: { zh: "办了多少", en: "What was done, in figures" },
  period: { zh: "哪一段时间", en: "Period" },
  byMonth: { zh: "按月", en: "Months" },
  byQuarter: { zh: "按季度", en: "Quarters" },
  byYear: { zh: "按年", en: "Years" },
  indicator: { zh: "指标", en: "Indicator" },
  figure: { zh: "数", en: "Figure" },
  asOf: {
    zh: (day: string) => `这段时间还没过完，数到${day}为止。`,
    en: (day: string) => `The period is not over: counted up to ${day}.`,
  },
  met: {
    zh: (met: number, of: number) => `${met} / ${of}`,
    en: (met: number, of: number) => `${met} / ${of}`,
  },
  lately: { zh: "近 12 个月", en: "The last 12 months" },
  anyLine: { zh: "全部服务线", en: "All lines" },
  anyArea: { zh: "全部网格", en: "All areas" },
  line: { zh: "服务线", en: "Line" },
  area: { zh: "网格", en: "Area" },
  trend: { zh: "走势", en: "Trend" },
  notApart: {
    zh: "标准没有让这一项这样分开数",
    en: "The standard does not have this one told apart so",
  },
  zeroWord_record: { zh: "没有记", en: "none kept" },
  zeroWord_case: { zh: "没人提", en: "none asked" },
  zeroWord_duty: { zh: "无人适用", en: "none owed" },
  zeroWord_subject: { zh: "没有", en: "none there" },
  zeroWord_posting: { zh: "没有", en: "none" },
  zeroOf: { zh: (looked: number) => `看过 ${looked}`, en: (looked: number) => `of ${looked}` },
  zeroNothing: { zh: "无记录", en: "no record" },
  zero_record_none: {
    zh: (looked: number, areas: number, of: number) =>
      `真的零：这类记录有 ${looked} 条（${of} 个网格里 ${areas} 个记过），没有一条符合。`,
    en: (looked: number, areas: number, of: number) =>
      `A real zero: ${looked} ${looked === 1 ? "record" : "records"} of this kind (in ${areas} of ${of} areas), and none meets the conditions.`,
  },
  "zero_record_not-this": {
    zh: (_looked: number, _areas: number, of: number) =>
      `${of} 个网格这段时间都没有任何此类记录：也许没有发生，也许没有记。`,
    en: (_looked: number, _areas: number, of: number) =>
      `No record of this kind in any of the ${of} areas: it may not have happened, or nobody wrote it down.`,
  },
  zero_record_nothing: {
    zh: (_looked: number, _areas: number, _of: number) => "这段时间什么记录也没有：这里的零不说明什么。",
    en: (_looked: number, _areas: number, _of: number) =>
      "Nothing at all was recorded then: this zero says nothing.",
  },
  zero_case_none: {
    zh: (looked: number, _areas: number, _of: number) => `真的零：这类事项有 ${looked} 件，没有一件符合。`,
    en: (looked: number, _areas: number, _of: number) =>
      `A real zero: ${looked} ${looked === 1 ? "case" : "cases"} of this sort, and none meets the conditions.`,
  },
  "zero_case_not-this": {
    zh: (_looked: number, _areas: number, _of: number) => "这段时间没有人提出这类事项；别的事项有登记。",
    en: (_looked: number, _areas: number, _of: number) =>
      "Nobody asked for this then; other cases were opened.",
  },
  zero_case_nothing: {
    zh: (_looked: number, _areas: number, _of: number) => "这段时间没有登记过任何事项：这里的零不说明什么。",
    en: (_looked: number, _areas: number, _of: number) =>
      "No case at all was opened then: this zero says nothing.",
  },
  zero_duty_none: {
    zh: (looked: number, _areas: number, _of: number) => `有 ${looked} 件应办，没有一件符合。`,
    en: (looked: number, _areas: number, _of: number) =>
      `${looked} ${looked === 1 ? "duty was" : "duties were"} owed, and none meets the conditions.`,
  },
  "zero_duty_not-this": {
    zh: (_looked: number, _areas: number, _of: number) => "这段时间无人适用：这一项没有该办的，不是没有办。",
    en: (_looked: number, _areas: number, _of: number) =>
      "Nobody was covered then: nothing of this was owed, so nothing was left undone.",
  },
  zero_duty_nothing: {
    zh: (_looked: number, _areas: number, _of: number) => "这段时间还没有任何应办：这里的零不说明什么。",
    en: (_looked: number, _areas: number, _of: number) =>
      "Nothing at all was owed then: this zero says nothing.",
  },
  zero_subject_none: {
    zh: (looked: number, _areas: number, _of: number) => `真的零：台账里看过 ${looked} 个，没有一个符合。`,
    en: (looked: number, _areas: number, _of: number) =>
      `A real zero: ${looked} looked at in the register, and none meets the conditions.`,
  },
  "zero_subject_not-this": {
    zh: (_looked: number, _areas: number, _of: number) => "台账里那时没有这类对象。",
    en: (_looked: number, _areas: number, _of: number) => "There was none of this sort in the register then.",
  },
  zero_subject_nothing: {
    zh: (_looked: number, _areas: number, _of: number) => "台账里那时还没有登记谁：这里的零不说明什么。",
    en: (_looked: number, _areas: number, _of: number) =>
      "Nobody was in the register then: this zero says nothing.",
  },
  guarded: { zh: "涉及受限信息，不对外公布", en: "Rests on guarded facts: not for the public" },
  showGroups: { zh: (title: string) => `${title}：分开看`, en: (title: string) => `${title}: in parts` },
  none: { zh: "采用的标准没有写明指标。", en: "The standards adopted declare no indicators." },
  noneNext: {
    zh: "在标准的 indicators 里写明要数什么，这里就有数，而且每个数都能点开。",
    en: "Say in a standard's indicators what is to be counted: it then stands here, and every figure opens what it counted.",
  },
  definition: {
    zh: "每个数都由登记的记录、事项、应办和台账算出，点开就是它数的那些；划去的不算。机构里看到的是原数，公示时一两人的写“<3”。",
    en: "Every figure is worked out from records, cases, duties and the register, and opens what it counted; nothing struck is in it. Inside the office it is shown whole; for the public one or two persons are “<3”.",
  },
  counted: { zh: "数了这些", en: "What was counted" },
  allHidden: {
    zh: (count: number) => `数到的 ${count} 件都受限，您的岗位不能逐件看。`,
    en: (count: number) =>
      count === 1
        ? "The one that was counted is guarded: your post does not open it."
        : `All ${count} that were counted are guarded: your post does not open them one by one.`,
  },
  looked: { zh: "看过这些", en: "What was looked at" },
  upTo: { zh: (until: string) => `数到${until}。`, en: (until: string) => `Counted up to ${until}.` },
  register: {
    zh: (parts: string) => `那天台账里有${parts}。`,
    en: (parts: string) => `In the register on that day: ${parts}.`,
  },
  person: {
    zh: (count: number) => `居民 ${count} 人`,
    en: (count: number) => `${count} ${count === 1 ? "person" : "persons"}`,
  },
  household: {
    zh: (count: number) => `家庭 ${count} 户`,
    en: (count: number) => `${count} ${count === 1 ? "household" : "households"}`,
  },
  unit: {
    zh: (count: number) => `单位 ${count} 家`,
    en: (count: number) => `${count} ${count === 1 ? "unit" : "units"}`,
  },
  place: {
    zh: (count: number) => `场所 ${count} 处`,
    en: (count: number) => `${count} ${count === 1 ? "place" : "places"}`,
  },
  case: {
    zh: (count: number) => `事项 ${count} 件`,
    en: (count: number) => `${count} ${count === 1 ? "case" : "cases"}`,
  },
  distinct: {
    zh: (value: string, count: number) => `${value}，出自下面 ${count} 件`,
    en: (value: string, count: number) => `${value}, in the ${count} below`,
  },
  day: { zh: "日期", en: "Day" },
  what: { zh: "是什么", en: "What" },
  whom: { zh: "关于谁", en: "About" },
  result: { zh: "结果", en: "Result" },
  adds: { zh: "计入", en: "Adds" },
  open: { zh: "打开", en: "Open" },
  nobody: { zh: "没有登记的人", en: "nobody in the register" },
  others: { zh: (count: number) => `等 ${count} 个`, en: (count: number) => `and ${count} more` },
  isMet: { zh: "符合", en: "meets it" },
  isNotMet: { zh: "不符合", en: "does not" },
  rowsFrom: {
    zh: (from: number, until: number, of: number) => `第 ${from}–${until} 件，共 ${of} 件`,
    en: (from: number, until: number, of: number) => `${from}–${until} of ${of}`,
  },
  before: { zh: "上一页", en: "Previous" },
  next: { zh: "下一页", en: "Next" },
} satisfies Words;

export const reportWords = {
  heading: { zh: "报告", en: "Reports" },
  report: { zh: "哪一份报告", en: "Report" },
  period: { zh: "哪一期", en: "Period" },
  document: { zh: "下载 Word", en: "Download as Word" },
  state: { zh: "这份报告的情况", en: "Where this report stands" },
  draft: { zh: "草稿", en: "Draft" },
  notOver: {
    zh: (day: string) => `这一期还没过完，数到${day}为止`,
    en: (day: string) => `This period is not over: counted up to ${day}`,
  },
  untilOver: {
    zh: (day: string) => `${day}过完以后可以签发。`,
    en: (day: string) => `It can be issued when ${day} is over.`,
  },
  readyAbout: {
    zh: (day: string) => `这一期到${day}已经过完，可以签发了。`,
    en: (day: string) => `This period ended on ${day}: it can be issued now.`,
  },
  issuers: {
    zh: (roles: string[]) => `由${roles.join("或")}签发。`,
    en: (roles: string[]) => `Issued by: ${roles.join(" or ")}.`,
  },
  issue: { zh: "签发", en: "Issue" },
  issueTitle: {
    zh: (period: string) => `签发${period}的报告`,
    en: (period: string) => `Issue the report of ${period}`,
  },
  issueAbout: {
    zh: "原文和每个数当场定下，存进日志，以后不再变；过后有补记、划去的，另发更正。",
    en: "Its text and every figure are settled now and kept in the journal as they are; what comes late or is struck is corrected in an edition of its own.",
  },
  issuedNow: {
    zh: (period: string) => `${period}的报告已签发`,
    en: (period: string) => `The report of ${period} is issued`,
  },
  issued: { zh: "已签发", en: "Issued" },
  issuedBy: {
    zh: (day: string, by: string) => `${day}，${by}签发`,
    en: (day: string, by: string) => `on ${day} by ${by}`,
  },
  inJournal: {
    zh: (number: number) => `日志第 ${number} 条`,
    en: (number: number) => `Entry ${number} of the journal`,
  },
  same: {
    zh: "现在数出来的，和签发的一样。",
    en: "Counted today, every figure is as it was issued.",
  },
  differs: {
    zh: (count: number) => `现在有 ${count} 处不同`,
    en: (count: number) => (count === 1 ? "1 figure differs now" : `${count} figures differ now`),
  },
  differsAbout: {
    zh: "签发之后又有补记、划去的。签发的原文不动；要更正，就另发一份。",
    en: "Something was recorded or struck after it was issued. What was issued stays; a correction is an edition of its own.",
  },
  nowIs: { zh: (figure: string) => `现在是 ${figure}`, en: (figure: string) => `now ${figure}` },
  noFigure: { zh: "（没有）", en: "(none)" },
  correct: { zh: "发更正", en: "Issue a correction" },
  correctAbout: {
    zh: (count: number) => `改动 ${count} 处，另编一号；原来的一份照样能看。`,
    en: (count: number) =>
      `It changes ${count === 1 ? "1 figure" : `${count} figures`} and has a number of its own; the edition before can still be read.`,
  },
  reason: { zh: "更正的原由（印在更正上）", en: "Why (printed on the correction)" },
  cameLate: { zh: "签发后有记录补录", en: "Records came in after it was issued" },
  wasWrong: { zh: "签发后划去了误记", en: "Mistaken records were struck after it was issued" },
  correctedNow: { zh: "更正已发", en: "The correction is issued" },
  editions: { zh: "各份", en: "Editions" },
  changedCount: {
    zh: (count: number) => `更正 ${count} 处`,
    en: (count: number) => (count === 1 ? "1 figure corrected" : `${count} figures corrected`),
  },
  today: { zh: "按今天数的", en: "As counted today" },
  todayAbout: { zh: "没有签发", en: "not issued" },
  corrects: {
    zh: (day: string, number: string, count: number) => `更正：原发布于${day}（${number}），改动 ${count} 处`,
    en: (day: string, number: string, count: number) =>
      `Correction of ${number}, issued on ${day}; figures changed: ${count}`,
  },
  because: { zh: (reason: string) => `更正原因：${reason}`, en: (reason: string) => `Reason: ${reason}` },
  colon: { zh: "：", en: ": " },
  kept: {
    zh: (by: string, entry: number) => `由${by}签发，原文存工作日志第 ${entry} 条，校验值：`,
    en: (by: string, entry: number) =>
      `Issued by ${by}; the text is kept in entry ${entry} of the journal, whose hash is:`,
  },
  note: {
    zh: "每个数都能点开，看它数了哪些。Word 文档是公文格式，数不带链接。",
    en: "Every figure opens what it counted. The Word document has the official layout, and no links.",
  },
  none: { zh: "采用的标准没有写明报告。", en: "The standards adopted declare no reports." },
  noneNext: {
    zh: "标准的 reports 里写明报告和它的模板，这里就能出。",
    en: "Once a standard's reports name one and its template, it can be drawn up here.",
  },
} satisfies Words;

/** What people, households, shops, venues and cases are counted by. */
const countedBy: Record<SubjectKind, string> = {
  person: "人",
  household: "户",
  unit: "家",
  place: "处",
  case: "件",
};

export const standardsWords = {
  none: { zh: "还没有采用标准。", en: "No standard has been adopted yet." },
  noneNext: {
    zh: "采用一套标准之后，这里写着承诺了什么、隔多久、由谁来办。",
    en: "Once a standard is adopted, it says here what is promised, how often and by whom.",
  },
  contents: { zh: "目录", en: "Contents" },
  version: {
    zh: (version: string, day: string) => `版本 ${version} · ${day}起采用`,
    en: (version: string, day: string) => `Version ${version} · adopted from ${day}`,
  },
  serves: {
    zh: (count: number) => `今日服务 ${count.toLocaleString("en")}`,
    en: (count: number) => `serves ${count.toLocaleString("en")} today`,
  },
  basis: { zh: "依据", en: "Basis" },
  basisOf: { zh: (title: string) => `依据 ${title}`, en: (title: string) => `Basis: ${title}` },
  verified: { zh: "已核对", en: "checked against the source" },
  unverified: { zh: "待核对", en: "not yet checked" },
  by: { zh: (role: string) => `由${role}办`, en: (role: string) => `by the ${role.toLowerCase()}` },
  now: { zh: (number: number) => `第 ${number} 条，此刻`, en: (number: number) => `Clause ${number}, now` },
  eligible: { zh: "适用", en: "Owed to" },
  dueOverdue: { zh: "今日到期 · 逾期", en: "Due today · overdue" },
  concerns: {
    zh: (count: number, of: SubjectKind) => `今天涉及 ${count.toLocaleString("en")} ${countedBy[of]}`,
    en: (count: number, _of: SubjectKind) => `Concerns ${count.toLocaleString("en")} today`,
  },
  more: {
    zh: (count: number) => `另有 ${count.toLocaleString("en")}`,
    en: (count: number) => `and ${count.toLocaleString("en")} more`,
  },
  kept: { zh: (month: string) => `${month}兑现`, en: (month: string) => `Kept in ${month}` },
  guarded: {
    zh: "这一条涉及受限信息，数目不在这里显示。",
    en: "This clause rests on guarded facts; its figures are not shown here.",
  },
  choose: { zh: "点一条，看它此刻的情形。", en: "Choose a clause to see how it stands now." },
  list: { zh: "依据", en: "Evidence" },
  examples: {
    zh: (count: number) => `例子 ${count}`,
    en: (count: number) => `${count} ${count === 1 ? "example" : "examples"}`,
  },
  exampleGiven: { zh: "情形", en: "Given" },
  exampleHappened: { zh: "经过", en: "What happened" },
  exampleOn: { zh: (on: string) => `${on} 看`, en: (on: string) => `On ${on}` },
  examplesHeld: {
    zh: "这些例子在采用时逐个算过，都算得出这样的结果；用的是标准自己的数，不是本机构调过的。",
    en: "Each was worked out when the standard was adopted and came out so, with the standard's own numbers and not those tuned here.",
  },
  procedures: { zh: "有人来找，怎么办", en: "When somebody asks" },
  within: { zh: (spans: string) => `${spans}内`, en: (spans: string) => `within ${spans}` },
  clause: { zh: (number: number) => `第 ${number} 条`, en: (number: number) => `Clause ${number}` },
} satisfies Words;

export const journalWords = {
  heading: { zh: "日志", en: "Journal" },
  lead: {
    zh: (length: number) => `${length.toLocaleString("en")} 条，一条扣一条，只增不改`,
    en: (length: number) =>
      `${length.toLocaleString("en")} entries, each chained to the one before; nothing is ever altered`,
  },
  fromEntry: {
    zh: (number: number) => `从第 ${number} 条往前。`,
    en: (number: number) => `From entry ${number} backwards.`,
  },
  latest: { zh: "看最新的", en: "To the latest" },
  verify: { zh: "核验", en: "Verify" },
  verifying: { zh: "正在核验…", en: "Verifying…" },
  verifyingAt: {
    zh: (checked: number, of: number) =>
      `正在核验：${of.toLocaleString("en")} 条里查过 ${checked.toLocaleString("en")} 条`,
    en: (checked: number, of: number) =>
      `Verifying: ${checked.toLocaleString("en")} of ${of.toLocaleString("en")} entries followed`,
  },
  cutShort: {
    zh: "核验没有做完就断了，请再试一次。",
    en: "The verification broke off before its end; please try again.",
  },
  seeEntry: {
    zh: (number: number) => `看第 ${number} 条`,
    en: (number: number) => `See entry ${number}`,
  },
  means_altered: {
    zh: "写下以后，有人绕过井台，直接在数据库里改了它，或者磁盘出了错。井台自己从不改写日志。",
    en: "After it was written somebody changed it in the database, past Wellside, or a disk failed. Wellside itself never rewrites its journal.",
  },
  means_missing: {
    zh: "它曾经在这里，后来被人从数据库里拿走了，或者磁盘出了错。井台自己从不删去日志。",
    en: "It was here and has been taken out of the database, or a disk failed. Wellside itself never deletes from its journal.",
  },
  means_reordered: {
    zh: "它不在写下时的位置上：有人在数据库里挪动过它。",
    en: "It does not stand where it was written: somebody moved it in the database.",
  },
  means_repeated: {
    zh: "同一个序号有两条：有人在数据库里添过一条。",
    en: "Two entries have one number: somebody added one in the database.",
  },
  "means_cut-off": {
    zh: "从它起，后面的都不在了：数据库被截短过，或者恢复的是一份旧的。",
    en: "It and all after it are gone: the database was cut short, or an older copy was put in its place.",
  },
  "means_no-end": {
    zh: "记着日志有多长的那一行不见了，所以看不出后面还有没有。",
    en: "The line that says how long the journal is has gone, so nobody can tell whether more followed.",
  },
  means_keys: {
    zh: "条目一条不少，但有的密钥被改过或拿走，封着的内容打不开了。备份里有密钥。",
    en: "No entry is missing, but keys were changed or taken, and what they seal cannot be opened. The backups have the keys.",
  },
  means_root: {
    zh: "它和公布过的根不一致：公布之后，以前的日志被整个换过。",
    en: "It differs from a root that was published: all that came before was replaced since.",
  },
  "means_not-a-journal": { zh: "这里没有日志。", en: "There is no journal here." },
  stillWhole: {
    zh: (count: number) => `它前面的 ${count.toLocaleString("en")} 条首尾相扣，都是当时写下的样子。`,
    en: (count: number) =>
      `The ${count.toLocaleString("en")} ${count === 1 ? "entry" : "entries"} before it follow one another and are as they were written.`,
  },
  nothingDone: {
    zh: "核验只是看，什么都没有改；查得出是哪一条，查不出是谁。不是您点坏的。",
    en: "Verifying only looks and has changed nothing; it tells which entry, not who. It is nothing that you did.",
  },
  whatNow: { zh: "现在怎么办", en: "What to do now" },
  now_leave: {
    zh: "这台机器保持原样：先不更新，不恢复备份，不搬动数据文件夹。",
    en: "Leave this machine as it is: no update, no restoring, and do not move its data folder.",
  },
  now_keep: {
    zh: "把现在的日志和最近的几份备份另存到别的盘上。",
    en: "Put the journal as it is now, and the latest backups, aside on another disk.",
  },
  now_compare: {
    zh: "用 verify 逐份核验，和抄在别处的末条指纹对一对：最后一份对得上的，就是可以回去的地方。手册“日志与核验”写着怎么做。",
    en: "Verify each of them and compare its head with the one written down elsewhere: the last that agrees is where one can go back to. The manual's page on the journal says how.",
  },
  now_tell: {
    zh: "今天就告诉社区书记和管这台机器的人；把这一页打印或截图交给他们。",
    en: "Tell the secretary and whoever looks after this machine today; give them this page, printed or as a picture.",
  },
  filter: { zh: "看哪些", en: "Which" },
  who: { zh: "谁做的", en: "By whom" },
  aboutWhom: { zh: "关于谁", en: "About whom" },
  anybody: { zh: "所有人", en: "Anybody" },
  topic: { zh: "哪一类", en: "What" },
  anyTopic: { zh: "全部", en: "Everything" },
  topic_records: { zh: "记录", en: "Records" },
  topic_cases: { zh: "事项", en: "Cases" },
  topic_register: { zh: "台账", en: "Register" },
  topic_imports: { zh: "导入", en: "Imports" },
  topic_reports: { zh: "报告", en: "Reports" },
  topic_reads: { zh: "查看受限信息", en: "Guarded facts opened" },
  topic_office: { zh: "机构、岗位、标准", en: "Office, posts, standards" },
  from: { zh: "从", en: "From" },
  until: { zh: "到", en: "to" },
  noneSuch: { zh: "没有这样的。", en: "There is none of these." },
  noneSuchNext: { zh: "换个条件，或看全部。", en: "Try others, or see them all." },
  seeAll: { zh: "看全部", en: "See them all" },
  ok: {
    zh: (length: number) => `核验通过：${length.toLocaleString("en")} 条首尾相扣，没有改动、缺失或调换。`,
    en: (length: number) =>
      `Verified: ${length.toLocaleString("en")} entries follow one another; none altered, missing or reordered.`,
  },
  broken: { zh: "核验不通过", en: "Verification failed" },
  head: { zh: "末条指纹", en: "Head" },
  export: { zh: "导出", en: "Export" },
  earlier: { zh: "看更早的", en: "Earlier entries" },
  none: { zh: "还没有日志。", en: "The journal is empty." },
  noneNext: {
    zh: "第一次导入或记录之后，这里会写下谁、何时、做了什么。",
    en: "After the first import or record it will say here who did what, and when.",
  },
  number: { zh: "序号", en: "Number" },
  of: { zh: (name: string) => `关于${name}`, en: (name: string) => `About ${name}` },
} satisfies Words;
