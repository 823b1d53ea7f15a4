// npm run check: format, lint, types, then every test that needs neither database nor browser. Seconds, so run it often.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { findTests, root, runTests } from "./run-tests.ts";

stage("format", "oxfmt/bin/oxfmt", ["--check"]);
stage("lint", "oxlint/bin/oxlint", ["--type-aware"]);
for (const project of [".", "src/screens", "journeys"])
  stage(`types ${project}`, "typescript/bin/tsc", ["-p", project]);

const begun = performance.now();
const counts = await runTests(findTests().pure, 0);
const good = counts.failed === 0 && counts.passed > 0;
say("tests", good, begun);
console.log(`check: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(good ? 0 : 1);

/** Runs one tool of node_modules; what it says is shown only if it finds something, and then nothing else is run. */
function stage(name: string, tool: string, options: string[]): void {
  const start = performance.now();
  const argv = [join(root, "node_modules", tool), ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: root, encoding: "utf8" });
  if (status !== 0) process.stdout.write(stdout + stderr);
  say(name, status === 0, start);
  if (status !== 0) process.exit(1);
}

function say(name: string, good: boolean, start: number): void {
  console.log(`${good ? "✔" : "✖"} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}
