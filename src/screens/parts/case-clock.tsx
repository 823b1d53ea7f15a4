import { casesWords } from "../words/cases.ts";
import { timeLeft, untilWords } from "./case-time.ts";
import { useClock } from "./clock.ts";
import { useReading, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";

/** Less than this long before it a deadline is told as near, in milliseconds. */
const near = 86_400_000;

/** The clock of a deadline: a shape, words and a colour, and until when; it turns over by itself. */
export function CaseClock({
  due,
  provisional,
  calm = false,
}: {
  due: string;
  provisional: boolean;
  /** Only the words that count down; until when is told on hovering. */
  calm?: boolean;
}) {
  const words = useWords(casesWords);
  const { language } = useReading();
  const { me, readAt } = useHere();
  const now = useClock(me.clock, readAt);
  const left = Date.parse(due) - now.getTime();
  const state = left < 0 ? "overdue" : left <= near ? "due" : "upcoming";
  const until = untilWords(due, me.clock.zone, language, me.clock.today);
  return (
    <span className="case-clock" title={calm ? until : undefined}>
      <span className="state" data-state={state}>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <circle
            cx="6"
            cy="6"
            r="5"
            fill={state === "overdue" ? "currentColor" : "none"}
            stroke="currentColor"
            strokeWidth="1.2"
          />
          {state === "due" && <path d="M6 1a5 5 0 0 0 0 10z" fill="currentColor" />}
        </svg>
        <span>{timeLeft(due, now, language)}</span>
      </span>
      {provisional && (
        <span className="tag" title={words.provisionalWhy}>
          {words.provisional}
        </span>
      )}
      {!calm && <span className="third small">{until}</span>}
    </span>
  );
}
