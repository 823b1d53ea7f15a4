import { useReading } from "./language.tsx";
import { monthWords } from "../words/dates.ts";
import { rateWords } from "./petals.ts";
import { placeTrend } from "./trend.ts";

/** A small line of monthly kept rates; the same numbers are read out as its name. */
export function Trend({
  label,
  months,
  colour,
  width = 140,
  height = 28,
  chosen,
  scale = false,
}: {
  label: string;
  months: { month: string; rate: number | null }[];
  colour?: string | undefined;
  width?: number;
  height?: number;
  chosen?: string;
  scale?: boolean;
}) {
  const { language } = useReading();
  const { runs, foot } = placeTrend(months, width, height);
  const said = months
    .flatMap(({ month, rate }) =>
      rate === null ? [] : [`${monthWords(month, language)} ${rateWords(rate)}`],
    )
    .join(", ");
  const left = scale ? 40 : 5;
  const foots = scale ? 22 : 5;
  return (
    <svg
      className="trend"
      role="img"
      aria-label={`${label}: ${said}`}
      data-colour={colour}
      viewBox={`${-left} -6 ${width + left + 6} ${height + 6 + foots}`}
      width={width + left + 6}
      height={height + 6 + foots}
    >
      {scale && (
        <>
          {[1, foot].map((rate, at) => (
            <g key={rate}>
              <line x1="0" x2={width} y1={at * height} y2={at * height} stroke="var(--line)" />
              <text
                x="-8"
                y={at * height}
                className="trend-scale"
                textAnchor="end"
                dominantBaseline="central"
              >
                {rateWords(rate)}
              </text>
            </g>
          ))}
          {months.map(({ month }, at) => (
            <text
              key={month}
              x={months.length > 1 ? (at * width) / (months.length - 1) : 0}
              y={height + 17}
              className="trend-scale"
              textAnchor="middle"
            >
              {Number(month.slice(5, 7))}
            </text>
          ))}
        </>
      )}
      {runs.map((run) => (
        <polyline
          key={run[0]?.month}
          points={run.map(({ x, y }) => `${x},${y}`).join(" ")}
          fill="none"
          stroke="var(--dot, var(--well))"
          strokeWidth="1.75"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      ))}
      {runs.flat().map((point, at, all) =>
        scale || point.month === chosen || (chosen === undefined && at === all.length - 1) ? (
          <circle
            key={point.month}
            cx={point.x}
            cy={point.y}
            r={point.month === chosen ? 4 : 2.5}
            fill={point.month === chosen || !scale ? "var(--dot, var(--well))" : "var(--paper)"}
            stroke="var(--dot, var(--well))"
          >
            <title>{`${monthWords(point.month, language)} ${rateWords(point.rate)}`}</title>
          </circle>
        ) : null,
      )}
    </svg>
  );
}
