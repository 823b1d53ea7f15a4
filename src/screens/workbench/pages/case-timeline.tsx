import type { ReactNode } from "react";
import type { CaseEvent } from "#record/views/case-page.ts";
import { untilWords } from "../../parts/case-time.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { caseWords } from "../../words/cases.ts";
import { momentWords, withDayWords } from "../../words/dates.ts";

/** What happened, latest first: who, when and why. */
export function Timeline({ events }: { events: CaseEvent[] }) {
  const words = useWords(caseWords);
  return (
    <section className="section" aria-labelledby="case-timeline">
      <div className="section-head">
        <h2 id="case-timeline">{words.timeline}</h2>
      </div>
      <ol className="timeline case-timeline">
        {events.toReversed().map((event) => (
          <Event key={event.number} event={event} />
        ))}
      </ol>
    </section>
  );
}

function Event({ event }: { event: CaseEvent }) {
  const words = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const { zone, today } = me.clock;
  const until = (due: { at: string } | null) =>
    due === null ? "" : untilWords(due.at, zone, language, today);
  const line = (text: ReactNode) => <p className="second small">{text}</p>;
  return (
    <li className="event" data-event={event.step}>
      <time className="event-day" dateTime={event.at}>
        {momentWords(event.at, zone, language, today)}
      </time>
      <div className="event-body">
        <div className="event-title">
          <strong>
            {event.move ? say(event.move) : event.fromLedger ? words.fromLedger : words[`step_${event.step}`]}
          </strong>
          {event.stage && <span className="second">{words.fromStage(say(event.stage))}</span>}
          {event.outcome && (
            <span className={event.outcome === "late" ? "case-late" : "third"}>
              {event.outcome === "late" ? words.late : words.kept}
            </span>
          )}
        </div>
        {event.reason && <p className="case-why">{event.reason}</p>}
        {event.fields.map(({ label, say: said }, at) => (
          <p key={at}>
            <span className="second">{say(label)} </span>
            {withDayWords(say(said), language)}
          </p>
        ))}
        {event.due && line(words.newDue(until(event.due)))}
        {event.began.map(({ title, due }, at) => (
          <div key={at}>{line(words.began(say(title), until(due)))}</div>
        ))}
        {event.end && say(event.end) !== say(event.move) && line(say(event.end))}
        <p className="third small">{event.by}</p>
      </div>
    </li>
  );
}
