import type { Answer } from "#record/perform.ts";
import { type Terminal, sayBoth } from "./cli-command.ts";

/** Tells what became of each command; the exit code: 0 all well, 1 at least one refused or malformed. */
export function reported(answers: Answer[], terminal: Terminal): number {
  let code = 0;
  for (const answer of answers) {
    if (answer.status === "refused")
      terminal.err(`${sayBoth(answer.say)}${answer.where === undefined ? "" : ` (${answer.where})`}\n`);
    if (answer.status === "malformed")
      for (const { path, say } of answer.faults) terminal.err(`${path}: ${sayBoth(say)}\n`);
    if (answer.status === "refused" || answer.status === "malformed") code = 1;
  }
  return code;
}
