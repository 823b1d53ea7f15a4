import { groupBy } from "../../parts/group-by.ts";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { Text } from "#basics/text.ts";
import type { FactLine, openedFact, SubjectPage as Page, TimelineItem } from "#record/views/subject-page.ts";
import { post } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { GuardTag } from "../../parts/guard-tag.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { sayError } from "../../parts/say-error.ts";
import { DutyState } from "../../parts/state.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { Why } from "../../parts/why.tsx";
import { casesWords } from "../../words/cases.ts";
import { dayWords, momentWords, withDayWords } from "../../words/dates.ts";
import { changeWords } from "../../words/register.ts";
import { shellWords, stateWords } from "../../words/shell.ts";
import { subjectWords } from "../../words/subject.ts";
import { todayWords } from "../../words/today.ts";
import { CasesOf } from "./cases-of.tsx";
import { ContactsSection, RingFirst } from "./contacts.tsx";
import { HomeSections, MergedAway, MergedSection, PersonHomeSection } from "./home.tsx";
import { RequestsSection } from "./requests.tsx";
import "./subject.css";

type OpenedFact = Awaited<ReturnType<typeof openedFact>>;

export default function SubjectPage({ id }: { id: string }) {
  const words = useWords(subjectWords);
  const shell = useWords(shellWords);
  const cases = useWords(casesWords);
  const say = useSay();
  const { language } = useReading();
  const { me, areas, may } = useHere();
  const recording = useRecording();
  const page = useAsk<Page>(`/api/subjects/${id}`);
  if (page.isError && !page.data) return <Trouble error={page.error} retry={() => void page.refetch()} />;
  if (!page.data) return <Loading />;
  const { subject } = page.data;
  const today = me.clock.today;
  const mayOpen = me.language.procedures.some((each) => each.mayOpen && each.about.includes(subject.kind));
  return (
    <div className="split">
      <div className="page">
        <p className="crumbs">
          <Link href={`/register?kind=${subject.kind}`}>{words.register}</Link>
        </p>
        <header className="subject-head">
          <div>
            <h1>
              {subject.name}
              {subject.age !== null && <span className="subject-age"> {shell.age(subject.age)}</span>}
            </h1>
            <p className="second">
              {[
                subject.area ? say(areas.get(subject.area)?.title) : "",
                subject.address ?? "",
                subject.code ? words.code(subject.code) : "",
                words.since(dayWords(subject.since, language, today)),
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            <RingFirst page={page.data} />
          </div>
          <span className="subject-acts no-print">
            {mayOpen && (
              <button type="button" className="button" onClick={() => recording.openCase({ subject })}>
                {cases.open}
              </button>
            )}
            {may("record.make") && (
              <button type="button" className="button primary" onClick={() => recording.record({ subject })}>
                {words.record}
              </button>
            )}
          </span>
        </header>
        {page.data.mergedInto && <MergedAway into={page.data.mergedInto} />}
        <HomeSections page={page.data} />
        <Duties page={page.data} today={today} />
        <CasesOf subject={subject} />
        <Timeline items={page.data.timeline} />
      </div>
      <aside>
        <ContactsSection page={page.data} />
        <Facts page={page.data} />
        <PersonHomeSection page={page.data} />
        <MergedSection page={page.data} />
        <RequestsSection page={page.data} />
        <WhyNot page={page.data} />
      </aside>
    </div>
  );
}

function Duties({ page, today }: { page: Page; today: string }) {
  const words = useWords(subjectWords);
  const rows = useWords(todayWords);
  const states = useWords(stateWords);
  const say = useSay();
  const { language } = useReading();
  const { promises, records, may, mayRecord } = useHere();
  const recording = useRecording();
  const [open, setOpen] = useState<string>();
  return (
    <section className="section" aria-labelledby="duties">
      <div className="section-head">
        <h2 id="duties">{words.duties}</h2>
      </div>
      {page.duties.length === 0 && <p className="second section-note">{words.noDuties}</p>}
      <ul className="duties">
        {page.duties.map((duty) => {
          const promise = promises.get(duty.promise);
          const kind = promise?.keptBy
            .map((each) => records.get(each))
            .find((each) => each?.about.includes(page.subject.kind) && mayRecord(each.id));
          const shown = open === duty.promise;
          const title = promise ? say(promise.title) : words.guardedPromise;
          return (
            <li
              key={duty.promise}
              className={shown ? "duty open" : "duty"}
              data-duty={`${page.subject.id}/${duty.promise}`}
              data-colour={promise?.colour}
              aria-label={title}
            >
              <div className="duty-row subject-duty">
                <span className="dot" aria-hidden="true" />
                <div className="duty-what">
                  <div>{title}</div>
                  <button
                    type="button"
                    className="why-button"
                    aria-expanded={shown}
                    onClick={() => setOpen(shown ? undefined : duty.promise)}
                  >
                    {shown ? rows.hideWhy : rows.why}
                  </button>
                </div>
                <div className="duty-state">
                  <DutyState state={duty.state} due={duty.due} daysLate={duty.daysLate} today={today} />
                  <div className="duty-note">
                    {duty.state === "overdue"
                      ? states.dueOn(dayWords(duty.due, language, today))
                      : duty.state === "upcoming" && duty.opens > today
                        ? words.notYet(dayWords(duty.opens, language, today))
                        : ""}
                  </div>
                </div>
                <div className="duty-acts no-print">
                  {may("duty.excuse") && (
                    <button
                      type="button"
                      className="button"
                      onClick={() => recording.setAside({ subject: page.subject, promise: duty.promise })}
                    >
                      {rows.cannot}
                    </button>
                  )}
                  {kind && duty.mayRecord && (
                    <button
                      type="button"
                      className={duty.state === "overdue" || shown ? "button primary" : "button"}
                      onClick={() =>
                        recording.record({ subject: page.subject, kind: kind.id, promise: duty.promise })
                      }
                    >
                      {rows.record(say(kind.title))}
                    </button>
                  )}
                </div>
              </div>
              {shown && (
                <div className="duty-why">
                  <Why subject={page.subject.id} promise={duty.promise} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function WhyNot({ page }: { page: Page }) {
  const words = useWords(subjectWords);
  const say = useSay();
  const { promises } = useHere();
  if (page.notOwed.length === 0) return null;
  return (
    <section className="side-section no-print" aria-labelledby="why-not">
      <h2 id="why-not">{words.whyNot}</h2>
      <p className="third small">{words.whyNotAbout(page.notOwed.length)}</p>
      <ul className="plain-list">
        {page.notOwed.map((id) => (
          <li key={id} data-colour={promises.get(id)?.colour} data-not-owed={id}>
            <Unfold title={say(promises.get(id)?.title) || words.guardedPromise}>
              <Why subject={page.subject.id} promise={id} />
            </Unfold>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A line that opens in place; what is inside is asked for only then. */
function Unfold({ title, children }: { title: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="unfold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="dot" aria-hidden="true" />
        {title}
      </button>
      {open && children}
    </>
  );
}

function Facts({ page }: { page: Page }) {
  const words = useWords(subjectWords);
  const change = useWords(changeWords);
  const { language } = useReading();
  const say = useSay();
  const { me, may } = useHere();
  const recording = useRecording();
  // An opened fact is closed again once something has changed: what was read may not be so any more.
  const [changes, setChanges] = useState(0);
  const held = page.facts.map(({ fact }) => fact);
  const changed = () => setChanges((before) => before + 1);
  return (
    <section aria-labelledby="facts">
      <div className="side-head">
        <h2 id="facts">{words.facts}</h2>
        {may("register.change") && (
          <button
            type="button"
            className="textual no-print"
            onClick={() => recording.change({ subject: page.subject, held, changed })}
          >
            {change.actOther}
          </button>
        )}
      </div>
      {page.facts.length === 0 && <p className="second section-note">{words.noFacts}</p>}
      <dl className="facts">
        {page.facts.map((fact) => (
          <div key={fact.fact} data-fact={fact.fact}>
            <dt>{say(fact.label)}</dt>
            <dd>
              {fact.veiled ? (
                <Veiled key={changes} subject={page.subject.id} fact={fact} />
              ) : (
                <>
                  {withDayWords(say(fact.say), language) || "—"}
                  {fact.from > page.subject.since && (
                    <span className="third small">
                      {words.factSince(dayWords(fact.from, language, me.clock.today))}
                    </span>
                  )}
                </>
              )}
              {may("register.change") && (
                <button
                  type="button"
                  className="textual fact-change no-print"
                  aria-label={change.actOn(say(fact.label))}
                  onClick={() => recording.change({ subject: page.subject, line: fact, held, changed })}
                >
                  {change.act}
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Veiled({ subject, fact }: { subject: string; fact: FactLine }) {
  const words = useWords(subjectWords);
  const say = useSay();
  const { language } = useReading();
  const [asking, setAsking] = useState(false);
  const [opened, setOpened] = useState<Text>();
  const [error, setError] = useState<unknown>();
  if (opened) return <span>{withDayWords(say(opened), language)}</span>;
  return (
    <>
      <span className="veil" aria-hidden="true" />
      <GuardTag guard={fact.guard} />
      {fact.mayOpen && (
        <button
          type="button"
          className="textual no-print"
          aria-label={words.openTitle(say(fact.label))}
          onClick={() => setAsking(true)}
        >
          {words.openFact}
        </button>
      )}
      {asking && (
        <ReasonDialog
          title={words.openTitle(say(fact.label))}
          about={words.openAbout}
          label={words.purpose}
          act={words.openFact}
          suggestions={[words.purposeVisit, words.purposeReview, words.purposeCheck]}
          fault={error === undefined ? undefined : sayError(error, language)}
          caught={error}
          close={() => setAsking(false)}
          done={async (purpose) => {
            setError(undefined);
            try {
              const answer = await post<OpenedFact>(`/api/facts/${subject}/${fact.fact}`, { purpose });
              setOpened(answer.say);
              setAsking(false);
            } catch (caught) {
              setError(caught);
            }
          }}
        />
      )}
    </>
  );
}

/** The record that the address names (#…): where a published figure's evidence leads. */
function useNamedRecord(): string {
  const named = location.hash.slice(1);
  useEffect(() => {
    if (named) document.getElementById(named)?.scrollIntoView({ block: "center" });
  }, [named]);
  return named;
}

function Timeline({ items }: { items: TimelineItem[] }) {
  const named = useNamedRecord();
  const words = useWords(subjectWords);
  const say = useSay();
  const [only, setOnly] = useState<string>();
  const kinds = [...new Map(items.map((item) => [item.kind, item.title]))];
  const shown = only ? items.filter((item) => item.kind === only) : items;
  const years = groupBy(shown, (item) => item.on.slice(0, 4));
  return (
    <section className="section" aria-labelledby="timeline">
      <div className="section-head">
        <h2 id="timeline">{words.timeline}</h2>
      </div>
      {items.length === 0 && <Empty title={words.noTimeline} next={words.noTimelineNext} />}
      {kinds.length > 1 && (
        <div className="chips timeline-kinds">
          {[
            [undefined, words.all] as const,
            ...kinds.map(([kind, title]) => [kind, say(title)] as const),
          ].map(([kind, title]) => (
            <button
              key={kind ?? ""}
              type="button"
              className="chip"
              aria-pressed={only === kind}
              onClick={() => setOnly(kind)}
            >
              {title}
            </button>
          ))}
        </div>
      )}
      {[...years].map(([year, inYear]) => (
        <div key={year}>
          <h3 className="timeline-year">{words.year(year)}</h3>
          <ol className="timeline">
            {inYear.map((item) => (
              <TimelineRow key={item.record} item={item} named={item.record === named} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function TimelineRow({ item, named }: { item: TimelineItem; named: boolean }) {
  const words = useWords(subjectWords);
  const outcomes = useWords(stateWords);
  const say = useSay();
  const { language } = useReading();
  const { me, promises, may, manages } = useHere();
  const recording = useRecording();
  const zone = me.clock.zone;
  const day = dayWords(item.on, language, item.on);
  return (
    <li
      id={item.record}
      className={`event${item.struck ? " struck" : ""}${named ? " named" : ""}`}
      data-record={item.record}
    >
      <time className="event-day" dateTime={item.on}>
        {day}
      </time>
      <div className="event-body">
        <div className="event-title">
          <strong>{say(item.title)}</strong>
          {item.whom.length > 0 && (
            <span className="second">
              {item.whom.map(({ id, name }) => (
                <Link key={id} href={`/subjects/${id}`}>
                  {name}
                </Link>
              ))}
            </span>
          )}
          {item.about > 1 && <span className="tag">{words.about(item.about)}</span>}
          {/* As the command says: whoever made it, or the secretary. */}
          {!item.struck && may("record.strike") && (item.mine || manages) && (
            <button
              type="button"
              className="textual strike no-print"
              onClick={() => recording.strike({ record: item.record, title: `${say(item.title)} ${day}` })}
            >
              {words.strike}
            </button>
          )}
        </div>
        {item.fields.map((field, at) => (
          <p key={at}>
            <span className="third">{say(field.label)} </span>
            {withDayWords(say(field.say), language, item.on)}
          </p>
        ))}
        {item.settled.length > 0 && (
          <ul className="event-settled">
            {item.settled.map((settled) => (
              <li
                key={`${settled.promise}${settled.due}`}
                data-colour={promises.get(settled.promise)?.colour}
              >
                <span className="dot" aria-hidden="true" />
                {words.settled} {say(promises.get(settled.promise)?.title) || words.guardedPromise}
                <span className="third">
                  {words.outcomeDue(
                    settled.outcome in outcomes ? outcomes[settled.outcome as "kept"] : settled.outcome,
                    dayWords(settled.due, language, item.on),
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
        <p className="third small">{words.by(item.by, momentWords(item.at, zone, language, item.on))}</p>
        {item.struck && (
          <p className="struck-why">
            {words.struck(
              item.struck.by,
              momentWords(item.struck.at, zone, language, item.on),
              item.struck.reason,
            )}
          </p>
        )}
      </div>
    </li>
  );
}
