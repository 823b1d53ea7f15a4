import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { SubjectBrief } from "#record/views/brief.ts";
import type { JournalLine, JournalPage as Page } from "#record/views/journal.ts";
import type { JournalFault } from "#record/verify.ts";
import type { VerifyLine } from "#server/routes/journal.ts";
import { Antd } from "../../parts/antd.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { address, ask, askLines } from "../../parts/api.ts";
import { groupBy } from "../../parts/group-by.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { sayError } from "../../parts/say-error.ts";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { SubjectPicker } from "../../parts/subject-picker.tsx";
import { dayAndWeekday, dayWords, localParts, withDayWords } from "../../words/dates.ts";
import { journalWords } from "../../words/published.ts";
import "./journal.css";
import "./table.css";

const TOPICS = ["records", "cases", "register", "imports", "reports", "reads", "office"] as const;
const FILTERS = ["by", "topic", "from", "until", "subject"] as const;

export default function JournalPage() {
  const words = useWords(journalWords);
  const { language } = useReading();
  const { me, manages } = useHere();
  const [search, setSearch] = useSearchParams();
  const filter = Object.fromEntries(
    FILTERS.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? ""]] : [])),
  );
  // What is issued names its entry: from there on, backwards.
  const at = Number(search.get("at")) || undefined;
  const journal = useInfiniteQuery({
    queryKey: ["/api/journal", filter, at],
    queryFn: ({ pageParam, signal }) => ask<Page>("/api/journal", { ...filter, before: pageParam }, signal),
    initialPageParam: at === undefined ? undefined : at + 1,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { verified, isVerifying, verify } = useVerify();
  if (journal.isError && !journal.data) {
    return <Trouble error={journal.error} retry={() => void journal.refetch()} />;
  }
  if (!journal.data) return <Loading />;
  const entries = journal.data.pages.flatMap((page) => page.entries);
  const days = groupBy(entries, (entry) => localParts(entry.at, me.clock.zone).day);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className="page page-narrow" aria-busy={journal.isPlaceholderData}>
      <div className="page-head">
        <h1>{words.heading}</h1>
        <p className="second">{words.lead(journal.data.pages[0]?.length ?? 0)}</p>
        <span className="end no-print">
          <button type="button" className="button" disabled={isVerifying} onClick={() => void verify()}>
            {words.verify}
          </button>
          {manages && (
            <a className="button" href={address("/api/journal/export", { office: me.office.id })} download>
              {words.export}
            </a>
          )}
        </span>
      </div>
      <Verified at={verified} />
      <Filter
        filter={filter}
        people={journal.data.pages[0]?.people ?? []}
        change={(name, value) =>
          setSearch(
            (before) => {
              const next = new URLSearchParams(before);
              if (value) next.set(name, value);
              else next.delete(name);
              return next;
            },
            { replace: true },
          )
        }
      />
      {at !== undefined && (
        <p className="second">
          {words.fromEntry(at)} <Link href="/journal">{words.latest}</Link>
        </p>
      )}
      {entries.length === 0 &&
        (isFiltered ? (
          <Empty title={words.noneSuch} next={words.noneSuchNext}>
            <button type="button" className="button" onClick={() => setSearch({}, { replace: true })}>
              {words.seeAll}
            </button>
          </Empty>
        ) : (
          <Empty title={words.none} next={words.noneNext} />
        ))}
      {[...days].map(([day, inDay]) => (
        <section key={day} className="section" aria-label={dayWords(day, language)}>
          <div className="section-head">
            <h2>{dayAndWeekday(day, language, me.clock.today)}</h2>
          </div>
          <ol className="entries">
            {inDay.map((entry) => (
              <EntryRow key={entry.id} entry={entry} isAsked={entry.number === at} />
            ))}
          </ol>
        </section>
      ))}
      {journal.hasNextPage && (
        <p className="section-note">
          <button
            type="button"
            className="button"
            disabled={journal.isFetchingNextPage}
            onClick={() => void journal.fetchNextPage()}
          >
            {words.earlier}
          </button>
        </p>
      )}
    </div>
  );
}

/** By whom, what, when and about whom. */
function Filter({
  filter,
  people,
  change,
}: {
  filter: Record<string, string>;
  people: Page["people"];
  change: (name: (typeof FILTERS)[number], value: string) => void;
}) {
  const words = useWords(journalWords);
  const { me } = useHere();
  const [whom, setWhom] = useState<SubjectBrief>();
  const day = (name: "from" | "until") => (
    <DateField
      id={`journal-${name}`}
      label={words[name]}
      latest={me.clock.today}
      value={filter[name]}
      onChange={(day) => change(name, day ?? "")}
    />
  );
  return (
    <div className="tools journal-filter no-print" role="search" aria-label={words.filter}>
      <select
        className="field"
        aria-label={words.who}
        value={filter["by"] ?? ""}
        onChange={(event) => change("by", event.target.value)}
      >
        <option value="">{words.anybody}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="field"
        aria-label={words.topic}
        value={filter["topic"] ?? ""}
        onChange={(event) => change("topic", event.target.value)}
      >
        <option value="">{words.anyTopic}</option>
        {TOPICS.map((topic) => (
          <option key={topic} value={topic}>
            {words[`topic_${topic}`]}
          </option>
        ))}
      </select>
      <span className="journal-days">
        {day("from")} <span className="third">{words.until}</span> {day("until")}
      </span>
      <span className="journal-whom">
        <label className="unseen" htmlFor="journal-whom">
          {words.aboutWhom}
        </label>
        <Antd>
          <SubjectPicker
            id="journal-whom"
            value={filter["subject"] === undefined ? undefined : whom}
            onChange={(subject) => {
              setWhom(subject);
              change("subject", subject?.id ?? "");
            }}
          />
        </Antd>
      </span>
    </div>
  );
}

