import { textIn, type Language } from "#basics/text.ts";
import { shellWords } from "../words/shell.ts";
import { Refused, Unreachable } from "./api.ts";

/** A failure as a sentence for a person. */
export function sayError(error: unknown, language: Language): string {
  if (error instanceof Unreachable) return shellWords.unreachable[language];
  if (error instanceof Refused) {
    if (error.faults.length > 0) return error.faults.map((fault) => textIn(fault.say, language)).join(" ");
    if (error.status === 429 && !error.say) return shellWords.tooMany[language];
    if (error.status === 401) return shellWords.signInNeeded[language];
    if (error.say) return textIn(error.say, language);
  }
  return shellWords.unexpected[language];
}

/** The sentences of a refusal by the field they are about; "" for those about none of `fields`. */
export function faultsByField(error: unknown, fields: string[], language: Language): Record<string, string> {
  if (!(error instanceof Refused)) return error ? { "": sayError(error, language) } : {};
  const said = error.faults.length
    ? error.faults.map((fault) => ({ where: fault.path, say: textIn(fault.say, language) }))
    : [{ where: error.where ?? "", say: sayError(error, language) }];
  const byField: Record<string, string> = {};
  for (const { where, say } of said) {
    const path = where.replace(/^input\./, "");
    const field = fields.find((each) => path === each || path.endsWith(`.${each}`)) ?? "";
    byField[field] = byField[field] ? `${byField[field]} ${say}` : say;
  }
  return byField;
}
