import type { Text } from "#basics/text.ts";
import { dayText } from "#basics/day.ts";
import { deadlineText } from "#basics/deadline.ts";
import type { Basis } from "#standard/standard.ts";
import type { Reader } from "./reader.ts";

/** A standard as the office adopted it, with what each clause asks for now. */
export interface StandardPage {
  id: string;
  version: string;
  title: Text;
  effective: string;
  adopted: string;
  basis: { id: string; title: Text; ref: string }[];
  lines: StandardLine[];
  procedures: StandardProcedure[];
}

/** How something asked for is handled, as the document has it. */
export interface StandardProcedure {
  id: string;
  title: Text;
  clause: Text;
  colour: string;
  basis: { title: Text; ref: string; verified: boolean }[];
  stages: { id: string; title: Text; by: Text[]; within: Text[] }[];
}

export interface StandardLine {
  id: string;
  title: Text;
  colour: string;
  /** How many subjects at least one of its promises applies to now. */
  now: number;
  promises: StandardClause[];
}

export interface StandardClause {
  id: string;
  number: number;
  title: Text;
  clause: Text;
  colour: string;
  by: Text;
  basis: { title: Text; ref: string; verified: boolean }[];
  /** null: guarded, and not this reader's to know. */
  now: ClauseNow | null;
}

export interface ClauseNow {
  eligible: number;
  due: number;
  overdue: number;
}

export async function standards(reader: Reader): Promise<StandardPage[]> {
  const { rules, names } = reader.office;
  const eligible = await countBy(
    reader,
    "select promise as name, count(*)::int as count from eligible where office = $1 group by promise",
    [rules.office],
  );
  const today = dayText(reader.today);
  const due = await countBy(
    reader,
    "select promise as name, count(*)::int as count from duty where office = $1 and due = $2 group by promise",
    [rules.office, today],
  );
  const overdue = await countBy(
    reader,
    "select promise as name, count(*)::int as count from duty where office = $1 and due < $2 group by promise",
    [rules.office, today],
  );
  const adoptions = await reader.tx.rows<{ standard: string; version: string; from_day: string }>(
    "select standard, version, from_day from adoption where office = $1",
    [rules.office],
  );
  const pages: StandardPage[] = [];
  for (const standard of rules.standards) {
    const lines: StandardLine[] = [];
    for (const line of standard.lines) {
      const promises = standard.promises.filter((promise) => promise.line.id === line.id);
      const [served] = await reader.tx.rows<{ count: number }>(
        "select count(distinct subject)::int as count from eligible where office = $1 and promise = any($2::text[])",
        [rules.office, promises.map(({ id }) => names.promise(id))],
      );
      lines.push({
        id: line.id,
        title: line.title,
        colour: line.colour,
        now: served?.count ?? 0,
        promises: promises.map((promise) => {
          const name = names.promise(promise.id);
          const hidden = promise.guards.length > 0 && !reader.scope.veils.includes(name);
          return {
            id: promise.id,
            number: promise.number,
            title: promise.title,
            clause: promise.clause,
            colour: promise.colour,
            by: rules.roles.get(promise.by)?.title ?? { zh: promise.by },
            basis: promise.basis.map(cited),
            now: hidden
              ? null
              : {
                  eligible: eligible.get(name) ?? 0,
                  due: due.get(name) ?? 0,
                  overdue: overdue.get(name) ?? 0,
                },
          };
        }),
      });
    }
    pages.push({
      id: standard.id,
      version: standard.version,
      title: standard.title,
      effective: dayText(standard.effective),
      adopted:
        adoptions.find((row) => row.standard === standard.id && row.version === standard.version)?.from_day ??
        "",
      basis: standard.basis.map(({ id, title, ref }) => ({ id, title, ref: ref ?? "" })),
      lines,
      procedures: standard.procedures.map(({ id, title, clause, colour, basis, stages }) => ({
        id,
        title,
        clause,
        colour,
        basis: basis.map(cited),
        stages: stages.map((stage) => ({
          id: stage.id,
          title: stage.title,
          by: stage.by.map((role) => rules.roles.get(role)?.title ?? { zh: role }),
          within: stage.within.map(({ span }) => deadlineText(span)),
        })),
      })),
    });
  }
  return pages;
}

function cited({ title, ref, article, verified }: Basis): StandardProcedure["basis"][number] {
  return { title, ref: [ref, article].filter(Boolean).join(" "), verified: verified !== undefined };
}

async function countBy(reader: Reader, query: string, values: unknown[]): Promise<Map<string, number>> {
  return new Map(
    (await reader.tx.rows<{ name: string; count: number }>(query, values)).map(({ name, count }) => [
      name,
      count,
    ]),
  );
}
