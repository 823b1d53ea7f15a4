import { useSearchParams } from "wouter";
import type { FilledReport, ReportBrief } from "#publish/report.ts";
import { address } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { Markdown } from "../../parts/markdown.tsx";
import { useHere } from "../../parts/me.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { dayWords } from "../../words/dates.ts";
import { publishedWords, reportWords } from "../../words/published.ts";
import { PublishedSections } from "./published-sections.tsx";
import "./published.css";
import "./table.css";

/** A report of a standard for one of its periods, with its figures filled in; each opens what it counted. */
export default function ReportPage() {
  const words = useWords(reportWords);
  const { print } = useWords(publishedWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const [search, setSearch] = useSearchParams();
  const reports = useAsk<ReportBrief[]>("/api/reports");
  if (reports.isError && !reports.data)
    return <Trouble error={reports.error} retry={() => void reports.refetch()} />;
  if (!reports.data) return <Loading />;
  const chosen = reports.data.find(({ id }) => id === search.get("report")) ?? reports.data[0];
  const period = search.get("period") ?? chosen?.periods[0]?.id ?? "";
  return (
    <div className="page published">
      <PublishedSections />
      <div className="page-head no-print">
        {!chosen && <h1>{words.heading}</h1>}
        {chosen && (
          <span className="end">
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
            <a
              className="button"
              href={address("/api/reports/document", {
                report: chosen.id,
                period,
                language,
                office: me.office.id,
              })}
              download
            >
              {words.document}
            </a>
            <button type="button" className="button" onClick={() => window.print()}>
              {print}
            </button>
          </span>
        )}
      </div>
      {chosen ? (
        <Filled report={chosen.id} period={period} />
      ) : (
        <Empty title={words.none} next={words.noneNext} />
      )}
    </div>
  );
}

function Filled({ report, period }: { report: string; period: string }) {
  const words = useWords(reportWords);
  const { language } = useReading();
  const filled = useAsk<FilledReport>(
    "/api/reports/filled",
    { report, period, language, linked: "yes" },
    { keep: true },
  );
  if (filled.isError && (!filled.data || filled.data.period !== period))
    return <Trouble error={filled.error} retry={() => void filled.refetch()} />;
  if (!filled.data) return <Loading />;
  return (
    <>
      <p className="third small no-print">
        {words.note} {filled.data.asOf && words.notOver(dayWords(filled.data.asOf, language))}
      </p>
      <article className="report" data-report={filled.data.id} aria-busy={filled.isPlaceholderData}>
        <Markdown text={filled.data.markdown} />
      </article>
    </>
  );
}
