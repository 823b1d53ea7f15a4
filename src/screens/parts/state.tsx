import { dayWords } from "../words/dates.ts";
import { stateWords } from "../words/shell.ts";
import { useReading, useWords } from "./language.tsx";

/** A duty's state: a shape, a word and a colour, so that none of the three is needed alone. */
export function DutyState({
  state,
  due,
  daysLate,
  today,
}: {
  state: "upcoming" | "due" | "overdue";
  due: string;
  daysLate: number;
  today: string;
}) {
  const words = useWords(stateWords);
  const { language } = useReading();
  const dueToday = state !== "overdue" && due === today;
  const shown = state === "overdue" ? "overdue" : dueToday ? "due" : "upcoming";
  return (
    <span className="state" data-state={shown}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <circle
          cx="6"
          cy="6"
          r="5"
          fill={shown === "overdue" ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.2"
        />
        {shown === "due" && <path d="M6 1a5 5 0 0 0 0 10z" fill="currentColor" />}
      </svg>
      <span>
        {state === "overdue"
          ? words.overdue(daysLate)
          : dueToday
            ? words.dueToday
            : words.before(dayWords(due, language, today))}
      </span>
    </span>
  );
}
