import type { Text } from "#basics/text.ts";

const days: Record<string, Text> = {
  Mo: { zh: "周一", en: "Monday" },
  Tu: { zh: "周二", en: "Tuesday" },
  We: { zh: "周三", en: "Wednesday" },
  Th: { zh: "周四", en: "Thursday" },
  Fr: { zh: "周五", en: "Friday" },
  Sa: { zh: "周六", en: "Saturday" },
  Su: { zh: "周日", en: "Sunday" },
};

/** Opening hours that were read before, for people: “周一至周六 07:00-11:00、15:00-18:00；法定假日休息”. */
export function sayHours(text: string): Text {
  const rules = text.split(";").map((rule) => sayRule(rule.trim().replaceAll(/\s*,\s*/g, ",")));
  return { zh: rules.map(({ zh }) => zh).join("；"), en: rules.map(({ en }) => en).join("; ") };
}

function sayRule(rule: string): { zh: string; en: string } {
  if (rule === "24/7") return { zh: "全天", en: "day and night" };
  if (rule === "PH off") return { zh: "法定假日休息", en: "closed on legal days off" };
  const named = (day: string) => days[day] ?? { zh: day };
  return {
    zh: rule
      .replaceAll(/([A-Z][a-z])-([A-Z][a-z])/g, "$1至$2")
      .replaceAll(/[A-Z][a-z]/g, (day) => named(day).zh)
      .replaceAll(",", "、")
      .replace(/ off$/, "休息"),
    en: rule
      .replaceAll(/([A-Z][a-z])-([A-Z][a-z])/g, "$1 to $2")
      .replaceAll(/\b[A-Z][a-z]\b/g, (day) => named(day).en ?? day)
      .replaceAll(",", ", ")
      .replace(/ off$/, " closed"),
  };
}
