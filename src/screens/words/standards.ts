import type { Words } from "./words.ts";

export const versionWords = {
  heading: { zh: "版本", en: "Versions" },
  current: { zh: "现行", en: "in force" },
  past: { zh: "已过", en: "past" },
  coming: { zh: "将要施行", en: "to come" },
  superseded: { zh: "未施行，同日另定", en: "never in force: replaced for the same day" },
  version: { zh: (version: string) => `${version} 版`, en: (version: string) => `Version ${version}` },
  tuning: { zh: "调整参数", en: "tuned" },
  from: { zh: (day: string) => `自${day}起`, en: (day: string) => `from ${day}` },
  decided: {
    zh: (name: string, day: string) => `${name} ${day}定`,
    en: (name: string, day: string) => `decided by ${name} on ${day}`,
  },
  setUp: { zh: "设立机构时定", en: "decided when the office was set up" },
  own: { zh: "参数照标准原定", en: "parameters as the standard has them" },
  tuned: {
    zh: (title: string, value: string) => `${title} ${value}`,
    en: (title: string, value: string) => `${title}: ${value}`,
  },
  all: {
    zh: (count: number) => `全部版本（${count}）`,
    en: (count: number) => `All versions (${count})`,
  },
  parameters: {
    zh: (count: number) => `可调参数 ${count} 项`,
    en: (count: number) => (count === 1 ? "1 parameter to tune" : `${count} parameters to tune`),
  },
  change: { zh: "调整或换版", en: "Tune or replace" },
  onlyOne: {
    zh: "只有一个版本，没有可比的。调整参数或采用新版之后，可以在这里逐条对照。",
    en: "There is one version only. Once it is tuned or a new one adopted, they can be compared here clause by clause.",
  },
  compare: { zh: "对照", en: "Compare" },
  older: { zh: "从", en: "From" },
  newer: { zh: "到", en: "to" },
  sameVersion: { zh: "请选两个不同的版本。", en: "Choose two different versions." },
  same: {
    zh: (count: number) => `其余 ${count} 条照旧。`,
    en: (count: number) =>
      count === 1 ? "The other clause stays as it is." : `The other ${count} clauses stay as they are.`,
  },
  nothing: { zh: "两版没有不同。", en: "The two say the same." },
  added: { zh: "新增", en: "new" },
  gone: { zh: "取消", en: "gone" },
  changed: { zh: "改动", en: "changed" },
  was: { zh: "原文", en: "Before" },
  is: { zh: "改为", en: "After" },
  others: { zh: "条文以外", en: "Besides the clauses" },
  parameterChanges: { zh: "参数", en: "Parameters" },
  words: { zh: "条文", en: "Words" },
  form: { zh: "时限", en: "When" },
  condition: { zh: "对象", en: "To whom" },
  line: { zh: "服务线", en: "Line" },
  role: { zh: "岗位", en: "By" },
  "kept-by": { zh: "凭什么算办了", en: "Kept by" },
  shown: { zh: "给谁看受限的信息", en: "Guarded facts shown" },
  basis: { zh: "依据", en: "Basis" },
  none: { zh: "无", en: "none" },
  comingBanner: {
    zh: (version: string, day: string) => `${version} 版自${day}起施行；在那天以前照下面这一版。`,
    en: (version: string, day: string) =>
      `Version ${version} takes effect on ${day}; until then the one below holds.`,
  },
  comingTuning: {
    zh: (what: string, day: string) => `自${day}起：${what}。在那天以前照下面写的。`,
    en: (what: string, day: string) => `From ${day}: ${what}. Until then what stands below holds.`,
  },
  seeCompared: { zh: "看改了什么", en: "See what changes" },
} satisfies Words;

export const otherPartWords = {
  lines: { zh: "服务线", en: "Line" },
  facts: { zh: "信息项", en: "Fact" },
  parameters: { zh: "参数", en: "Parameter" },
  roles: { zh: "岗位", en: "Role" },
  records: { zh: "记录种类", en: "Kind of record" },
  procedures: { zh: "流程", en: "Procedure" },
  rosters: { zh: "值班", en: "Roster" },
  activities: { zh: "活动", en: "Activity" },
  indicators: { zh: "指标", en: "Indicator" },
  reports: { zh: "报告", en: "Report" },
} satisfies Words;

