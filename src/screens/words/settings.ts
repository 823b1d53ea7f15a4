import type { Words } from "./words.ts";

export const settingsWords = {
  heading: { zh: "设置", en: "Settings" },
  sections: { zh: "设置各项", en: "Parts of the settings" },
  people: { zh: "人员与岗位", en: "People and posts" },
  calendar: { zh: "年历", en: "Calendar" },
  notifications: { zh: "每日提醒", en: "Notifications" },
  office: { zh: "机构", en: "Office" },
  machine: { zh: "这台机器", en: "This machine" },
  peopleLead: {
    zh: (people: number, away: number) =>
      away === 0 ? `${people} 人在任，今天都在岗` : `${people} 人在任，今天 ${away} 人请假，有人代`,
    en: (people: number, away: number) =>
      `${people} ${people === 1 ? "person" : "people"} in post, ${away === 0 ? "all here today" : `${away} away today and stood in for`}`,
  },
  give: { zh: "任岗", en: "Give a post" },
  giveAnother: { zh: "加一个岗位", en: "Another post" },
  leave: { zh: "请假", en: "Leave" },
  handOver: { zh: "移交片区", en: "Hand over" },
  end: { zh: "免岗", en: "End a post" },
  more: { zh: "更多", en: "More" },
  moreOf: { zh: (name: string) => `${name}的更多操作`, en: (name: string) => `More for ${name}` },
  away: { zh: "请假与代岗", en: "Away, and who stands in" },
  awayDays: {
    zh: (from: string, until: string) => `${from} 至 ${until}`,
    en: (from: string, until: string) => `${from} – ${until}`,
  },
  standsIn: { zh: (name: string) => `${name}代`, en: (name: string) => `${name} stands in` },
  back: { zh: "提前销假", en: "Back early" },
  cancelLeave: { zh: "取消", en: "Cancel it" },
  nowAway: { zh: "正在请假", en: "Away now" },
  comingLeave: { zh: "将请假", en: "Coming" },
  inPost: { zh: "在任", en: "In post" },
  left: { zh: (count: number) => `已离任 ${count} 人`, en: (count: number) => `${count} no longer in post` },
  wholeOffice: { zh: "全部片区", en: "all areas" },
  since: { zh: (day: string) => `${day}起`, en: (day: string) => `since ${day}` },
  from: { zh: (day: string) => `${day}起任`, en: (day: string) => `from ${day}` },
  until: { zh: (day: string) => `任至 ${day}`, en: (day: string) => `until ${day}` },
  onlySecretary: { zh: "人员与岗位由社区书记管理。", en: "People and posts are the secretary's to manage." },
  outside: { zh: "外单位", en: "outside body" },

  leaveTitle: { zh: (name: string) => `${name}请假`, en: (name: string) => `${name} is away` },
  leaveNote: {
    zh: "那几天代岗的人看得到、也办得了这些片区的事；到期自动还原。不问事由。",
    en: "In those days whoever stands in sees and may do this work; it returns by itself. No reason is asked.",
  },
  firstDay: { zh: "从哪天", en: "First day away" },
  lastDay: { zh: "到哪天（含）", en: "Last day away" },
  whoStandsIn: { zh: "由谁代", en: "Who stands in" },
  choose: { zh: "请选一位", en: "Choose somebody" },
  eachPost: { zh: "每个岗位分别指定", en: "Name somebody for each post" },
  leaveDone: {
    zh: (name: string, by: string) => `${name}的岗位由${by}代，到期自动还原`,
    en: (name: string, by: string) => `${by} stands in for ${name}; it returns by itself`,
  },
  backTitle: { zh: (name: string) => `${name}销假`, en: (name: string) => `${name} is back` },
  backDay: { zh: "哪天回来上班", en: "First day back" },
  backNote: { zh: "从这一天起代岗结束。", en: "From this day nobody stands in." },
  backDone: { zh: (name: string) => `${name}已销假`, en: (name: string) => `${name} is back` },

  handOverTitle: {
    zh: (name: string) => `移交${name}的片区`,
    en: (name: string) => `Hand over ${name}'s areas`,
  },
  handOverNote: {
    zh: "从这一天起由接的人负责。应办和在办事项跟着片区走，不用逐件移交；记过的仍是原来的人记的。",
    en: "From this day somebody else is responsible. Duties and open cases go along with the area; what was recorded stays whose it was.",
  },
  takenBy: { zh: "由谁接", en: "Who takes over" },
  fromDay: { zh: "从哪天起", en: "From which day" },
  whichPosts: { zh: "哪些岗位", en: "Which posts" },
  goesAlong: {
    zh: (overdue: number, open: number, cases: number) =>
      `随之移交：应办 ${open} 件，逾期 ${overdue} 件，在办事项 ${cases} 件`,
    en: (overdue: number, open: number, cases: number) =>
      `Goes along: ${open} due, ${overdue} late, ${cases} open ${cases === 1 ? "case" : "cases"}`,
  },
  guardedApart: { zh: "受限的应办不计在内。", en: "Guarded duties are not counted here." },
  handOverDone: {
    zh: (by: string, to: string) => `${by}的片区由${to}接`,
    en: (by: string, to: string) => `${to} takes over from ${by}`,
  },
  needPost: { zh: "请至少选一个岗位。", en: "Choose at least one post." },
  needPerson: { zh: "请选一位。", en: "Choose somebody." },
  needDay: { zh: "请写日期。", en: "Give a day." },

  giveTitle: { zh: "任岗", en: "Give a post" },
  who: { zh: "谁", en: "Who" },
  newNote: {
    zh: "新来的人先由管理这台机器的人开账号（wellside account），再在这里加岗位。",
    en: "Whoever is new gets an account from whoever runs this machine (wellside account); posts are added here.",
  },
  role: { zh: "岗位", en: "Post" },
  area: { zh: "片区", en: "Area" },
  giveDone: {
    zh: (name: string, post: string) => `${name}任${post}`,
    en: (name: string, post: string) => `${name}: ${post}`,
  },
  endTitle: { zh: (name: string) => `免去${name}的岗位`, en: (name: string) => `End a post of ${name}'s` },
  endNote: {
    zh: "从这一天起权限即止。一个岗位也不剩的人不能再登录，记过的都还在。",
    en: "The right ends on this day. Whoever has no post left cannot sign in; what they recorded stays.",
  },
  endFrom: { zh: "从哪天起不再任", en: "First day without it" },
  endDone: {
    zh: (name: string, post: string) => `${name}不再任${post}`,
    en: (name: string, post: string) => `${name} is ${post} no more`,
  },

  yearBefore: { zh: "上一年", en: "The year before" },
  yearAfter: { zh: "下一年", en: "The year after" },
  yearHeading: { zh: (year: number) => `${year} 年`, en: (year: number) => `${year}` },
  workdays: { zh: (count: number) => `${count} 个工作日`, en: (count: number) => `${count} working days` },
  byProgram: { zh: "软件自带，依据", en: "Comes with the program, from" },
  byOffice: { zh: "本机构登记，依据", en: "Entered by this office, from" },
  unknownYear: { zh: "这一年的放假安排还没有登记", en: "The holidays of this year are not entered yet" },
  unknownNext: {
    zh: "先按周末计，期限都标“暂定”。国务院办公厅的通知一公布（通常在头一年十一月），书记在这里登记，暂定的期限随即重算。",
    en: "Days are counted by weekdays and marked provisional. Once the notice is out (mostly in November before), the secretary enters it here and they are worked out anew.",
  },
  enterYear: { zh: "登记放假安排", en: "Enter the holidays" },
  correctYear: { zh: "照新通知更正", en: "Correct by a later notice" },
  dayOff: { zh: "放假", en: "Holiday" },
  dayWorked: { zh: "调休上班", en: "Worked weekend" },
  dayOffMark: { zh: "休", en: "休" },
  dayWorkedMark: { zh: "班", en: "班" },
  weekend: { zh: "周末", en: "Weekend" },
  enterTitle: { zh: (year: number) => `${year} 年放假安排`, en: (year: number) => `Holidays of ${year}` },
  paste: { zh: "把通知全文粘贴到这里", en: "Paste the notice here" },
  pasteNote: {
    zh: "认得出就自动填好；认不出，就在下面的月历上点。",
    en: "What can be read is filled in; else click the days below.",
  },
  pasteRead: {
    zh: (off: number, worked: number) => `读出放假 ${off} 天、调休上班 ${worked} 天，请与通知核对。`,
    en: (off: number, worked: number) =>
      `Read ${off} holidays and ${worked} worked weekend days: compare them with the notice.`,
  },
  pasteOther: {
    zh: (year: number) => `这是 ${year} 年的通知，不是这一年的。`,
    en: (year: number) => `This is the notice of ${year}, not of this year.`,
  },
  pasteUnread: {
    zh: "没有认出放假安排，请在月历上点。",
    en: "No holidays could be read: click the days below.",
  },
  notice: { zh: "通知文号", en: "The notice's number" },
  needNotice: { zh: "请写通知文号，例如 国办发明电〔2026〕9号。", en: "Give the notice's number." },
  needDays: { zh: "还没有放假的日子。", en: "No holiday is marked yet." },
  clickDays: {
    zh: "点平日或周末：放假；再点周末：调休上班；再点：还原。",
    en: "Click a day: holiday; a weekend day again: worked; once more: as it was.",
  },
  announceDone: {
    zh: (year: number) => `${year} 年已登记，暂定的期限已重算`,
    en: (year: number) => `${year} is entered; provisional deadlines are worked out anew`,
  },
  timeZone: { zh: "时区", en: "Time zone" },
  title: { zh: "名称", en: "Name" },
  code: { zh: "代号", en: "Id" },
  areas: { zh: "片区", en: "Areas" },
  noAreas: { zh: "没有分片区", en: "No areas" },
  holders: { zh: "包片", en: "Held by" },
  officeNote: {
    zh: "名称、时区与片区在设立机构时定下。",
    en: "Name, time zone and areas were set when the office was opened.",
  },
} satisfies Words;
