// npm run fuzz [-- --rounds 50] [--seed N]: every command and address called by chance, for as many rounds as wished. Exit 1 if
// anything broke; what did is printed with the seed, and put into src/server/fuzz-corpus it is called first from then on.
import { parseArgs } from "node:util";
import { startTestServer } from "#database/embedded/test-server.ts";
import { runTests } from "../scripts/run-tests.ts";

const { values } = parseArgs({ options: { rounds: { type: "string" }, seed: { type: "string" } } });
const server = await startTestServer();
Object.assign(process.env, server.variables, { WELLSIDE_FUZZ_ROUNDS: values.rounds ?? "50" });
if (values.seed !== undefined) process.env["WELLSIDE_FUZZ_SEED"] = values.seed;
const { failed } = await runTests(["src/server/fuzz.db.test.ts"], 0);
await server.stop();
process.exit(failed > 0 ? 1 : 0);
