import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { Link, useSearchParams } from "wouter";
import type { KeptRates } from "#publish/kept-rate.ts";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { Today, TodayDuty } from "#record/views/today.ts";
import { useAsk } from "../../parts/ask.ts";
import { Flower, FlowerBones } from "../../parts/flower.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { useSingleKeys } from "../../parts/single-keys.ts";
import { DutyState } from "../../parts/state.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { Why } from "../../parts/why.tsx";
import { useWide } from "../../parts/wide.ts";
import { dayAndWeekday, dayWords, monthName } from "../../words/dates.ts";
import { registerWords } from "../../words/register.ts";
import { shellWords, stateWords } from "../../words/shell.ts";
import { todayWords } from "../../words/today.ts";
import { KeysDialog } from "../keys-dialog.tsx";
import { keyOf, useSteadyDuties, type SteadyDuties } from "../steady.ts";
import { countsOf, groupDuties, type GroupBy } from "../today-groups.ts";
import { useWaitingCases, WaitingCases } from "./waiting-cases.tsx";
import "./today.css";

/** More rows than this in a group wait behind a button, so that a page of a thousand opens at once. */
const FIRST_ROWS = 20;

/** In rem: a list and a side column stand beside each other from here on. */
const SIDE_BY_SIDE = 76;

const nothing: TodayDuty[] = [];

export function TodayPage() {
  const words = useWords(todayWords);
  const shell = useWords(shellWords);
  const say = useSay();
  const { language, told, setTold } = useReading();
  const [readingKeys, setReadingKeys] = useState(false);
  const { me, areas, lines, promises } = useHere();
  // One's own areas stand first.
  const mine = me.posts.flatMap(({ area }) => area ?? []);
  const [search, setSearch] = useSearchParams();
  const today = useAsk<Today>("/api/today");
  const cases = useWaitingCases();
  const steady = useSteadyDuties(today.data?.duties ?? nothing);
  const wide = useWide(SIDE_BY_SIDE);
  useSingleKeys(rowKeys);
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

  const all = today.data?.duties ?? nothing;
  const hasMine = all.some((duty) => duty.mine) && all.some((duty) => !duty.mine);
  const onlyMine = search.get("mine") === "1";
  const inView = (duties: TodayDuty[]) => (onlyMine ? duties.filter((duty) => duty.mine) : duties);
  const counts = countsOf(inView(all), today.data?.day ?? "");
  const own = countsOf(
    all.filter((duty) => duty.mine),
    today.data?.day ?? "",
  );
  const countMine = own.overdue + own.due;
  // What is owed by the end of today; what is still to come is listed and counted apart.
  const pressing = counts.overdue + counts.due;
  const shown = inView(steady.duties).filter((duty) => chosen !== "overdue" || duty.state === "overdue");
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
  // The cases stand above the list or beside it, so the list waits for them: nothing is pushed down later.
  const ready = today.data !== undefined && !cases.isPending;

  return (
    <div className="split today">
      <div className="page">
        {ready ? (
          <>
            <div className="today-head">
              <h1>{pressing > 0 ? words.heading(pressing) : words.headingNone}</h1>
              <p className="second">
                {[words.overdue(counts.overdue), words.due(counts.due), words.coming(counts.coming)].join(
                  " · ",
                )}
              </p>
              <p className="print-only">
                {words.walkList(me.account.name, dayAndWeekday(me.clock.today, language))}
              </p>
            </div>
            <div className="today-tools">
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
                    {words.onlyOverdue(counts.overdue)}
                  </button>
                )}
                {(hasMine || onlyMine) && (
                  <button
                    type="button"
                    className="chip"
                    aria-pressed={onlyMine}
                    onClick={() => change("mine", onlyMine ? null : "1")}
                  >
                    {words.mine(countMine)}
                  </button>
                )}
              </div>
              {all.length > 0 && (
                <div className="today-ways">
                  <button
                    type="button"
                    className="button plain keys-button"
                    onClick={() => setReadingKeys(true)}
                  >
                    {shell.keys} <kbd>?</kbd>
                  </button>
                  <button type="button" className="button plain" onClick={() => print()}>
                    {words.print}
                  </button>
                </div>
              )}
            </div>
            {!told && all.length > 0 && (
              <p className="today-tip no-print">
                <span>{words.tip}</span>
                <button type="button" className="textual" onClick={() => setTold(true)}>
                  {words.tipRead}
                </button>
              </p>
            )}
            {today.data.standIns.some(({ mine: isMine }) => isMine) && (
              <p className="standing-in" role="note">
                {standingIn(today.data.standIns)
                  .map(([away, until]) => words.standingIn(away, dayWords(until, language, today.data.day)))
                  .join(" ")}
              </p>
            )}
            {readingKeys && <KeysDialog close={() => setReadingKeys(false)} />}
            {!wide && <WaitingCases found={cases} overdueOnly={chosen === "overdue"} />}
            <div
              className="today-list"
              onPointerMove={(event) => event.pointerType === "mouse" && steady.point(true)}
              onPointerLeave={() => steady.point(false)}
            >
              {groups.map((group) => (
                <Group key={group.key} title={group.title} duties={group.duties} steady={steady} />
              ))}
            </div>
            <p className="unseen" role="status">
              {steady.waiting > 0 && words.waitingNew(steady.waiting)}
            </p>
            {groups.length === 0 && (
              <NothingListed
                none={all.length === 0}
                next={today.data.next}
                overdueOnly={chosen === "overdue"}
                seeAll={() => setSearch({}, { replace: true })}
              />
            )}
          </>
        ) : (
          <TodayBones />
        )}
      </div>
      <Side month={today.data?.day.slice(0, 7)}>
        {wide && ready && <WaitingCases found={cases} overdueOnly={false} />}
      </Side>
    </div>
  );
}

