import { useState } from "react";
import { useSearchParams } from "wouter";
import type { ReportBrief } from "#publish/report.ts";
import type { ReportPage } from "#publish/report-page.ts";
import { address } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { publishedWords, reportWords } from "../../words/published.ts";
import { PublishedSections } from "./published-sections.tsx";
import { ReportSheet } from "./report-sheet.tsx";
import { ReportState } from "./report-state.tsx";
import "./published.css";
import "./report.css";
import "./table.css";

/** A report of a standard for one of its periods: the paper itself, and beside it where it stands. */
export default function ReportsPage() {
  const words = useWords(reportWords);
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const reports = useAsk<ReportBrief[]>("/api/reports");
  if (reports.isError && !reports.data)
    return <Trouble error={reports.error} retry={() => void reports.refetch()} />;
  if (!reports.data) return <Loading />;
  const chosen = reports.data.find(({ id }) => id === search.get("report")) ?? reports.data[0];
  if (!chosen)
    return (
      <div className="page published">
        <PublishedSections />
        <h1>{words.heading}</h1>
        <Empty title={words.none} next={words.noneNext} />
      </div>
    );
  // A period that is over is what one comes for: the running one is a draft.
  const period = search.get("period") ?? (chosen.periods[1] ?? chosen.periods[0])?.id ?? "";
  return (
    <div className="page published report-page">
      <PublishedSections />
      <div className="page-head no-print">
        <h1 className="unseen">{words.heading}</h1>
        <select
          className="field"
          aria-label={words.report}
          value={chosen.id}
          onChange={(event) => setSearch({ report: event.target.value })}
        >
          {reports.data.map(({ id, title }) => (
            <option key={id} value={id}>
              {say(title)}
            </option>
          ))}
        </select>
        <select
          className="field"
          aria-label={words.period}
          value={period}
          onChange={(event) => setSearch({ report: chosen.id, period: event.target.value })}
        >
          {!chosen.periods.some(({ id }) => id === period) && <option value={period}>{period}</option>}
          {chosen.periods.map(({ id, say: title }) => (
            <option key={id} value={id}>
              {say(title)}
            </option>
          ))}
        </select>
      </div>
      <OneReport key={`${chosen.id} ${period}`} report={chosen.id} period={period} />
    </div>
  );
}

function OneReport({ report, period }: { report: string; period: string }) {
  const words = useWords(reportWords);
  const { print } = useWords(publishedWords);
  const { language } = useReading();
  const { me } = useHere();
  // null: the last one; 0: what it would be today, of a period that was issued.
  const [chosen, choose] = useState<number | null>(null);
  const page = useAsk<ReportPage>("/api/reports/filled", { report, period, language }, { keep: true });
  if (page.isError && !page.data) return <Trouble error={page.error} retry={() => void page.refetch()} />;
  if (!page.data) return <Loading />;
  const { editions } = page.data;
  const shown =
    chosen === 0 ? undefined : (editions.find((each) => each.edition === chosen) ?? editions.at(-1));
  const document = address("/api/reports/document", {
    report,
    period,
    language,
    edition: shown?.edition,
    office: me.office.id,
  });
  return (
    <div className="report-desk">
      <ReportSheet page={page.data} shown={shown} isBusy={page.isPlaceholderData} />
      <aside className="report-aside no-print" aria-label={words.state}>
        <ReportState page={page.data} shown={shown} choose={choose} />
        <div className="report-acts">
          <a className="button" href={document} download>
            {words.document}
          </a>
          <button type="button" className="button" onClick={() => window.print()}>
            {print}
          </button>
          <p className="third small">{words.note}</p>
        </div>
      </aside>
    </div>
  );
}
