import type { LedgerOf } from "./columns.ts";

// The words that community ledgers use, beside the ones a fact declares for itself.

/** Headings of the columns every ledger may have, before what is declared. */
export const headings: Record<"code" | "name" | "household" | "since", string[]> = {
  code: ["编号", "人员编号", "居民编号", "人员ID", "档案编号", "档案号", "台账编号"],
  name: ["姓名", "名称", "居民姓名", "人员姓名", "名字"],
  household: ["户编号", "家庭编号", "家庭ID", "户号", "家庭户编号", "所属户编号"],
  since: ["登记日期", "登记时间", "建档日期", "建档时间", "录入日期"],
};

/** The same for one kind of subject only. */
export const headingsOfKind: Record<LedgerOf, Partial<typeof headings>> = {
  person: {},
  household: { code: ["户编号", "家庭编号", "家庭ID", "户号"], name: ["户主", "户主姓名", "户名"] },
  unit: {
    code: ["单位编号", "门店编号"],
    name: ["单位名称", "门店名称", "企业名称", "店名", "字号", "商户名称"],
  },
  place: { code: ["场所编号"], name: ["场所名称", "场地名称", "活动场所"] },
  case: {
    name: [
      "诉求人",
      "反映人",
      "申请人",
      "报修人",
      "当事人",
      "姓名",
      "居民姓名",
      "户主姓名",
      "户主",
      "来电人",
      "来访人",
    ],
  },
  record: {
    name: [
      "姓名",
      "走访对象",
      "服务对象",
      "被走访人",
      "对象姓名",
      "对象",
      "居民姓名",
      "户主姓名",
      "户主",
      "单位名称",
      "场所名称",
    ],
  },
};

/** Headings of what was done: the day, what kind it was, who did it. */
export const recordHeadings: Record<"on" | "recordKind" | "by", string[]> = {
  on: ["日期", "走访日期", "走访时间", "服务日期", "服务时间", "记录日期", "开展日期", "活动日期", "时间"],
  recordKind: ["记录类型", "类别", "类型", "服务类型", "走访方式", "服务方式", "方式", "事项"],
  by: [
    "走访人",
    "走访人员",
    "记录人",
    "经办人",
    "服务人",
    "服务人员",
    "责任人",
    "工作人员",
    "社工",
    "填报人",
  ],
};

/** Headings of what was asked for: when it came, when it was answered, when and how it ended, what was done, and who did it. */
export const caseHeadings: Record<
  "came" | "cameAt" | "answered" | "closed" | "how" | "handled" | "by",
  string[]
> = {
  came: [
    "受理日期",
    "来电日期",
    "来访日期",
    "接报日期",
    "诉求日期",
    "反映日期",
    "申请日期",
    "报修日期",
    "登记日期",
    "日期",
  ],
  cameAt: [
    "受理时间",
    "来电时间",
    "来访时间",
    "接报时间",
    "诉求时间",
    "反映时间",
    "申请时间",
    "报修时间",
    "登记时间",
    "时间",
    "时刻",
  ],
  answered: ["回应时间", "首次回应时间", "回应日期", "响应时间", "答复时间", "首次回复时间", "回复时间"],
  closed: ["办结时间", "办结日期", "完成时间", "完成日期", "办理完成时间", "结案时间", "结案日期"],
  how: ["办理结果", "处理结果", "是否办结", "办结情况", "办结", "结果", "状态", "办理状态"],
  handled: ["办理情况", "处理情况", "处置情况", "办理过程", "处理过程", "办理经过", "处理意见"],
  by: ["经办人", "承办人", "受理人", "处理人", "办理人", "责任人", "接听人", "登记人", "工作人员"],
};

/** A heading that only a ledger of what was asked for has; one of records or of people may have all the others. */
export const onlyOfCases = /受理|来电|来访|接报|诉求|反映|报修|办结|结案|回应|答复/;

