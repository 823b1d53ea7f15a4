import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "./wellside.ts";

/** What a command said and how it ended. */
export interface Said {
  code: number;
  out: string;
  err: string;
}

/** Runs the command line as typed in a folder, within this process. */
export async function typed(stands: string, words: string[], input = ""): Promise<Said> {
  const said = { out: "", err: "" };
  const code = await run(words, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    stands,
    input: () => Promise.resolve(input),
  });
  return { code, ...said };
}

const made: string[] = [];
process.once("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, made anew; texts as they are, the rest as JSON. */
export function folderOf(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), "wellside-cli-"));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}
