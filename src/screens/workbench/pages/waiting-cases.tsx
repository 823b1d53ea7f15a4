import type { UseQueryResult } from "@tanstack/react-query";
import type { CaseBrief } from "#record/views/case-brief.ts";
import type { CaseList } from "#record/views/cases.ts";
import { Link } from "wouter";
import { useAsk } from "../../parts/ask.ts";
import { CaseClock } from "../../parts/case-clock.tsx";
import { useClock } from "../../parts/clock.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { casesWords } from "../../words/cases.ts";
import { momentWords } from "../../words/dates.ts";
import { recordWords } from "../../words/record.ts";

/** Like duties, what falls due within a week stands on Today; of these the first few, and the list has all of them. */
const ahead = 7 * 86_400_000;
const shownHere = 5;

/** What stands at a stage of the reader's own roles. */
export function useWaitingCases(): UseQueryResult<CaseList> {
  return useAsk<CaseList>("/api/cases", { mine: "true", show: "open" });
}

/** The cases that wait for the reader, each with its clock; nothing at all where none does. */
export function WaitingCases({
  found,
  overdueOnly,
}: {
  found: UseQueryResult<CaseList>;
  overdueOnly: boolean;
}) {
  const words = useWords(casesWords);
  const { me } = useHere();
  const until = Date.parse(me.clock.now) + ahead;
  const rows = (found.data?.rows ?? []).filter(({ due, overdue }) =>
    overdueOnly ? overdue : due !== null && Date.parse(due) <= until,
  );
  if (rows.length === 0) return null;
  return (
    <section className="waiting-cases" aria-label={words.waiting}>
      <div className="waiting-head">
        <h2 className="side-title">{words.waiting}</h2>
        <Link href="/cases?mine=1">
          {rows.length > shownHere ? words.allMineOf(found.data?.total ?? rows.length) : words.allMine}
        </Link>
      </div>
      <ul className="waiting-list">
        {rows.slice(0, shownHere).map((row) => (
          <WaitingCase key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

function WaitingCase({ row }: { row: CaseBrief }) {
  const words = useWords(casesWords);
  const record = useWords(recordWords);
  const say = useSay();
  const { language } = useReading();
  const { me, readAt } = useHere();
  const now = useClock(me.clock, readAt).getTime();
  const from = Date.parse(row.openedAt);
  const passed = row.due === null ? 0 : (now - from) / Math.max(1, Date.parse(row.due) - from);
  return (
    <li className="waiting-case" data-case={row.id} data-colour={row.colour}>
      <div className="waiting-line">
        <Link href={`/cases/${row.id}`} className="waiting-title">
          {row.says[0] ? say(row.says[0]) : say(row.title)}
        </Link>
        {row.due && <CaseClock due={row.due} provisional={row.provisional} calm />}
      </div>
      <p className="waiting-note">
        {[
          words.yourStep(row.stages.map(({ title }) => say(title)).join(record.comma)),
          ...(row.subject ? [row.subject.name] : row.says.slice(1, 2).map(say)),
          words.openedAt(momentWords(row.openedAt, me.clock.zone, language, me.clock.today)),
        ].join(" · ")}
      </p>
      <svg className="waiting-bar" aria-hidden="true" data-over={passed >= 1}>
        <rect className="ground" width="100%" height="100%" />
        <rect width={`${Math.min(100, Math.max(2, Math.round(passed * 100)))}%`} height="100%" />
      </svg>
    </li>
  );
}
