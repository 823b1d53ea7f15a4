import { Link } from "wouter";
import type { ChangeTold, CircleTold, WorkTold } from "#record/views/standard-change.ts";
import { dayWords } from "../words/dates.ts";
import { changeWords } from "../words/standards.ts";
import { useReading, useSay, useWords } from "./language.tsx";
import { PairedBars } from "./paired-bars.tsx";

/** The bars and one sentence: “每周 37 → 52 次，第三网格增 6 次”. */
export function WeighedBrief({ told }: { told: ChangeTold }) {
  const words = useWords(changeWords);
  const say = useSay();
  const { language } = useReading();
  const [before, after] = [mean(told.before), mean(told.after)];
  const most = told.areas[0];
  const moved = most !== undefined && Math.abs(most.after - most.before) >= 0.5;
  const comma = language === "zh" ? "，" : "; ";
  return (
    <>
      <PairedBars weeks={told.weeks} before={told.before} after={told.after} />
      <p className="weighed-sentence">
        {words.aWeek(before, after)}
        {Math.abs(after - before) < 0.05
          ? `${comma}${words.sameWork}`
          : moved
            ? `${comma}${words.more(say(most.title), most.after - most.before)}`
            : ""}
        {language === "zh" ? "。" : "."}
      </p>
    </>
  );
}

/** All that a change comes to. */
export function Weighed({ told }: { told: ChangeTold }) {
  const words = useWords(changeWords);
  const say = useSay();
  const { language } = useReading();
  return (
    <div className="weighed">
      <WeighedBrief told={told} />
      <WorkTable title={words.byPromise} rows={told.promises} />
      <WorkTable title={words.byRole} rows={told.roles} />
      <WorkTable title={words.byArea} rows={told.areas} />
      <h3>{words.reach}</h3>
      {told.reach.length === 0 && <p className="second">{words.reachNone}</p>}
      {told.reach.map(({ promise, title, gain, lose }) => (
        <section key={promise} className="reach" aria-label={say(title)}>
          <b>{say(title)}</b>
          {gain.count > 0 && <Circle circle={gain} say={words.gain(gain.count)} />}
          {lose.count > 0 && <Circle circle={lose} say={words.lose(lose.count)} />}
        </section>
      ))}
      {told.left.length > 0 && <p className="second">{words.left(told.left.length)}</p>}
      <p className="third small assumed">{words.assumed(dayWords(told.on, language), told.subjects)}</p>
    </div>
  );
}

function WorkTable({ title, rows }: { title: string; rows: WorkTold[] }) {
  const words = useWords(changeWords);
  const say = useSay();
  if (rows.length === 0) return null;
  return (
    <table className="rows work-table">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" className="number">
            {words.before}
          </th>
          <th scope="col" className="number">
            {words.after}
          </th>
          <th scope="col" className="number">
            {words.difference}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, title: name, before, after }) => (
          <tr key={id}>
            <th scope="row">{say(name)}</th>
            <td className="number">{before.toFixed(1)}</td>
            <td className="number">{after.toFixed(1)}</td>
            <td className="number">{signed(after - before)}</td>
          </tr>
        ))}
      </tbody>
      <caption className="unseen">{`${title}: ${words.perWeek}`}</caption>
    </table>
  );
}

function Circle({ circle: { count, areas, subjects }, say: said }: { circle: CircleTold; say: string }) {
  const words = useWords(changeWords);
  const say = useSay();
  return (
    <details className="concerned">
      <summary>
        {said}{" "}
        <span className="second">{areas.map((area) => `${say(area.title)} ${area.count}`).join(" · ")}</span>
      </summary>
      <ul aria-label={words.names}>
        {subjects.map(({ id, name }) => (
          <li key={id}>
            <Link href={`/subjects/${id}`}>{name}</Link>
          </li>
        ))}
      </ul>
      {count > subjects.length && <p className="third">{words.moreNames(count - subjects.length)}</p>}
    </details>
  );
}

function signed(difference: number): string {
  const rounded = Math.round(difference * 10) / 10;
  return rounded === 0 ? "0" : `${rounded > 0 ? "+" : "−"}${Math.abs(rounded).toFixed(1)}`;
}

function mean(numbers: number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
