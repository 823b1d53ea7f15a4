import type { Text } from "./text.ts";

/** The answer to a command that was understood and is not allowed now: a code, a sentence, and the place. */
export interface Refusal {
  code: string;
  say: Text;
  /** The field or thing the sentence is about, as a path of the command's input ("subject", "fields.summary"). */
  where?: string;
}

export function refuse(code: string, say: Text, where?: string): { refused: Refusal } {
  return { refused: where === undefined ? { code, say } : { code, say, where } };
}

export function isRefused(answer: object): answer is { refused: Refusal } {
  return "refused" in answer;
}