/** How far the chain was followed, or what came of it. */
type VerifiedAt = VerifyLine | { error: unknown } | undefined;

/** Follows the chain from its beginning. */
function useVerify() {
  const words = useWords(journalWords);
  const [verified, setVerified] = useState<VerifiedAt>();
  const verify = async () => {
    setVerified({ checked: 0, of: 0 });
    try {
      let last: VerifyLine | undefined;
      for await (const line of askLines<VerifyLine>("/api/journal/verify", { progress: "true" })) {
        last = line;
        setVerified(line);
      }
      if (last === undefined || "checked" in last) setVerified({ error: new Error(words.cutShort) });
    } catch (error) {
      setVerified({ error });
    }
  };
  return { verified, isVerifying: verified !== undefined && "checked" in verified, verify };
}

/** Says how far it is, what came of it, and what to do where it fails. */
function Verified({ at }: { at: VerifiedAt }) {
  const words = useWords(journalWords);
  const { language } = useReading();
  return (
    <div className="verify" role="status">
      {at === undefined ? null : "checked" in at ? (
        <>
          <progress value={at.of === 0 ? undefined : at.checked} max={at.of || 1} aria-hidden="true" />
          <span className="second">
            {" "}
            {at.of === 0 ? words.verifying : words.verifyingAt(at.checked, at.of)}
          </span>
        </>
      ) : "error" in at ? (
        <p className="verified broken">
          {at.error instanceof Error && at.error.message === words.cutShort
            ? words.cutShort
            : sayError(at.error, language)}
        </p>
      ) : at.ok ? (
        <p className="verified">
          {words.ok(at.length)}{" "}
          <span className="small">
            {words.head} <code>{at.head}</code>
          </span>
        </p>
      ) : (
        at.fault && <Broken fault={at.fault} />
      )}
    </div>
  );
}

/** For somebody who reads it once in a life: what was found, what it means and does not mean, and what to do in which order. */
function Broken({ fault: { what, number, say: found } }: { fault: JournalFault }) {
  const words = useWords(journalWords);
  const say = useSay();
  const { me, may } = useHere();
  return (
    <section className="verified broken" aria-label={words.broken}>
      <h2>{words.broken}</h2>
      <p>
        <strong>{say(found)}</strong>
        {number !== null && what !== "cut-off" && what !== "missing" && (
          <>
            {" "}
            <Link href={address("/journal", { at: String(number) })}>{words.seeEntry(number)}</Link>
          </>
        )}
      </p>
      <p>{words[`means_${what}`]}</p>
      {number !== null && number > 1 && <p>{words.stillWhole(number - 1)}</p>}
      <p>{words.nothingDone}</p>
      <h3>{words.whatNow}</h3>
      <ol>
        <li>{words.now_leave}</li>
        <li>
          {words.now_keep}{" "}
          {may("journal.export") && (
            <a href={address("/api/journal/export", { office: me.office.id })} download>
              {words.export}
            </a>
          )}
        </li>
        <li>{words.now_compare}</li>
        <li>{words.now_tell}</li>
      </ol>
    </section>
  );
}

function EntryRow({ entry, isAsked }: { entry: JournalLine; isAsked: boolean }) {
  const words = useWords(journalWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const said = withDayWords(say(entry.say), language, me.clock.today);
  const unnamed = entry.subjects.filter((subject) => !said.includes(subject.name));
  return (
    <li className="entry" data-entry={entry.number} aria-current={isAsked ? "true" : undefined}>
      <time className="third" dateTime={entry.at}>
        {localParts(entry.at, me.clock.zone).time}
      </time>
      <span>
        <strong>{entry.by}</strong> <Named said={said} subjects={entry.subjects} />
        {unnamed.slice(0, 3).map((subject) => (
          <Link key={subject.id} className="entry-subject" href={`/subjects/${subject.id}`}>
            {subject.name}
          </Link>
        ))}
      </span>
      <span className="entry-number third small" title={`${words.number} ${entry.number} · ${entry.hash}`}>
        {entry.number} <code>{isAsked ? entry.hash : entry.hash.slice(0, 8)}</code>
      </span>
    </li>
  );
}

/** The sentence, with the first mention of each person or thing as a link to it. */
function Named({ said, subjects }: { said: string; subjects: JournalLine["subjects"] }) {
  const named = subjects.find((subject) => said.includes(subject.name));
  if (!named) return said;
  const at = said.indexOf(named.name);
  return (
    <Fragment>
      {said.slice(0, at)}
      <Link href={`/subjects/${named.id}`}>{named.name}</Link>
      {said.slice(at + named.name.length)}
    </Fragment>
  );
}
