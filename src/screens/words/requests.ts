import type { Words } from "./words.ts";

export const requestWords = {
  heading: { zh: "本人的权利", en: "Their rights" },
  give: { zh: "发查阅码", en: "Give a code" },
  none: {
    zh: "没有发过查阅码，也没有提过要求。本人当面来问登记了什么，就发一个。",
    en: "No code was given and nothing was asked. When they come to ask what is held of them, give one.",
  },
  code: {
    zh: (given: string, until: string) => `${given} 发的查阅码，有效到 ${until}`,
    en: (given: string, until: string) => `Code given ${given}, open until ${until}`,
  },
  end: { zh: "作废", en: "End it" },
  ended: { zh: "查阅码已作废。", en: "The code opens nothing any more." },
  slip: { zh: (name: string) => `${name}的查阅码`, en: (name: string) => `The code of ${name}` },
  slipAbout: {
    zh: "核对过身份再给。只显示这一次，井台自己也不留；丢了就作废，重发一个。",
    en: "Give it once you know who they are. It is shown this once and kept nowhere; if it is lost, end it and give another.",
  },
  slipWhere: {
    zh: "用手机或电脑打开下面的地址，输入查阅码，就能看到社区登记了您什么、谁看过，也能要求更正、删除。",
    en: "Open this address on a telephone or computer and type the code, to see what is held of you and who read it, and to ask for correction or erasure.",
  },
  slipUntil: { zh: (day: string) => `有效到 ${day}`, en: (day: string) => `Open until ${day}` },
  print: { zh: "打印", en: "Print" },
  done: { zh: "好了", en: "Done" },
  due: { zh: (day: string) => `${day} 前答复`, en: (day: string) => `answer by ${day}` },
  late: { zh: (day: string) => `应在 ${day} 前答复，已过期`, en: (day: string) => `was due ${day}` },
  granted: { zh: "已办理", en: "granted" },
  refused: { zh: "不予办理", en: "refused" },
  answer: { zh: "答复", en: "Answer" },
  answerTitle: {
    zh: (name: string, what: string) => `答复${name}：${what}`,
    en: (name: string, what: string) => `Answer ${name}: ${what}`,
  },
  answered: { zh: "已答复，本人凭查阅码看得到。", en: "Answered; they read it by their code." },
  outcome: { zh: "怎么答复", en: "The answer" },
  article: { zh: "依据哪一条", en: "By which article" },
  articleHint: { zh: "例如：社会救助暂行办法第十条", en: "For example: Social Assistance Measures, art. 10" },
  reason: { zh: "办了什么，或为什么不能办", en: "What was done, or why it cannot be" },
  erase: { zh: "删除个人信息", en: "Erase" },
  eraseTitle: { zh: (name: string) => `删除${name}的个人信息`, en: (name: string) => `Erase ${name}` },
  eraseAbout: {
    zh: "姓名、住址、电话、证件、走访和事项里写的话，全部销毁，谁也恢复不了。以往的数字不变。同户只有本人住过的户一起删除。",
    en: "Name, address, telephone, identity and every word of visits and cases are destroyed, and nobody can bring them back. Past figures stay. A household in which nobody else ever lived goes too.",
  },
  ground: { zh: "依据（个人信息保护法第四十七条）", en: "On which ground (art. 47)" },
  type: {
    zh: (name: string) => `删除不能撤回。请输入“${name}”确认。`,
    en: (name: string) => `It cannot be undone. Type “${name}” to confirm.`,
  },
  typeFault: { zh: "和姓名对不上。", en: "This is not the name." },
  erased: { zh: "已删除，以往的数字没有变。", en: "Erased; past figures are what they were." },
  refuseErase: { zh: "答复不予删除", en: "Refuse to erase" },
  refuseTitle: {
    zh: (name: string) => `答复${name}：不予删除`,
    en: (name: string) => `Refuse to erase ${name}`,
  },
  all: { zh: "居民的要求", en: "Requests by right" },
  allNone: {
    zh: "还没有人凭查阅码提出要求。",
    en: "Nobody has asked for anything by a code yet.",
  },
  allAbout: {
    zh: "居民凭查阅码要求更正、删除或说明。法律要求“及时”答复，没有规定天数；这里从提出那天起算 30 天。",
    en: "What people asked by their code: correction, erasure, an explanation. The law says “in time” and no number of days; here it is thirty from the day of asking.",
  },
  gone: { zh: "已删除的人", en: "somebody erased" },
} satisfies Words;
