import type { Text } from "#basics/text.ts";
import type { LeaveState, PostState, StaffState } from "./command.ts";
import { secretary } from "./office-rules.ts";
import type { OfficeRules } from "./office-rules.ts";

/** Days as text, both counted; `until` null: without end. Text of this form compares as days do. */
export interface DaySpan {
  from: string;
  until: string | null;
}

/** Does it hold on this day? */
export function isOn({ from, until }: DaySpan, day: string): boolean {
  return from <= day && (until === null || until >= day);
}

/** Does it hold today, or will it? */
export function isOnOrToCome({ from, until }: DaySpan, today: string): boolean {
  return until === null || (until >= today && until >= from);
}

/** Have two spans a day in common? One that ended before it began has none at all. */
export function overlap(a: DaySpan, b: DaySpan): boolean {
  const first = a.from > b.from ? a.from : b.from;
  return isOn(a, first) && isOn(b, first);
}

export function postOf(
  staff: Map<string, StaffState>,
  id: string,
): { who: StaffState; post: PostState } | undefined {
  for (const who of staff.values()) {
    const post = who.posts.find((each) => each.id === id);
    if (post !== undefined) return { who, post };
  }
  return undefined;
}

/** The leave, of these days, on which somebody is away. */
export function awayIn({ leaves }: StaffState, days: DaySpan): LeaveState | undefined {
  return leaves.find((leave) => overlap(leave, days));
}

/** For whom somebody stands in during these days, if for anybody. */
export function standsInFor(
  staff: Map<string, StaffState>,
  account: string,
  days: DaySpan,
): StaffState | undefined {
  return [...staff.values()].find(({ leaves }) =>
    leaves.some((leave) => overlap(leave, days) && leave.standIns.some((each) => each.account === account)),
  );
}

/** Is there still a secretary on every day from this one, when this post is no longer one from then on? */
export function keepsASecretary(staff: Map<string, StaffState>, ended: string, from: string): boolean {
  return [...staff.values()]
    .flatMap(({ posts }) => posts)
    .some(
      ({ id, role, from: since, until }) =>
        id !== ended && role === secretary.id && since <= from && until === null,
    );
}

/** 社工·二网格 */
export function sayPost(rules: OfficeRules, { role, area }: { role: string; area: string | null }): Text {
  const title = rules.roles.get(role)?.title ?? { zh: role };
  const where =
    area === null ? undefined : (rules.areas.find(({ id }) => id === area)?.title ?? { zh: area });
  return {
    zh: where === undefined ? title.zh : `${title.zh}·${where.zh}`,
    en: where === undefined ? (title.en ?? title.zh) : `${title.en ?? title.zh}, ${where.en ?? where.zh}`,
  };
}
