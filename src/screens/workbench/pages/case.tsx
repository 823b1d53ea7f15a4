import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import type { Text } from "#basics/text.ts";
import type { CaseEvent, CaseField, CasePage as Page, StandingStage } from "#record/views/case-page.ts";
import { useAsk } from "../../parts/ask.ts";
import { CaseClock } from "../../parts/case-clock.tsx";
import type { CaseFormField, CaseFormValues } from "../../parts/case-form.tsx";
import { untilWords } from "../../parts/case-time.ts";
import type { FieldValue } from "../../parts/field-input.tsx";
import { GuardTag } from "../../parts/guard-tag.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { Loading, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { casesWords, caseWords } from "../../words/cases.ts";
import { momentWords, withDayWords } from "../../words/dates.ts";
import { shellWords } from "../../words/shell.ts";
import "./table.css";
import "./subject.css";
import "./cases.css";
import "./case.css";

export default function CasePage({ id }: { id: string }) {
  const words = useWords(caseWords);
  const list = useWords(casesWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const page = useAsk<Page>(`/api/cases/${id}`);
  if (page.isError && !page.data) return <Trouble error={page.error} retry={() => void page.refetch()} />;
  if (!page.data) return <Loading />;
  const shown = page.data;
  const { zone, today } = me.clock;
  const when = (at: string) => momentWords(at, zone, language, today);
  return (
    <div className="split">
      <div className="page">
        <p className="crumbs">
          <Link href="/cases">{list.heading}</Link>
        </p>
        <header className="case-head" data-colour={shown.colour}>
          <h1>
            <span className="dot" aria-hidden="true" /> {say(shown.title)}
            {shown.about[0] && <span className="subject-age"> {shown.about[0].name}</span>}
          </h1>
          <p className="second">
            {words.openedBy(shown.openedBy, when(shown.openedAt))}
            {shown.atNight && <span className="tag">{words.atNight}</span>}
            {shown.onHoliday && <span className="tag">{words.onHoliday}</span>}
            {shown.reopened > 0 && <span className="tag">{list.reopened(shown.reopened)}</span>}
            {shown.returned > 0 && <span className="tag">{list.returned(shown.returned)}</span>}
          </p>
        </header>
        <Path page={shown} />
        {shown.end && <Ended page={shown} end={shown.end} when={when} />}
        {shown.standing.map((standing) => (
          <Stage key={standing.stage} page={shown} standing={standing} when={when} />
        ))}
        <Timeline events={shown.timeline} />
      </div>
      <aside>
        {shown.due && (
          <section>
            <h2>{words.whole}</h2>
            <p className="case-side">
              {shown.end ? (
                untilWords(shown.due.at, zone, language, today)
              ) : (
                <CaseClock due={shown.due.at} provisional={shown.due.provisional} />
              )}
            </p>
          </section>
        )}
        <Fields fields={shown.fields} />
        <Whom page={shown} />
        <section>
          <h2>{words.clause}</h2>
          <p className="case-side">{say(shown.clause)}</p>
          <p className="third small case-side">
            {[
              words.runsBy(shown.version),
              shown.clock.hours === "office" ? words.officeHours : words.clockHours,
            ].join(" · ")}
          </p>
        </section>
      </aside>
    </div>
  );
}

/** The stages in the order of the procedure: been there, there now, still ahead. */
function Path({ page }: { page: Page }) {
  const words = useWords(caseWords);
  const say = useSay();
  const said = {
    passed: words.pathPassed,
    here: words.pathHere,
    ahead: words.pathAhead,
    aside: words.pathAside,
  };
  return (
    <ol className="case-path" aria-label={words.path}>
      {page.path.map(({ stage, title, standing, times }) => (
        <li
          key={stage}
          data-stage={stage}
          data-standing={standing}
          aria-current={standing === "here" && "step"}
        >
          <span className="case-mark" aria-hidden="true" />
          <span>
            {say(title)}
            <span className="unseen"> {said[standing]}</span>
            {times > 1 && <span className="third small"> {words.times(times)}</span>}
          </span>
        </li>
      ))}
      {page.end && (
        <li data-standing="end">
          <span className="case-mark" aria-hidden="true" />
          <span>{say(page.end.title)}</span>
        </li>
      )}
    </ol>
  );
}

function Stage({
  page,
  standing,
  when,
}: {
  page: Page;
  standing: StandingStage;
  when: (at: string) => string;
}) {
  const words = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const recording = useRecording();
  const [sending, setSending] = useState(false);
  const roles = standing.by.map(say).join(" · ");
  const form = (ids: string[], needs: string[]): { fields: CaseFormField[]; values: CaseFormValues } => {
    const asked = page.fields.filter(({ id }) => ids.includes(id));
    return {
      fields: asked.map(({ id, label, type, choices }) => ({
        id,
        label,
        type,
        ...(choices && { choices }),
        needed: needs.includes(id),
      })),
      values: Object.fromEntries(
        asked.map(({ id, value }) => [id, value === null ? undefined : (value as FieldValue)]),
      ),
    };
  };
  const take = (move: StandingStage["moves"][number]) => {
    const asked = form(move.asks, move.needs);
    const target = { case: page.id, stage: standing.stage, move: move.id, title: move.title };
    if (asked.fields.length > 0 || move.returns || move.ends) {
      // A form with fields of its own asks what it wants to know there.
      const reason = move.returns ? "needed" : asked.fields.length === 0 ? "optional" : "none";
      recording.stepCase({ ...target, ...asked, reason });
      return;
    }
    setSending(true);
    send("case.move", { case: page.id, stage: standing.stage, move: move.id, fields: {} })
      .then(
        () => toast({ say: words.moved(say(move.title)) }),
        (error: unknown) => toast({ say: sayError(error, language), tone: "trouble" }),
      )
      .finally(() => setSending(false));
  };
  const [first] = standing.moves.filter(({ onlyWhere, returns }) => onlyWhere === null && !returns);
  const barred = standing.moves.flatMap(({ id, title, onlyWhere }) =>
    onlyWhere === null ? [] : [{ id, title, onlyWhere }],
  );
  return (
    <section className="case-now" aria-label={say(standing.title)} data-standing={standing.stage}>
      <div className="case-now-head">
        <div>
          <h2>{say(standing.title)}</h2>
          <p className="second small">
            {words.stageSince(roles, when(standing.beganAt))}
            {standing.extended > 0 && ` · ${words.extendedBefore(standing.extended)}`}
          </p>
        </div>
        {standing.due ? (
          <CaseClock due={standing.due.at} provisional={standing.due.provisional} />
        ) : (
          <span className="third">{words.noDue}</span>
        )}
      </div>
      <div className="case-acts no-print">
        {standing.moves.map((move) => (
          <button
            key={move.id}
            type="button"
            className={move === first ? "button primary" : "button"}
            data-move={move.id}
            disabled={sending || move.onlyWhere !== null}
            aria-describedby={move.onlyWhere === null ? undefined : `barred-${move.id}`}
            onClick={() => take(move)}
          >
            {say(move.title)}
          </button>
        ))}
        <span className="case-acts-end">
          {standing.fill.length > 0 && (
            <button
              type="button"
              className="button plain"
              onClick={() =>
                recording.stepCase({
                  case: page.id,
                  stage: standing.stage,
                  title: standing.title,
                  ...form(standing.fill, []),
                  reason: "none",
                })
              }
            >
              {words.fill}
            </button>
          )}
          {standing.extend && <Extend page={page} standing={standing} by={standing.extend.by} />}
        </span>
      </div>
      {barred.map(({ id, title, onlyWhere }) => (
        <p key={id} id={`barred-${id}`} className="third small case-side">
          {say(title)} — {words.barred(say(onlyWhere))}
        </p>
      ))}
      {standing.moves.length === 0 && <p className="second case-side">{words.waitsFor(roles)}</p>}
    </section>
  );
}

function Extend({ page, standing, by }: { page: Page; standing: StandingStage; by: Text }) {
  const words = useWords(caseWords);
  const say = useSay();
  return (
    <WithReason
      act={words.extend}
      title={words.extendTitle(say(standing.title))}
      about={words.extendAbout(say(by))}
      done={words.extended}
      className="button plain"
      name="case.extend"
      input={{ case: page.id, stage: standing.stage }}
    />
  );
}

function Ended({
  page,
  end,
  when,
}: {
  page: Page;
  end: NonNullable<Page["end"]>;
  when: (at: string) => string;
}) {
  const words = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const { zone, today } = me.clock;
  return (
    <section className="case-now" aria-label={say(end.title)} data-end={end.id}>
      <div className="case-now-head">
        <div>
          <h2>{say(end.title)}</h2>
          <p className="second small">{when(end.at)}</p>
        </div>
        <span className={end.outcome === "late" ? "case-late" : "second"}>
          {end.outcome === null ? words.unknownTime : words[end.outcome]}
        </span>
      </div>
      {page.reopen && (
        <div className="case-acts no-print">
          <WithReason
            act={words.reopen}
            title={words.reopenTitle}
            about={words.reopenAbout(
              say(page.reopen.to),
              untilWords(page.reopen.until, zone, language, today),
            )}
            done={words.reopenedSay}
            className="button"
            name="case.reopen"
            input={{ case: page.id }}
          />
        </div>
      )}
    </section>
  );
}

/** An act that is done with nothing but its reason. */
function WithReason({
  act,
  title,
  about,
  done,
  className,
  name,
  input,
}: {
  act: string;
  title: string;
  about: string;
  done: string;
  className: string;
  name: string;
  input: Record<string, unknown>;
}) {
  const words = useWords(caseWords);
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  return (
    <>
      <button
        type="button"
        className={className}
        onClick={() => {
          setError(undefined);
          setAsking(true);
        }}
      >
        {act}
      </button>
      {asking && (
        <ReasonDialog
          title={title}
          about={about}
          label={words.reason}
          act={act}
          fault={error === undefined ? undefined : sayError(error, language)}
          caught={error}
          close={() => setAsking(false)}
          done={async (reason) => {
            setError(undefined);
            try {
              await send(name, { ...input, reason });
              setAsking(false);
              toast({ say: done });
            } catch (caught) {
              setError(caught);
            }
          }}
        />
      )}
    </>
  );
}

function Fields({ fields }: { fields: CaseField[] }) {
  const words = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const filled = fields.flatMap((field) => (field.say === null ? [] : [{ ...field, say: field.say }]));
  return (
    <section aria-labelledby="case-fields">
      <h2 id="case-fields">{words.fields}</h2>
      {filled.length === 0 && <p className="second section-note">{words.noFields}</p>}
      <dl className="facts">
        {filled.map((field) => (
          <div key={field.id} data-field={field.id}>
            <dt>{say(field.label)}</dt>
            <dd>
              {field.veiled ? (
                <>
                  <span className="veil" aria-hidden="true" />
                  <span className="third small">{words.veiled}</span>
                </>
              ) : (
                <span className="case-said">{withDayWords(say(field.say), language)}</span>
              )}
              <GuardTag guard={field.guard} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Whom({ page }: { page: Page }) {
  const words = useWords(caseWords);
  const list = useWords(casesWords);
  const shell = useWords(shellWords);
  return (
    <section aria-labelledby="case-whom">
      <h2 id="case-whom">{words.aboutWhom}</h2>
      {page.about.length === 0 && <p className="second section-note">{list.nobody}</p>}
      <ul className="plain-list">
        {page.about.map((subject) => (
          <li key={subject.id}>
            <Link href={`/subjects/${subject.id}`}>{subject.name}</Link>
            {subject.age !== null && <span className="second"> {shell.age(subject.age)}</span>}
            <div className="third small">{subject.address}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What happened, latest first: who, when and why. */
function Timeline({ events }: { events: CaseEvent[] }) {
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
