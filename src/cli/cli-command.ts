import type { Text } from "#basics/text.ts";

/** What a command reads and writes: the machine's own terminal, or a test's. */
export interface Terminal {
  /** What was asked for, and nothing else: programs read it. */
  out(text: string): void;
  /** What a person should know besides. */
  err(text: string): void;
  /** The folder that relative paths are meant from: where the user stands. */
  stands: string;
  /** All of standard input. */
  input(): Promise<string>;
}

export interface CliCommand {
  name: string;
  /** The whole line as one types it, after “wellside”. */
  usage: string;
  about: Text;
  /** What `--help` says of each option besides. */
  options?: Record<string, Text>;
  /** Resolves with the exit code. */
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** The command was typed wrongly: exit code 2 and its usage. */
export class UsageError extends Error {}

/** What was given is at fault, and this is why: exit code 1. */
export class InputError extends Error {
  constructor(say: Text) {
    super(sayBoth(say));
  }
}

export function sayBoth({ zh, en }: Text): string {
  return en === undefined ? zh : `${zh} · ${en}`;
}
