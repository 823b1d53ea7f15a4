import type { DocumentChoices, DocumentField } from "./document.ts";
import type { Choice, Field } from "./standard.ts";

/** The fields a record or a procedure declares. */
export function fieldsOf(declared: Record<string, DocumentField>): Field[] {
  return Object.entries(declared).map(([id, { label, type, required, of, guard, alsoCalled }]) => {
    const choices = choicesOf(of);
    return {
      id,
      label: label ?? { zh: id },
      type,
      required,
      ...(choices && { choices }),
      ...(guard && { guard }),
      ...(alsoCalled && { alsoCalled }),
    };
  });
}

/** The choices of a field or a fact, in the order in which they are declared. */
export function choicesOf(of: DocumentChoices | undefined): Choice[] | undefined {
  if (!of) return undefined;
  return Array.isArray(of)
    ? of.map((id) => ({ id, title: { zh: id } }))
    : Object.entries(of).map(([id, title]) => ({ id, title }));
}

const notFillableYet = new Set(["photo", "file", "signature", "location", "subject"]);

/** Can a field of this type be filled in? Some may be declared already, and cannot. */
export function isFillable(type: string): boolean {
  return !notFillableYet.has(type);
}
