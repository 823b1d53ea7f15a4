import { Link } from "wouter";
import type { CaseBrief } from "#record/views/case-brief.ts";
import { CaseClock } from "../../parts/case-clock.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { casesWords, caseWords } from "../../words/cases.ts";
import { dayWords, localParts, momentWords } from "../../words/dates.ts";
import "./cases.css";

/** Cases as lines: what it is and whom it concerns, where it stands and with whom, and its clock. */
export function CaseRows({ rows, busy = false }: { rows: CaseBrief[]; busy?: boolean }) {
  return (
    <ul className="case-rows" aria-busy={busy}>
      {rows.map((row) => (
        <CaseRow key={row.id} row={row} />
      ))}
    </ul>
  );
}

function CaseRow({ row }: { row: CaseBrief }) {
  const words = useWords(casesWords);
  const single = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const { zone, today } = me.clock;
  const whom = row.subject
    ? row.others > 0
      ? words.others(row.subject.name, row.others)
      : row.subject.name
    : words.nobody;
  return (
    <li className="case-row" data-case={row.id} data-colour={row.colour}>
      <span className="dot" aria-hidden="true" />
      <div className="case-what">
        <Link href={`/cases/${row.id}`} className="case-title">
          {row.says[0] ? say(row.says[0]) : say(row.title)}
        </Link>
        <div className="case-note">
          {[...(row.says[0] ? [row.title] : []), ...row.says.slice(1)].map(say).join(" · ")}
          {row.reopened > 0 && <span className="tag">{words.reopened(row.reopened)}</span>}
          {row.returned > 0 && <span className="tag">{words.returned(row.returned)}</span>}
        </div>
      </div>
      <div className="case-whom">
        {row.subject ? <Link href={`/subjects/${row.subject.id}`}>{whom}</Link> : whom}
        <div className="case-note">
          {momentWords(row.openedAt, zone, language, today)} {words.opened}
        </div>
      </div>
      <div className="case-stage">
        {row.end ? (
          say(row.end.title)
        ) : (
          <>
            <span className={row.mine ? "case-mine" : undefined}>
              {row.stages.map(({ title }) => say(title)).join(" · ")}
            </span>
            <div className="case-note" hidden={row.mine}>
              {words.atRole([...new Set(row.stages.flatMap(({ by }) => by.map(say)))].join(" · "))}
            </div>
          </>
        )}
      </div>
      <div className="case-due">
        {row.end ? (
          <>
            <span className={row.end.outcome === "late" ? "case-late" : "second"}>
              {row.end.outcome === null ? single.unknownTime : single[row.end.outcome]}
            </span>
            <div className="case-note">{dayWords(localParts(row.end.at, zone).day, language, today)}</div>
          </>
        ) : row.due ? (
          <CaseClock due={row.due} provisional={row.provisional} />
        ) : (
          <span className="third">{single.noDue}</span>
        )}
      </div>
    </li>
  );
}
