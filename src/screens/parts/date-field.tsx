import { useEffect, useRef, useState } from "react";
import { dayAndWeekday } from "../words/dates.ts";
import { recordWords } from "../words/record.ts";
import { useReading, useWords } from "./language.tsx";

/**
 * A day, typed or taken from the browser's calendar: its value is what stands in the field, and nothing else. `earliest` and `latest`
 * only grey out days in the calendar; a day beyond them can be typed, and the server says what is wrong with it.
 */
export function DateField({
  id,
  value,
  onChange,
  latest = "9999-12-31",
  earliest,
  disabled = false,
}: {
  id: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
  latest?: string;
  earliest?: string;
  disabled?: boolean;
}) {
  const words = useWords(recordWords);
  const { language } = useReading();
  const field = useRef<HTMLInputElement>(null);
  const [unfinished, setUnfinished] = useState(false);
  // The field keeps what is half typed, so a value is put into it only when it comes from elsewhere.
  useEffect(() => {
    const input = field.current;
    if (!input) return;
    const wanted = disabled ? "" : value;
    if (wanted === undefined || input.value === wanted) return;
    input.value = wanted;
    input.setCustomValidity("");
    setUnfinished(false);
  }, [value, disabled]);
  return (
    <>
      <input
        ref={field}
        id={id}
        className="field date-field"
        type="date"
        defaultValue={value}
        min={earliest}
        max={latest}
        disabled={disabled}
        aria-invalid={unfinished || undefined}
        onChange={(event) => {
          setUnfinished(false);
          const day = event.target.value;
          event.target.setCustomValidity(day && day < EARLIEST ? words.badDay : "");
          onChange(day || undefined);
        }}
        onInvalid={() => setUnfinished(field.current !== null && isUnfinished(field.current))}
      />
      {value && !disabled && !unfinished && (
        <span className="third small">{dayAndWeekday(value, language)}</span>
      )}
      {unfinished && (
        <p className="fault" role="alert">
          {words.badDay}
        </p>
      )}
    </>
  );
}

/** A year half typed, as 0202, is a date to the browser; to an office it is not. */
const EARLIEST = "1800-01-01";

function isUnfinished({ validity }: HTMLInputElement): boolean {
  return validity.badInput || validity.customError;
}

/** Fields in which something unfinished stands, as 31 February or a day without its year; each says so beside itself. */
export function unfinishedFields(form: HTMLFormElement): HTMLInputElement[] {
  const fields = [...form.querySelectorAll("input")].filter(isUnfinished);
  for (const field of fields) field.checkValidity();
  return fields;
}
