import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import pg from "pg";
import { type Day, dayText } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import { conditionSql } from "#standard/condition-sql.ts";
import { nameOf } from "#standard/expression.ts";
import type { Expression } from "#standard/expression.ts";
import { literalTypes, operations } from "#standard/operations.ts";
import type { ValueType } from "#standard/operations.ts";
import type { Value } from "#standard/standard.ts";
import { type Row, day, facts, fieldTypes, row, tried } from "#standard/test-conditions.ts";
import { freshDatabase } from "./embedded/test-server.ts";

// Memory and PostgreSQL must say the same of every condition about every subject, to the last value and not only at the
// end, where an unknown hides as a no. The test fails where something of the table of
// operations was never reached.

let client: pg.Client;
before(async () => {
  client = new pg.Client(await freshDatabase());
  await client.connect();
});
after(() => client.end());

/** What every expression says of every row, in one statement. */
async function inDatabase(expressions: Expression[], rows: Row[], today: Day): Promise<unknown[][]> {
  const parameters: unknown[] = [
    JSON.stringify(rows.map(({ since, facts: each }, place) => ({ place, since, facts: each }))),
  ];
  const columns = expressions.map((expression) => {
    const sql = conditionSql(expression, { subject: "subject", today, after: parameters.length });
    parameters.push(...sql.values);
    return `to_jsonb(${sql.text})`;
  });
  const { rows: found } = await client.query<unknown[]>({
    text: `select ${columns.join(", ")} from json_to_recordset($1) as subject (place int, since date, facts jsonb) order by place`,
    values: parameters,
    rowMode: "array",
  });
  return found;
}

function inMemory({ run, type }: Expression, { since, facts: known }: Row, today: Day): unknown {
  // As the register hands it over: out of JSON.
  const read = JSON.parse(JSON.stringify({ ...known, since })) as Record<string, FactValue>;
  return sayValue(run({ day: today, value: (fact) => read[fact] }), type);
}

function sayValue(value: Value, type: ValueType): unknown {
  if (value === undefined) return null;
  if (type === "date") return dayText(value as Day);
  return value === 0 ? 0 : value; // -0 is no other number
}

test("memory and PostgreSQL agree on every condition about every subject", async (t) => {
  const reached = new Set<string>();
  let compared = 0;
  const runs = 80;
  await fc.assert(
    fc.asyncProperty(
      fc.array(tried, { minLength: 50, maxLength: 60 }),
      fc.array(row, { minLength: 12, maxLength: 16 }),
      day,
      async (some, rows, today) => {
        const all = some.filter((each) => each !== undefined);
        if (all.length === 0 || rows.length === 0) return;
        const found = await inDatabase(
          all.map(({ expression }) => expression),
          rows,
          today,
        );
        for (const [at, each] of rows.entries())
          for (const [column, { expression, root }] of all.entries()) {
            const [here, there] = [inMemory(expression, each, today), found[at]?.[column]];
            assert.deepEqual(
              there,
              here,
              `${expression.text} on ${dayText(today)} of ${JSON.stringify(each)}`,
            );
            compared += 1;
            reached.add(`${nameOf(root)} ${here === null ? "unknown" : "known"}`);
            for (const use of expression.uses) reached.add(use);
            for (const fact of expression.facts) reached.add(`${typeOf(fact)} ${each.states[fact]}`);
          }
      },
    ),
    { numRuns: runs },
  );
  const wanted = [
    ...operations.flatMap((each) => [nameOf(each), `${nameOf(each)} known`, `${nameOf(each)} unknown`]),
    ...Object.keys(literalTypes).map((type) => `literal ${type}`),
    ...fieldTypes.flatMap((type) => [
      `fact ${type}`,
      ...["value", "absent", "null", "strange"].map((is) => `fact ${type} ${is}`),
    ]),
  ];
  assert.deepEqual(
    wanted.filter((each) => !reached.has(each)),
    [],
    "never reached: the generator must",
  );
  t.diagnostic(`${compared} values compared; ${wanted.length} things of the language reached`);
});

function typeOf(fact: string): string {
  return `fact ${facts.find(({ id }) => id === fact)?.type}`;
}
