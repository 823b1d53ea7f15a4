import type { SubjectKind } from "#register/subject.ts";

// The words that community ledgers use, beside the ones a fact declares for itself.

/** Headings of the columns every ledger may have, before what is declared. */
export const headings: Record<"code" | "name" | "household" | "since", string[]> = {
  code: ["编号", "人员编号", "居民编号", "人员ID", "档案编号", "档案号", "台账编号"],
  name: ["姓名", "名称", "居民姓名", "人员姓名", "名字"],
  household: ["户编号", "家庭编号", "家庭ID", "户号", "家庭户编号", "所属户编号"],
  since: ["登记日期", "登记时间", "建档日期", "建档时间", "录入日期"],
};

/** The same for one kind of subject only. */
export const headingsOfKind: Record<SubjectKind, Partial<typeof headings>> = {
  person: {},
  household: { code: ["户编号", "家庭编号", "家庭ID", "户号"], name: ["户主", "户主姓名", "户名"] },
  unit: {
    code: ["单位编号", "门店编号"],
    name: ["单位名称", "门店名称", "企业名称", "店名", "字号", "商户名称"],
  },
  place: { code: ["场所编号"], name: ["场所名称", "场地名称", "活动场所"] },
  case: {},
};

/** A heading that asks a question: 是否独居 is 独居. */
export const whether = /^是否/;

/** “As above”; in address, area and household it is taken at its word. */
export const asAbove = /^(同上|上同|同前|〃|″|′′|”|“|"|''|ditto)$/i;

/** A cell that says that nothing is known; in a text column only the dashes. */
export const nothing = /^([-—–−/\\.]+|无|暂无|没有|不详|未知|未填|待核实|n\/?a)$/i;
export const dashes = /^[-—–−/\\.]+$/;

/** What stands in the name column of a row that is nobody: totals, and notes at the foot. */
export const nobody =
  /^(?:合计|总计|小计|共计|累计|以下空白|以下无正文|无|空|不详|[-—/]+|(?:备注|说明|注|填表人|制表人|审核人|负责人签字|填报单位|填报日期)(?:[:：].*)?)$/;

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
/** A time of day after a date, to be left out. */
export const timeBehind = /[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** Units that people write behind a number, and signs around an amount. */
export const unitBehind = /[人个名户岁位座间元]$/;
export const yuan = /^(?:¥|￥|rmb)?(.+?)(万)?元?(?:整|正)?$/i;

/** Between several choices in one cell. */
export const betweenChoices = /[、,，;；/|\s]+/;

const numerals = "零一二三四五六七八九";

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
