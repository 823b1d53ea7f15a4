import type { Answer } from "#record/perform.ts";
import { sayBoth } from "./cli-command.ts";

/** Prints what became of each command; the exit code: 0 all well, 1 at least one refused or malformed. */
export function reported(answers: Answer[]): number {
  let code = 0;
  for (const answer of answers) {
    if (answer.status === "refused")
      console.error(`${sayBoth(answer.say)}${answer.where === undefined ? "" : ` (${answer.where})`}`);
    if (answer.status === "malformed")
      for (const { path, say } of answer.faults) console.error(`${path}: ${sayBoth(say)}`);
    if (answer.status === "refused" || answer.status === "malformed") code = 1;
  }
  return code;
}
