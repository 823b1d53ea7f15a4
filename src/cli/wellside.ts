import type { CliCommand, Terminal } from "./cli-command.ts";
import { sayBoth } from "./cli-command.ts";
import { thisTerminal } from "./this-terminal.ts";
import { whatWentWrong } from "./what-went-wrong.ts";

/** Each is loaded when it is called: what only computes need not load a database and a server first. */
export const cliCommands: { name: string; load: () => Promise<CliCommand> }[] = [
  { name: "start", load: async () => (await import("./start.ts")).start },
  { name: "check", load: async () => (await import("./check.ts")).check },
  { name: "explain", load: async () => (await import("./explain.ts")).explain },
  { name: "owed", load: async () => (await import("./owed.ts")).owed },
  { name: "simulate", load: async () => (await import("./simulate.ts")).simulate },
  { name: "diff", load: async () => (await import("./diff.ts")).diff },
  { name: "office", load: async () => (await import("./office.ts")).office },
  { name: "account", load: async () => (await import("./account.ts")).account },
  { name: "adopt", load: async () => (await import("./adopt.ts")).adopt },
  { name: "import", load: async () => (await import("./import.ts")).importFile },
  { name: "do", load: async () => (await import("./do.ts")).give },
  { name: "export", load: async () => (await import("./export.ts")).exported },
  { name: "report", load: async () => (await import("./report.ts")).report },
  { name: "root", load: async () => (await import("./root.ts")).root },
  { name: "verify", load: async () => (await import("./verify.ts")).verify },
  { name: "backup", load: async () => (await import("./backup.ts")).backup },
  { name: "keys", load: async () => (await import("./keys.ts")).keys },
  { name: "service", load: async () => (await import("./service.ts")).service },
  { name: "restore", load: async () => (await import("./restore.ts")).restore },
];

if (import.meta.main) process.exitCode = await run(process.argv.slice(2), thisTerminal());

/** `npm run -s wellside -- COMMAND`. Exit codes: 0 well; 1 the input is at fault, and told why; 2 wrong usage. */
export async function run(words: string[], terminal: Terminal): Promise<number> {
  const isHelpFor = words[0] === "help" && words.length > 1;
  const [name, ...rest] = isHelpFor ? [...words.slice(1), "--help"] : words;
  if (name === undefined || isHelp(name) || name === "help") {
    const text = await help();
    if (name === undefined) terminal.err(text);
    else terminal.out(text);
    return name === undefined ? 2 : 0;
  }
  const known = cliCommands.find((each) => each.name === name);
  if (known === undefined) {
    terminal.err(`${sayBoth({ zh: `没有 ${name} 这个命令。`, en: `There is no command ${name}.` })}\n`);
    terminal.err(await help());
    return 2;
  }
  const command = await known.load();
  if (rest.some(isHelp)) {
    terminal.out(helpOf(command));
    return 0;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    const { say, isUsage } = whatWentWrong(error);
    terminal.err(`${say}\n`);
    if (isUsage) terminal.err(helpOf(command));
    return isUsage ? 2 : 1;
  }
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

async function help(): Promise<string> {
  const commands = await Promise.all(cliCommands.map(({ load }) => load()));
  return [
    "wellside COMMAND …",
    "",
    ...commands.map((command) => `  ${command.usage}\n      ${sayBoth(command.about)}`),
    "",
    sayBoth({ zh: "选项细说：wellside 命令 --help", en: "its options: wellside COMMAND --help" }),
    "",
  ].join("\n");
}

function helpOf({ usage, about, options = {} }: CliCommand): string {
  return [
    `wellside ${usage}`,
    `  ${sayBoth(about)}`,
    ...Object.entries(options).map(([option, say]) => `  ${option.padEnd(22)} ${sayBoth(say)}`),
    "",
  ].join("\n");
}
