import type { Words } from "./words.ts";

export const rightsWords = {
  heading: { zh: "谁能看什么", en: "Who sees what" },
  lead: {
    zh: "由采用的标准算出来，不用填写；数据库照此把守，每一格都有测试两面试过。",
    en: "Worked out from the standards adopted, and nobody fills it in. The database holds it, and a test tries every cell both ways.",
  },
  roles: { zh: "岗位", en: "Roles" },
  ofOffice: { zh: "本机构的岗位", en: "a role of the office" },
  ofOthers: { zh: "外单位的岗位", en: "a role for other bodies" },
  owes: { zh: "要办的承诺", en: "Promises it owes" },
  sees: { zh: "看得到给了谁的承诺", en: "Promises it sees to whom" },
  figures: { zh: "只知道总数的承诺", en: "Promises it knows in totals alone" },
  nothing: { zh: "不知道的承诺", en: "Promises it knows nothing of" },
  acts: { zh: "参与的诉求流程", en: "Procedures it takes part in" },
  seesCases: { zh: "看得到的诉求流程", en: "Procedures whose cases it sees" },
  opens: { zh: "说明用途后可以打开的受限信息", en: "Guarded facts it may open, for a purpose" },
  gives: { zh: "可以用的命令", en: "Commands it may give" },
  seesFigures: { zh: "看指标和报告", en: "sees indicators and reports" },
  seesJournal: { zh: "看日志", en: "sees the journal" },
  none: { zh: "没有", en: "none" },
  guarded: { zh: "受限", en: "guarded" },

  grants: { zh: "在这里办事的外单位", en: "Other bodies acting here" },
  grantsLead: {
    zh: "让别的机构的人以外单位岗位在这里办事，不必在本机构任岗；只看得到那个岗位要办的，到期或收回即止。",
    en: "People of another office act here in a role for other bodies, without a post here. They see what that role acts on and nothing else, until the grant ends.",
  },
  noGrants: { zh: "还没有授权外单位", en: "No other body acts here" },
  noGrantsNext: {
    zh: "卫生中心、街道也用井台时，在这里授权，他们就能直接办自己的事，不用再抄一遍。",
    en: "Where the health centre or the street runs Wellside too, let them in here: they do their part themselves and nobody copies it.",
  },
  noOffices: {
    zh: "这台机器上没有别的机构，暂时无人可授权。",
    en: "There is no other office on this machine to let in.",
  },
  add: { zh: "授权外单位", en: "Let a body in" },
  to: { zh: "哪个机构", en: "Which office" },
  role: { zh: "以什么岗位", en: "In what role" },
  from: { zh: "从哪天起", en: "From" },
  until: { zh: "到哪天为止（可空）", en: "Until (may stay empty)" },
  holders: {
    zh: "那边由书记一人凭此办事；其余的人请在本机构任岗。",
    en: "Over there its secretary acts by this; others are given posts here.",
  },
  given: { zh: (to: string) => `已授权${to}`, en: (to: string) => `${to} may act here` },
  end: { zh: "收回", en: "End it" },
  endOf: { zh: (to: string) => `收回对${to}的授权`, en: (to: string) => `End the grant to ${to}` },
  ended: { zh: (to: string) => `已收回对${to}的授权`, en: (to: string) => `${to} no longer acts here` },
  days: {
    zh: (from: string, until: string | null) => (until === null ? `${from}起` : `${from} 至 ${until}`),
    en: (from: string, until: string | null) => (until === null ? `from ${from}` : `${from} – ${until}`),
  },
  oneCase: { zh: "只限一件诉求", en: "one case only" },
  over: { zh: "已结束", en: "Ended" },
} satisfies Words;
