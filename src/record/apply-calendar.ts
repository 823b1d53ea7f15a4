import { calendarWith } from "#basics/calendar.ts";
import type { CalendarYear } from "#basics/calendar.ts";
import type { Tx } from "#database/scope.ts";
import { courseOf } from "#work/case/course.ts";
import { recounted } from "#work/case/recount.ts";
import { asksTheCalendar } from "#work/duty/provisional.ts";
import type { Apply } from "./apply.ts";
import { loadCases } from "./load-case.ts";
import type { Office } from "./office.ts";

interface Announced extends Record<string, unknown> {
  year: number;
  holidays: string[];
  makeUpWorkdays: string[];
  notice: string;
}

/** How many open cases are held in memory at once. */
const atATime = 200;

/** A year's working days: what is owed by them, and the open deadlines of cases, are worked out anew. */
export const calendarAppliers: Record<string, Apply> = {
  "calendar-announced": async ({ office, number, parts }, applying) => {
    const announced = parts[0]?.body as Announced | null | undefined;
    if (!announced) return;
    const { year, holidays, makeUpWorkdays, notice } = announced;
    const standing = await applying.office();
    const tx = await applying.sql();
    await tx.rows(
      `insert into calendar_year (office, year, holidays, make_up_workdays, notice, number) values ($1, $2, $3, $4, $5, $6)
       on conflict (office, year) do update set holidays = excluded.holidays, make_up_workdays = excluded.make_up_workdays,
                                               notice = excluded.notice, number = excluded.number`,
      [office, year, JSON.stringify(holidays), JSON.stringify(makeUpWorkdays), notice, number],
    );
    const legal = calendarWith(await announcedYears(tx, office));
    await recountCases(tx, standing, legal);
    const kinds = new Set(
      [...standing.rules.promises.values()].flatMap(({ versions }) =>
        versions.filter(({ promise }) => asksTheCalendar(promise.form)).map(({ promise }) => promise.to),
      ),
    );
    for (const { id } of await tx.rows<{ id: string }>(
      "select id from subject where office = $1 and kind = any($2::text[])",
      [office, [...kinds]],
    ))
      applying.touched.add(id);
  },
};

/** The years that an office entered, as the calendar takes them. */
export async function announcedYears(tx: Tx, office: string): Promise<CalendarYear[]> {
  const rows = await tx.often<{
    year: number;
    holidays: string[];
    make_up_workdays: string[];
    notice: string;
  }>("select year, holidays, make_up_workdays, notice from calendar_year where office = $1 order by year", [
    office,
  ]);
  return rows.map(({ year, holidays, make_up_workdays, notice }) => ({
    year,
    holidays,
    makeUpWorkdays: make_up_workdays,
    source: [{ zh: notice, en: notice }],
  }));
}

async function recountCases(
  tx: Tx,
  { rules, names }: Office,
  legal: Office["rules"]["legal"],
): Promise<void> {
  const open = await tx.rows<{ id: string }>(
    "select id from case_file where office = $1 and ended is null order by id",
    [rules.office],
  );
  for (let from = 0; from < open.length; from += atATime) {
    const ids = open.slice(from, from + atATime).map(({ id }) => id);
    // Without their keys: no deadline is taken by a guarded field alone, it is found by what stands.
    for (const { procedure, version, state } of await loadCases(tx, rules.office, ids, names, undefined)) {
      const before = courseOf(rules, procedure, version);
      if (before === undefined) continue;
      for (const { place, due } of recounted(before, { ...before, legal }, state))
        await (place === null
          ? tx.rows("update case_file set due_at = $3, provisional = $4 where office = $1 and id = $2", [
              rules.office,
              state.id,
              due.at,
              due.provisional,
            ])
          : tx.rows(
              "update case_stage set due_at = $4, provisional = $5 where office = $1 and case_file = $2 and place = $3",
              [rules.office, state.id, place, due.at, due.provisional],
            ));
    }
  }
}
