import { Link, useSearchParams } from "wouter";
import type { Evidence, EvidenceThing } from "#publish/indicator-evidence.ts";
import { sayFigure } from "#work/say-figure.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { sayZero } from "../../parts/say-zero.ts";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { dayWords } from "../../words/dates.ts";
import { indicatorWords, publishedWords } from "../../words/published.ts";
import { stateWords } from "../../words/shell.ts";
import "./published.css";
import "./table.css";

/** What one figure of an indicator counted, one by one; of nothing, whom it looked at and until when. */
export default function IndicatorPage() {
  const words = useWords(indicatorWords);
  const published = useWords(publishedWords);
  const say = useSay();
  const { language } = useReading();
  const [search, setSearch] = useSearchParams();
  const asked = useAsk<Evidence>(`/api/indicators/evidence?${search.toString()}`, {}, { keep: true });
  if (asked.isError && !asked.data) return <Trouble error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Loading />;
  const { indicator, stretch, titles, figure, rows, shown, hidden, looked, zero, coverage } = asked.data;
  const offset = Number(search.get("offset") ?? 0);
  const said = sayFigure(indicator, figure.value, language);
  const until = dayWords(coverage.until, language);
  const kinds = (["person", "household", "unit", "place"] as const).flatMap((kind) =>
    coverage.register[kind] === undefined ? [] : [words[kind](coverage.register[kind])],
  );
  const isDistinct = !looked && indicator.measure === "count" && figure.value !== shown + hidden;
  const turnTo = (from: number) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (from > 0) next.set("offset", String(from));
      else next.delete("offset");
      return next;
    });
  return (
    <div className="page published" aria-busy={asked.isPlaceholderData}>
      <p className="crumbs">
        <Link href={`/published/indicators?period=${encodeURIComponent(search.get("period") ?? "")}`}>
          {words.indicators}
        </Link>
      </p>
      <h1>
        {published.evidenceHeading(
          say(stretch.say),
          [say(indicator.title), ...titles.map((each) => say(each))].join(" · "),
        )}
      </h1>
      <p className="evidence-figure" data-figure>
        <strong>{said}</strong>
        {figure.met !== undefined && figure.of > 0 && <span>{words.met(figure.met, figure.of)}</span>}
        {figure.kept && (
          <span className="second small">
            {published.breakdown(figure.kept.late, figure.kept.missed, figure.kept.overdue)}
            {figure.kept.excused + figure.kept.declined > 0 &&
              ` · ${published.setAside(figure.kept.excused, figure.kept.declined)}`}
          </span>
        )}
        {isDistinct && <span className="second small">{words.distinct(said, shown + hidden)}</span>}
      </p>
      {zero && (
        <p className="second" data-coverage={zero.why}>
          {sayZero(zero, indicator.counted, language)} {words.upTo(until)}
          {kinds.length > 0 && ` ${words.register(kinds.join(language === "zh" ? "、" : ", "))}`}
        </p>
      )}
      <div className="section-head section">
        <h2>{looked ? words.looked : words.counted}</h2>
        <span className="third">{published.rowCount(shown)}</span>
      </div>
      {rows.length === 0 ? (
        <Empty title={hidden > 0 ? words.allHidden(hidden) : published.noRows} />
      ) : (
        <div className="scroller">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{words.day}</th>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.whom}</th>
                <th scope="col">{words.result}</th>
                <th scope="col">{published.record}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ThingRow key={`${row.id}${row.day}`} row={row} evidence={asked.data} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hidden > 0 && rows.length > 0 && <p className="second section-note">{published.hidden(hidden)}</p>}
      {(offset > 0 || offset + rows.length < shown) && (
        <div className="paging no-print">
          <button
            type="button"
            className="button"
            disabled={offset === 0}
            onClick={() => turnTo(offset - asked.data.page)}
          >
            {words.before}
          </button>
          <span className="third">{words.rowsFrom(offset + 1, offset + rows.length, shown)}</span>
          <button
            type="button"
            className="button"
            disabled={offset + rows.length >= shown}
            onClick={() => turnTo(offset + asked.data.page)}
          >
            {words.next}
          </button>
        </div>
      )}
    </div>
  );
}

function ThingRow({ row, evidence }: { row: EvidenceThing; evidence: Evidence }) {
  const words = useWords(indicatorWords);
  const published = useWords(publishedWords);
  const outcomes = useWords(stateWords);
  const say = useSay();
  const { language } = useReading();
  const [first] = row.subjects;
  const outcome =
    row.outcome === null ? null : row.outcome === "overdue" ? outcomes.stillOverdue : outcomes[row.outcome];
  const met = row.met === null || outcome !== null ? null : row.met ? words.isMet : words.isNotMet;
  const adds = row.adds === null ? null : sayFigure(evidence.indicator, row.adds, language);
  return (
    <tr data-evidence={row.id}>
      <td className="nowrap">{dayWords(row.day, language, evidence.stretch.first)}</td>
      <td>{say(row.title)}</td>
      <th scope="row" className="name">
        {row.subjects.map((subject, place) => (
          <span key={subject.id}>
            {place > 0 && (language === "zh" ? "、" : ", ")}
            <Link href={`/subjects/${subject.id}`}>{subject.name}</Link>
          </span>
        ))}
        {row.more > 0 && <span className="third"> {words.others(row.more)}</span>}
        {!first && <span className="third">{words.nobody}</span>}
      </th>
      <td className="nowrap">{outcome ?? met ?? adds ?? "—"}</td>
      <td className="nowrap">
        {row.kind === "case" && <Link href={`/cases/${row.id}`}>{words.open}</Link>}
        {row.kind !== "case" && row.record && first && (
          <Link href={`/subjects/${first.id}#${row.record}`}>{published.seeRecord}</Link>
        )}
      </td>
    </tr>
  );
}
