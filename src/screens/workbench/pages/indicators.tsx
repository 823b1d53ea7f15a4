import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { Group } from "#publish/groups.ts";
import type { IndicatorFigures } from "#publish/indicators.ts";
import type { IndicatorsOfPeriod } from "#server/routes/indicators.ts";
import { evidencePath } from "#work/evidence-path.ts";
import { sayFigure } from "#work/say-figure.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { dayWords } from "../../words/dates.ts";
import { indicatorWords, publishedWords } from "../../words/published.ts";
import { IndicatorMatrix } from "./indicator-matrix.tsx";
import { PublishedSections } from "./published-sections.tsx";
import "./published.css";
import "./table.css";

/** What the standards have the office count: month beside month, or over one period; every figure opens what it counted. */
export default function IndicatorsPage() {
  const [search] = useSearchParams();
  return search.has("period") ? <OfPeriod /> : <IndicatorMatrix />;
}

/** One period, and the parts of each indicator. */
function OfPeriod() {
  const words = useWords(indicatorWords);
  const { print } = useWords(publishedWords);
  const say = useSay();
  const { language } = useReading();
  const [search, setSearch] = useSearchParams();
  const period = search.get("period") ?? undefined;
  const asked = useAsk<IndicatorsOfPeriod>("/api/indicators", { period }, { keep: true });
  if (asked.isError && !asked.data) return <Trouble error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Loading />;
  const { indicators, periods, asOf } = asked.data;
  const names = { month: words.byMonth, quarter: words.byQuarter, year: words.byYear };
  return (
    <div className="page published" aria-busy={asked.isPlaceholderData}>
      <PublishedSections />
      <div className="page-head">
        <h1>{words.heading}</h1>
        <span className="end no-print">
          <select
            className="field"
            aria-label={words.period}
            value={asked.data.period}
            onChange={(event) => setSearch(event.target.value ? { period: event.target.value } : {})}
          >
            <option value="">{words.lately}</option>
            {(["month", "quarter", "year"] as const).map((each) => (
              <optgroup key={each} label={names[each]}>
                {periods[each].map(({ id, say: title }) => (
                  <option key={id} value={id}>
                    {say(title)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <button type="button" className="button" onClick={() => window.print()}>
            {print}
          </button>
        </span>
      </div>
      <p className="second">
        {say(asked.data.say)}
        {asOf && <span className="third small"> · {words.asOf(dayWords(asOf, language))}</span>}
      </p>
      {indicators.length === 0 ? (
        <Empty title={words.none} next={words.noneNext} />
      ) : (
        <>
          <table className="rows indicators">
            <thead className="unseen">
              <tr>
                <th scope="col">{words.indicator}</th>
                <th scope="col">{words.figure}</th>
              </tr>
            </thead>
            <tbody>
              {indicators.map((indicator) => (
                <IndicatorRows key={indicator.id} indicator={indicator} period={asked.data.period} />
              ))}
            </tbody>
          </table>
          <p className="third small definition">{words.definition}</p>
        </>
      )}
    </div>
  );
}

/** An indicator's figure; unfolded, that of each of its groups. */
function IndicatorRows({ indicator, period }: { indicator: IndicatorFigures; period: string }) {
  const words = useWords(indicatorWords);
  const say = useSay();
  const [open, setOpen] = useState(false);
  const title = say(indicator.title);
  return (
    <>
      <tr data-indicator={indicator.id} className={open ? "opened" : ""}>
        <th scope="row" className="name">
          {indicator.groups.length > 0 ? (
            <button
              type="button"
              className="line-name line-open"
              aria-expanded={open}
              aria-label={words.showGroups(title)}
              onClick={() => setOpen(!open)}
            >
              {title}
            </button>
          ) : (
            <span className="line-name">{title}</span>
          )}
          {indicator.guarded && <span className="third small"> {words.guarded}</span>}
        </th>
        <td className="number">
          <FigureLink
            indicator={indicator}
            name={title}
            period={period}
            figure={indicator.figure}
            keys={{}}
          />
        </td>
      </tr>
      {open &&
        indicator.groups.map((group) => {
          const name = group.titles.map((each) => say(each)).join(" · ");
          return (
            <tr key={JSON.stringify(group.keys)} className="indicator-group">
              <th scope="row">{name}</th>
              <td className="number">
                <FigureLink
                  indicator={indicator}
                  name={`${title} ${name}`}
                  period={period}
                  figure={group.figure}
                  keys={group.keys}
                />
              </td>
            </tr>
          );
        })}
    </>
  );
}

function FigureLink({
  indicator,
  name,
  period,
  figure,
  keys,
}: {
  indicator: IndicatorFigures;
  name: string;
  period: string;
  figure: Group["figure"];
  keys: Group["keys"];
}) {
  const words = useWords(indicatorWords);
  const { seeEvidence } = useWords(publishedWords);
  const { language } = useReading();
  const said = sayFigure(indicator, figure.value, language);
  const of = figure.met === undefined || figure.of === 0 ? "" : words.met(figure.met, figure.of);
  return (
    <Link
      className="line-figure"
      href={evidencePath(indicator.id, period, keys)}
      aria-label={seeEvidence(name, `${said} ${of}`)}
    >
      <strong>{said}</strong>
      {of && <span>{of}</span>}
    </Link>
  );
}
