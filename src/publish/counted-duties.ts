import { dayOf, dayText } from "#basics/day.ts";
import { areaOf, ofFirst, wantedOf } from "./thing.ts";
import type { Look, Looked, Thing } from "./thing.ts";
import { windows } from "./kept-rate.ts";

/** The windows that the kept rate counts, of this standard's promises. */
export async function dutiesIn(look: Look): Promise<Looked> {
  const { reader, standard, stretch } = look;
  const { rules, names } = reader.office;
  const rows = await reader.tx.rows<{
    promise: string;
    subject: string;
    opens: string;
    due: string;
    on_day: string | null;
    outcome: NonNullable<Thing["outcome"]>;
    record: string | null;
  }>(
    `select promise, subject, opens, due, on_day, outcome, record from ${windows} as counted order by due, subject, promise, opens`,
    [rules.office, dayText(stretch.first), dayText(stretch.last), dayText(reader.today)],
  );
  const mine = rows.filter((row) => names.plain(row.promise).startsWith(`${standard.id}/`));
  const known = await look.known([...new Set(mine.map(({ subject }) => subject))], wantedOf(look));
  const promises = new Map(standard.promises.map((promise) => [names.promise(promise.id), promise]));
  return {
    concerned: known,
    things: mine.map((row): Thing => {
      const promise = promises.get(row.promise);
      const id = names.plain(row.promise);
      const day = dayOf(row.due);
      const subjects = [row.subject];
      const own: Record<string, string | undefined> = {
        promise: id.slice(standard.id.length + 1),
        line: promise?.line.localId,
        role: promise?.by,
        due: row.due,
        opens: row.opens,
        // Still overdue, it has not ended yet: how it ended is unknown.
        outcome: row.outcome === "overdue" ? undefined : row.outcome,
      };
      return {
        id: `${row.promise} ${row.subject} ${row.opens} ${row.due} ${row.on_day}`,
        day,
        subjects,
        value: (fact) => (fact in own ? own[fact] : ofFirst(fact, day, subjects, known)),
        outcome: row.outcome,
        under: {
          promise: [id],
          line: promise ? [promise.line.id] : [],
          role: promise ? [promise.by] : [],
          colour: promise ? [promise.colour] : [],
        },
        area: areaOf(day, subjects, known),
        of: id,
        ...(row.record !== null && { record: row.record }),
      };
    }),
  };
}
