import { globSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "node:test";
import { inspect } from "node:util";

export const root = join(import.meta.dirname, "..");

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Test files by what they need: nothing, a database, something to break, a browser. With words given, only those whose path has one of them. */
export function findTests(
  words: string[] = [],
): Record<"pure" | "database" | "faults" | "browser", string[]> {
  const find = (pattern: string) =>
    globSync(pattern, { cwd: root })
      .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
      .toSorted();
  return {
    pure: find("{src,checks,scripts,bench}/**/*.test.ts").filter((file) => !file.endsWith(".db.test.ts")),
    database: find("{src,checks,scripts,bench}/**/*.db.test.ts"),
    faults: find("faults/**/*.test.ts"),
    browser: find("journeys/**/*.test.ts"),
  };
}

/** The journey through every page takes 70 s alone; on two cores with other work beside it has taken six minutes. */
const fileTimeout = 900_000;

/** Runs test files and prints what failed, with its place and reason. `atOnce` 0 runs all of them in this process. */
export async function runTests(files: string[], atOnce: number): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (files.length === 0) return counts;
  const paths = files.map((file) => join(root, file));
  const stream =
    atOnce === 0
      ? run({ files: paths, isolation: "none", cwd: root })
      : run({ files: paths, concurrency: atOnce, timeout: fileTimeout, cwd: root });
  const said = new Map<string | undefined, string>();

  for await (const { type, data } of stream) {
    if (type === "test:stdout" || type === "test:stderr") {
      said.set(data.file, (said.get(data.file) ?? "") + data.message);
    } else if (type === "test:fail" && data.todo === undefined && !isEcho(data.details.error)) {
      console.log(`\n✖ ${data.name}\n  ${place(data)}\n${indent(reason(data.details.error))}`);
    } else if (type === "test:summary" && data.file !== undefined) {
      const time = `${(data.duration_ms / 1000).toFixed(1)} s`;
      const failed = data.counts.tests - data.counts.passed - data.counts.skipped - data.counts.todo;
      console.log(`${failed > 0 ? "✖" : "✔"} ${relative(root, data.file)} (${data.counts.tests}, ${time})`);
      if (failed > 0) console.log(indent(said.get(data.file) ?? ""));
    } else if (type === "test:summary") {
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      counts.passed += passed;
      counts.failed += failed + cancelled;
      counts.skipped += skipped + todo;
    }
  }
  return counts;
}

/** A group fails because one in it failed; that one has been shown already. */
function isEcho(error: Error): boolean {
  return "failureType" in error && error.failureType === "subtestsFailed";
}

function place(data: { file?: string; line?: number }): string {
  return data.file === undefined ? "" : `${relative(root, data.file)}:${data.line ?? 1}`;
}

function reason(error: Error): string {
  const cause = error.cause ?? error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
}

function indent(text: string): string {
  return text.trim().replaceAll(/^/gm, "  ");
}
