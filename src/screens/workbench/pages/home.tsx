import { useState } from "react";
import { Link } from "wouter";
import type { HomeCounts, HomeMember } from "#record/views/home.ts";
import type { SubjectPage as Page } from "#record/views/subject-page.ts";
import { useReading, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { useToast } from "../../parts/toast.tsx";
import { dayWords } from "../../words/dates.ts";
import { householdWords } from "../../words/household.ts";
import { shellWords } from "../../words/shell.ts";
import "./home.css";

/** On a person's page: the household they live in, those they live with, and where they lived before. */
export function PersonHomeSection({ page }: { page: Page }) {
  const words = useWords(householdWords);
  const { language } = useReading();
  const { me, may } = useHere();
  const recording = useRecording();
  const today = me.clock.today;
  if (!page.household) return null;
  const { now, past } = page.household;
  const members = now?.members ?? [];
  const mayChange = page.mergedInto === null && !isDead(page);
  const open = (what: "move" | "die") => () => recording.home({ what, subject: page.subject, members });
  return (
    <section className="side-section" aria-labelledby="household" data-home={now?.id}>
      <div className="side-head">
        <h2 id="household">{now ? <Link href={`/subjects/${now.id}`}>{now.name}</Link> : words.home}</h2>
        {mayChange && (
          <span className="home-acts no-print">
            {may("person.move") && (
              <button type="button" className="textual" onClick={open("move")}>
                {words.move}
              </button>
            )}
            {may("person.die") && (
              <button type="button" className="textual" onClick={open("die")}>
                {words.die}
              </button>
            )}
          </span>
        )}
      </div>
      {now ? (
        <ul className="plain-list">
          {members.map((member) => (
            <li key={member.subject.id}>
              <Member member={member} self={page.subject.id} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="second section-note">{words.noHome}</p>
      )}
      {past.length > 0 && (
        <>
          <h3 className="home-before">{words.livedIn}</h3>
          <ul className="plain-list">
            {past.map(({ id, name, from, until }) => (
              <li key={`${id}${from}`}>
                <Link href={`/subjects/${id}`}>{name}</Link>
                <span className="third small">
                  {" "}
                  {words.span(dayWords(from, language, today), dayWords(until ?? today, language, today))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** On a household's page: who lives in it and who did, how many they were through time, and what can happen to it. */
export function HomeSections({ page }: { page: Page }) {
  const words = useWords(householdWords);
  const { language } = useReading();
  const { me, may } = useHere();
  const recording = useRecording();
  const today = me.clock.today;
  if (!page.home) return null;
  const { home, subject } = page;
  const now = home.members.filter((member) => member.now);
  const former = home.members.filter((member) => !member.now);
  const enter = (newborn?: true) => () =>
    recording.enter({ kind: "person", household: subject, ...(newborn && { newborn }) });
  return (
    <section className="section" aria-labelledby="members">
      <div className="section-head">
        <h2 id="members">{words.members}</h2>
        <span className="home-acts no-print">
          {may("register.enter") && now.length > 0 && (
            <button type="button" className="button" onClick={enter(true)}>
              {words.born}
            </button>
          )}
          {may("register.enter") && !home.closed && (
            <button type="button" className="button" onClick={enter()}>
              {words.enterMember}
            </button>
          )}
          {may("household.split") && now.length > 1 && (
            <button
              type="button"
              className="button"
              onClick={() => recording.home({ what: "split", subject, members: home.members })}
            >
              {words.split}
            </button>
          )}
          {may("household.merge") && (
            <button
              type="button"
              className="button"
              onClick={() => recording.home({ what: "join", subject, members: home.members })}
            >
              {words.join}
            </button>
          )}
        </span>
      </div>
      {home.counts && home.counts.size > 0 && (
        <p className="second section-note" data-counts={home.counts.size}>
          <Counts counts={home.counts} />
        </p>
      )}
      {now.length === 0 && (
        <p className="second section-note">{home.closed ? words.closed : words.noMembers}</p>
      )}
      <ul className="plain-list">
        {now.map((member) => (
          <li key={member.subject.id} className="home-member" data-member={member.subject.id}>
            <Member member={member} />
            <span className="third small">
              {words.since(dayWords(member.spans.at(-1)?.from ?? today, language, today))}
            </span>
          </li>
        ))}
      </ul>
      {former.length > 0 && (
        <>
          <h3 className="home-before">{words.former}</h3>
          <ul className="plain-list">
            {former.map((member) => (
              <li key={member.subject.id} className="home-member" data-former={member.subject.id}>
                <Member member={member} />
                <span className="third small">
                  {member.spans
                    .map(({ from, until }) =>
                      until === null
                        ? words.since(dayWords(from, language, today))
                        : words.span(dayWords(from, language, today), dayWords(until, language, today)),
                    )
                    .join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {home.history.length > 1 && (
        <details className="home-history">
          <summary>{words.counts}</summary>
          <ul className="plain-list">
            {home.history.map((counts) => (
              <li key={counts.from} className="home-member">
                <Counts counts={counts} />
                <span className="third small">{words.since(dayWords(counts.from, language, today))}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Counts({ counts }: { counts: HomeCounts }) {
  const words = useWords(householdWords);
  return [
    words.size(counts.size),
    counts.minors > 0 ? words.minors(counts.minors) : "",
    counts.elders > 0 ? words.elders(counts.elders) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function Member({ member, self }: { member: HomeMember; self?: string }) {
  const words = useWords(householdWords);
  const shell = useWords(shellWords);
  const { subject } = member;
  // Of who left, what they are elsewhere says nothing here; that they died or moved away does.
  const left = { deceased: words.deceased, moved: words.movedAway }[member.residence ?? ""];
  const said = member.now ? (member.head ? words.head : member.relation) : left;
  return (
    <span>
      {subject.id === self ? (
        <strong>{subject.name}</strong>
      ) : (
        <Link href={`/subjects/${subject.id}`}>{subject.name}</Link>
      )}
      {subject.age !== null && <span className="second"> {shell.age(subject.age)}</span>}
      {said && <span className="third small"> {said}</span>}
    </span>
  );
}

/** This entry does not count any more: the way to the one that does. */
export function MergedAway({ into }: { into: string }) {
  const words = useWords(householdWords);
  return (
    <p className="merged-away" role="status">
      {words.mergedInto} <Link href={`/subjects/${into}`}>{words.toSurvivor}</Link>
    </p>
  );
}

/** What was merged into this entry, and the way to undo it. */
export function MergedSection({ page }: { page: Page }) {
  const words = useWords(householdWords);
  const { language } = useReading();
  const { me, may } = useHere();
  const toast = useToast();
  const send = useSend();
  const [asking, setAsking] = useState<string>();
  const [error, setError] = useState<unknown>();
  if (page.merged.length === 0) return null;
  return (
    <section className="side-section" data-merged={page.merged.length}>
      <ul className="plain-list">
        {page.merged.map(({ merge, name, code, at, by }, place) => (
          <li key={merge} className="home-member">
            <span className="second small">
              {words.merged(
                name,
                code ? ` ${code}` : "",
                by,
                dayWords(at.slice(0, 10), language, me.clock.today),
              )}
            </span>
            {/* Only the latest: an earlier one is undone after it. */}
            {place === 0 && may("register.unmerge") && (
              <button type="button" className="textual no-print" onClick={() => setAsking(merge)}>
                {words.unmerge}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asking && (
        <ReasonDialog
          title={words.unmerge}
          about={words.unmergeAbout}
          label={words.unmergeReason}
          act={words.unmerge}
          fault={error === undefined ? undefined : sayError(error, language)}
          caught={error}
          close={() => setAsking(undefined)}
          done={async (reason) => {
            setError(undefined);
            try {
              await send("register.unmerge", { merge: asking, reason });
              toast({ say: words.unmerged });
              setAsking(undefined);
            } catch (caught) {
              setError(caught);
            }
          }}
        />
      )}
    </section>
  );
}

function isDead({ facts }: Page): boolean {
  return facts.some(({ fact, value }) => fact === "residence" && value === "deceased");
}