/** It has ended, by the end that the procedure names first; it has not. */
export const hasEnded = new Set([
  "办结",
  "已办结",
  "已办",
  "办完",
  "已完成",
  "完成",
  "已结案",
  "结案",
  "已处理",
  "已解决",
  "是",
  "√",
  "✓",
]);
export const hasNotEnded = new Set([
  "未办结",
  "未办",
  "办理中",
  "正在办理",
  "在办",
  "处理中",
  "待办",
  "待处理",
  "未完成",
  "跟进中",
  "否",
  "×",
]);

/** A time of day at the end of a cell, after the day or alone: 23:40, 晚上11点, 上午9时半, 下午3点20分. */
export const hourPattern =
  /^(?<day>.*?)[ T]*(?<part>凌晨|清晨|早上|早晨|上午|早|中午|正午|下午|傍晚|晚上|夜晚|夜里|夜间|深夜|半夜|晚)? ?(?<hour>(?<!\d)\d{1,2})(?::(?<minute>\d{2})(?::\d{2}(?:\.\d+)?)?|[点时](?:(?<half>半)|(?<quarter>[13])刻|整|钟|(?<minute>\d{1,2})分?)?)$/;

/** In which half of the day the hour is counted. */
export const partsOfDay: {
  is: "early" | "morning" | "noon" | "afternoon" | "dusk" | "night";
  words: string[];
}[] = [
  { is: "early", words: ["凌晨"] },
  { is: "morning", words: ["清晨", "早上", "早晨", "上午", "早"] },
  { is: "noon", words: ["中午", "正午"] },
  { is: "afternoon", words: ["下午"] },
  { is: "dusk", words: ["傍晚"] },
  { is: "night", words: ["晚上", "夜晚", "夜里", "夜间", "深夜", "半夜", "晚"] },
];

/** What stands around the kind of record in the name of a file or sheet: 2021年第三网格走访台账 is of 走访. */
export const aroundRecordKind =
  /[\d\s\p{P}]|年度?|月份?|\.\w+$|第?[一二三四五六七八九十]+(?=网格|片区|组)|网格|片区|小组|社区|上半|下半|季度|台账|记录|登记|明细|汇总|统计|情况|册|表|本$/gu;

/** A column that gives the year of dates without one. */
export const yearHeading = /^(年度|年份|所属年度|年)$/;
/** A column of ages, which no date of birth can be worked out from. */
export const ageHeading = /^(年龄|周岁|岁数|实足年龄)/;
/** “72”, “72岁”: an age where a date of birth should stand. */
export const agePattern = /^(\d{1,2}|1[01]\d)(周?岁)?$/;

/** A heading that asks a question: 是否独居 is 独居. */
export const whether = /^是否/;

