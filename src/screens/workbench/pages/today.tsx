import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { Link, useSearchParams } from "wouter";
import type { KeptRates } from "#publish/kept-rate.ts";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { Today, TodayDuty } from "#record/views/today.ts";
import { useAsk } from "../../parts/ask.ts";
import { Flower } from "../../parts/flower.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { DutyState } from "../../parts/state.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { Why } from "../../parts/why.tsx";
import { dayWords, monthName } from "../../words/dates.ts";
import { registerWords } from "../../words/register.ts";
import { shellWords, stateWords } from "../../words/shell.ts";
import { todayWords } from "../../words/today.ts";
import { countsOf, groupDuties, type GroupBy } from "../today-groups.ts";
import { CasesToday } from "./cases-of.tsx";
import "./today.css";

/** More rows than this in a group wait behind a button, so that a page of a thousand opens at once. */
const FIRST_ROWS = 20;

export function TodayPage() {
  const words = useWords(todayWords);
  const say = useSay();
  const { language } = useReading();
  const { me, areas, lines, promises } = useHere();
  // One's own areas stand first.
  const mine = me.posts.flatMap(({ area }) => area ?? []);
  const [search, setSearch] = useSearchParams();
  const today = useAsk<Today>("/api/today");
  if (today.isError && !today.data) return <Trouble error={today.error} retry={() => void today.refetch()} />;

  const by: GroupBy = search.get("by") === "line" ? "line" : search.get("by") === "due" ? "due" : "area";
  const chosen = search.get("only");
  const change = (name: string, value: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );

  const all = today.data?.duties ?? [];
  const hasMine = all.some((duty) => duty.mine) && all.some((duty) => !duty.mine);
  const onlyMine = search.get("mine") === "1";
  const inView = onlyMine ? all.filter((duty) => duty.mine) : all;
  const counts = countsOf(inView, today.data?.day ?? "");
  // What is owed by the end of today; what is still to come is listed and counted apart.
  const pressing = counts.overdue + counts.due;
  const shown = chosen === "overdue" ? inView.filter((duty) => duty.state === "overdue") : inView;
  const groups = groupDuties(shown, by, {
    area: (id) => say(areas.get(id)?.title) || words.noArea,
    areas: [...mine, ...areas.keys()],
    line: (promise) => promises.get(promise)?.line ?? "",
    lines: [...lines.keys()],
    lineTitle: (id) => say(lines.get(id)?.title) || words.otherLine,
    overdue: words.groupOverdue,
    due: words.groupDue,
    day: (day) => words.groupDay(dayWords(day, language, today.data?.day)),
    today: today.data?.day ?? "",
  });

  return (
    <div className="split">
      <div className="page">
        {today.data ? (
          <>
            <div className="today-head">
              <h1>{pressing > 0 ? words.heading(pressing) : words.headingNone}</h1>
              <p className="second">
                {[words.overdue(counts.overdue), words.due(counts.due), words.coming(counts.coming)].join(
                  " · ",
                )}
              </p>
            </div>
            <div className="chips" role="group" aria-label={words.view}>
              {(["area", "line", "due"] as const).map((each) => (
                <button
                  key={each}
                  type="button"
                  className="chip"
                  aria-pressed={by === each}
                  onClick={() => change("by", each === "area" ? null : each)}
                >
                  {{ area: words.byArea, line: words.byLine, due: words.byDue }[each]}
                </button>
              ))}
              <span className="chips-gap" />
              {(counts.overdue > 0 || chosen === "overdue") && (
                <button
                  type="button"
                  className="chip"
                  aria-pressed={chosen === "overdue"}
                  onClick={() => change("only", chosen === "overdue" ? null : "overdue")}
                >
                  {words.overdue(counts.overdue)}
                </button>
              )}
              {(hasMine || onlyMine) && (
                <button
                  type="button"
                  className="chip"
                  aria-pressed={onlyMine}
                  onClick={() => change("mine", onlyMine ? null : "1")}
                >
                  {words.mine}
                </button>
              )}
            </div>
            <CasesToday overdueOnly={chosen === "overdue"} />
            {groups.map((group) => (
              <Group key={group.key} title={group.title} duties={group.duties} today={today.data.day} />
            ))}
            {groups.length === 0 && (
              <NothingListed
                none={all.length === 0}
                overdueOnly={chosen === "overdue"}
                seeAll={() => setSearch({}, { replace: true })}
              />
            )}
          </>
        ) : (
          <Loading rows={8} />
        )}
      </div>
      <Side month={today.data?.day.slice(0, 7)} />
    </div>
  );
}

/** Why the list is empty, as far as it is known: only who really has nothing owed is told that all is kept. */
function NothingListed({
  none,
  overdueOnly,
  seeAll,
}: {
  /** Nothing at all is listed for this reader, whatever the view. */
  none: boolean;
  overdueOnly: boolean;
  seeAll: () => void;
}) {
  const words = useWords(todayWords);
  const register = useWords(registerWords);
  const { may } = useHere();
  const subjects = useAsk<FoundSubjects>("/api/subjects", {}, { enabled: none });
  if (!none) {
    return (
      <Empty title={overdueOnly ? words.emptyFilter : words.emptyMine} next={words.emptyNext}>
        <button type="button" className="button" onClick={seeAll}>
          {words.seeAll}
        </button>
      </Empty>
    );
  }
  // An outside body is asked only for what it owes itself.
  if (!may("duty.excuse")) return <Empty title={words.emptyOutside} />;
  if (subjects.isPending) return <Loading rows={2} />;
  if (subjects.data?.total !== 0) return <Empty title={words.emptyAll} next={words.emptyNext} />;
  return (
    <Empty title={words.emptyRegister} next={words.emptyRegisterNext}>
      {may("register.import") && (
        <Link className="button primary" href="/register/import">
          {register.importLedger}
        </Link>
      )}
    </Empty>
  );
}

