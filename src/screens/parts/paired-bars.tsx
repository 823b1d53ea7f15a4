import { dayWords } from "../words/dates.ts";
import { changeWords } from "../words/standards.ts";
import { useReading, useWords } from "./language.tsx";
import "./paired-bars.css";

/** Two bars a week, now and then: pale and hollow before, full after. The same numbers are read out as its name. */
export function PairedBars({ weeks, before, after }: { weeks: string[]; before: number[]; after: number[] }) {
  const words = useWords(changeWords);
  const { language } = useReading();
  const most = Math.max(1, ...before, ...after);
  const [step, height] = [23, 84];
  const width = step * weeks.length;
  const tall = (value: number) => Math.round((value / most) * height * 10) / 10;
  const said = weeks
    .map((week, at) => words.chartWeek(dayWords(week, language, weeks[0]), before[at] ?? 0, after[at] ?? 0))
    .join(language === "zh" ? "；" : "; ");
  return (
    <figure className="paired-bars">
      <svg role="img" aria-label={`${words.chart}: ${said}`} viewBox={`0 -14 ${width} ${height + 34}`}>
        {weeks.map((week, at) => (
          <g key={week}>
            <title>
              {words.chartWeek(dayWords(week, language, weeks[0]), before[at] ?? 0, after[at] ?? 0)}
            </title>
            <rect className="hit" x={at * step} y={-14} width={step} height={height + 14} />
            <rect
              className="was"
              x={at * step + 2.5}
              y={height - tall(before[at] ?? 0)}
              width={8}
              height={tall(before[at] ?? 0)}
            />
            <rect
              className="is"
              x={at * step + 11.5}
              y={height - tall(after[at] ?? 0)}
              width={8}
              height={tall(after[at] ?? 0)}
            />
          </g>
        ))}
        <line x1="0" x2={width} y1={height} y2={height} />
        {weeks.map((week, at) =>
          at % 4 === 0 ? (
            <text key={week} x={at * step + 2.5} y={height + 14}>
              {`${Number(week.slice(5, 7))}/${Number(week.slice(8, 10))}`}
            </text>
          ) : null,
        )}
        <text x={width} y={-4} textAnchor="end">
          {most}
        </text>
      </svg>
      <figcaption aria-hidden="true">
        <span className="key was" /> {words.before}
        <span className="key is" /> {words.after}
      </figcaption>
    </figure>
  );
}
