import * as xlsx from "@e965/xlsx";
import type { Day } from "#basics/day.ts";
import { dayParts, dayText } from "#basics/day.ts";
import type { Person } from "./community.ts";
import { gbk } from "./gbk.ts";
import type { Service } from "./year-volunteers.ts";

const teams: Record<string, string> = {
  patrol: "义务巡逻队",
  repair: "维修小组",
  choir: "合唱团",
  poetry: "诗社",
  visiting: "敬老小组",
};

/**
 * The volunteers' list as an older program saved it: comma-separated, in GBK, team by team with “同上” below the first of
 * each, dates with dots, full-width digits in the codes, an empty line after each team.
 */
export function volunteerLedger(people: Person[], office: string): Uint8Array {
  const lines = [`${office}志愿者名册（2021年1月）,,,,,`, "编号,姓名,是否志愿者,志愿队伍,特长,保险到期"];
  for (const [team, title] of Object.entries(teams)) {
    const members = people.filter(({ facts }) => facts.volunteer === true && facts.team === team);
    members.forEach(({ code, name, facts }, index) => {
      const until = typeof facts.insuredUntil === "string" ? facts.insuredUntil : "";
      lines.push(
        [
          index % 5 === 3 ? fullWidth(code) : code,
          name,
          "是",
          index === 0 ? title : "同上",
          String(facts.skills ?? ""),
          until.replace(/-0?/g, "."),
        ].join(","),
      );
    });
    lines.push(",,,,,");
  }
  return gbk(`${lines.join("\r\n")}\r\n`);
}

/**
 * The book of volunteer hours as a legacy .xls: a sheet a quarter, a title that says the year, heads in two lines with
 * merged cells, days without a year, a total and a signature below.
 */
export function serviceLedger(book: Service[], office: string): Uint8Array {
  const file = xlsx.utils.book_new();
  for (const [quarter, name] of ["一季度", "二季度", "三季度", "四季度"].entries()) {
    const rows = book.filter(({ day }) => Math.floor((dayParts(day).month - 1) / 3) === quarter);
    const cells = [
      [`${office}志愿服务时间登记（2021年${name}）`],
      ["日期", "志愿者", null, "服务", null, null, null, "节约", null],
      [
        null,
        "编号",
        "姓名",
        "活动名称",
        "服务内容",
        "服务时间（小时）",
        "活动负责人",
        "节约金额",
        "节约凭据",
      ],
      ...rows.map(({ person, day, fields }, index) => [
        monthAndDate(day),
        person.code,
        person.name,
        fields["activity"] === rows[index - 1]?.fields["activity"] ? "同上" : fields["activity"],
        fields["content"],
        fields["hours"],
        fields["lead"],
        typeof fields["saved"] === "number" ? fields["saved"] / 100 : null,
        fields["evidence"] ?? null,
      ]),
      [],
      ["合计", null, null, null, null, rows.reduce((sum, { fields }) => sum + Number(fields["hours"]), 0)],
      ["制表人：社区志愿服务站", null, null, null, `填表日期：${dayText(rows.at(-1)?.day ?? 0)}`],
    ];
    const sheet = xlsx.utils.aoa_to_sheet(cells);
    sheet["!merges"] = [
      { s: { r: 0, c: 0 }, e: { r: 0, c: 8 } },
      { s: { r: 1, c: 0 }, e: { r: 2, c: 0 } },
      { s: { r: 1, c: 1 }, e: { r: 1, c: 2 } },
      { s: { r: 1, c: 3 }, e: { r: 1, c: 6 } },
      { s: { r: 1, c: 7 }, e: { r: 1, c: 8 } },
    ];
    xlsx.utils.book_append_sheet(file, sheet, name);
  }
  return new Uint8Array(xlsx.write(file, { type: "array", bookType: "biff8" }) as ArrayBuffer);
}

function monthAndDate(day: Day): string {
  const { month, date } = dayParts(day);
  return `${month}月${date}日`;
}

function fullWidth(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0));
}
