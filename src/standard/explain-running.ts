import type { Text } from "#basics/text.ts";
import { WorkCalendar as CalendarShape } from "./document.ts";
import { type Words, none } from "./explain-words.ts";
import { sayCondition } from "./say.ts";
import { periodWords } from "./say-form.ts";
import { sayHours } from "./say-hours.ts";
import type { Counted, Indicator, Standard } from "./standard.ts";
import { parseTemplate } from "./template.ts";

/** The calendar, who is on call, what many come to, what is counted and what is reported. */
export function explainRunning(standard: Standard, words: Words): string[] {
  return [
    explainCalendar(standard, words),
    explainRosters(standard, words),
    explainActivities(standard, words),
    explainIndicators(standard, words),
    explainReports(standard, words),
  ];
}

function explainCalendar({ document, calendar }: Standard, { say, points }: Words): string {
  const written = document.calendar ?? CalendarShape.parse({});
  const lines: [Text, string][] = [
    [{ zh: "夜间", en: "Night" }, written.night],
    [
      { zh: "节假日", en: "Holidays" },
      calendar.weekendsAreHolidays
        ? say({
            zh: "法定节假日和周末，调休上班日除外",
            en: "legal days off and weekends, make-up workdays excepted",
          })
        : say({ zh: "法定节假日", en: "legal days off" }),
    ],
    [{ zh: "办公时间", en: "Office hours" }, say(sayHours(calendar.office.text))],
    [
      { zh: "按小时的期限", en: "Deadlines in hours" },
      calendar.hours === "clock"
        ? say({ zh: "昼夜连续计算", en: "run on the clock, day and night" })
        : say({ zh: "只在办公时间里走", en: "run while the office is open" }),
    ],
    [
      { zh: "事项期限的最后一天遇休息日", en: "The last day of a case’s deadline, where it is off" },
      calendar.rollOver === "none"
        ? say({ zh: "不顺延", en: "stays" })
        : say({ zh: "顺延到下一个工作日", en: "moves to the next working day" }),
    ],
    [
      { zh: "法定日历尚未公布的年份", en: "A year whose legal calendar is not announced" },
      say({ zh: "日期为暂定，公布后重新计算", en: "gives provisional dates, computed anew once it is" }),
    ],
  ];
  return `## ${say({ zh: "工作日历", en: "Working calendar" })}\n\n${points(lines)}`;
}

function explainRosters({ rosters }: Standard, { say, text, role }: Words): string {
  if (rosters.length === 0) return none;
  const covers: Record<string, Text> = {
    night: { zh: "夜间", en: "nights" },
    holiday: { zh: "节假日", en: "holidays" },
    office: { zh: "办公时间", en: "office hours" },
  };
  return [
    `## ${say({ zh: "值班", en: "On call" })}\n`,
    ...rosters.map(({ title, by, covers: when, people }) => {
      const hours = typeof when === "string" ? say(covers[when] ?? { zh: when }) : say(sayHours(when.text));
      return `- ${text(title)}${say({ zh: "：", en: ": " })}${role(by)}${say({ zh: ` ${people} 人，`, en: `, ${people} at a time, ` })}${hours}`;
    }),
  ].join("\n");
}

function explainActivities({ activities }: Standard, { say, text, role, record }: Words): string {
  if (activities.length === 0) return none;
  return [
    `## ${say({ zh: "活动", en: "Activities" })}\n`,
    ...activities.map((each) => {
      const partners = each.with.map(role).join(say({ zh: "、", en: ", " }));
      const together = partners === "" ? "" : say({ zh: `，会同${partners}`, en: `, with ${partners}` });
      return `- ${text(each.title)}${say({ zh: "：", en: ": " })}${role(each.by)}${together}${say({ zh: `；签到即“${record(each.record)}”`, en: `; its sheet makes a “${record(each.record)}”` })}`;
    }),
  ].join("\n");
}

