import { type Desk, checkCondition, mistake, unknown, warn } from "./check-desk.ts";
import { fieldsOfTwoTypes } from "./case-facts.ts";
import { indicatorFacts, kindNamed, measureOf } from "./compile-running.ts";
import type { DocumentIndicator } from "./document.ts";
import type { Path } from "./fault.ts";
import type { Condition, Counted, Fact } from "./standard.ts";

const measures = ["count", "sum", "average", "rate"] as const;

export function checkIndicators(desk: Desk): void {
  for (const [id, indicator] of Object.entries(desk.document.indicators)) {
    const path = ["indicators", id];
    const given = measures.filter((measure) => indicator[measure] !== undefined);
    if (given.length !== 1) {
      mistake(desk, path, {
        zh: `应写明且只写一种算法：${measures.join("、")}`,
        en: `say how it counts in exactly one way: ${measures.join(", ")}`,
      });
      continue;
    }
    checkIndicator(desk, path, indicator);
  }
}

function checkIndicator(desk: Desk, path: Path, indicator: DocumentIndicator): void {
  const { measure, counted } = measureOf(indicator);
  const kind = counted === "subject" ? kindNamed(indicator.where ?? "") : undefined;
  if (counted === "posting") {
    mistake(desk, [...path, measure], { zh: "还没有账目可数", en: "there are no postings to count yet" });
    return;
  }
  if (counted === "subject" && !kind) {
    mistake(desk, [...path, indicator.where === undefined ? measure : "where"], {
      zh: '数服务对象时，where 以 kind == "person" 这样的一句开头，说明数的是哪一类',
      en: 'an indicator over subjects begins its `where` with the kind: kind == "person" && …',
    });
    return;
  }
  const known = indicatorFacts(desk.document, desk.facts, counted, kind);
  const where = checkOver(desk, [...path, "where"], indicator.where, known, counted);
  const that = checkOver(desk, [...path, "that"], indicator.that, known, counted);
  if (indicator.that !== undefined && measure !== "rate") {
    mistake(desk, [...path, "that"], { zh: "只有 rate 才有 that", en: "only a rate has `that`" });
  }
  if (measure === "rate" && indicator.that === undefined && (counted === "record" || counted === "subject")) {
    mistake(desk, path, {
      zh: "比率应写明 that：数到的之中哪些算",
      en: "a rate says `that`: what the counted ones must meet",
    });
  }
  checkOf(desk, path, indicator, known);
  if (indicator.distinct !== undefined && measure !== "count") {
    mistake(desk, [...path, "distinct"], {
      zh: "只有 count 才有 distinct",
      en: "only a count has `distinct`",
    });
  }
  checkPer(desk, path, indicator, counted);
  warnOfSinglingOut(desk, path, indicator, [where, that], known);
}

/** Which groupings make sense of what is counted. */
const groupings: Record<Counted, readonly string[]> = {
  record: ["role", "office", "area", "week", "month", "quarter", "year"],
  case: ["line", "role", "office", "area", "colour", "week", "month", "quarter", "year"],
  duty: ["line", "promise", "role", "office", "area", "colour", "week", "month", "quarter", "year"],
  subject: ["office", "area", "week", "month", "quarter", "year"],
  posting: [],
};

function checkPer(desk: Desk, path: Path, { per }: DocumentIndicator, counted: Counted): void {
  for (const [index, group] of per.entries()) {
    const at = [...path, "per", index];
    if (per.indexOf(group) !== index) {
      mistake(desk, at, { zh: `${group} 重复`, en: `${group} stands twice` });
    } else if (!groupings[counted].includes(group)) {
      mistake(desk, at, {
        zh: `数 ${counted} 时不能按 ${group} 分组；可以按 ${groupings[counted].join("、")}`,
        en: `a ${counted} cannot be grouped by ${group}; it can be by ${groupings[counted].join(", ")}`,
      });
    }
  }
}

/** A condition over records or cases may name the fields of all their kinds, unless two kinds mean different things. */
function checkOver(
  desk: Desk,
  path: Path,
  text: string | undefined,
  known: Fact[],
  counted: Counted,
): Condition | undefined {
  const unclear = fieldsOfTwoTypes(desk.document, counted).find((id) =>
    new RegExp(`(?<![\\w"'.])${id}(?![\\w"'])`).test(text ?? ""),
  );
  if (unclear === undefined) return checkCondition(desk, path, text, known);
  const say = {
    zh: `${unclear} 在不同的${counted === "case" ? "流程" : "记录"}里类型不同，条件里分不清是哪一个`,
    en: `${unclear} is of different types in different ${counted === "case" ? "procedures" : "records"}: a condition cannot tell which is meant`,
  };
  mistake(desk, path, say, text?.indexOf(unclear));
  return undefined;
}

function checkOf(desk: Desk, path: Path, indicator: DocumentIndicator, known: Fact[]): void {
  const adds = indicator.sum !== undefined || indicator.average !== undefined;
  if (!adds) {
    if (indicator.of !== undefined) {
      mistake(desk, [...path, "of"], {
        zh: "只有 sum 和 average 才有 of",
        en: "only a sum or an average has `of`",
      });
    }
    return;
  }
  if (indicator.of === undefined) {
    return mistake(desk, path, {
      zh: "应写明加的是哪个栏目 of",
      en: "say which field is added up, `of`",
    });
  }
  const fact = known.find((each) => each.id === indicator.of);
  if (!fact) unknown(desk, [...path, "of"], "field", indicator.of);
  else if (!["integer", "number", "money"].includes(fact.type)) {
    mistake(desk, [...path, "of"], { zh: `${indicator.of} 不是数字`, en: `${indicator.of} is no number` });
  }
}

/** Small cells single people out: an area or a week, of a guarded or narrow matter, is soon one known person. */
function warnOfSinglingOut(
  desk: Desk,
  path: Path,
  { per }: DocumentIndicator,
  conditions: (Condition | undefined)[],
  known: Fact[],
): void {
  const [area, week] = [per.indexOf("area"), per.indexOf("week")];
  const at = area >= 0 ? area : week;
  if (at < 0) return;
  const terms = conditions.flatMap((condition) => condition?.terms ?? []);
  const read = new Set(terms.flatMap((term) => term.facts));
  const guarded = known.filter((fact) => fact.guard !== undefined && read.has(fact.id));
  const exact = terms.some((term) => /\b(?:age|birthDate)\s*==/.test(term.text));
  const narrow = exact || terms.filter((term) => term.facts.some((fact) => !general.has(fact))).length >= 3;
  const why =
    guarded.length > 0
      ? {
          zh: `条件用到受限的 ${guarded.map((fact) => fact.id).join("、")}`,
          en: "its condition reads guarded facts",
        }
      : narrow
        ? { zh: "条件很窄", en: "its condition is narrow" }
        : area >= 0 && week >= 0
          ? { zh: "又按网格又按周", en: "it is both by area and by week" }
          : undefined;
  if (!why) return;
  warn(desk, [...path, "per", at], {
    zh: `可能认出个人：按${area >= 0 ? "网格" : "周"}分组，而${why.zh}；改按月、季或全机构更稳妥`,
    en: `it could single out a person: it is grouped by ${area >= 0 ? "area" : "week"}, and ${why.en}; by month, quarter or office is safer`,
  });
}

/** What says what kind of thing is counted, and narrows it to nobody. */
const general = new Set(["kind", "procedure", "promise", "line", "role", "outcome", "end", "stage", "about"]);
