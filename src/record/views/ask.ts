import { dayOf, dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { fullYears } from "#standard/age.ts";
import { conditionSql } from "#standard/condition-sql.ts";
import { sayCondition } from "#standard/say.ts";
import type { Condition, Fact } from "#standard/standard.ts";
import { askable, askedKinds } from "#work/ask/askable.ts";
import { draw } from "#work/ask/draw.ts";
import type { DrawnGroup } from "#work/ask/drawn.ts";
import { readQuestion } from "#work/ask/question.ts";
import type { Question } from "#work/ask/question.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import type { Reader } from "./reader.ts";

/** Whom a question finds: how many, in which groups, and some of them with the columns that were chosen. */
export interface AskAnswer {
  say: Text;
  drawn: DrawnGroup;
  total: number;
  /** In the order of the rows; none where it was not asked for. */
  groups: AskGroup[];
  columns: string[];
  rows: AskRow[];
}

export interface AskGroup {
  /** An area's id or a building; "": neither is known. */
  id: string;
  count: number;
}

export interface AskRow {
  id: string;
  name: string;
  code: string | null;
  group: string;
  /** One for each column. */
  cells: FactValue[];
}

/** What could not be read, and between which characters. */
export interface AskFault {
  fault: { say: Text; start: number; end: number };
}

/** Asks the whole register: one statement, whatever is asked. Who moved away or died is left out, unless it is asked by that. */
export async function ask(
  reader: Reader,
  question: Question,
  { offset, limit }: { offset: number; limit: number },
): Promise<AskAnswer | AskFault> {
  const { rules } = reader.office;
  const { of, when, by } = question;
  const read = readQuestion(rules, question);
  if ("fault" in read) return read;
  const facts = askable(rules, of);
  const columns = question.show.filter((id) => facts.some((fact) => fact.id === id));
  const { text, values } = askSql(reader, question, read.condition, columns, { offset, limit });
  const [found] = await reader.tx.rows<{ total: number; groups: AskGroup[]; rows: FoundRow[] }>(text, values);
  return {
    say: sayCondition(read.condition),
    drawn: draw(when, facts),
    total: found?.total ?? 0,
    groups: by === "none" ? [] : (found?.groups ?? []),
    columns,
    rows: (found?.rows ?? []).map((row) => ({
      id: row.id,
      name: row.name,
      code: row.code,
      group: row.group,
      cells: columns.map((id) => cellOf(id, row, reader)),
    })),
  };
}

interface FoundRow {
  id: string;
  name: string;
  code: string | null;
  group: string;
  since: string;
  facts: Record<string, FactValue>;
  worked: Record<string, FactValue>;
}

function cellOf(id: string, { facts, since, worked }: FoundRow, { today }: Reader): FactValue {
  if (id === "since") return since;
  const born = facts["birthDate"];
  if (id === "age") return typeof born === "string" ? fullYears(dayOf(born), today) : null;
  return worked[id] ?? facts[id] ?? null;
}

/** Facts that stand elsewhere than with the subject, and the rows from which they come; `only` narrows those to some subjects. */
interface Source {
  alias: string;
  on: string;
  gives: Record<string, string>;
  rows: (only: (subject: string) => string) => string;
}

function askSql(
  reader: Reader,
  { of, by }: Question,
  condition: Condition | undefined,
  columns: string[],
  { offset, limit }: { offset: number; limit: number },
): { text: string; values: unknown[] } {
  const { rules } = reader.office;
  const values: unknown[] = [rules.office, of, dayText(reader.today), limit, offset];
  const given: Given = (value, type) => `$${values.push(value)}::${type}`;
  const sources = sourcesOf(reader, of, given);
  const reads = new Set(condition?.facts);
  const elsewhere = new Map([
    ...Object.entries(dwelling),
    ...sources.flatMap(({ gives }) => Object.entries(gives)),
  ]);
  const joins = (wanted: ReadonlySet<string>, only: (subject: string) => string) =>
    sources
      .filter(({ gives }) => Object.keys(gives).some((id) => wanted.has(id)))
      .map(({ alias, on, rows }) => `left join (${rows(only)}) as ${alias} on ${on}`)
      .join("\n");
  const shown = columns.flatMap((id) => {
    const from = elsewhere.get(id);
    return from === undefined ? [] : [`'${id}', ${from}`];
  });
  const joinedToAsk = joins(reads, () => "true");
  const joinedToShow = joins(new Set(columns), (subject) => `${subject} in (select id from page)`);
  const group = groupSql(by, rules, given);
  // Its values come last: it counts on from those before.
  const sql =
    condition &&
    conditionSql(condition, { subject: "subject", today: reader.today, after: values.length, elsewhere });
  const text = `
    with held as materialized (
      select subject.id, subject.sort_key, ${group.is} as "group" from subject
      ${joinedToAsk}
      where subject.office = $1 and subject.kind = $2 and subject.since <= $3 and subject.merged_into is null and subject.erased_on is null
        ${reads.has("residence") ? "" : "and subject.present"}
        and ${sql?.text ?? "true"}),
    grouped as materialized (
      select "group", count(*)::int, row_number() over (order by ${group.order}) as place from held group by "group"),
    page as materialized (
      select held.id, held."group", row_number() over () as place
      from (select held.id, held."group" from held join grouped using ("group")
            order by grouped.place, held.sort_key, held.id limit $4 offset $5) as held)
    select (select coalesce(sum(count), 0)::int from grouped) as total,
      (select coalesce(json_agg(json_build_object('id', "group", 'count', count) order by place), '[]') from grouped) as groups,
      (select coalesce(json_agg(json_build_object('id', subject.id, 'name', subject.name, 'code', subject.code, 'group', page."group",
                'since', subject.since, 'facts', subject.facts, 'worked', json_build_object(${shown.join(", ")})) order by page.place), '[]')
       from page join subject on subject.office = $1 and subject.id = page.id
       ${joinedToShow}) as rows`;
  return { text, values: [...values, ...(sql?.values ?? [])] };
}

/** Read out of the address, and kept with the subject. */
const dwelling = Object.fromEntries(
  ["building", "stairwell", "flat"].map((part) => [part, `to_jsonb(nullif(subject.${part}, ''))`]),
);

type Given = (value: unknown, type: string) => string;

/** Areas in the office's own order; buildings by their street and then their number: 2栋 before 10栋. */
function groupSql(by: Question["by"], rules: OfficeRules, given: Given): { is: string; order: string } {
  switch (by) {
    case "none":
      return { is: "''", order: "1" };
    case "area": {
      const areas = given(
        rules.areas.map(({ id }) => id),
        "text[]",
      );
      return {
        is: "coalesce(subject.facts ->> 'area', '')",
        order: `array_position(${areas}, held."group") nulls last`,
      };
    }
    case "building":
      return { is: "subject.building", order: buildingsInOrder };
  }
}

const buildingsInOrder = String.raw`(held."group" = ''), regexp_replace(held."group", '\d+\D*$', ''), substring(held."group" from '(\d+)\D*$')::numeric nulls first, held."group"`;

function sourcesOf({ office: { rules, names } }: Reader, of: SubjectKind, given: Given): Source[] {
  const duties = (late: boolean): Source => {
    const [alias, what] = late ? ["late", "overdue"] : ["owing", "owed"];
    return {
      alias,
      on: `${alias}.subject = subject.id`,
      gives: {
        [what]: `coalesce(${alias}.promises, '[]')`,
        [`${what}Count`]: `to_jsonb(coalesce(${alias}.count, 0))`,
      },
      rows: (only) => `select subject, jsonb_agg(distinct promise) as promises, count(*) as count from duty
        where office = $1 and not veiled and ${late ? "due < $3" : "opens <= $3"} and ${only("subject")} group by subject`,
    };
  };
  const kinds = askedKinds(rules, of).map(({ kind, name }, place): Source => {
    const alias = `done${place}`;
    return {
      alias,
      on: `${alias}.subject = subject.id`,
      gives: {
        [`last.${name}`]: `to_jsonb(${alias}.last)`,
        // Whoever has had none has been without since the day they were entered.
        [`without.${name}`]: `to_jsonb($3::date - coalesce(${alias}.last, subject.since))`,
      },
      rows: (
        only,
      ) => `select coalesce(whom.merged_into, whom.id) as subject, max(record.on_day) as last from record
        join record_about on record_about.office = $1 and record_about.record = record.id
        join subject as whom on whom.office = $1 and whom.id = record_about.subject
        where record.office = $1 and record.kind = ${given(names.recordKind(kind), "text")} and record.struck_at is null and record.on_day <= $3
          and ${only("coalesce(whom.merged_into, whom.id)")} group by 1`,
    };
  });
  return [duties(false), duties(true), ...kinds, ...homeSource(of)];
}

/** How many live in a household today, as the household's own page counts them. */
function homeSource(of: SubjectKind): Source[] {
  if (of !== "person" && of !== "household") return [];
  const age = `case when facts ->> 'birthDate' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
    then (to_char($3::date, 'YYYYMMDD')::int - replace(facts ->> 'birthDate', '-', '')::int) / 10000 end`;
  return [
    {
      alias: "home",
      on: of === "person" ? "home.household = subject.household" : "home.household = subject.id",
      gives: {
        "household.size": "to_jsonb(home.size)",
        "household.minors": "to_jsonb(home.minors)",
        "household.elders": "to_jsonb(home.elders)",
      },
      rows: () => `select household, count(*) as size, count(*) filter (where age < 18) as minors, count(*) filter (where age >= 60) as elders
        from (select household, ${age} as age from subject
              where office = $1 and kind = 'person' and present and merged_into is null and household is not null) as member
        group by household`,
    },
  ];
}

/** The words one asks with, and the buildings there are to choose from. */
export interface AskWords {
  facts: Record<Question["of"], Pick<Fact, "id" | "label" | "type" | "choices">[]>;
  buildings: string[];
}

export async function askWords({ tx, office: { rules } }: Reader): Promise<AskWords> {
  const words = (kind: Question["of"]) =>
    askable(rules, kind).map(({ id, label, type, choices }) => ({
      id,
      label,
      type,
      ...(choices && { choices }),
    }));
  const rows = await tx.rows<{ building: string }>(
    `select building from (select distinct building as "group", building from subject
       where office = $1 and present and kind in ('person', 'household') and building <> '') as held
     order by ${buildingsInOrder}`,
    [rules.office],
  );
  return {
    facts: {
      person: words("person"),
      household: words("household"),
      unit: words("unit"),
      place: words("place"),
    },
    buildings: rows.map(({ building }) => building),
  };
}
