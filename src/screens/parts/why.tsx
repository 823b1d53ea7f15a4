import { Fragment } from "react";
import { Link } from "wouter";
import type { WhyAnswer } from "#record/views/why.ts";
import { dayWords, withDayWords } from "../words/dates.ts";
import { whyWords } from "../words/today.ts";
import { useAsk } from "./ask.ts";
import { useReading, useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import { sayError } from "./say-error.ts";
import { reasonsOf } from "./why-sentence.ts";
import "./why.css";

/** Why a promise is owed to a subject, or why it is not: the clause, then the facts and dates behind it, in one sentence. */
export function Why({ subject, promise, id }: { subject: string; promise: string; id?: string }) {
  const words = useWords(whyWords);
  const say = useSay();
  const { language } = useReading();
  const { me, promises, lines } = useHere();
  const answer = useAsk<WhyAnswer>("/api/why", { subject, promise });
  const known = promises.get(promise);
  const line = known && lines.get(known.line);
  if (answer.isError) {
    return (
      <div className="why" id={id} role="alert">
        {sayError(answer.error, language)}
      </div>
    );
  }
  if (!answer.data) {
    return (
      <div className="why" id={id} aria-busy="true">
        <div className="bone" style={{ height: "1.1rem", width: "62%", marginBottom: 8 }} />
        <div className="bone" style={{ height: "1.1rem", width: "84%" }} />
      </div>
    );
  }
  const why = answer.data;
  const days = (text: string) => withDayWords(text, language, me.clock.today);
  const reasons = reasonsOf(why, language, me.clock.today);
  return (
    <div className="why" id={id} data-colour={known?.colour}>
      <p>
        <strong>{words.clause(line ? say(line.title) : say(why.standard), why.number)}</strong>
        <span className="why-clause">{say(why.clause)}</span>
      </p>
      <p>
        {why.owed ? words.because : days(say(why.summary))}
        {reasons.map((reason, at) => (
          <Fragment key={at}>
            {at > 0 && words.and}
            {why.owed && <strong>{reason.say}</strong>}
            {reason.facts.length > 0 && (
              <span className="second">
                {words.open}
                {reason.facts.join(words.stop)}
                {words.shut}
              </span>
            )}
          </Fragment>
        ))}
        {why.owed && (
          <>
            {reasons.length > 0 && (why.last || why.arithmetic) && words.stop}
            {why.last && (
              <>
                {words.last(dayWords(why.last.on, language, me.clock.today), say(why.last.kind), why.last.by)}
                {why.arithmetic && words.stop}
              </>
            )}
            {why.arithmetic && <strong>{days(say(why.arithmetic))}</strong>}
            {words.end}
          </>
        )}{" "}
        <Link href={clauseAddress(promise)} className="nowrap">
          {words.seeClause}
        </Link>
      </p>
    </div>
  );
}

/** A promise's clause, as an address in the standard's own page. */
export function clauseAddress(promise: string): string {
  const [standard, ...rest] = promise.split("/");
  return `/standards/${standard}#${rest.join("/")}`;
}
