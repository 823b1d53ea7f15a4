import { useState } from "react";
import { daysBetween } from "#basics/calendar.ts";
import { dayFrom, dayOf, dayText, daysInMonth, weekday } from "#basics/day.ts";
import { readCalendarNotice } from "#basics/read-calendar-notice.ts";
import type { CalendarOfYear } from "#record/views/calendar.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { Loading, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { dayAndWeekday, monthWords, weekdayWords } from "../../words/dates.ts";
import { settingsWords } from "../../words/settings.ts";
import "../../parts/form.css";

/** What a day is, where it is not what its weekday says. */
type Marks = Map<string, "off" | "worked">;

/** The working days of a year, and the way to enter those that the program does not know yet. */
export default function CalendarSection() {
  const words = useWords(settingsWords);
  const { me, may } = useHere();
  const [year, setYear] = useState(Number(me.clock.today.slice(0, 4)));
  const [entering, setEntering] = useState(false);
  const asked = useAsk<CalendarOfYear>("/api/calendar", { year }, { keep: true });
  if (asked.isError && !asked.data) return <Trouble error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Loading />;
  const shown = asked.data;
  const marks: Marks = new Map([
    ...shown.holidays.map((day) => [day, "off"] as const),
    ...shown.makeUpWorkdays.map((day) => [day, "worked"] as const),
  ]);
  const turn = (by: number) => {
    setEntering(false);
    setYear(year + by);
  };
  return (
    <section
      className="calendar"
      aria-label={words.yearHeading(shown.year)}
      aria-busy={asked.isPlaceholderData}
    >
      <div className="tools">
        <button
          type="button"
          className="button"
          aria-label={words.yearBefore}
          disabled={year <= 2000}
          onClick={() => turn(-1)}
        >
          ‹
        </button>
        <h2 aria-live="polite">{words.yearHeading(shown.year)}</h2>
        <button
          type="button"
          className="button"
          aria-label={words.yearAfter}
          disabled={year >= 2100}
          onClick={() => turn(1)}
        >
          ›
        </button>
        <span className="second">{words.workdays(workedDays(shown.year, marks))}</span>
        {may("calendar.announce") && !entering && (
          <span className="end">
            <button
              type="button"
              className={shown.known === "unknown" ? "button primary" : "button"}
              onClick={() => setEntering(true)}
            >
              {shown.known === "unknown" ? words.enterYear : words.correctYear}
            </button>
          </span>
        )}
      </div>
      {entering ? (
        <Entering
          key={shown.year}
          year={shown.year}
          before={marks}
          notice={shown}
          close={() => setEntering(false)}
        />
      ) : (
        <>
          <Source of={shown} />
          <Legend />
          <Year year={shown.year} marks={marks} today={me.clock.today} />
        </>
      )}
    </section>
  );
}

function Source({ of: { known, sources } }: { of: CalendarOfYear }) {
  const words = useWords(settingsWords);
  const say = useSay();
  if (known === "unknown")
    return (
      <div className="calendar-unknown" role="note">
        <strong>{words.unknownYear}</strong>
        <p>{words.unknownNext}</p>
      </div>
    );
  return (
    <p className="second">
      {known === "program" ? words.byProgram : words.byOffice} {sources.map((each) => say(each)).join("、")}
    </p>
  );
}

function Legend() {
  const words = useWords(settingsWords);
  return (
    <p className="calendar-legend second small">
      <span className="calendar-day" data-mark="off" aria-hidden="true">
        {words.dayOffMark}
      </span>
      {words.dayOff}
      <span className="calendar-day" data-mark="worked" aria-hidden="true">
        {words.dayWorkedMark}
      </span>
      {words.dayWorked}
      <span className="calendar-day" data-weekend aria-hidden="true">
        6
      </span>
      {words.weekend}
    </p>
  );
}

function Year({
  year,
  marks,
  today,
  press,
}: {
  year: number;
  marks: Marks;
  today: string;
  press?: (day: string) => void;
}) {
  const { language } = useReading();
  return (
    <div className="calendar-year">
      {Array.from({ length: 12 }, (_, index) => index + 1).map((month) => (
        <Month
          key={month}
          year={year}
          month={month}
          marks={marks}
          today={today}
          press={press}
          language={language}
        />
      ))}
    </div>
  );
}

