// npm run test:faults [-- --rounds 200] [--seed N]: the long suite. Exit 1 if a command was lost or done twice, or anything else
// is not as it must be; the same seed kills the same things at the same moments, as far as a busy machine lets it.
import { parseArgs } from "node:util";
import { startTestServer } from "#database/embedded/test-server.ts";
import { rounds } from "./rounds.ts";

const { values } = parseArgs({ options: { rounds: { type: "string" }, seed: { type: "string" } } });
const count = Number(values.rounds ?? 200);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`${count} rounds, seed ${seed}`);
// Where the tables are made again to be compared: a database that nobody kills.
const elsewhere = await startTestServer();
Object.assign(process.env, elsewhere.variables);
const sum = await rounds(count, seed, console.log);
await elsewhere.stop();
const list = (counts: Map<string, number>) =>
  [...counts].map(([what, times]) => `${what} ${times}`).join(", ");
console.log(`\nkilled: ${list(sum.killed)}`);
console.log(`sent again after: ${list(sum.unanswered)}`);
for (const wrong of sum.wrong) console.log(`✖ ${wrong}`);
console.log(
  `rounds ${sum.rounds}, commands acknowledged ${sum.acknowledged}, lost ${sum.lost}, duplicated ${sum.duplicated} (seed ${seed})`,
);
process.exit(sum.rounds === count && sum.wrong.length === 0 && sum.lost + sum.duplicated === 0 ? 0 : 1);
