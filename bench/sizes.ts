import { readFile, readdir, rm, chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { dayOf, dayText } from "#basics/day.ts";
import { isRefused } from "#basics/refusal.ts";
import { startEmbedded } from "#database/embedded/embedded.ts";
import { clientConfig } from "#database/open.ts";
import { importLedger } from "#record/import-ledger.ts";
import { readSettings } from "#server/settings.ts";
import { startServer } from "#server/start.ts";
import { buildScreens } from "../scripts/build-screens.ts";
import type { Line, Measurement } from "./measurement.ts";
import { areas, benchOffice, benchServer, noon, opening, visit } from "./office.ts";
import type { BenchServer } from "./office.ts";

export const measurements: Measurement[] = [
  {
    name: "sizes.screens",
    what: "bytes of the screens as they travel (gzip): what every page needs, then each file that one page alone needs",
    run: screens,
  },
  {
    name: "sizes.start",
    what: "from nothing to a page that answers, without a sample, and again with the data there",
    run: starts,
  },
  {
    name: "sizes.import",
    what: "a ledger taken in, with journal, seal and duties; and the disk that a person and a year of visits take",
    run: async (short) => {
      const server = await benchServer();
      try {
        return [
          ...(await imported(server, short ? 200 : 10_000)),
          ...(await onDisk(server, short ? 20 : 500)),
        ];
      } finally {
        await server.stop();
      }
    },
  },
];

async function screens(): Promise<Line[]> {
  await buildScreens();
  const folder = join(import.meta.dirname, "../dist/workbench");
  const page = await readFile(join(folder, "index.html"), "utf8");
  const size = async (file: string) => gzipSync(await readFile(join(folder, "assets", file))).length;
  const files = (await readdir(join(folder, "assets"))).filter((file) => /\.(js|css)$/.test(file));
  const first = files.filter((file) => page.includes(file));
  const line = (what: string, bytes: number): Line => ({ what, value: bytes / 1000, unit: "kB" });
  const sum = async (some: string[]) =>
    (await Promise.all(some.map(size))).reduce((all, one) => all + one, 0);
  const later = await Promise.all(
    files.filter((file) => !first.includes(file)).map(async (file) => line(file, await size(file))),
  );
  return [
    line(`first load, ${first.length} files`, gzipSync(page).length + (await sum(first))),
    ...later.toSorted((a, b) => b.value - a.value),
  ];
}

async function starts(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), "wellside-bench-"));
  await chmod(folder, 0o711);
  const timed = async (start: () => Promise<{ stop(): Promise<void> }>) => {
    const begun = performance.now();
    const running = await start();
    const took = performance.now() - begun;
    await running.stop();
    return took;
  };
  const server = () =>
    startServer(
      readSettings({
        WELLSIDE_DATA: join(folder, "ours"),
        WELLSIDE_KEY: join(folder, "ours.key"),
        WELLSIDE_SAMPLE: "none",
        PORT: "0",
      }),
      () => {},
    );
  const database = () => startEmbedded({ folder: join(folder, "bare") });
  const line = (what: string, ours: number, bare: number): Line => ({
    what,
    value: ours,
    unit: "ms",
    against: { what: "PostgreSQL alone", value: bare, better: bare / ours },
  });
  try {
    return [
      line("first start", await timed(server), await timed(database)),
      line("later start", await timed(server), await timed(database)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same cells in one table of texts, a thousand rows a statement: what a program that only keeps them would do. */
async function imported(server: BenchServer, rows: number): Promise<Line[]> {
  const office = await benchOffice(server.keeper, "ledger", 0);
  const cells = Array.from({ length: rows }, (_, place) => [
    `P-${place}`,
    `刘兰香${place}`,
    areas[place % areas.length]?.title.zh ?? "",
    place % 2 === 0 ? "女" : "男",
    `19${40 + (place % 50)}-03-12`,
    "常住",
    place % 3 === 0 ? "是" : "否",
    `井台路${place % 30}号${place % 7}栋`,
  ]);
  const heading = ["编号", "姓名", "网格", "性别", "出生日期", "居住状态", "独居", "住址"];
  const text = [heading, ...cells].map((row) => row.join(",")).join("\n");
  const begun = performance.now();
  const report = await importLedger({
    keeper: server.keeper,
    office: office.id,
    actor: office.secretary,
    now: noon(opening),
    file: { name: "people.csv", bytes: new TextEncoder().encode(text) },
  });
  const ours = performance.now() - begun;
  if (isRefused(report) || report.accepted !== rows)
    throw new Error(`not all rows were taken in: ${JSON.stringify(report).slice(0, 500)}`);
  const owner = new pg.Client(clientConfig(server.owner));
  await owner.connect();
  await owner.query(
    "create table public.plain (code text primary key, name text, area text, sex text, born text, residence text, alone text, address text)",
  );
  const again = performance.now();
  for (let from = 0; from < rows; from += 1000) {
    const some = cells.slice(from, from + 1000);
    const values = some.map(
      (row, place) => `(${row.map((_, cell) => `$${place * row.length + cell + 1}`).join(", ")})`,
    );
    await owner.query(`insert into public.plain values ${values.join(", ")}`, some.flat());
  }
  const bare = performance.now() - again;
  await owner.end();
  return [
    {
      what: `${rows} rows`,
      value: (rows * 1000) / ours,
      unit: "rows/s",
      against: { what: "the cells into one table, unread", value: (rows * 1000) / bare, better: bare / ours },
    },
  ];
}

/** What the tables and their indexes grow by, after a vacuum: a person as entered, and twelve visits through a year. */
async function onDisk(server: BenchServer, people: number): Promise<Line[]> {
  const owner = new pg.Client(clientConfig(server.owner));
  await owner.connect();
  const bytes = async () => {
    await owner.query("vacuum full");
    const { rows } = await owner.query<{ sum: number }>(
      "select sum(pg_total_relation_size(oid))::float8 as sum from pg_class where relnamespace = 'wellside'::regnamespace and relkind = 'r'",
    );
    return rows[0]?.sum ?? Number.NaN;
  };
  const before = await bytes();
  const office = await benchOffice(server.keeper, "disk", people);
  const entered = await bytes();
  for (let month = 1; month <= 12; month++)
    await Promise.all(
      office.people.map((_, place) =>
        visit(server.keeper, office, place, dayText(dayOf(opening) + month * 30)),
      ),
    );
  const visited = await bytes();
  await owner.end();
  return [
    {
      what: "a person entered, with key, facts, journal and duties",
      value: (entered - before) / people,
      unit: "bytes",
    },
    {
      what: "a year of a person: twelve visits, and the windows missed between them",
      value: (visited - entered) / people,
      unit: "bytes",
    },
  ];
}
