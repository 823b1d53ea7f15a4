import { useEffect, useRef, useState } from "react";
import { dayAndWeekday, weekdayWords } from "../words/dates.ts";
import { recordWords } from "../words/record.ts";
import { typedDay } from "../words/typed-day.ts";
import { DayCalendar } from "./day-calendar.tsx";
import { useReading, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import "./date-field.css";

/**
 * A day, typed as people write it or taken from the calendar below: the field says it in the reader's language, whatever the browser's
 * is. `earliest` and `latest` grey out days in the calendar, and choose the year where none is typed; a day beyond them can be typed, and
 * the server says what is wrong with it.
 */
export function DateField({
  id,
  label,
  value,
  onChange,
  latest,
  earliest,
  disabled = false,
}: {
  id: string;
  /** Where no label stands beside it. */
  label?: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
  latest?: string;
  earliest?: string;
  disabled?: boolean;
}) {
  const words = useWords(recordWords);
  const { language } = useReading();
  const { today } = useHere().me.clock;
  const meant = { today, earliest, latest };
  const place = useRef<HTMLSpanElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const [hasFocus, setFocus] = useState(false);
  const [open, setOpen] = useState<"beside" | "focused">();
  const [told, setTold] = useState(false);
  // What is being typed stands as it is typed, until a day comes from elsewhere.
  const own = typed !== undefined && typedDay(typed, meant) === value ? typed : undefined;
  const shown = disabled ? "" : (own ?? (value === undefined ? "" : dayAndWeekday(value, language)));
  const isUnread = !disabled && shown !== "" && value === undefined;
  useEffect(() => field.current?.setCustomValidity(isUnread ? words.badDay : ""), [isUnread, words.badDay]);

  const leave = () => {
    setFocus(false);
    setOpen(undefined);
    if (!isUnread) setTyped(undefined);
  };
  return (
    <>
      <span
        ref={place}
        className="date-field"
        onBlur={({ relatedTarget }) => {
          if (!place.current?.contains(relatedTarget)) leave();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || open === undefined) return;
          event.stopPropagation();
          setOpen(undefined);
          field.current?.focus();
        }}
      >
        <input
          ref={field}
          id={id}
          className="field"
          type="text"
          role="combobox"
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={open !== undefined}
          aria-controls={`${id}-calendar`}
          autoComplete="off"
          placeholder={words.dayLike}
          value={shown}
          disabled={disabled}
          aria-invalid={(isUnread && (told || !hasFocus)) || undefined}
          onChange={({ target }) => {
            setTold(false);
            setTyped(target.value);
            onChange(typedDay(target.value, meant));
          }}
          onFocus={({ target }) => {
            setFocus(true);
            target.select();
          }}
          onClick={() => setOpen("beside")}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            setOpen("focused");
          }}
          onInvalid={() => setTold(true)}
        />
        {hasFocus && own !== undefined && value !== undefined && (
          <span className="date-heard" aria-live="polite">
            {heard(own, value, language)}
          </span>
        )}
        <button
          type="button"
          className="date-open"
          tabIndex={-1}
          aria-label={words.openCalendar}
          disabled={disabled}
          onClick={() => setOpen(open === undefined ? "focused" : undefined)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.75v3M10.5 1.75v3" />
          </svg>
        </button>
        {open !== undefined && (
          <DayCalendar
            key={open}
            id={`${id}-calendar`}
            beside={field}
            value={value}
            meant={meant}
            takesFocus={open === "focused"}
            choose={(day) => {
              setTyped(undefined);
              onChange(day);
              field.current?.focus();
              setOpen(undefined);
            }}
          />
        )}
      </span>
      {isUnread && told && (
        <p className="fault" role="alert">
          {words.badDay}
        </p>
      )}
    </>
  );
}

/** What of the day was not typed: its weekday, and the year that was taken. */
function heard(typed: string, day: string, language: "zh" | "en"): string {
  const said = [day.slice(0, 4), weekdayWords(day, language)];
  if (typed.includes(day.slice(0, 4))) return weekdayWords(day, language);
  return (language === "zh" ? said : said.reverse()).join(" ");
}

/** Fields in which something unfinished stands, as 31 February or a day without its month; each says so beside itself. */
export function unfinishedFields(form: HTMLFormElement): HTMLInputElement[] {
  const fields = [...form.querySelectorAll("input")].filter(({ validity }) => validity.customError);
  for (const field of fields) field.checkValidity();
  return fields;
}
