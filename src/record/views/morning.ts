import type { Text } from "#basics/text.ts";
import { caseList } from "./cases.ts";
import type { Reader } from "./reader.ts";
import { today } from "./today.ts";

/** A day's work in figures, without anybody's name. */
export interface Morning {
  overdue: number;
  due: number;
  coming: number;
  areas: { title: Text | null; overdue: number; due: number }[];
  cases: { open: number; overdue: number };
}

/** What the office has before it this morning, as far as this reader may know of it. */
export async function morning(reader: Reader): Promise<Morning> {
  const { day, counts, duties } = await today(reader);
  const pressing = duties.filter(({ due }) => due <= day);
  const byArea = Map.groupBy(pressing, ({ subject }) => subject.area);
  const areas = [...reader.office.rules.areas, null].flatMap((area) => {
    const those = byArea.get(area?.id ?? null) ?? [];
    const overdue = those.filter(({ due }) => due < day).length;
    return those.length === 0 ? [] : [{ title: area?.title ?? null, overdue, due: those.length - overdue }];
  });
  const [open, overdue] = [
    await caseList(reader, { show: "open" }),
    await caseList(reader, { show: "overdue" }),
  ];
  return { ...counts, areas, cases: { open: open.total, overdue: overdue.total } };
}
