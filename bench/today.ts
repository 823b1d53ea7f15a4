import assert from "node:assert/strict";
import pg from "pg";
import { dayOf, dayText } from "#basics/day.ts";
import { clientConfig } from "#database/open.ts";
import type { Tx } from "#database/scope.ts";
import type { Reader } from "#record/views/reader.ts";
import { reading } from "#record/views/reading.ts";
import { today } from "#record/views/today.ts";
import { figure, percentile } from "./measurement.ts";
import type { Line, Measurement } from "./measurement.ts";
import { areas, benchOffice, benchServer, noon } from "./office.ts";
import type { BenchOffice, BenchServer } from "./office.ts";

const day = "2021-11-30";

const promises = [
  "alone-call",
  "elder-visit",
  "elder-check-up",
  "one-key-call",
  "newcomer-visit",
  "permit-reminder",
  "job-guidance",
  "member-contact",
  "school-notice",
  "discharge-call",
];

export const measurements: Measurement[] = [
  {
    name: "today.duties",
    what: "an office’s duties of today, the worker’s own marked by area and role, among five million of a thousand offices",
    run: async (short) => {
      const server = await benchServer();
      try {
        const office = await benchOffice(server.keeper, "mine", 4);
        const duties = await fill(server, office, short ? 4 : 1000, short ? 20 : 500);
        return await asked(server, office, duties, short ? 20 : 1000);
      } finally {
        await server.stop();
      }
    },
  },
];

/**
 * Ten windows for each subject: three in a hundred are open now and overdue or due within the week, the rest lie ahead. The
 * rows are made up in the database by its owner, and the indexes only afterwards: five million are too many to live through.
 */
async function fill(
  server: BenchServer,
  { id }: BenchOffice,
  offices: number,
  people: number,
): Promise<number> {
  const owner = new pg.Client({ ...clientConfig(server.owner), options: "-c search_path=wellside" });
  await owner.connect();
  try {
    await owner.query("set maintenance_work_mem = '256MB'");
    const made = await withoutIndexes(owner, "duty", async () => {
      const others = Array.from({ length: offices - 1 }, (_, place) => `office-${place}`);
      const all = [id, ...others];
      await owner.query(
        "insert into office (id, title, zone) select name, '{}', 'Asia/Shanghai' from unnest($1::text[]) as name",
        [others],
      );
      await owner.query(
        `insert into subject (office, id, kind, name, sort_key, grams, since, facts)
       select name, gen_random_uuid(), 'person', '刘兰香' || n, 'liulanxiang' || n, '{}', '2021-01-01',
              jsonb_build_object('area', 'grid-' || 1 + n % $2::int, 'birthDate', '1945-03-12', 'residence', 'resident', 'livesAlone', true,
                                 'sex', 'female', 'smartphone', true, 'address', '井台路12号3栋2单元501')
       from generate_series(1, $3::int) as n, unnest($1::text[]) as name`,
        [all, areas.length, people],
      );
      const { rowCount } = await owner.query(
        `insert into duty (office, promise, subject, opens, due, veiled)
       select subject.office, 'five-hearts/' || promise, subject.id,
              $2::date + (case when near then -3 else 30 end), $2::date + (case when near then drawn % 10 - 2 else 60 + drawn % 300 end), false
       from subject, unnest($1::text[]) with ordinality as of (promise, place),
            lateral (select abs(hashtext(subject.id::text || promise)) as drawn) as chance, lateral (select drawn / 1000 % 100 < 3 as near) as chosen`,
        [promises, day],
      );
      return rowCount ?? 0;
    });
    await owner.query("vacuum analyze wellside.duty, wellside.subject, wellside.office");
    return made;
  } finally {
    await owner.end();
  }
}

async function withoutIndexes<T>(owner: pg.Client, table: string, load: () => Promise<T>): Promise<T> {
  const { rows } = await owner.query<{ drop: string; make: string }>(
    `select case when conname is null then format('drop index %s', indexrelid::regclass)
                 else format('alter table %s drop constraint %I', indrelid::regclass, conname) end as drop,
            case when conname is null then pg_get_indexdef(indexrelid)
                 else format('alter table %s add constraint %I %s', indrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid)) end as make
     from pg_index left join pg_constraint on conindid = indexrelid and conrelid = indrelid
     where indrelid = $1::regclass`,
    [table],
  );
  for (const { drop } of rows) await owner.query(drop);
  const loaded = await load();
  for (const { make } of rows) await owner.query(make);
  return loaded;
}

async function asked(
  server: BenchServer,
  office: BenchOffice,
  duties: number,
  rounds: number,
): Promise<Line[]> {
  const area = areas[0]?.id ?? "";
  const worker = { ...office.worker, posts: [{ role: "worker", area, standsInFor: null }] };
  const until = dayText(dayOf(day) + 7);
  const bare = new pg.Client(clientConfig(server.owner));
  await bare.connect();
  const seen = <T>(look: (reader: Reader) => Promise<T>) =>
    reading(server.keeper, office.id, worker, noon(day), look);
  const ours = async () => (await seen(today)).duties;
  const theirs = async () => {
    const { rows } = await bare.query(
      `select duty.promise, duty.opens, duty.due, subject.id, subject.kind, subject.name, subject.facts
       from wellside.duty join wellside.subject on subject.office = duty.office and subject.id = duty.subject
       where duty.office = $1 and duty.due <= $2 and duty.opens <= $3
       order by duty.due, subject.sort_key, duty.promise`,
      [office.id, until, day],
    );
    return rows.length;
  };
  const found = await ours();
  assert.equal(found.length, await theirs());
  const waits: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++)
    for (const [side, ask] of [
      ["ours", ours],
      ["theirs", theirs],
    ] as const) {
      const begun = performance.now();
      await ask();
      waits[side].push(performance.now() - begun);
    }
  await bare.end();
  const inside = await seen((reader) => timesInside(reader, rounds));
  const own = found.filter(({ mine }) => mine).length;
  return [0.5, 0.99].flatMap((share): Line[] => {
    const [our, their] = [percentile(waits.ours, share), percentile(waits.theirs, share)];
    const aim = share === 0.99 && { aim: "2 ms" };
    return [
      {
        what: `p${share * 100} of the list of ${found.length}, ${own} the worker’s own, among ${figure(duties)}`,
        value: our,
        unit: "ms",
        against: { what: "the bare query", value: their, better: their / our },
        ...aim,
      },
      {
        what: `p${share * 100} at the database, of its planning and reading`,
        value: percentile(inside, share),
        unit: "ms",
        ...aim,
      },
    ];
  });
}

/** What PostgreSQL itself says it took for the very statement that the view gives, under the worker's own scope. */
async function timesInside(reader: Reader, rounds: number): Promise<number[]> {
  const given: [text: string, values: unknown[]][] = [];
  const overheard: Tx = {
    ...reader.tx,
    often: (text, values) => {
      given.push([text, values]);
      return reader.tx.often(text, values);
    },
  };
  await today({ ...reader, tx: overheard });
  const [text, values] = given.find(([each]) => each.includes("from duty join subject")) ?? [];
  assert.ok(text !== undefined);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [row] = await reader.tx.rows<{
      "QUERY PLAN": { "Planning Time": number; "Execution Time": number }[];
    }>(`explain (analyze, timing off, format json) ${text}`, values);
    const [plan] = row?.["QUERY PLAN"] ?? [];
    if (plan !== undefined) times.push(plan["Planning Time"] + plan["Execution Time"]);
  }
  return times;
}
