import { dayFrom, dayOf, dayParts, dayText } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import { asEngine } from "#record/views/as-engine.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import { briefColumns, briefOf } from "#record/views/brief.ts";
import type { BriefRow, SubjectBrief } from "#record/views/brief.ts";
import type { OutcomeKind } from "#work/duty/duty.ts";
import { keptFigure } from "#work/duty/kept-figure.ts";
import type { KeptFigure } from "#work/duty/kept-figure.ts";
import { isTold } from "#work/office-rules.ts";

export interface KeptRates {
  /** "2021-11" */
  month: string;
  /** From the first adoption to this month. */
  months: string[];
  total: KeptFigure;
  lines: (KeptFigure & { line: string })[];
  colours: (KeptFigure & { colour: string })[];
  trend: { month: string; rate: number | null; lines: Record<string, number | null> }[];
}

export interface KeptEvidence {
  figure: KeptFigure;
  rows: EvidenceRow[];
  /** Windows of guarded promises that are counted and that this reader may not see one by one. */
  hidden: number;
}

export interface EvidenceRow {
  subject: SubjectBrief;
  promise: string;
  opens: string;
  due: string;
  on: string | null;
  outcome: OutcomeKind | "overdue";
  record: string | null;
}

/**
 * The windows that bear on a period ($2 its first day, $3 its last, $4 today): those due in it, and those that stood
 * overdue on any day of it, from the day after they were due until the day they were closed. A window due today is not overdue yet,
 * and nothing is overdue in a month that has not begun. Of whoever was forgotten an overdue window was closed as such on that day.
 */
export const windows = `(
  select promise, subject, opens, due, case when outcome <> 'overdue' then on_day end as on_day, outcome, record from outcome
  where office = $1 and due <= $3 and (due >= $2 or (outcome in ('late', 'missed', 'overdue') and on_day >= $2))
  union all
  select promise, subject, opens, due, null, 'overdue', null from duty
  where office = $1 and due < $4 and due <= $3 and $2::date <= $4::date
)`;

type CountRow = { promise: string; outcome: EvidenceRow["outcome"]; count: number };

/** How well each promise was kept in a month, by line and colour. Counting sees all, showing does not. The figures are the same for every reader; the evidence is what they may see. */
export async function keptRates(reader: Reader, month: string): Promise<KeptRates> {
  const { rules } = reader.office;
  const months = monthsUpTo(reader, month);
  const counted = await asEngine(reader, async () => {
    const all = new Map<string, CountRow[]>();
    for (const one of months) all.set(one, await counts(reader, one));
    return all;
  });
  const rows = counted.get(month) ?? [];
  return {
    month,
    months,
    total: keptFigure(rows),
    lines: rules.lines.map((line) => ({
      line: line.id,
      ...keptFigure(rows.filter((row) => promiseOf(reader, row)?.line.id === line.id)),
    })),
    colours: [
      ...new Set(rules.standards.flatMap((standard) => standard.promises.map(({ colour }) => colour))),
    ].map((colour) => ({
      colour,
      ...keptFigure(rows.filter((row) => promiseOf(reader, row)?.colour === colour)),
    })),
    trend: months.map((one) => {
      const its = counted.get(one) ?? [];
      return {
        month: one,
        rate: keptFigure(its).rate,
        lines: Object.fromEntries(
          rules.lines.map((line) => [
            line.id,
            keptFigure(its.filter((row) => promiseOf(reader, row)?.line.id === line.id)).rate,
          ]),
        ),
      };
    }),
  };
}

/** The same figures of each promise, for the page of the standard. */
export async function keptByPromise(reader: Reader, month: string): Promise<Map<string, KeptFigure>> {
  const rows = await asEngine(reader, () => counts(reader, month));
  return new Map(
    [...Map.groupBy(rows, ({ promise }) => reader.office.names.plain(promise))].map(([promise, its]) => [
      promise,
      keptFigure(its),
    ]),
  );
}

/** Every window that a figure counted. */
export async function keptEvidence(
  reader: Reader,
  asked: {
    month: string;
    line?: string | undefined;
    colour?: string | undefined;
    promise?: string | undefined;
  },
): Promise<KeptEvidence> {
  const { rules, names } = reader.office;
  if (asked.promise !== undefined && !isTold(rules, reader.roles, asked.promise)) throw new NotFound();
  const chosen = rules.standards
    .flatMap((standard) => standard.promises)
    .filter((promise) => asked.line === undefined || promise.line.id === asked.line)
    .filter((promise) => asked.colour === undefined || promise.colour === asked.colour)
    .filter((promise) => asked.promise === undefined || promise.id === asked.promise)
    .map((promise) => names.promise(promise.id));
  const rows = await reader.tx.rows<
    BriefRow & {
      promise: string;
      opens: string;
      due: string;
      on_day: string | null;
      outcome: EvidenceRow["outcome"];
      record: string | null;
    }
  >(
    `select counted.promise, counted.opens, counted.due, counted.on_day, counted.outcome, counted.record, ${briefColumns}
     from ${windows} as counted join subject on subject.office = $1 and subject.id = counted.subject
     where counted.promise = any($5::text[])
     order by counted.due, subject.sort_key, counted.promise, counted.opens`,
    [...period(reader, asked.month), chosen],
  );
  const all = await asEngine(reader, () => counts(reader, asked.month));
  const figure = keptFigure(all.filter(({ promise }) => chosen.includes(promise)));
  return {
    figure,
    rows: rows.map((row) => ({
      subject: briefOf(row, reader.today),
      promise: names.plain(row.promise),
      opens: row.opens,
      due: row.due,
      on: row.on_day,
      outcome: row.outcome,
      record: row.record,
    })),
    hidden: figure.of + figure.excused + figure.declined - rows.length,
  };
}

async function counts(reader: Reader, month: string): Promise<CountRow[]> {
  return reader.tx.rows<CountRow>(
    `select promise, outcome, count(*)::int as count from ${windows} as counted group by promise, outcome`,
    period(reader, month),
  );
}

function promiseOf(reader: Reader, row: CountRow) {
  return reader.office.rules.promise(reader.office.names.plain(row.promise));
}

function period(reader: Reader, month: string): [office: string, first: string, last: string, today: string] {
  const first = dayOf(`${month}-01`);
  return [reader.office.rules.office, dayText(first), dayText(nextMonth(first) - 1), dayText(reader.today)];
}

function nextMonth(first: Day): Day {
  const { year, month } = dayParts(first);
  return month === 12 ? dayFrom(year + 1, 1, 1) : dayFrom(year, month + 1, 1);
}

/** From the month of the first adoption to today's, the month asked for included; twelve at most. */
function monthsUpTo(reader: Reader, asked: string): string[] {
  const adopted = [...reader.office.rules.promises.values()].map(({ adopted: day }) => day);
  const months: string[] = [];
  const end = dayText(reader.today).slice(0, 7);
  for (
    let day = dayOf(`${dayText(Math.min(...adopted, reader.today)).slice(0, 7)}-01`);
    dayText(day).slice(0, 7) <= end;
    day = nextMonth(day)
  )
    months.push(dayText(day).slice(0, 7));
  const recent = months.slice(-12);
  return recent.includes(asked) ? recent : [asked, ...recent];
}
