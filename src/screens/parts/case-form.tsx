import { recordWords } from "../words/record.ts";
import { Row } from "./drawer.tsx";
import { FieldInput, isChips, isEmpty, type FieldShape, type FieldValue } from "./field-input.tsx";
import { useSay, useWords } from "./language.tsx";

/** A field of a case as a form asks for it. */
export interface CaseFormField extends FieldShape {
  needed: boolean;
}

export type CaseFormValues = Record<string, FieldValue | undefined>;

export function CaseFormRows({
  fields,
  values,
  faults,
  change,
}: {
  fields: CaseFormField[];
  values: CaseFormValues;
  faults: Record<string, string | undefined>;
  change: (values: CaseFormValues) => void;
}) {
  const words = useWords(recordWords);
  const say = useSay();
  return fields.map((field) => (
    <Row
      key={field.id}
      label={field.needed ? say(field.label) : `${say(field.label)} · ${words.optional}`}
      htmlFor={isChips(field) ? undefined : `field-${field.id}`}
      fault={faults[field.id]}
    >
      <FieldInput
        id={`field-${field.id}`}
        field={field}
        value={values[field.id]}
        onChange={(value) => change({ ...values, [field.id]: value })}
      />
    </Row>
  ));
}

/** The fields that are needed and still empty, each with the same sentence. */
export function lackingOf(
  fields: CaseFormField[],
  values: CaseFormValues,
  sentence: string,
): Record<string, string> {
  return Object.fromEntries(
    fields.filter(({ id, needed }) => needed && isEmpty(values[id])).map(({ id }) => [id, sentence]),
  );
}

/** What was written: filled fields; one that stood there before and is empty now is sent as not known. */
export function writtenOf(
  fields: CaseFormField[],
  values: CaseFormValues,
  before: CaseFormValues = {},
): Record<string, FieldValue | null> {
  return Object.fromEntries(
    fields.flatMap(({ id }): (readonly [string, FieldValue | null])[] => {
      const [value, was] = [values[id], before[id]];
      if (isEmpty(value)) return isEmpty(was) ? [] : [[id, null]];
      return JSON.stringify(value) === JSON.stringify(was) ? [] : [[id, value as FieldValue]];
    }),
  );
}