const one = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 1 });

export const changeWords = {
  heading: { zh: "改之前，先算一遍", en: "Work it out before changing it" },
  lead: {
    zh: "先写要改成什么，再看往后十三周谁多谁少、要多做多少；满意了再定从哪天起。不到“采用”那一步，什么也不会变。",
    en: "Say what is to change, see who gains, who loses and how much more there is to do in the thirteen weeks ahead, then decide from which day. Nothing changes before the last step.",
  },
  crumb: { zh: "标准", en: "Standards" },
  mayNot: {
    zh: "标准由社区书记调整和采用。您可以看条文、版本和对照。",
    en: "The secretary tunes and adopts standards. You can read the clauses, the versions and what changed.",
  },
  what: { zh: "一、改什么", en: "1. What changes" },
  tune: { zh: "调参数", en: "Tune parameters" },
  replace: { zh: "用新的版本", en: "Use a new version" },
  noParameters: { zh: "这个标准没有可以调的参数。", en: "This standard leaves no parameter to tune." },
  tunable: { zh: "可调", en: "Tunable" },
  chip: {
    zh: (now: string, range: string) => `可调：${range}，今 ${now}`,
    en: (now: string, range: string) => `tunable: ${range}; now ${now}`,
  },
  atMost: { zh: (value: string) => `最多 ${value}`, en: (value: string) => `at most ${value}` },
  atLeast: { zh: (value: string) => `最少 ${value}`, en: (value: string) => `at least ${value}` },
  free: { zh: "没有上下限", en: "no bounds" },
  usual: { zh: (value: string) => `标准原定 ${value}`, en: (value: string) => `the standard has ${value}` },
  nowIs: { zh: (value: string) => `现在 ${value}`, en: (value: string) => `now ${value}` },
  clauses: {
    zh: (numbers: string) => `用在第 ${numbers} 条`,
    en: (numbers: string) => `used in clause ${numbers}`,
  },
  inProcedure: { zh: "用在办事流程里", en: "used in a procedure" },
  isSet: {
    zh: "已经到了许可的尽头，只能更严。",
    en: "Already at the edge of what is allowed: it can only be made stronger.",
  },
  unit: { zh: "单位", en: "Unit" },
  days: { zh: "天", en: "days" },
  months: { zh: "个月", en: "months" },
  workdays: { zh: "个工作日", en: "working days" },
  number: { zh: "请写一个大于 0 的整数。", en: "Write a whole number above 0." },
  restore: { zh: "改回现在的", en: "As it is now" },
  if: { zh: (title: string) => `若改${title}`, en: (title: string) => `If changed: ${title}` },
  firstThen: { zh: "先算，再定", en: "Work it out first, then decide" },
  weigh: { zh: "先算一算", en: "Work it out" },
  weighing: {
    zh: "正在按本机构的台账和记录算…",
    en: "Working it out on this office's own register and records…",
  },
  weighAgain: { zh: "改过了，重新算", en: "Changed since: work it out again" },
  stale: { zh: "下面是改之前算的。", en: "What stands below was worked out before the last change." },
  decide: { zh: "去定下来", en: "Go on to decide" },
  effect: { zh: "二、改了会怎样", en: "2. What it comes to" },
  effectNone: {
    zh: "写好要改的，点“先算一算”，这里列出每周的工作量、谁多谁少。",
    en: "Say what changes and choose “Work it out”: the work of each week, and who gains or loses, then stands here.",
  },
  changeFirst: {
    zh: "先改一项，才有可算的。",
    en: "Change something first: there is nothing to work out yet.",
  },
  aWeek: {
    zh: (before: number, after: number) => `每周 ${one(before)} → ${one(after)} 次`,
    en: (before: number, after: number) => `${one(before)} → ${one(after)} acts a week`,
  },
  more: {
    zh: (name: string, more: number) => `${name}${more < 0 ? "减" : "增"} ${one(Math.abs(more))} 次`,
    en: (name: string, more: number) => `${name} ${one(Math.abs(more))} ${more < 0 ? "fewer" : "more"}`,
  },
  sameWork: { zh: "工作量不变", en: "the work stays the same" },
  chart: { zh: "往后十三周每周要办的次数", en: "Acts of each of the thirteen weeks ahead" },
  chartWeek: {
    zh: (day: string, before: number, after: number) => `${day}那周 ${before} → ${after}`,
    en: (day: string, before: number, after: number) => `week of ${day}: ${before} → ${after}`,
  },
  before: { zh: "现在", en: "now" },
  after: { zh: "改后", en: "then" },
  byRole: { zh: "按岗位", en: "By role" },
  byArea: { zh: "按网格", en: "By area" },
  byPromise: { zh: "按条文", en: "By clause" },
  perWeek: { zh: "每周次数", en: "Acts a week" },
  difference: { zh: "增减", en: "Difference" },
  reach: { zh: "谁多谁少", en: "Who gains, who loses" },
  reachNone: {
    zh: "对谁有承诺都照旧，没有人多，也没有人少。",
    en: "Everything is owed to the same people as before.",
  },
  gain: {
    zh: (count: number) => `新增 ${count.toLocaleString("en")}`,
    en: (count: number) => `${count.toLocaleString("en")} gain it`,
  },
  lose: {
    zh: (count: number) => `不再有 ${count.toLocaleString("en")}`,
    en: (count: number) => `${count.toLocaleString("en")} lose it`,
  },
  names: { zh: "名单", en: "Names" },
  moreNames: {
    zh: (count: number) => `另有 ${count.toLocaleString("en")}`,
    en: (count: number) => `and ${count.toLocaleString("en")} more`,
  },
  left: {
    zh: (count: number) => `另有 ${count} 条受限，它们的人数和次数没有算进来，也不在这里显示。`,
    en: (count: number) =>
      `${count} more ${count === 1 ? "clause is" : "clauses are"} guarded: neither counted nor shown here.`,
  },
  assumed: {
    zh: (day: string, subjects: number) =>
      `按${day}的台账（${subjects.toLocaleString("en")} 个对象）和已有的记录算：两边都当作从那天就照办、到期都按时做、一次走访能销几条就算一次。没有算请假、谢绝和新来的人，所以是大概，不是预测。`,
    en: (day: string, subjects: number) =>
      `Worked out on the register as of ${day} (${subjects.toLocaleString("en")} subjects) and the records so far: both sides as though they held from that day, everything done in time, one visit counted once however much it keeps. Excuses to come, declines and newcomers are not in it; it is an estimate, not a forecast.`,
  },
  adopt: { zh: "三、从哪天起", en: "3. From which day" },
  fromDay: { zh: "采用日", en: "Takes effect on" },
  today: { zh: "今天", en: "Today" },
  monday: { zh: "下周一", en: "Next Monday" },
  nextMonth: { zh: "下月一日", en: "First of next month" },
  adoptButton: { zh: "采用…", en: "Adopt…" },
  confirm: { zh: "采用", en: "Adopt" },
  confirmTitle: { zh: "定下来？", en: "Adopt it?" },
  cancel: { zh: "再想想", en: "Not yet" },
  sentenceTune: {
    zh: (day: string, what: string) => `自${day}起，${what}；在那天以前已经起算的，照旧判。`,
    en: (day: string, what: string) =>
      `From ${day}: ${what}. What began to run before that day is judged as until now.`,
  },
  fromTo: {
    zh: (title: string, before: string, after: string) => `${title}由 ${before} 改为 ${after}`,
    en: (title: string, before: string, after: string) => `${title} goes from ${before} to ${after}`,
  },
  sentenceVersion: {
    zh: (day: string, version: string, clauses: number) =>
      `自${day}起按 ${version} 版办，改动 ${clauses} 条；在那天以前已经起算的，照旧判。`,
    en: (day: string, version: string, clauses: number) =>
      `From ${day} version ${version} holds, with ${clauses} ${clauses === 1 ? "clause" : "clauses"} changed. What began to run before that day is judged as until now.`,
  },
  sentenceNew: {
    zh: (day: string, title: string) => `自${day}起采用《${title}》。`,
    en: (day: string, title: string) => `From ${day} the office serves by ${title}.`,
  },
  noWayBack: {
    zh: "采用之后不能撤回，会写进日志。在那天以前改了主意：参数可以从同一天起再调一次，以后一次为准。",
    en: "It cannot be taken back, and stands in the journal. Should you think again before that day, tune the parameters once more from the same day: the later one counts.",
  },
  noWayBackVersion: {
    zh: "采用之后不能撤回，会写进日志；要改，只能再采用一个更新的版本。",
    en: "It cannot be taken back, and stands in the journal; to change it, adopt a still newer version.",
  },
  notWeighed: { zh: "还没有先算。也可以直接定。", en: "Not worked out yet. You may decide without it." },
  adopted: { zh: (day: string) => `定了，自${day}起。`, en: (day: string) => `Adopted, from ${day}.` },
  lacking: {
    zh: (what: string[]) => `还差：${what.join("、")}。`,
    en: (what: string[]) => `Still missing: ${what.join(" and ")}.`,
  },
  lacksChange: { zh: "改动（在第一步里改一项，或换上新的版本）", en: "a change (step one)" },
  lacksDay: { zh: "采用日", en: "the day from which it holds" },
  drop: { zh: "放弃草案", en: "Drop the draft" },
  draftKept: {
    zh: "草案留在这个浏览器窗口里，采用之前谁也看不到。",
    en: "The draft stays in this browser window; nobody sees it before it is adopted.",
  },
  files: { zh: "选标准的文件", en: "Choose the standard's files" },
  filesNote: {
    zh: "standard.yaml，有别的 .yaml、案例和报告模板也一起选；或者把整个文件夹选进来。各标准共用的信息项和岗位没有一起选的，用本机自带的。",
    en: "standard.yaml together with its other .yaml files, examples and report templates; or the whole folder. What standards share is taken from this machine unless chosen too.",
  },
  chooseFiles: { zh: "选文件", en: "Files" },
  chooseFolder: { zh: "选文件夹", en: "Folder" },
  paste: { zh: "或者粘贴 YAML 全文", en: "Or paste the YAML" },
  check: { zh: "检查", en: "Check" },
  checking: { zh: "正在检查…", en: "Checking…" },
  chosen: {
    zh: (count: number) => `选了 ${count} 个文件`,
    en: (count: number) => (count === 1 ? "1 file chosen" : `${count} files chosen`),
  },
  faults: {
    zh: (mistakes: number, warnings: number) => `${mistakes} 处错误，${warnings} 处提醒`,
    en: (mistakes: number, warnings: number) =>
      `${mistakes} ${mistakes === 1 ? "mistake" : "mistakes"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`,
  },
  faultsMend: {
    zh: "改好再选一次；写在这里的不会丢。",
    en: "Mend them and choose again; nothing written here is lost.",
  },
  mistake: { zh: "错误", en: "mistake" },
  warning: { zh: "提醒", en: "warning" },
  at: {
    zh: (file: string, line: number, column: number) => `${file} 第 ${line} 行第 ${column} 列`,
    en: (file: string, line: number, column: number) => `${file}, line ${line}, column ${column}`,
  },
  good: {
    zh: (title: string, version: string) => `《${title}》${version} 版，没有错误。`,
    en: (title: string, version: string) => `${title}, version ${version}: no mistakes.`,
  },
  alreadyThere: {
    zh: (version: string) => `${version} 版已经采用过；公布过的版本不再改，请在 version 里换一个版本号。`,
    en: (version: string) =>
      `Version ${version} has been adopted already; a published version never changes. Give it another version.`,
  },
  newStandard: {
    zh: "这是本机构还没有采用过的标准。",
    en: "This office has not adopted this standard before.",
  },
  changes: { zh: "改了什么", en: "What changes" },
  addStandard: { zh: "采用另一个标准", en: "Adopt another standard" },
} satisfies Words;
