import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { Link } from "wouter";
import type { JournalLine, JournalPage as Page } from "#record/views/journal.ts";
import { address, ask } from "../../parts/api.ts";
import { groupBy } from "../../parts/group-by.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { sayError } from "../../parts/say-error.ts";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { dayAndWeekday, dayWords, localParts, withDayWords } from "../../words/dates.ts";
import { journalWords } from "../../words/published.ts";
import type { Text } from "#basics/text.ts";
import "./journal.css";
import "./table.css";

type Verified = { ok: boolean; length: number; head: string; fault: Text | null };

export default function JournalPage() {
  const words = useWords(journalWords);
  const say = useSay();
  const { language } = useReading();
  const { me, manages } = useHere();
  const [verified, setVerified] = useState<Verified | "working" | { error: unknown }>();
  const journal = useInfiniteQuery({
    queryKey: ["/api/journal"],
    queryFn: ({ pageParam, signal }) => ask<Page>("/api/journal", { before: pageParam }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => {
      const last = page.entries[page.entries.length - 1];
      return last && last.number > 1 ? last.number : undefined;
    },
  });
  if (journal.isError && !journal.data) {
    return <Trouble error={journal.error} retry={() => void journal.refetch()} />;
  }
  if (!journal.data) return <Loading />;
  const entries = journal.data.pages.flatMap((page) => page.entries);
  const days = groupBy(entries, (entry) => localParts(entry.at, me.clock.zone).day);
  const verify = async () => {
    setVerified("working");
    try {
      setVerified(await ask<Verified>("/api/journal/verify"));
    } catch (error) {
      setVerified({ error });
    }
  };
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{words.heading}</h1>
        <p className="second">{words.lead(journal.data.pages[0]?.length ?? 0)}</p>
        <span className="end no-print">
          <button
            type="button"
            className="button"
            disabled={verified === "working"}
            onClick={() => void verify()}
          >
            {verified === "working" ? words.verifying : words.verify}
          </button>
          {manages && (
            <a className="button" href={address("/api/journal/export", { office: me.office.id })} download>
              {words.export}
            </a>
          )}
        </span>
      </div>
      <div role="status">
        {verified && verified !== "working" && (
          <p className={"ok" in verified && verified.ok ? "verified" : "verified broken"}>
            {"error" in verified ? (
              sayError(verified.error, language)
            ) : verified.ok ? (
              <>
                {words.ok(verified.length)}{" "}
                <span className="small">
                  {words.head} <code>{verified.head.slice(0, 16)}</code>
                </span>
              </>
            ) : (
              <>
                {words.broken}
                {say(verified.fault)}
              </>
            )}
          </p>
        )}
      </div>
      {entries.length === 0 && <Empty title={words.none} next={words.noneNext} />}
      {[...days].map(([day, inDay]) => (
        <section key={day} className="section" aria-label={dayWords(day, language)}>
          <div className="section-head">
            <h2>{dayAndWeekday(day, language, me.clock.today)}</h2>
          </div>
          <ol className="entries">
            {inDay.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
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

function EntryRow({ entry }: { entry: JournalLine }) {
  const words = useWords(journalWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const said = withDayWords(say(entry.say), language, me.clock.today);
  const unnamed = entry.subjects.filter((subject) => !said.includes(subject.name));
  return (
    <li className="entry" data-entry={entry.number}>
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
        {entry.number} <code>{entry.hash.slice(0, 8)}</code>
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
