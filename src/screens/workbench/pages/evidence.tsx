import { Fragment, useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { KeptEvidence } from "#publish/kept-rate.ts";
import { address } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { useColourName } from "../../parts/colour-names.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { rateWords } from "../../parts/petals.ts";
import { PromiseFigures } from "../../parts/promise-figures.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { dayWords, monthWords } from "../../words/dates.ts";
import { publishedWords } from "../../words/published.ts";
import { shellWords, stateWords } from "../../words/shell.ts";
import "./published.css";
import "./table.css";

const OUTCOMES = ["kept", "late", "missed", "overdue", "excused", "declined"] as const;
const FIRST_ROWS = 200;

/** What one published figure counted: every duty, its outcome, and the record that settled it. */
export default function EvidencePage() {
  const words = useWords(publishedWords);
  const outcomes = useWords(stateWords);
  const shell = useWords(shellWords);
  const colourName = useColourName();
  const say = useSay();
  const { language } = useReading();
  const { me, lines, promises } = useHere();
  const [search, setSearch] = useSearchParams();
  const [whole, setWhole] = useState(false);
  const month = search.get("month") ?? me.clock.today.slice(0, 7);
  const asked = {
    month,
    line: search.get("line") ?? undefined,
    colour: search.get("colour") ?? undefined,
    promise: search.get("promise") ?? undefined,
  };
  const outcome = OUTCOMES.find((each) => each === search.get("outcome"));
  const evidence = useAsk<KeptEvidence>("/api/kept/evidence", asked, { keep: true });
  if (evidence.isError && !evidence.data) {
    return <Trouble error={evidence.error} retry={() => void evidence.refetch()} />;
  }
  if (!evidence.data) return <Loading />;
  const { figure, rows } = evidence.data;
  const change = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const titleOf = (promise: string) => say(promises.get(promise)?.title) || words.guardedPromise;
  // The line and the colour stand in the way back to the page; the heading names the narrowest.
  const wider = [
    asked.line && {
      say: say(lines.get(asked.line)?.title) || asked.line,
      href: address("/published/evidence", { month, line: asked.line }),
    },
    asked.colour && {
      say: colourName(asked.colour),
      href: address("/published/evidence", { month, colour: asked.colour }),
    },
  ].filter((each) => each !== undefined && each !== "");
  const name = asked.promise ? titleOf(asked.promise) : wider.map((each) => each.say).join(" · ");
  const counts = { ...figure };
  const matching = outcome ? rows.filter((row) => row.outcome === outcome) : rows;
  const shown = whole ? matching : matching.slice(0, FIRST_ROWS);
  const inView = [...promises.values()].filter(
    (promise) =>
      (!asked.line || promise.line === asked.line) && (!asked.colour || promise.colour === asked.colour),
  );
  const outcomeWord = (each: (typeof OUTCOMES)[number]) =>
    each === "overdue" ? outcomes.stillOverdue : outcomes[each];
  return (
    <div className="page published">
      <p className="crumbs">
        <Link href={`/published?month=${month}`}>{shell.published}</Link>
        {asked.promise &&
          wider.map((each) => (
            <Fragment key={each.href}>
              {" › "}
              <Link href={each.href}>{each.say}</Link>
            </Fragment>
          ))}
      </p>
      <h1>{words.evidenceHeading(monthWords(month, language), name || words.total)}</h1>
      {figure.rate === null ? (
        <p className="second">{words.none}</p>
      ) : (
        <p className="evidence-figure" data-figure>
          <strong>{rateWords(figure.rate)}</strong>
          <span>{words.ofKept(figure.kept, figure.of)}</span>
          <span className="second small">
            {words.breakdown(figure.late, figure.missed, figure.overdue)}
            {figure.excused + figure.declined > 0 && ` · ${words.setAside(figure.excused, figure.declined)}`}
          </span>
        </p>
      )}
      {!asked.promise && inView.length > 1 && rows.length > 0 && (
        <section className="section" aria-labelledby="by-promise">
          <div className="section-head">
            <h2 id="by-promise">{words.byPromise}</h2>
          </div>
          <PromiseFigures
            evidence={evidence.data}
            hrefOf={(promise) =>
              address("/published/evidence", { month, line: asked.line, colour: asked.colour, promise })
            }
          />
        </section>
      )}
      <div className="section-head section">
        <h2>{words.rows}</h2>
        <span className="third">{words.rowCount(matching.length)}</span>
      </div>
      <div className="tools no-print">
        <div className="chips" role="group" aria-label={words.outcome}>
          <button
            type="button"
            className="chip"
            aria-pressed={!outcome}
            onClick={() => change("outcome", undefined)}
          >
            {words.all}
          </button>
          {OUTCOMES.filter((each) => counts[each] > 0 || each === outcome).map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={outcome === each}
              onClick={() => change("outcome", outcome === each ? undefined : each)}
            >
              {outcomeWord(each)} {counts[each]}
            </button>
          ))}
        </div>
        {inView.length > 1 && (
          <select
            className="field"
            aria-label={words.promise}
            value={asked.promise ?? ""}
            onChange={(event) => change("promise", event.target.value || undefined)}
          >
            <option value="">{words.allPromises}</option>
            {inView.map((promise) => (
              <option key={promise.id} value={promise.id}>
                {say(promise.title)}
              </option>
            ))}
          </select>
        )}
      </div>
      {matching.length === 0 ? (
        <Empty title={words.noRows} />
      ) : (
        <div className="scroller">
          <table className="rows" aria-busy={evidence.isPlaceholderData}>
            <thead>
              <tr>
                <th scope="col">{words.subject}</th>
                <th scope="col">{words.promise}</th>
                <th scope="col">{words.due}</th>
                <th scope="col">{words.on}</th>
                <th scope="col">{words.outcome}</th>
                <th scope="col">{words.record}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => {
                const promise = promises.get(row.promise);
                return (
                  <tr
                    key={`${row.subject.id}${row.promise}${row.due}`}
                    data-evidence={`${row.subject.id}/${row.promise}`}
                    data-colour={promise?.colour}
                  >
                    <th scope="row" className="name">
                      <Link href={`/subjects/${row.subject.id}`}>{row.subject.name}</Link>
                    </th>
                    <td>
                      <span className="line-name">
                        <span className="dot" aria-hidden="true" />
                        {titleOf(row.promise)}
                      </span>
                    </td>
                    <td className="nowrap">{dayWords(row.due, language, month)}</td>
                    <td className="nowrap">{row.on ? dayWords(row.on, language, month) : "—"}</td>
                    <td className="nowrap">
                      <Outcome outcome={row.outcome} say={outcomeWord(row.outcome)} />
                    </td>
                    <td className="nowrap">
                      {row.record && (
                        <Link href={`/subjects/${row.subject.id}#${row.record}`}>{words.seeRecord}</Link>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {evidence.data.hidden > 0 && (
        <p className="second section-note">{words.hidden(evidence.data.hidden)}</p>
      )}
      {shown.length < matching.length && (
        <button type="button" className="button plain" onClick={() => setWhole(true)}>
          {words.more(matching.length - shown.length)}
        </button>
      )}
    </div>
  );
}

/** An outcome's shape and word: full kept, half late, cross missed, ring set aside. */
function Outcome({ outcome, say }: { outcome: (typeof OUTCOMES)[number]; say: string }) {
  const bad = outcome === "missed" || outcome === "overdue";
  return (
    <span className="state" data-state={bad ? "overdue" : outcome === "late" ? "due" : undefined}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {bad ? (
          <path d="M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5" stroke="currentColor" strokeWidth="1.8" />
        ) : (
          <>
            <circle
              cx="6"
              cy="6"
              r="5"
              fill={outcome === "kept" ? "var(--well)" : "none"}
              stroke={outcome === "kept" ? "var(--well)" : "currentColor"}
            />
            {outcome === "late" && <path d="M6 1a5 5 0 0 0 0 10z" fill="currentColor" />}
          </>
        )}
      </svg>
      <span>{say}</span>
    </span>
  );
}
