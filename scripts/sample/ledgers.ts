import * as xlsx from "@e965/xlsx";
import type { Day } from "#basics/day.ts";
import { dayParts, dayText } from "#basics/day.ts";
import type { Community, Person } from "./community.ts";
import { identityCheck, identityNumber } from "./numbers.ts";

/** A date as a spreadsheet keeps it, a number of days since 1899-12-30 that is only shown as a date. */
interface DateCell {
  t: "n";
  v: number;
  z: string;
}

type Cell = string | number | DateCell | null;
type Row = Record<string, Cell>;

/** A row that was spoilt on purpose, as ledgers are: where it stands, what is wrong, and whether it can still be read. */
export interface Mistake {
  row: number;
  column: string;
  value: string;
  readable: boolean;
  what: string;
}

export interface Words {
  areas: string[];
  office: string;
}

const residences = { resident: "常住", migrant: "流动人口", away: "外出" };
const classes: Record<string, string> = { stable: "稳定", basic: "基本稳定", unstable: "不稳定" };
const cycles: Record<string, string> = { yearly: "每年", "half-yearly": "每半年" };
const unitKinds = { shop: "门店", enterprise: "企业", institution: "机关事业单位" };
const placeKinds = {
  "activity-room": "老年人活动室",
  "practice-station": "新时代文明实践站",
  square: "广场",
  "reading-room": "阅览室",
};

/** The people's ledger as an office would hand it over: a merged title above the heads, and some rows gone wrong. */
export function peopleLedger(
  community: Community,
  words: Words,
  spoil: boolean,
): { file: Uint8Array; mistakes: Mistake[] } {
  const rows: Row[] = community.people.map((person) => ({
    编号: person.code,
    户编号: person.household,
    姓名: person.name,
    与户主关系: person.relation,
    性别: person.sex,
    出生日期: dayText(person.birth),
    身份证号: person.identity,
    联系电话: person.phone,
    所属网格: words.areas[person.area - 1]!,
    住址: person.address,
    居住状态: residences[person.residence],
    登记日期: dayText(person.since),
    是否独居: yesNo(person.facts.livesAlone),
    使用智能手机: yesNo(person.facts.smartphone),
    一键拨打号码: text(person.facts.callNumbers),
    流入日期: text(person.facts.arrived),
    居住证到期日: text(person.facts.permitExpires),
    求职登记: yesNo(person.facts.jobSeeking),
    下岗日期: text(person.facts.joblessSince),
    流动党员: yesNo(person.facts.floatingMember),
    是否低保: yesNo(person.facts.allowance),
    低保复核周期: cycles[String(person.facts.allowanceReview)] ?? null,
    随访分类: classes[String(person.facts.mentalCare)] ?? null,
    安全提示: text(person.facts.safetyNote),
    监护人: text(person.facts.carer),
    出所日期: text(person.facts.releaseDate),
    备注: null,
  }));
  const mistakes = spoil ? spoilRows(rows, community.people) : [];
  return {
    file: workbook("居民台账", `${words.office}居民台账（2021年1月4日，流动人口同册）`, rows),
    mistakes,
  };
}

export function unitLedger(community: Community, words: Words): Uint8Array {
  const rows: Row[] = community.units.map((unit) => ({
    编号: unit.code,
    名称: unit.name,
    单位类别: unitKinds[unit.kind],
    统一社会信用代码: unit.credit,
    经营内容: unit.trade,
    经营者: unit.operator,
    联系电话: unit.phone,
    网格: words.areas[unit.area - 1]!,
    经营地址: unit.address,
    从业人数: unit.staff,
    是否共建: yesNo(unit.coBuilt),
    登记日期: dayText(unit.since),
  }));
  return workbook("门店单位", `${words.office}辖区门店和单位台账`, rows);
}

export function placeLedger(community: Community, words: Words): Uint8Array {
  const rows: Row[] = community.places.map((place) => ({
    编号: place.code,
    名称: place.name,
    场所类型: placeKinds[place.kind],
    网格: words.areas[place.area - 1]!,
    地址: place.address,
    座位数: place.seats,
    登记日期: dayText(place.since),
  }));
  return workbook("公共场所", `${words.office}公共场所台账`, rows);
}

function yesNo(value: unknown): string | null {
  return value === true ? "是" : value === false ? "否" : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

const titleRows = 1;
const headRow = titleRows + 1;

function workbook(sheetName: string, title: string, rows: Row[]): Uint8Array {
  const heads = Object.keys(rows[0]!);
  const cells: Cell[][] = [[title], heads, ...rows.map((row) => heads.map((head) => row[head] ?? null))];
  const sheet = xlsx.utils.aoa_to_sheet(cells);
  sheet["!merges"] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: heads.length - 1 } }];
  sheet["!cols"] = heads.map((head) => ({
    wch: head.endsWith("号") || head.endsWith("址") ? 20 : Math.max(8, head.length * 2),
  }));
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, sheetName);
  return new Uint8Array(
    xlsx.write(book, { type: "array", bookType: "xlsx", compression: true }) as ArrayBuffer,
  );
}