/** “As above”. */
export const asAbove = /^(同上|上同|同前|〃|″|′′|["“”″']{1,2}|["“”] ?["“”]|``|ditto)$/i;

/** A cell that says that nothing is known; in a text column only the dashes. */
export const nothing = /^([-—–−/\\.]+|无|暂无|没有|不详|未知|未填|待核实|n\/?a)$/i;
export const dashes = /^[-—–−/\\.]+$/;

/** What stands in the name column of a row that is nobody: totals, and notes at the foot. */
export const nobody = /^(?:无|空|不详|[-—/]+|备注|说明|注|合计|总计|小计|共计|累计|以下空白|以下无正文)$/;
/** The same in any column of a row that has no name: a total, or a line of signatures. */
export const footer =
  /^(?:合计|总计|小计|共计|累计|以下空白|以下无正文|(?:备注|说明|注|填表人|填表|制表人|制表|经办人|审核人|审批人|负责人|负责人签字|填报人|填报单位|填报日期|制表日期|联系人|单位盖章|盖章)(?:\(.*\))?[::].*|(?:填表人|制表人|审核人|负责人签字|填报单位|填报日期|制表日期))$/;

export const yes = new Set(["是", "√", "✓", "✔", "☑", "有", "对", "y", "yes", "true", "t", "1"]);
export const no = new Set([
  "否",
  "×",
  "✗",
  "✘",
  "x",
  "☐",
  "□",
  "无",
  "没有",
  "不",
  "不是",
  "非",
  "n",
  "no",
  "false",
  "f",
  "0",
]);

/** Other words for the choices of built-in facts, by fact and choice. */
export const choiceWords: Record<string, Record<string, string[]>> = {
  // 1 and 2: GB/T 2261.1, codes for sex.
  sex: { male: ["男", "男性", "m", "male", "1"], female: ["女", "女性", "f", "female", "2"] },
  residence: {
    resident: [
      "户籍常住",
      "常住户籍",
      "常住",
      "常住人口",
      "常住居民",
      "户籍人口",
      "户籍",
      "本地",
      "在住",
      "在家",
      "人户一致",
      "人在户在",
      "户在人在",
    ],
    migrant: [
      "流动人口",
      "流动",
      "流入",
      "外来",
      "外来人口",
      "外来人员",
      "外来务工",
      "外来务工人员",
      "暂住",
      "暂住人口",
      "人在户不在",
    ],
    away: ["外出", "外出务工", "外出人员", "流出", "在外", "户在人不在"],
    moved: ["已迁出", "迁出", "搬走", "已搬走", "搬离", "户口迁出"],
    deceased: ["已故", "死亡", "去世", "已去世", "亡故", "故", "死亡注销"],
  },
};

/** 1950年3月7日, 1950.3.7, 1950/3/7, 1950-03-07, with 号 or a time of day behind. */
export const datePattern = /^(\d{4})[年.\-/、](\d{1,2})[月.\-/、](\d{1,2})[日号]?$/;
/** 1950年3月, 1950.03 */
export const monthPattern = /^(\d{4})[年.\-/、](\d{1,2})月?$/;
export const yearPattern = /^(\d{4})年?$/;
/** 9月3日, 9.13, 9-3, 9/3: a day without its year. Not 9.3: where a number was saved as text it may have been 9.30. */
export const yearlessPattern = /^(\d{1,2})(?:月(\d{1,2})[日号]?|(?:\.(?![123]$)|[/-])(\d{1,2}))$/;
/** A year by the era of the Republic, or a day of the lunar calendar: neither is worked out. */
export const otherCalendar =
  /^(?:民国|公元前|光绪|宣统)|农历|阴历|旧历|正月|腊月|冬月|闰.*月|月初[一二三四五六七八九十]/;
/** A time of day after a date, to be left out. */
export const timeBehind = /[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** Units that people write behind a number, and signs around an amount. */
export const unitBehind = /[人个名户岁位座间元]$/;
export const yuan = /^(?:¥|￥|rmb)?(.+?)(万)?元?(?:整|正)?$/i;

/** Between several choices in one cell. */
export const betweenChoices = /[、,，;；/|\s]+/;

const numerals = "零一二三四五六七八九";

/** 二〇二一年九月三日 → 2021年9月3日: a year digit by digit, the rest as numbers. */
export function dateFigures(text: string): string {
  const digits = text
    .replaceAll(/[〇○Ｏ]/g, "零")
    .replace(/[零一二三四五六七八九]{4}(?=年)/, (year) =>
      [...year].map((digit) => numerals.indexOf(digit)).join(""),
    )
    .replace(/廿/g, "二十")
    .replace(/卅/g, "三十");
  return figures(digits);
}

/** 第十二网格 → 第12网格: numbers up to 99 written in Chinese, in figures. */
export function figures(text: string): string {
  return text.replaceAll(/[零一二三四五六七八九]?十[一二三四五六七八九]?|[零一二三四五六七八九]/g, (word) => {
    const [tens, ones] = word.includes("十") ? word.split("十") : ["零", word];
    return String(
      (tens === "" ? 1 : numerals.indexOf(tens ?? "")) * 10 + (ones ? numerals.indexOf(ones) : 0),
    );
  });
}

/** What stands around the number of an area: 第3网格, 3号网格, 网格3, 3片区. */
export const aroundArea = /第|号|网格|片区|村民小组|组|grid|area/g;
