import assert from "node:assert/strict";
import pg from "pg";
import { dayOf, dayText } from "#basics/day.ts";
import { clientConfig } from "#database/open.ts";
import { scoped } from "#database/scope.ts";
import { reading } from "#record/views/reading.ts";
import { today } from "#record/views/today.ts";
import { figure, percentile } from "./measurement.ts";
import type { Line, Measurement } from "./measurement.ts";
import { areas, benchOffice, benchServer, noon } from "./office.ts";
import type { BenchOffice, BenchServer } from "./office.ts";

const day = "2021-11-30";

export const measurements: Measurement[] = [
  {
    name: "today.duties",
    what: "one worker’s duties of today among five million of five hundred offices, by office, area and role",
    run: async (short) => {
      const server = await benchServer();
      try {
        const office = await benchOffice(server.keeper, "mine", 4);
        const duties = await fill(server, office, short ? 4 : 500, short ? 20 : 1000);
        return await asked(server, office, duties, short ? 20 : 1000);
      } finally {
        await server.stop();
      }
    },
  },
];

/** Ten windows for each subject: three in two hundred are open now and fall due within the week, the rest lie ahead. */
async function fill(
  server: BenchServer,
  { id }: BenchOffice,
  offices: number,
  people: number,
): Promise<number> {
  const others = Array.from({ length: offices - 1 }, (_, place) => `office-${place}`);
  const all = [id, ...others];
  const scope = { offices: all, account: null, veils: "*", sealed: "*" } as const;
  // Rows made in the database, through row level security as the product's own role: only their number is made up.
  await scoped(server.keeper.database.app, scope, "read write", async (tx) => {
    await tx.rows(
      "insert into office (id, title, zone) select name, '{}', 'Asia/Shanghai' from unnest($1::text[]) as name",
      [others],
    );
    await tx.rows(
      `insert into subject (office, id, kind, name, sort_key, grams, since, facts)
       select name, gen_random_uuid(), 'person', '刘兰香' || n, 'liulanxiang' || n, '{}', '2021-01-01',
              jsonb_build_object('area', 'grid-' || 1 + n % $2::int, 'birthDate', '1945-03-12', 'residence', 'resident', 'livesAlone', true,
                                 'sex', 'female', 'smartphone', true, 'address', '井台路12号3栋2单元501')
       from unnest($1::text[]) as name, generate_series(1, $3::int) as n`,
      [all, areas.length, people],
    );
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
    await tx.rows(
      `insert into duty (office, promise, subject, opens, due, veiled)
       select subject.office, 'five-hearts/' || promise, subject.id, $2::date + (case when near then -3 else 30 end), $2::date + (case when near then ahead % 10 - 2 else 60 + ahead % 300 end), false
       from subject, unnest($1::text[]) with ordinality as of (promise, place),
            lateral (select abs(hashtext(subject.id::text || promise) % 1000) as ahead) as drawn, lateral (select ahead % 200 < 3 as near) as chosen`,
      [promises, day],
    );
  });
  const owner = new pg.Client(clientConfig(server.owner));
  await owner.connect();
  await owner.query("vacuum analyze wellside.duty, wellside.subject, wellside.office");
  const { rows } = await owner.query<{ count: number }>("select count(*)::int as count from wellside.duty");
  await owner.end();
  return rows[0]?.count ?? 0;
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
  const ours = async () => {
    const { duties: found } = await reading(server.keeper, office.id, worker, noon(day), today);
    return found.length;
  };
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
  assert.equal(found, await theirs());
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
  return [0.5, 0.99].map((share): Line => {
    const [our, their] = [percentile(waits.ours, share), percentile(waits.theirs, share)];
    return {
      what: `p${share * 100} of the list of ${found} among ${figure(duties)}`,
      value: our,
      unit: "ms",
      against: { what: "the bare query", value: their, better: their / our },
      ...(share === 0.99 && { aim: "2 ms" }),
    };
  });
}
