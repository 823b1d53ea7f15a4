// npm test [-- WORD…]: every test, or those whose path has one of the words. The last line gives the counts.
import { startTestServer } from "#database/embedded/test-server.ts";

import { placeForLoadedSample } from "../journeys/loaded-sample.ts";
import { buildScreens } from "./build-screens.ts";
import { type Counts, findTests, runTests } from "./run-tests.ts";

const { pure, database, faults, browser } = findTests(process.argv.slice(2));
const counts: Counts[] = [await runTests(pure, 0)];

if (database.length + faults.length > 0) {
  const server = await startTestServer();
  Object.assign(process.env, server.variables);
  counts.push(await runTests(database, 2));
  counts.push(await runTests(faults, 1)); // each starts servers of its own, and waits for them to come back
  await server.stop();
}
if (browser.length > 0) {
  await buildScreens();
  const place = await placeForLoadedSample();
  Object.assign(process.env, place.variables);
  counts.push(await runTests(browser, 1)); // one after another: the first to need the sample loads it for all
  await place.remove();
}

const sum = (kind: keyof Counts) => counts.reduce((total, each) => total + each[kind], 0);
console.log(`\ntests: ${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
process.exit(sum("failed") > 0 || sum("passed") === 0 ? 1 : 0);
