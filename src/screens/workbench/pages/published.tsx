import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { KeptEvidence, KeptRates } from "#publish/kept-rate.ts";
import type { KeptFigure } from "#work/duty/kept-figure.ts";
import { address } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { Flower } from "../../parts/flower.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { rateWords } from "../../parts/petals.ts";
import { PromiseFigures } from "../../parts/promise-figures.tsx";
import { sayError } from "../../parts/say-error.ts";
import { Loading, Trouble } from "../../parts/states.tsx";
import { Trend } from "../../parts/trend.tsx";
import { monthWords } from "../../words/dates.ts";
import { publishedWords } from "../../words/published.ts";
import { PublishedSections } from "./published-sections.tsx";
import "./published.css";
import "./table.css";

export default function PublishedPage() {
  const words = useWords(publishedWords);
  const { language } = useReading();
  const { me } = useHere();
  const [search, setSearch] = useSearchParams();
  const month = search.get("month") ?? me.clock.today.slice(0, 7);
  const rates = useAsk<KeptRates>("/api/kept", { month }, { keep: true });
  if (rates.isError && !rates.data) return <Trouble error={rates.error} retry={() => void rates.refetch()} />;
  if (!rates.data) return <Loading />;
  const { total, trend } = rates.data;
  const months = [...new Set([...rates.data.months, month])].sort().reverse();
  const evidence = (rest: Record<string, string> = {}) => address("/published/evidence", { month, ...rest });
  return (
    <div className="page published" aria-busy={rates.isPlaceholderData}>
      <PublishedSections />
      <div className="page-head">
        <h1>{words.heading}</h1>
        <span className="end no-print">
          <select
            className="field"
            aria-label={words.month}
            value={month}
            onChange={(event) => setSearch({ month: event.target.value })}
          >
            {months.map((each) => (
              <option key={each} value={each}>
                {monthWords(each, language)}
              </option>
            ))}
          </select>
          <button type="button" className="button" onClick={() => window.print()}>
            {words.print}
          </button>
        </span>
      </div>
      <div className="published-top">
        <section aria-label={words.total}>
          {total.rate === null ? (
            <p className="big-none">{words.none}</p>
          ) : (
            <>
              <p className="big">
                <Link
                  href={evidence()}
                  aria-label={words.seeEvidence(
                    words.total,
                    `${rateWords(total.rate)} ${words.ofKept(total.kept, total.of)}`,
                  )}
                >
                  <span className="big-rate">{rateWords(total.rate)}</span>
                  <span className="big-of">{words.ofKept(total.kept, total.of)}</span>
                </Link>
              </p>
              <p className="second">
                {monthWords(month, language)} · {words.breakdown(total.late, total.missed, total.overdue)}
              </p>
              {total.excused + total.declined > 0 && (
                <p className="third small">{words.setAside(total.excused, total.declined)}</p>
              )}
            </>
          )}
          <div className="big-trend scroller">
            <Trend
              label={words.trendOf(words.total)}
              months={trend}
              width={440}
              height={96}
              chosen={month}
              scale
            />
          </div>
        </section>
        <section aria-label={words.byColour}>
          <Flower rates={rates.data} large />
        </section>
      </div>
      <section className="section" aria-labelledby="by-line">
        <div className="section-head">
          <h2 id="by-line">{words.byLine}</h2>
        </div>
        <table className="rows lines">
          <thead className="unseen">
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{words.months}</th>
              <th scope="col">{words.rate}</th>
              <th scope="col">{words.figure}</th>
            </tr>
          </thead>
          <tbody>
            {rates.data.lines.map((figure) => (
              <LineRows key={figure.line} figure={figure} month={month} trend={trend} evidence={evidence} />
            ))}
          </tbody>
        </table>
        <p className="third small definition">{words.definition}</p>
      </section>
    </div>
  );
}

/** A line's figure; unfolded, the figure of each of its promises. */
function LineRows({
  figure,
  month,
  trend,
  evidence,
}: {
  figure: KeptRates["lines"][number];
  month: string;
  trend: KeptRates["trend"];
  evidence: (rest: Record<string, string>) => string;
}) {
  const words = useWords(publishedWords);
  const say = useSay();
  const { lines } = useHere();
  const [open, setOpen] = useState(false);
  const line = lines.get(figure.line);
  const name = say(line?.title) || figure.line;
  const counted = figure.of + figure.excused + figure.declined > 0;
  return (
    <>
      <tr data-colour={line?.colour} data-line={figure.line} className={open ? "opened" : ""}>
        <th scope="row" className="name">
          {counted ? (
            <button
              type="button"
              className="line-name line-open"
              aria-expanded={open}
              aria-label={words.showPromises(name)}
              onClick={() => setOpen(!open)}
            >
              <span className="dot" aria-hidden="true" />
              {name}
            </button>
          ) : (
            <span className="line-name">
              <span className="dot" aria-hidden="true" />
              {name}
            </span>
          )}
        </th>
        <td className="line-trend">
          <Trend
            label={words.trendOf(name)}
            months={trend.map((each) => ({ month: each.month, rate: each.lines[figure.line] ?? null }))}
            colour={line?.colour}
            chosen={month}
          />
        </td>
        <td className="line-bar">
          <Bar figure={figure} />
        </td>
        <td className="number">
          {figure.rate === null ? (
            <span className="third" title={words.none}>
              {words.noFigure}
            </span>
          ) : (
            <Link
              className="line-figure"
              href={evidence({ line: figure.line })}
              aria-label={words.seeEvidence(
                name,
                `${rateWords(figure.rate)} ${words.ofKept(figure.kept, figure.of)}`,
              )}
            >
              <strong>{rateWords(figure.rate)}</strong>
              <span>{words.ofKept(figure.kept, figure.of)}</span>
            </Link>
          )}
        </td>
      </tr>
      {open && (
        <tr className="line-promises" data-colour={line?.colour}>
          <td colSpan={4}>
            <OfLine
              line={figure.line}
              month={month}
              hrefOf={(promise) => evidence({ line: figure.line, promise })}
            />
          </td>
        </tr>
      )}
    </>
  );
}

function OfLine({
  line,
  month,
  hrefOf,
}: {
  line: string;
  month: string;
  hrefOf: (promise: string) => string;
}) {
  const { language } = useReading();
  const counted = useAsk<KeptEvidence>("/api/kept/evidence", { month, line });
  if (counted.isError && !counted.data) return <p role="alert">{sayError(counted.error, language)}</p>;
  if (!counted.data) return <div className="bone" style={{ height: "2.25rem" }} role="status" />;
  return <PromiseFigures evidence={counted.data} hrefOf={hrefOf} />;
}

function Bar({ figure }: { figure: KeptFigure }) {
  return (
    <div className="bar" aria-hidden="true">
      {figure.rate !== null && <div style={{ width: `${figure.rate * 100}%` }} />}
    </div>
  );
}
