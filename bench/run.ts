// npm run bench [-- NAME…] [--short]: measures what the names begin with ("engine", "database"), or everything.
// Each file of bench/ exports its `measurements`; README.md says what every line means.
import { readdirSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { dayText, localDay } from "#basics/day.ts";
import { type Measurement, sayLine } from "./measurement.ts";

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const short = process.argv.includes("--short");

const found = await allMeasurements();
const wanted = found.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
if (wanted.length === 0) {
  console.error(`nothing is called that; there is: ${found.map(({ name }) => name).join(" ")}`);
  process.exit(2);
}
const processor = cpus()[0]?.model ?? "unknown processor";
console.log(
  `${dayText(localDay(Date.now(), "UTC"))} · Node ${process.versions.node} · ${availableParallelism()} × ${processor}`,
);
for (const { name, what, run } of wanted) {
  console.log(`\n${name} — ${what}`);
  for (const line of await run(short)) console.log(`  ${sayLine(line)}`);
}
process.exit(0);

async function allMeasurements(): Promise<Measurement[]> {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith(".ts") && !/\.test\.ts$|^(run|measurement)\.ts$/.test(file),
  );
  const lists = await Promise.all(
    files.toSorted().map(async (file) => {
      const { measurements } = (await import(join(import.meta.dirname, file))) as {
        measurements?: Measurement[];
      };
      return measurements ?? [];
    }),
  );
  return lists.flat();
}