/**
 * Spoils rows of plain adults and takes them out of the year's draws, so that the diary never speaks of somebody whose
 * row was rejected. The first ten can be read once they are put in order; the rest must be rejected with their reason.
 */
function spoilRows(rows: Row[], people: Person[]): Mistake[] {
  const plain = people
    .map((person, index) => ({ person, index }))
    .filter(
      ({ person, index }) =>
        index > 40 &&
        isPlain(person) &&
        isPlain(people[index - 1]!) &&
        person.household === people[index - 1]!.household,
    );
  const mistakes: Mistake[] = [];
  const step = Math.floor(plain.length / 23);
  let at = -1;
  const spoilNext = (
    readable: boolean,
    what: string,
    column: string,
    value: (row: Row, person: Person, before: Row) => Cell,
  ) => {
    at += step;
    const { person, index } = plain[at]!;
    for (const spoilt of [person, people[index - 1]!]) spoilt.taken = true;
    const row = rows[index]!;
    const cell = value(row, person, rows[index - 1]!);
    row[column] = cell;
    mistakes.push({
      row: headRow + 1 + index,
      column,
      value: cell === null ? "" : typeof cell === "object" ? dayText(person.birth) : String(cell),
      readable,
      what,
    });
  };

  spoilNext(true, "日期写作1950.3.7", "出生日期", (_, { birth }) => dotted(birth));
  spoilNext(true, "日期写作某年某月某日", "出生日期", (_, { birth }) => {
    const { year, month, date } = dayParts(birth);
    return `${year}年${month}月${date}日`;
  });
  spoilNext(true, "日期是表格的日期格", "出生日期", (_, { birth }) => ({
    t: "n",
    v: birth + 25_569,
    z: "yyyy/m/d",
  }));
  spoilNext(true, "全角数字", "身份证号", (_, { identity }) => fullWidth(identity));
  spoilNext(true, "末位写作小写x", "身份证号", (row, { birth }) =>
    numberEndingInX(birth, row.性别 === "男").toLowerCase(),
  );
  spoilNext(true, "同上", "住址", () => "同上");
  spoilNext(true, "同上", "所属网格", () => "同上");
  spoilNext(true, "姓名中夹全角空格", "姓名", (_, { name }) => `${name[0]}　${name.slice(1)} `);
  spoilNext(true, "电话夹空格和短横", "联系电话", () => "126 0073-4455");
  spoilNext(true, "写作不详，就是没有填", "出生日期", () => "不详");

  spoilNext(false, "身份证号按数字存，后几位已丢", "身份证号", (_, { identity }) =>
    Number(`${identity.slice(0, 15)}000`),
  );
  spoilNext(
    false,
    "十五位旧号码",
    "身份证号",
    (_, { identity }) => identity.slice(0, 6) + identity.slice(8, 17),
  );
  spoilNext(
    false,
    "身份证号校验位不对",
    "身份证号",
    (_, { identity }) => identity.slice(0, 17) + (identity.endsWith("7") ? "8" : "7"),
  );
  spoilNext(false, "身份证号只有十七位", "身份证号", (_, { identity }) => identity.slice(0, 17));
  spoilNext(false, "出生日期在将来", "出生日期", () => "2035-06-01");
  spoilNext(false, "没有这一天", "出生日期", () => "1979-02-30");
  spoilNext(false, "看不出日期", "出生日期", () => "农历五月初五");
  spoilNext(false, "没有姓名", "姓名", () => null);
  spoilNext(false, "编号与上一行重复", "编号", (_, __, before) => before.编号!);
  spoilNext(false, "没有这个网格", "所属网格", () => "第九网格");
  spoilNext(false, "居住状态不在所列之中", "居住状态", () => "空挂");
  spoilNext(false, "出生日期与身份证号不符", "出生日期", (_, { birth }) => dayText(birth + 366));
  spoilNext(false, "身份证号与上一行重复", "身份证号", (_, __, before) => before.身份证号!);
  return mistakes;
}

function isPlain(person: Person): boolean {
  const year = dayParts(person.birth).year;
  return (
    !person.taken &&
    person.residence === "resident" &&
    year < 1998 &&
    year > 1964 &&
    Object.keys(person.facts).length === 0
  );
}

function dotted(day: Day): string {
  const { year, month, date } = dayParts(day);
  return `${year}.${month}.${date}`;
}

function fullWidth(text: string): string {
  return text.replace(/[0-9A-Z]/g, (character) => String.fromCodePoint(character.codePointAt(0)! + 0xfee0));
}

/** A number of that birth whose check character is X, high in the sequence so that nobody else has it. */
function numberEndingInX(birth: Day, man: boolean): string {
  for (let sequence = man ? 801 : 802; sequence < 1000; sequence += 2) {
    const number = identityNumber(birth, sequence);
    if (identityCheck(number.slice(0, 17)) === "X") return number;
  }
  throw new RangeError(`no identity number of day ${birth} ends in X`);
}