/** The list before it is known, of the heights that it will have. */
function TodayBones() {
  return (
    <Loading own>
      <div className="bone today-bone-head" />
      <div className="bone today-bone-chips" />
      <div className="bone today-bone-section" />
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className="duty">
          <div className="duty-row">
            <span />
            <div className="bone today-bone" />
            <div className="bone today-bone" />
          </div>
        </div>
      ))}
    </Loading>
  );
}

/** For whom the reader stands in, and until when: each once. */
function standingIn(standIns: Today["standIns"]): [away: string, until: string][] {
  return [...new Map(standIns.filter(({ mine }) => mine).map(({ away, until }) => [away, until]))];
}

/** Why the list is empty, as far as it is known: only who really has nothing owed is told that all is kept. */
function NothingListed({
  none,
  next,
  overdueOnly,
  seeAll,
}: {
  /** Nothing at all is listed for this reader, whatever the view. */
  none: boolean;
  next: Today["next"];
  overdueOnly: boolean;
  seeAll: () => void;
}) {
  const words = useWords(todayWords);
  const register = useWords(registerWords);
  const { language } = useReading();
  const { me, may } = useHere();
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
  const comes = next === null ? "" : words.nextDue(dayAndWeekday(next, language, me.clock.today));
  // An outside body is asked only for what it owes itself.
  if (!may("duty.excuse")) return <Empty title={words.emptyOutside} />;
  if (subjects.isPending) return <Loading rows={2} />;
  if (subjects.data?.total !== 0) return <Empty title={words.emptyAll} next={`${comes}${words.emptyNext}`} />;
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

function Group({ title, duties, steady }: { title: string; duties: TodayDuty[]; steady: SteadyDuties }) {
  const words = useWords(todayWords);
  const [whole, setWhole] = useState(false);
  const shown = whole ? duties : duties.slice(0, FIRST_ROWS);
  const staying = duties.filter((duty) => !steady.leaving.has(keyOf(duty)));
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
        <span className="third">{words.count(staying.length)}</span>
      </div>
      <ul className="duties">
        {shown.map((duty) => (
          <DutyRow
            key={keyOf(duty)}
            duty={duty}
            going={
              steady.leaving.has(keyOf(duty)) ? "leaving" : steady.done.has(keyOf(duty)) ? "done" : undefined
            }
            letGo={() => steady.point(false)}
          />
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

function DutyRow({
  duty,
  going,
  letGo,
}: {
  duty: TodayDuty;
  going: "leaving" | "done" | undefined;
  /** The hand has pressed what it pointed at: the list may move again. */
  letGo: () => void;
}) {
  const words = useWords(todayWords);
  const shell = useWords(shellWords);
  const states = useWords(stateWords);
  const say = useSay();
  const { language } = useReading();
  const { me, promises, records, may, mayRecord } = useHere();
  const recording = useRecording();
  const [open, setOpen] = useState(false);
  const promise = promises.get(duty.promise);
  const key = keyOf(duty);
  const { today } = me.clock;
  const kind = promise?.keptBy
    .map((id) => records.get(id))
    .find((each) => each?.about.includes(duty.subject.kind) && mayRecord(each.id));
  const title = promise ? say(promise.title) : words.guardedDuty;
  return (
    <li
      className={["duty", open && "open", going].filter(Boolean).join(" ")}
      data-duty={going ? undefined : key}
      data-colour={promise?.colour}
      aria-label={`${duty.subject.name} ${title}`}
      tabIndex={-1}
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
            {duty.standIn && (
              <span className="tag stand-in">
                {duty.standIn.mine
                  ? words.standsInFor(duty.standIn.away)
                  : words.stoodInBy(duty.standIn.away, duty.standIn.by)}
              </span>
            )}
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
            aria-controls={open ? `why-${key}` : undefined}
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
        {going === "done" ? (
          <div className="duty-acts">
            <span className="third">{words.doneElsewhere}</span>
          </div>
        ) : (
          <div className="duty-acts">
            {may("duty.excuse") && (
              <button
                type="button"
                className="button duty-aside"
                title={words.cannotMeans}
                onClick={() => {
                  letGo();
                  recording.setAside({ subject: duty.subject, promise: duty.promise });
                }}
              >
                {words.cannot}
              </button>
            )}
            {kind && (
              <button
                type="button"
                className={
                  duty.state === "overdue" || open ? "button primary duty-record" : "button duty-record"
                }
                title={say(kind.title)}
                onClick={() => {
                  letGo();
                  recording.record({ subject: duty.subject, kind: kind.id, promise: duty.promise });
                }}
              >
                {words.record(say(kind.title))}
              </button>
            )}
          </div>
        )}
        <span className="duty-blank print-only" aria-hidden="true" />
      </div>
      {open && (
        <div className="duty-why">
          <Why id={`why-${key}`} subject={duty.subject.id} promise={duty.promise} />
        </div>
      )}
    </li>
  );
}

/** What keys pressed alone do on Today; they act on the row that has the focus. */
const rowKeys = {
  j: () => toRow(1),
  k: () => toRow(-1),
  ArrowDown: () => rowInFocus() !== undefined && toRow(1),
  ArrowUp: () => rowInFocus() !== undefined && toRow(-1),
  Enter: () => document.activeElement === rowInFocus() && press(".why-button"),
  r: () => press(".duty-record"),
  e: () => press(".duty-aside"),
};

function rowInFocus(): Element | undefined {
  return document.activeElement?.closest("[data-duty]") ?? undefined;
}

function toRow(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(".duties [data-duty]")];
  const at = rows.findIndex((row) => row === rowInFocus());
  const next = at === -1 ? rows[0] : rows[at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

function press(selector: string): boolean {
  const button = rowInFocus()?.querySelector<HTMLElement>(selector);
  button?.click();
  return button !== null && button !== undefined;
}

function Side({ month, children }: { month: string | undefined; children: React.ReactNode }) {
  const words = useWords(todayWords);
  const { language } = useReading();
  const { me } = useHere();
  const isShown = me.sees.includes("figures");
  const rates = useAsk<KeptRates>("/api/kept", { month }, { enabled: month !== undefined && isShown });
  if (!isShown) return <aside>{children}</aside>;
  return (
    <aside aria-label={words.flower(monthName(month ?? "", language))}>
      <h2 className="side-title">{month ? words.flower(monthName(month, language)) : " "}</h2>
      {rates.data ? (
        <Flower rates={rates.data} />
      ) : rates.isError ? (
        <p className="second">—</p>
      ) : (
        <FlowerBones />
      )}
      <p className="side-foot">
        <Link href="/published">{words.allFigures}</Link>
      </p>
      {children}
    </aside>
  );
}
