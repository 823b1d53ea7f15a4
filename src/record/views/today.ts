import { dayOf, dayText } from "#basics/day.ts";
import { stateOn } from "#work/duty/duty.ts";
import type { DutyState } from "#work/duty/duty.ts";
import { isProvisional } from "#work/duty/provisional.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import { holds } from "./reader.ts";
import type { Reader } from "./reader.ts";
import { standInFor, standInsToday } from "./stand-ins.ts";
import type { StandIn } from "./stand-ins.ts";

/** What the office owes now: overdue, due today, and open already and due within a week. What has not opened is left in peace. */
export interface Today {
  day: string;
  counts: { overdue: number; due: number; coming: number };
  duties: TodayDuty[];
  /** Where nothing is listed: the day on which the next duty that the reader can see falls due. */
  next: string | null;
  /** Whose holders are away today. */
  standIns: StandIn[];
}

export interface TodayDuty {
  subject: SubjectBrief;
  promise: string;
  opens: string;
  due: string;
  state: DutyState;
  daysLate: number;
  /** Its days rest on working days of a year not announced yet. */
  provisional: boolean;
  /** A post of the reader's owes it, or one for which they stand in. */
  mine: boolean;
  /** Who is away, and who stands in; null: nobody whose duty it is. */
  standIn: { away: string; by: string; mine: boolean } | null;
  guarded: boolean;
}

const daysAhead = 7;

export async function today(reader: Reader): Promise<Today> {
  const { rules, names } = reader.office;
  const [rows, standIns] = await Promise.all([
    reader.tx.often<BriefRow & { promise: string; opens: string; due: string }>(
      `select duty.promise, duty.opens, duty.due, ${briefColumns}
       from duty join subject on subject.office = duty.office and subject.id = duty.subject
       where duty.office = $1 and duty.due <= $2 and duty.opens <= $3
       order by duty.due, subject.sort_key, duty.promise`,
      [rules.office, dayText(reader.today + daysAhead), dayText(reader.today)],
    ),
    standInsToday(reader),
  ]);
  // A body of its own, the health centre say, is asked for what it owes and for nothing else.
  const onlyOwn = reader.roles.every((role) => rules.roles.get(role)?.outside === true);
  const counts = { overdue: 0, due: 0, coming: 0 };
  const duties = rows.flatMap((row): TodayDuty[] => {
    const promise = rules.promise(names.plain(row.promise));
    if (promise === undefined || (onlyOwn && !reader.roles.includes(promise.by))) return [];
    const window = { opens: dayOf(row.opens), due: dayOf(row.due) };
    counts[window.due < reader.today ? "overdue" : window.due === reader.today ? "due" : "coming"]++;
    const subject = briefOf(row, reader.today);
    const standIn = standInFor(standIns, promise.by, subject.area);
    return [
      {
        subject,
        promise: promise.id,
        opens: row.opens,
        due: row.due,
        state: stateOn(window, reader.today),
        daysLate: Math.max(0, reader.today - window.due),
        provisional: isProvisional(promise.form, window, rules.legal),
        mine: holds(reader, promise.by, subject.area),
        standIn: standIn === undefined ? null : { away: standIn.away, by: standIn.by, mine: standIn.mine },
        guarded: promise.guards.length > 0,
      },
    ];
  });
  const next = duties.length > 0 || onlyOwn ? null : await nextDue(reader);
  return { day: dayText(reader.today), counts, duties, next, standIns };
}

/** Asked only where nothing is owed, so the list itself costs no more. */
async function nextDue(reader: Reader): Promise<string | null> {
  const [first] = await reader.tx.rows<{ due: string | null }>(
    "select min(due) as due from duty where office = $1 and due >= $2",
    [reader.office.rules.office, dayText(reader.today)],
  );
  return first?.due ?? null;
}
