import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Terminal } from "./cli-command.ts";

/** The terminal this process was started in. */
export function thisTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(); // whoever read us has heard enough (`| head`)
    });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stands: whereTheUserStands(),
    input: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString("utf8");
    },
  };
}

/** `npm run` goes to the package's folder before it runs us, and says where it was called from. */
function whereTheUserStands(): string {
  const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
  const here = fileURLToPath(new URL("../..", import.meta.url));
  const isOurs = script === "wellside" && process.cwd() === resolve(here);
  return isOurs && calledFrom !== undefined && calledFrom !== "" ? calledFrom : process.cwd();
}