function explainIndicators(standard: Standard, words: Words): string {
  const { indicators } = standard;
  if (indicators.length === 0) return none;
  const { say, text } = words;
  return [
    `## ${say({ zh: "数字从哪里来", en: "Where the figures come from" })}\n`,
    ...indicators.map((each) => {
      const per = each.per.map((group) => say(groups[group] ?? { zh: group }));
      const grouped =
        per.length === 0 ? "" : say({ zh: `；分别按${per.join("、")}`, en: `; by ${per.join(", ")}` });
      const guarded =
        each.guards.length === 0 ? "" : say({ zh: "；用到受限的信息", en: "; reads guarded facts" });
      return `- **${text(each.title)}**${say({ zh: "：", en: ": " })}${sayIndicator(each, standard, words)}${grouped}${guarded}`;
    }),
  ].join("\n");
}

/** 数事项：流程为群众诉求，且夜间提出 */
function sayIndicator(indicator: Indicator, standard: Standard, { say, text }: Words): string {
  const what = say(counted[indicator.counted]);
  const where = indicator.where
    ? say({
        zh: `（${sayCondition(indicator.where).zh}）`,
        en: ` (${say(sayCondition(indicator.where))})`,
      })
    : "";
  const fields = [...standard.records, ...standard.procedures].flatMap((each) => each.fields);
  const added = [...fields, ...standard.facts].find((field) => field.id === indicator.of);
  const of = text(added?.label ?? { zh: indicator.of ?? "" });
  const once = indicator.distinct
    ? say({
        zh: indicator.distinct === "household" ? "，每户只算一次" : "，每个对象只算一次",
        en: indicator.distinct === "household" ? ", each household once" : ", each subject once",
      })
    : "";
  switch (indicator.measure) {
    case "count":
      return say({ zh: `数${what}${where}${once}`, en: `the number of ${what}${where}${once}` });
    case "sum":
      return say({ zh: `${what}${where}的 ${of} 合计`, en: `the sum of ${of} over ${what}${where}` });
    case "average":
      return say({ zh: `${what}${where}的 ${of} 平均`, en: `the average of ${of} over ${what}${where}` });
    case "rate":
      return indicator.that
        ? say({
            zh: `${what}${where}中，${sayCondition(indicator.that).zh}的占多少`,
            en: `of ${what}${where}, the share with ${say(sayCondition(indicator.that))}`,
          })
        : say({ zh: `${what}${where}中按时的占多少`, en: `of ${what}${where}, the share in time` });
  }
}

const counted: Record<Counted, Text> = {
  record: { zh: "记录", en: "records" },
  case: { zh: "事项", en: "cases" },
  duty: { zh: "应办", en: "duties" },
  posting: { zh: "账目", en: "postings" },
  subject: { zh: "服务对象", en: "subjects" },
};

const groups: Record<string, Text> = {
  line: { zh: "服务线", en: "line" },
  promise: { zh: "承诺", en: "promise" },
  role: { zh: "岗位", en: "role" },
  office: { zh: "机构", en: "office" },
  area: { zh: "网格", en: "area" },
  colour: { zh: "颜色", en: "colour" },
  week: { zh: "周", en: "week" },
  month: { zh: "月", en: "month" },
  quarter: { zh: "季度", en: "quarter" },
  year: { zh: "年", en: "year" },
};

function explainReports({ reports, indicators }: Standard, { say, text, role, language }: Words): string {
  if (reports.length === 0) return none;
  const per = new Map(indicators.map((each) => [each.localId, each.per]));
  return [
    `## ${say({ zh: "报告", en: "Reports" })}\n`,
    ...reports.map((report) => {
      const template = language === "en" ? (report.template.en ?? report.template.zh) : report.template.zh;
      const named = parseTemplate(template, per).parts.flatMap((part) =>
        "figure" in part ? [part.figure.indicator] : [],
      );
      const titles = [...new Set(named)].map((id) =>
        text(indicators.find((each) => each.localId === id)?.title ?? { zh: id }),
      );
      const by =
        report.by === undefined ? "" : say({ zh: `，${role(report.by)}出具`, en: `, by ${role(report.by)}` });
      const each = say({
        zh: `每${periodWords[report.each].zh}一份`,
        en: `every ${periodWords[report.each].en}`,
      });
      return `- **${text(report.title)}**${say({ zh: "：", en: ": " })}${each}${by}${say({ zh: `；用到的数字：${titles.join("、")}`, en: `; its figures: ${titles.join(", ")}` })}`;
    }),
  ].join("\n");
}
