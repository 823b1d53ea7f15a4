import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { chanceFrom } from "./sample/chance.ts";
import { community } from "./sample/community.ts";
import { monthlyReport } from "./sample/diary.ts";
import { peopleLedger, placeLedger, unitLedger } from "./sample/ledgers.ts";
import { offices } from "./sample/offices.ts";
import { serviceLedger, volunteerLedger } from "./sample/volunteer-ledgers.ts";
import { services } from "./sample/year-volunteers.ts";
import { year } from "./sample/year.ts";

/** What the sample holds, for whoever made it to look at. */
export interface Made {
  files: string[];
  offices: { id: string; people: number; households: number; diary: Record<string, number> }[];
}

/**
 * Writes the sample offices of the five hearts into a folder: ledgers, a year's diary, and sample.yaml, which says how
 * they belong together. Everybody in it is invented; the same code always writes the same bytes.
 */
export async function makeSample(folder: string): Promise<Made> {
  await mkdir(folder, { recursive: true });
  const made: Made = { files: [], offices: [] };
  const write = async (file: string, content: string | Uint8Array) => {
    await writeFile(join(folder, file), content);
    made.files.push(file);
  };
  for (const office of offices) {
    const town = community(office.plan, chanceFrom(office.seed));
    const words = { office: office.title.zh, areas: office.areas.map(({ title }) => title.zh) };
    const people = peopleLedger(town, words, office.spoil);
    await write(`${office.prefix}people.xlsx`, people.file);
    await write(`${office.prefix}units.xlsx`, unitLedger(town, words));
    await write(`${office.prefix}places.xlsx`, placeLedger(town, words));
    await write(`${office.prefix}volunteers.csv`, volunteerLedger(town.people, words.office));
    const book = services(town.people, chanceFrom(office.seed + 200));
    await write(`${office.prefix}service.xls`, serviceLedger(book, words.office));
    if (office.spoil)
      await write("mistakes.yaml", mistakesHead + stringify(people.mistakes, { lineWidth: 0 }));
    const households = new Set(town.people.map(({ household }) => household)).size;
    const count = {
      id: office.id,
      people: town.people.length,
      households,
      diary: {} as Record<string, number>,
    };
    const diary = year(town, office.hands, office.seed + 100);
    await write(`${office.prefix}diary.ndjson`, diary.map((line) => `${JSON.stringify(line)}\n`).join(""));
    for (const { command } of diary) count.diary[command] = (count.diary[command] ?? 0) + 1;
    made.offices.push(count);
  }
  await write("sample.yaml", sampleHead + stringify(sampleDocument(), { lineWidth: 0 }));
  return made;
}

const mistakesHead =
  "# Rows of people.xlsx that were spoilt on purpose. Those not readable must be rejected, each with its reason.\n";
const sampleHead =
  "# Made-up offices that adopt this standard; written by scripts/make-sample.ts. Nobody in it exists.\n";

const ledgers = [
  { file: "people.xlsx", kind: "person", at: "2021-01-04T08:01" },
  { file: "units.xlsx", kind: "unit", at: "2021-01-04T08:02" },
  { file: "places.xlsx", kind: "place", at: "2021-01-04T08:03" },
  { file: "volunteers.csv", kind: "person", at: "2021-01-04T08:04" },
  // Kept on paper and by the station until now; it comes in when the year is nearly over.
  { file: "service.xls", kind: "record", record: "service", at: "2021-11-30T07:50" },
] as const;

function sampleDocument(): unknown {
  return {
    clock: "2021-11-30T08:10",
    standards: ["five-hearts"],
    offices: offices.map((office) => ({
      id: office.id,
      title: office.title,
      areas: office.areas,
      adopts: [{ standard: "five-hearts", from: "2021-01-01" }],
      accounts: [office.secretary, ...office.accounts].map(({ username, name, role, area }) => ({
        username,
        name,
        demonstration: true,
        posts: [area === undefined ? { role } : { role, area }],
      })),
      imports: ledgers.map(({ file, ...what }) => ({
        file: office.prefix + file,
        ...what,
        as: office.secretary.username,
      })),
      diary: `${office.prefix}diary.ndjson`,
      // The hours of volunteers came in after the reports of autumn were issued: one is corrected, the other not yet.
      ...(office.hands.reports && {
        afterwards: [
          {
            at: "2021-11-30T07:58",
            as: office.hands.reports.by,
            command: "report.correct",
            input: {
              report: monthlyReport,
              period: office.hands.reports.months[0],
              reason: "志愿服务台账 11 月 30 日才导入",
            },
          },
        ],
      }),
    })),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder =
    process.argv[2] ?? fileURLToPath(new URL("../standards/five-hearts/sample", import.meta.url));
  const { files, offices: told } = await makeSample(folder);
  console.log(files.join(" "));
  for (const { id, people, households, diary } of told) {
    console.log(`${id}: ${people} people, ${households} households; ${JSON.stringify(diary)}`);
  }
}
