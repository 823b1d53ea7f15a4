import { useEffect, useRef } from "react";
import { Link, useSearchParams } from "wouter";
import type { IndicatorMatrix as Matrix, MatrixCell, MatrixRow } from "#publish/matrix.ts";
import { evidencePath } from "#work/evidence-path.ts";
import { sayFigure } from "#work/say-figure.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { sayZero, zeroWord } from "../../parts/say-zero.ts";
import { Empty, Trouble } from "../../parts/states.tsx";
import { dayWords, monthName, monthWords } from "../../words/dates.ts";
import { indicatorWords, publishedWords } from "../../words/published.ts";
import { PublishedSections } from "./published-sections.tsx";
import "./indicator-matrix.css";
import "./published.css";
import "./table.css";

const MONTHS = 12;

/** Every indicator, month beside month: of the office, of one line or of one area. */
export function IndicatorMatrix() {
  const words = useWords(indicatorWords);
  const { print } = useWords(publishedWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const [search, setSearch] = useSearchParams();
  const only = { line: search.get("line") ?? "", area: search.get("area") ?? "" };
  const asked = useAsk<Matrix>("/api/indicators/matrix", only, { keep: true });
  const choose = (name: "line" | "area", value: string) =>
    setSearch(Object.entries({ ...only, [name]: value }).filter(([, each]) => each !== ""));
  if (asked.isError && !asked.data) return <Trouble error={asked.error} retry={() => void asked.refetch()} />;
  const choice = (name: "line" | "area", label: string, any: string, of: { id: string; say: string }[]) => (
    <select
      className="field"
      aria-label={label}
      value={only[name]}
      onChange={(event) => choose(name, event.target.value)}
    >
      <option value="">{any}</option>
      {of.map(({ id, say: title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
  // Until it is known, as it will most likely be: the last month is the one that runs.
  const asOf = asked.data ? asked.data.months.at(-1)?.asOf : me.clock.today;
  return (
    <div className="page published published-wide" aria-busy={!asked.data || asked.isPlaceholderData}>
      <PublishedSections />
      <div className="page-head">
        <h1>{words.heading}</h1>
        <p className="second">
          {words.lately}
          {asOf && <span className="third small"> · {words.asOf(dayWords(asOf, language))}</span>}
        </p>
        <span className="end no-print">
          {choice(
            "line",
            words.line,
            words.anyLine,
            me.language.lines.map(({ id, title }) => ({ id, say: say(title) })),
          )}
          {choice(
            "area",
            words.area,
            words.anyArea,
            me.office.areas.map(({ id, title }) => ({ id, say: say(title) })),
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            {print}
          </button>
        </span>
      </div>
      {asked.data?.rows.length === 0 ? (
        <Empty title={words.none} next={words.noneNext} />
      ) : (
        <Table matrix={asked.data ?? waiting(me.clock.today)} only={only} isWaiting={!asked.data} />
      )}
      {asked.data && <p className="third small definition">{words.definition}</p>}
    </div>
  );
}

/** The same table with nothing in it yet, so that nothing moves when the figures come. */
function waiting(today: string): Matrix {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const months = Array.from({ length: MONTHS }, (_, place) => {
    const at = new Date(Date.UTC(year, month - MONTHS + place, 1));
    const id = at.toISOString().slice(0, 7);
    return { id, say: { zh: id }, asOf: null };
  });
  return { months, rows: [] };
}

const WAITING_ROWS = 14;

function Table({
  matrix: { months, rows },
  only,
  isWaiting,
}: {
  matrix: Matrix;
  only: Record<string, string>;
  isWaiting: boolean;
}) {
  const words = useWords(indicatorWords);
  const { language } = useReading();
  const scroller = useRef<HTMLDivElement>(null);
  // The latest month is what one came for; the earlier ones are a swipe to the left.
  useEffect(() => {
    if (scroller.current) scroller.current.scrollLeft = scroller.current.scrollWidth;
  }, [isWaiting]);
  return (
    <div
      className="scroller matrix-scroller"
      ref={scroller}
      tabIndex={0}
      role="group"
      aria-label={words.heading}
    >
      <table className="rows matrix">
        <thead>
          <tr>
            <th scope="col">{words.indicator}</th>
            <th scope="col" className="matrix-trend">
              {words.trend}
            </th>
            {months.map(({ id }, place) => (
              <th key={id} scope="col" className="number">
                <Link href={`/published/indicators?period=${id}`}>
                  <span className={place === 0 || id.endsWith("-01") ? "third small" : "unseen"}>
                    {id.slice(0, 4)}{" "}
                  </span>
                  {monthName(id, language)}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.indicator.id} row={row} months={months} only={only} />
          ))}
          {isWaiting &&
            Array.from({ length: WAITING_ROWS }, (_, place) => (
              <tr key={place} aria-hidden="true">
                <th scope="row">
                  <div className="bone" />
                </th>
                <td colSpan={MONTHS + 1}>
                  <div className="bone" />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  row: { indicator, line, cells },
  months,
  only,
}: {
  row: MatrixRow;
  months: Matrix["months"];
  only: Record<string, string>;
}) {
  const words = useWords(indicatorWords);
  const say = useSay();
  const { lines } = useHere();
  const title = say(indicator.title);
  return (
    <tr data-indicator={indicator.id} data-colour={line === null ? undefined : lines.get(line)?.colour}>
      <th scope="row" className="name">
        <span className="line-name">
          <span className="dot" aria-hidden="true" />
          <span>
            {title}
            {indicator.unit && indicator.measure !== "rate" && (
              <span className="third small"> {say(indicator.unit)}</span>
            )}
            {indicator.guarded && <div className="third small">{words.guarded}</div>}
          </span>
        </span>
      </th>
      {cells === null ? (
        <td colSpan={months.length + 1} className="third small">
          {words.notApart}
        </td>
      ) : (
        <>
          <td className="matrix-trend">
            <Bars cells={cells} />
          </td>
          {cells.map((cell, place) => {
            const month = months[place]?.id ?? "";
            return (
              <Cell key={month} cell={cell} month={month} indicator={indicator} title={title} only={only} />
            );
          })}
        </>
      )}
    </tr>
  );
}

function Cell({
  cell: { figure, zero },
  month,
  indicator,
  title,
  only,
}: {
  cell: MatrixCell;
  month: string;
  indicator: MatrixRow["indicator"];
  title: string;
  only: Record<string, string>;
}) {
  const words = useWords(indicatorWords);
  const { language } = useReading();
  const keys = Object.fromEntries(Object.entries(only).filter(([, key]) => key !== ""));
  const value = sayFigure({ ...indicator, unit: null }, figure.value, language);
  const of = figure.met === undefined || figure.of === 0 ? "" : words.met(figure.met, figure.of);
  const note = zero === null ? of : zeroWord(zero, indicator.counted, language);
  const sentence = zero === null ? of : sayZero(zero, indicator.counted, language);
  // Where nothing was kept the word alone stands there: a 0 would say that something was.
  const bare = zero !== null && zero.why !== "none" && (figure.value === null || zero.why === "nothing");
  return (
    <td className="number" data-month={month} data-zero={zero?.why}>
      <Link
        className="matrix-cell"
        href={evidencePath(indicator.id, month, keys)}
        title={sentence || undefined}
      >
        <span className="unseen">
          {title} {monthWords(month, language)}{" "}
        </span>
        {!bare && <strong>{value}</strong>}
        {note && <span>{note}</span>}
      </Link>
    </td>
  );
}

const BAR = 7;
const TALL = 22;

/** The months as small bars, none where there is no figure; the numbers stand beside them. */
function Bars({ cells }: { cells: MatrixCell[] }) {
  const values = cells.map(({ figure, zero }) =>
    zero !== null && zero.why !== "none" ? null : figure.value,
  );
  const most = Math.max(...values.map((value) => value ?? 0), 0);
  return (
    <svg className="matrix-bars" viewBox={`0 0 ${cells.length * BAR} ${TALL}`} aria-hidden="true">
      {values.map((value, place) => {
        const tall = value === null || most === 0 ? 0 : Math.max(1, (value / most) * TALL);
        return (
          value !== null && (
            <rect key={place} x={place * BAR} y={TALL - tall} width={BAR - 2} height={tall} rx="1" />
          )
        );
      })}
    </svg>
  );
}
