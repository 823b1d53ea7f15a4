import { Link } from "wouter";
import type { CaseField, CasePage as Page } from "#record/views/case-page.ts";
import { useAsk } from "../../parts/ask.ts";
import { CaseClock } from "../../parts/case-clock.tsx";
import { untilWords } from "../../parts/case-time.ts";
import { GuardTag } from "../../parts/guard-tag.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { Loading, Trouble } from "../../parts/states.tsx";
import { casesWords, caseWords } from "../../words/cases.ts";
import { momentWords, withDayWords } from "../../words/dates.ts";
import { shellWords } from "../../words/shell.ts";
import { Ended, Stage } from "./case-stage.tsx";
import { Timeline } from "./case-timeline.tsx";
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
            {say(shown.says ?? shown.title)}
            {shown.about[0] && <span className="subject-age"> {shown.about[0].name}</span>}
          </h1>
          <p className="second">
            <span className="dot" aria-hidden="true" />{" "}
            {shown.says && (
              <>
                <strong>{say(shown.title)}</strong>
                {" · "}
              </>
            )}
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