function Month({
  year,
  month,
  marks,
  today,
  press,
  language,
}: {
  year: number;
  month: number;
  marks: Marks;
  today: string;
  press: ((day: string) => void) | undefined;
  language: "zh" | "en";
}) {
  const words = useWords(settingsWords);
  const first = dayFrom(year, month, 1);
  const days = Array.from({ length: daysInMonth(year, month) }, (_, index) => first + index);
  const title = monthWords(`${year}-${String(month).padStart(2, "0")}`, language);
  const monday = dayOf("2021-11-29");
  return (
    <div className="calendar-month" role="group" aria-label={title}>
      <h3>{title}</h3>
      <div className="calendar-grid">
        {Array.from({ length: 7 }, (_, index) => (
          <span key={index} className="calendar-head" aria-hidden="true">
            {weekdayWords(dayText(monday + index), language).slice(language === "zh" ? 1 : 0)}
          </span>
        ))}
        {days.map((day, index) => {
          const text = dayText(day);
          const mark = marks.get(text);
          const said = [
            dayAndWeekday(text, language),
            mark === "off" ? words.dayOff : mark === "worked" ? words.dayWorked : undefined,
          ]
            .filter(Boolean)
            .join("，");
          const shape = {
            className: "calendar-day",
            "data-mark": mark,
            "data-weekend": weekday(day) > 5 ? "" : undefined,
            "data-today": text === today ? "" : undefined,
            style: index === 0 ? { gridColumnStart: weekday(day) } : undefined,
            title: said,
          };
          const inside = (
            <>
              {index + 1}
              {mark && (
                <i aria-hidden="true" lang="zh-CN">
                  {mark === "off" ? words.dayOffMark : words.dayWorkedMark}
                </i>
              )}
            </>
          );
          return press ? (
            <button
              key={day}
              type="button"
              {...shape}
              aria-label={said}
              data-day={text}
              onClick={() => press(text)}
            >
              {inside}
            </button>
          ) : (
            <span key={day} {...shape} data-day={text}>
              {inside}
              {mark && <span className="unseen">{mark === "off" ? words.dayOff : words.dayWorked}</span>}
            </span>
          );
        })}
      </div>
    </div>
  );
}

function Entering({
  year,
  before,
  notice: { known, sources },
  close,
}: {
  year: number;
  before: Marks;
  notice: CalendarOfYear;
  close: () => void;
}) {
  const words = useWords(settingsWords);
  const { language } = useReading();
  const { me } = useHere();
  const send = useSend();
  const toast = useToast();
  const [marks, setMarks] = useState(before);
  const [notice, setNotice] = useState(known === "entered" ? (sources[0]?.zh ?? "") : "");
  const [read, setRead] = useState<string>();
  const [fault, setFault] = useState<string>();
  const take = (text: string) => {
    const found = readCalendarNotice(text);
    if (text.trim() === "") return setRead(undefined);
    if (found === undefined) return setRead(words.pasteUnread);
    if (found.year !== year) return setRead(words.pasteOther(found.year));
    const off = found.holidays.flatMap(daysBetween).map(dayText);
    setMarks(
      new Map([
        ...off.map((day) => [day, "off"] as const),
        ...found.makeUpWorkdays.map((day) => [day, "worked"] as const),
      ]),
    );
    if (found.number) setNotice(found.number);
    setRead(words.pasteRead(off.length, found.makeUpWorkdays.length));
  };
  const press = (day: string) => {
    const next = new Map(marks);
    const mark = marks.get(day);
    if (mark === undefined) next.set(day, "off");
    else if (mark === "off" && weekday(dayOf(day)) > 5) next.set(day, "worked");
    else next.delete(day);
    setMarks(next);
  };
  const save = () => {
    const holidays = rangesOf(marks);
    if (holidays.length === 0) return setFault(words.needDays);
    if (!notice.trim()) return setFault(words.needNotice);
    setFault(undefined);
    const makeUpWorkdays = [...marks]
      .filter(([, mark]) => mark === "worked")
      .map(([day]) => day)
      .sort();
    send("calendar.announce", { year, holidays, makeUpWorkdays, notice: notice.trim() }).then(
      () => {
        toast({ say: words.announceDone(year) });
        close();
      },
      (error: unknown) => setFault(sayError(error, language)),
    );
  };
  return (
    <form
      className="form calendar-entering"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="form-row">
        <div className="form-label">
          <label htmlFor="calendar-paste">{words.paste}</label>
          <span className="third small">{words.pasteNote}</span>
        </div>
        <textarea
          id="calendar-paste"
          className="field"
          rows={4}
          onChange={({ target }) => take(target.value)}
        />
        <p className="calendar-read second" role="status">
          {read ?? " "}
        </p>
      </div>
      <div className="form-row">
        <div className="form-label">
          <label htmlFor="calendar-notice">{words.notice}</label>
        </div>
        <input
          id="calendar-notice"
          className="field"
          autoComplete="off"
          value={notice}
          onChange={({ target }) => setNotice(target.value)}
        />
      </div>
      <p className="second small">{words.clickDays}</p>
      <Year year={year} marks={marks} today={me.clock.today} press={press} />
      {fault && (
        <p className="form-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="drawer-foot calendar-foot">
        <button type="button" className="button" onClick={close}>
          {words.cancelLeave}
        </button>
        <button type="submit" className="button primary">
          {words.saveYear(year)}
        </button>
      </div>
    </form>
  );
}

/** Days off in a row are one holiday. */
function rangesOf(marks: Marks): { first: string; last: string }[] {
  const ranges: { first: string; last: string }[] = [];
  for (const day of [...marks]
    .filter(([, mark]) => mark === "off")
    .map(([text]) => text)
    .sort()) {
    const last = ranges.at(-1);
    if (last && dayOf(last.last) === dayOf(day) - 1) last.last = day;
    else ranges.push({ first: day, last: day });
  }
  return ranges;
}

function workedDays(year: number, marks: Marks): number {
  let count = 0;
  for (let day = dayFrom(year, 1, 1); day < dayFrom(year + 1, 1, 1); day++) {
    const mark = marks.get(dayText(day));
    if (mark === "worked" || (mark === undefined && weekday(day) <= 5)) count++;
  }
  return count;
}