function Group({ title, duties, today }: { title: string; duties: TodayDuty[]; today: string }) {
  const words = useWords(todayWords);
  const [whole, setWhole] = useState(false);
  const shown = whole ? duties : duties.slice(0, FIRST_ROWS);
  useEffect(() => {
    // On paper nothing waits behind a button.
    const showAll = () => flushSync(() => setWhole(true));
    addEventListener("beforeprint", showAll);
    return () => removeEventListener("beforeprint", showAll);
  }, []);
  return (
    <section className="section" aria-label={title}>
      <div className="section-head">
        <h2>{title}</h2>
        <span className="third">{words.count(duties.length)}</span>
      </div>
      <ul className="duties">
        {shown.map((duty) => (
          <DutyRow key={`${duty.subject.id}/${duty.promise}`} duty={duty} today={today} />
        ))}
      </ul>
      {shown.length < duties.length && (
        <button type="button" className="button plain" onClick={() => setWhole(true)}>
          {words.more(duties.length - shown.length)}
        </button>
      )}
    </section>
  );
}

function DutyRow({ duty, today }: { duty: TodayDuty; today: string }) {
  const words = useWords(todayWords);
  const shell = useWords(shellWords);
  const states = useWords(stateWords);
  const say = useSay();
  const { language } = useReading();
  const { promises, records, may, mayRecord } = useHere();
  const recording = useRecording();
  const [open, setOpen] = useState(false);
  const promise = promises.get(duty.promise);
  const key = `${duty.subject.id}/${duty.promise}`;
  const kind = promise?.keptBy
    .map((id) => records.get(id))
    .find((each) => each?.about.includes(duty.subject.kind) && mayRecord(each.id));
  const title = promise ? say(promise.title) : words.guardedDuty;
  return (
    <li
      className={open ? "duty open" : "duty"}
      data-duty={key}
      data-colour={promise?.colour}
      aria-label={`${duty.subject.name} ${title}`}
    >
      <div className="duty-row">
        <span className="dot" aria-hidden="true" />
        <div className="duty-who">
          <Link href={`/subjects/${duty.subject.id}`} className="duty-name">
            {duty.subject.name}
          </Link>
          {duty.subject.age !== null && <span className="second"> {shell.age(duty.subject.age)}</span>}
          {duty.subject.address && <div className="duty-note">{duty.subject.address}</div>}
        </div>
        <div className="duty-what">
          <div>
            {title}
            {duty.guarded && <span className="tag guarded">{words.guarded}</span>}
            {duty.provisional && (
              <span className="tag" title={words.provisionalWhy}>
                {words.provisional}
              </span>
            )}
          </div>
          <button
            type="button"
            className="why-button"
            aria-expanded={open}
            aria-controls={`why-${key}`}
            onClick={() => setOpen(!open)}
          >
            {open ? words.hideWhy : words.why}
          </button>
        </div>
        <div className="duty-state">
          <DutyState state={duty.state} due={duty.due} daysLate={duty.daysLate} today={today} />
          {duty.state === "overdue" && (
            <div className="duty-note">{states.dueOn(dayWords(duty.due, language, today))}</div>
          )}
        </div>
        <div className="duty-acts">
          {may("duty.excuse") && (
            <button
              type="button"
              className="button"
              onClick={() => recording.setAside({ subject: duty.subject, promise: duty.promise })}
            >
              {words.cannot}
            </button>
          )}
          {kind && (
            <button
              type="button"
              className={duty.state === "overdue" || open ? "button primary" : "button"}
              title={say(kind.title)}
              onClick={() =>
                recording.record({ subject: duty.subject, kind: kind.id, promise: duty.promise })
              }
            >
              {words.record(say(kind.title))}
            </button>
          )}
        </div>
      </div>
      {open && (
        <div className="duty-why">
          <Why id={`why-${key}`} subject={duty.subject.id} promise={duty.promise} />
        </div>
      )}
    </li>
  );
}

function Side({ month }: { month: string | undefined }) {
  const words = useWords(todayWords);
  const { language } = useReading();
  const rates = useAsk<KeptRates>("/api/kept", { month }, { enabled: month !== undefined });
  return (
    <aside aria-label={words.flower(monthName(month ?? "", language))}>
      <h2 className="side-title">{month ? words.flower(monthName(month, language)) : " "}</h2>
      {rates.data ? (
        <>
          <Flower rates={rates.data} />
          <p className="side-foot">
            <Link href="/published">{words.allFigures}</Link>
          </p>
        </>
      ) : rates.isError ? (
        <p className="second">—</p>
      ) : (
        <div className="bone" style={{ height: "11rem" }} />
      )}
    </aside>
  );
}
