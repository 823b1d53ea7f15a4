import { type Day, dayText } from "#basics/day.ts";
import type { Condition, SqlWriter } from "./standard.ts";

export interface SqlText {
  text: string;
  values: unknown[];
}

/**
 * A condition as SQL over a row of `subject`: true, false, or null where it is unknown, and never an error, whatever
 * facts the row holds. The facts on the row are as they stand now; ages and days are those of `today`. Of facts that are
 * sealed nothing stands there: a condition over guarded facts is the engine's. The parameters count on from `after`.
 * `elsewhere` gives facts that stand in no row of `subject`, as JSON.
 */
export function conditionSql(
  condition: Pick<Condition, "sql">,
  {
    subject,
    today,
    after = 0,
    elsewhere,
  }: { subject: string; today: Day; after?: number; elsewhere?: ReadonlyMap<string, string> },
): SqlText {
  if (!/^[a-z_]+$/.test(subject)) throw new Error(`not the name of a table: ${subject}`);
  const values: unknown[] = [];
  const known = new Map<string, string>();
  const parameter = (value: unknown, type: string) => {
    const key = `${type} ${JSON.stringify(value)}`;
    const made = known.get(key) ?? `$${after + values.push(value)}::${type}`;
    known.set(key, made);
    return made;
  };
  const writer: SqlWriter = {
    // `since` is a column of its own, as the day it is.
    fact: (name) =>
      elsewhere?.get(name) ??
      (name === "since" ? `to_jsonb(${subject}.since)` : `(${subject}.facts -> ${parameter(name, "text")})`),
    value: (value, type) => `(${parameter(value, type)})`,
    today: () => parameter(dayText(today), "date"),
  };
  return { text: condition.sql(writer), values };
}
