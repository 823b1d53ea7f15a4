import { StartRefused } from "#database/embedded/start-refused.ts";
import { account } from "./account.ts";
import { UsageError, sayBoth } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";
import { exportJournal } from "./export.ts";
import { office } from "./office.ts";
import { start } from "./start.ts";
import { verify } from "./verify.ts";

/** `npm run -s wellside -- COMMAND`. Exit codes: 0 well; 1 the input is at fault, and told why; 2 wrong usage. */
export const cliCommands: CliCommand[] = [start, office, account, exportJournal, verify];

if (import.meta.main) process.exitCode = await run(process.argv.slice(2));

async function run([name, ...rest]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(help());
    return name === undefined ? 2 : 0;
  }
  const command = cliCommands.find((known) => known.name === name);
  if (command === undefined) {
    console.error(sayBoth({ zh: `没有 ${name} 这个命令。`, en: `There is no command ${name}.` }));
    console.error(help());
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(helpOf(command));
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof StartRefused) {
      console.error(error.message);
      return 1;
    }
    if (
      error instanceof UsageError ||
      (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
    ) {
      console.error(error.message);
      console.error(helpOf(command));
      return 2;
    }
    console.error(sayError(error));
    return 1;
  }
}

/** What went wrong as a sentence; a file that cannot be reached is the commonest. */
function sayError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  if (path === undefined) return error.message;
  if (code === "ENOENT")
    return sayBoth({
      zh: `没有 ${path}，或它的文件夹不在。`,
      en: `There is no ${path}, or its folder is missing.`,
    });
  if (code === "EACCES" || code === "EPERM")
    return sayBoth({ zh: `没有权限读写 ${path}。`, en: `No right to read or write ${path}.` });
  if (code === "EISDIR")
    return sayBoth({
      zh: `${path} 是文件夹，这里要一个文件。`,
      en: `${path} is a folder; a file is wanted here.`,
    });
  return error.message;
}

function help(): string {
  return [
    "wellside COMMAND",
    "",
    ...cliCommands.map((command) => `  ${command.usage.padEnd(64)}\n      ${sayBoth(command.about)}`),
  ].join("\n");
}

function helpOf(command: CliCommand): string {
  return `wellside ${command.usage}\n  ${sayBoth(command.about)}`;
}
