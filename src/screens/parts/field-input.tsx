import { Input, InputNumber, Select } from "antd";
import type { Choice } from "#standard/standard.ts";
import type { Text } from "#basics/text.ts";
import { recordWords } from "../words/record.ts";
import { DateField } from "./date-field.tsx";
import { useSay, useWords } from "./language.tsx";

/** As much of a declared fact or field as its control is drawn from. */
export interface FieldShape {
  id: string;
  label: Text;
  type: string;
  choices?: Choice[];
}

export type FieldValue = string | number | boolean | string[];

/** Its control is a row of chips, which a label cannot point to: it is named as a group. */
export function isChips({ type }: FieldShape): boolean {
  return type === "boolean";
}

/** The control that fits a declared type. Money is typed in yuan and kept in fen. */
export function FieldInput({
  id,
  field,
  value,
  onChange,
  disabled = false,
}: {
  id: string;
  field: FieldShape;
  value: FieldValue | undefined;
  onChange: (value: FieldValue | undefined) => void;
  disabled?: boolean;
}) {
  const words = useWords(recordWords);
  const say = useSay();
  const text = typeof value === "string" ? value : "";
  switch (field.type) {
    case "longtext":
      return (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={text}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "integer":
    case "number":
      return (
        <InputNumber
          id={id}
          style={{ width: "100%" }}
          value={typeof value === "number" ? value : null}
          disabled={disabled}
          {...(field.type === "integer" ? { precision: 0 } : {})}
          onChange={(number) => onChange(typeof number === "number" ? number : undefined)}
        />
      );
    case "money":
      return (
        <InputNumber
          id={id}
          style={{ width: "100%" }}
          precision={2}
          suffix={words.yuan}
          value={typeof value === "number" ? value / 100 : null}
          disabled={disabled}
          onChange={(yuan) => onChange(typeof yuan === "number" ? Math.round(yuan * 100) : undefined)}
        />
      );
    case "boolean":
      return (
        <div className="chips" role="radiogroup" aria-label={say(field.label)}>
          {[true, false].map((each) => (
            <button
              key={String(each)}
              id={each ? id : undefined}
              type="button"
              role="radio"
              className="chip"
              aria-checked={value === each}
              disabled={disabled}
              onClick={() => onChange(value === each ? undefined : each)}
            >
              {each ? words.yes : words.no}
            </button>
          ))}
        </div>
      );
    case "date":
      return <DateField id={id} value={text || undefined} onChange={onChange} disabled={disabled} />;
    case "time":
    case "datetime":
      return (
        <input
          id={id}
          className="field"
          type={field.type === "time" ? "time" : "datetime-local"}
          value={text}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "choice":
    case "choices":
      return (
        <Select
          id={id}
          allowClear
          style={{ width: "100%" }}
          placeholder={words.choose}
          value={value as string | string[] | undefined}
          disabled={disabled}
          {...(field.type === "choices" ? { mode: "multiple" as const } : {})}
          options={(field.choices ?? []).map((choice) => ({ value: choice.id, label: say(choice.title) }))}
          onChange={(chosen: string | string[] | undefined) => onChange(chosen)}
        />
      );
    default:
      return (
        <Input
          id={id}
          value={text}
          disabled={disabled}
          autoComplete="off"
          {...(field.type === "phone" ? { inputMode: "tel" as const } : {})}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

export function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
