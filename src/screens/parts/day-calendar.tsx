import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { dayFrom, dayOf, dayParts, dayText, daysInMonth, weekday } from "#basics/day.ts";
import { dayAndWeekday, monthWords, weekdayWords } from "../words/dates.ts";
import { recordWords } from "../words/record.ts";
import type { DaysMeant } from "../words/typed-day.ts";
import { useReading, useWords } from "./language.tsx";

const SOME_MONDAY = dayOf("2021-11-29");

/** Pixels between the field and its calendar, and between that and the window's edge. */
const GAP = 4;

/** A month to take a day from, beside its field; arrows walk the days, Page Up and Down the months, with Shift the years. */
export function DayCalendar({
  id,
  beside,
  value,
  meant,
  takesFocus,
  choose,
}: {
  id: string;
  beside: RefObject<HTMLElement | null>;
  value: string | undefined;
  meant: DaysMeant;
  takesFocus: boolean;
  choose: (day: string) => void;
}) {
  const words = useWords(recordWords);
  const { language } = useReading();
  const panel = useRef<HTMLDivElement>(null);
  const [known, setKnown] = useState(value);
  const [at, setAt] = useState(() => dayOf(value ?? within(meant.today, meant)));
  const [walks, setWalks] = useState(takesFocus);
  // What is typed meanwhile leads the calendar along.
  if (value !== known) {
    setKnown(value);
    if (value !== undefined) setAt(dayOf(value));
  }
  useLayoutEffect(() => {
    const place = panel.current;
    if (!place) return;
    place.showPopover();
    const stand = () => {
      const field = beside.current?.getBoundingClientRect();
      if (!field) return;
      const { height, width } = place.getBoundingClientRect();
      const below = field.bottom + GAP;
      const isBelow = below + height + GAP <= innerHeight || field.top < height + GAP;
      place.style.top = `${Math.max(GAP, Math.min(isBelow ? below : field.top - height - GAP, innerHeight - height - GAP))}px`;
      place.style.left = `${Math.max(GAP, Math.min(field.left, innerWidth - width - GAP))}px`;
    };
    stand();
    addEventListener("scroll", stand, true);
    addEventListener("resize", stand);
    return () => {
      removeEventListener("scroll", stand, true);
      removeEventListener("resize", stand);
    };
  }, [beside]);
  useEffect(() => {
    if (walks) panel.current?.querySelector<HTMLElement>('[tabindex="0"][data-day]')?.focus();
  }, [walks, at]);

  const { year, month } = dayParts(at);
  const first = dayFrom(year, month, 1);
  const turn = (months: number) => {
    const index = year * 12 + (month - 1) + months;
    const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
    setAt(dayFrom(toYear, toMonth, Math.min(dayParts(at).date, daysInMonth(toYear, toMonth))));
  };
  const walk = (key: string, shift: boolean): boolean => {
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -7,
      ArrowDown: 7,
      Home: 1 - weekday(at),
      End: 7 - weekday(at),
    };
    const step = steps[key];
    if (step !== undefined) setAt(at + step);
    else if (key === "PageUp") turn(shift ? -12 : -1);
    else if (key === "PageDown") turn(shift ? 12 : 1);
    else return false;
    return true;
  };
  const turner = (months: number, label: string, sign: string) => (
    <button
      type="button"
      className="day-turn"
      aria-label={label}
      onClick={() => {
        setWalks(false);
        turn(months);
      }}
    >
      {sign}
    </button>
  );
  return (
    <div
      ref={panel}
      id={id}
      popover="manual"
      role="dialog"
      aria-label={words.openCalendar}
      className="day-calendar"
      // A press on it leaves the field its focus, so that it does not close under the hand.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div className="day-month">
        {turner(-12, words.yearBefore, "«")}
        {turner(-1, words.monthBefore, "‹")}
        <span aria-live="polite">{monthWords(dayText(first).slice(0, 7), language)}</span>
        {turner(1, words.monthAfter, "›")}
        {turner(12, words.yearAfter, "»")}
      </div>
      <div
        className="day-grid"
        role="grid"
        onKeyDown={(event) => {
          if (!walk(event.key, event.shiftKey)) return;
          event.preventDefault();
          setWalks(true);
        }}
      >
        <div role="row">
          {Array.from({ length: 7 }, (_, index) => {
            const said = weekdayWords(dayText(SOME_MONDAY + index), language);
            return (
              <span key={index} role="columnheader" aria-label={said}>
                {language === "zh" ? said.slice(1) : said.slice(0, 2)}
              </span>
            );
          })}
        </div>
        {weeksOf(first, daysInMonth(year, month)).map((week) => (
          <div key={week.at(-1)} role="row">
            {week.map((day) => {
              const text = dayText(day);
              return (
                <button
                  key={day}
                  type="button"
                  role="gridcell"
                  data-day={text}
                  data-today={text === meant.today ? "" : undefined}
                  data-weekend={weekday(day) > 5 ? "" : undefined}
                  style={{ gridColumnStart: weekday(day) }}
                  tabIndex={day === at ? 0 : -1}
                  aria-selected={text === value}
                  aria-disabled={text !== within(text, meant)}
                  aria-label={dayAndWeekday(text, language)}
                  onClick={() => {
                    if (text === within(text, meant)) choose(text);
                  }}
                >
                  {dayParts(day).date}
                </button>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The day itself, or the nearest that can be meant. */
function within(day: string, { earliest = "", latest = "9999" }: DaysMeant): string {
  if (day < earliest) return earliest;
  return day > latest ? latest : day;
}

function weeksOf(first: number, length: number): number[][] {
  const weeks: number[][] = [];
  for (let day = first; day < first + length; day++)
    if (day === first || weekday(day) === 1) weeks.push([day]);
    else weeks.at(-1)?.push(day);
  return weeks;
}
