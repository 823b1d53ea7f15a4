import { useState } from "react";
import { Link, useSearch } from "wouter";
import type { AdoptedVersion, StandardPage } from "#record/views/standards.ts";
import type { VersionsCompared } from "#work/compare-versions.ts";
import { useAsk } from "../../parts/ask.ts";
import { Compared } from "../../parts/compared.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { Loading, MayNot, Trouble } from "../../parts/states.tsx";
import { dayWords } from "../../words/dates.ts";
import { standardsWords } from "../../words/published.ts";
import { changeWords, versionWords } from "../../words/standards.ts";
import "./standards.css";
import "./standard-change.css";

/** Which versions of a standard the office adopted, when and by whom; any two of them beside one another. */
export default function StandardVersionsPage({ id }: { id: string }) {
  const none = useWords(standardsWords);
  const standards = useAsk<StandardPage[]>("/api/standards", {}, { staleTime: 60_000 });
  if (standards.isError && !standards.data)
    return <Trouble error={standards.error} retry={() => void standards.refetch()} />;
  if (!standards.data) return <Loading />;
  const standard = standards.data.find((each) => each.id === id);
  return standard ? <Versions standard={standard} /> : <MayNot title={none.none} say={none.noneNext} />;
}

function Versions({ standard }: { standard: StandardPage }) {
  const words = useWords(versionWords);
  const change = useWords(changeWords);
  const say = useSay();
  const { versions } = standard;
  const asked = new URLSearchParams(useSearch());
  const [after, setAfter] = useState(asked.get("after") ?? versions[0]?.version ?? "");
  const [before, setBefore] = useState(asked.get("before") ?? versions[1]?.version ?? "");
  return (
    <div className="page standard-change">
      <nav className="crumbs" aria-label={change.crumb}>
        <Link href={`/standards/${standard.id}`}>{say(standard.title)}</Link>
      </nav>
      <h1>{words.heading}</h1>
      <ol className="versions">
        {versions.map((version) => (
          <VersionRow key={version.version} version={version} />
        ))}
      </ol>
      <section className="section" aria-label={words.compare}>
        <div className="section-head">
          <h2>{words.compare}</h2>
        </div>
        {versions.length < 2 ? (
          <p className="second section-note">{words.onlyOne}</p>
        ) : (
          <>
            <p className="tools">
              <VersionChoice label={words.older} versions={versions} value={before} change={setBefore} />
              <VersionChoice label={words.newer} versions={versions} value={after} change={setAfter} />
            </p>
            {before === after ? (
              <p className="second">{words.sameVersion}</p>
            ) : (
              <Comparison standard={standard.id} before={before} after={after} />
            )}
          </>
        )}
      </section>
    </div>
  );
}

function VersionRow({ version }: { version: AdoptedVersion }) {
  const words = useWords(versionWords);
  const say = useSay();
  const { language } = useReading();
  const states = { now: words.current, past: words.past, coming: words.coming, superseded: words.superseded };
  return (
    <li data-state={version.state}>
      <b>{words.version(version.version)}</b>
      <span className="tag">{states[version.state]}</span>
      <span>{words.from(dayWords(version.from, language))}</span>
      <span className="second">
        {version.by && version.on ? words.decided(version.by, dayWords(version.on, language)) : words.setUp}
      </span>
      <span className="second">
        {version.tuned.length === 0
          ? words.own
          : version.tuned
              .map(({ title, value }) => words.tuned(say(title), say(value)))
              .join(language === "zh" ? "，" : ", ")}
      </span>
    </li>
  );
}

function VersionChoice({
  label,
  versions,
  value,
  change,
}: {
  label: string;
  versions: AdoptedVersion[];
  value: string;
  change: (version: string) => void;
}) {
  const words = useWords(versionWords);
  const { language } = useReading();
  return (
    <label className="inline-label">
      {label}{" "}
      <select className="field" value={value} onChange={(event) => change(event.target.value)}>
        {versions.map(({ version, from }) => (
          <option key={version} value={version}>
            {`${words.version(version)} · ${words.from(dayWords(from, language))}`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Comparison({ standard, before, after }: { standard: string; before: string; after: string }) {
  const compared = useAsk<VersionsCompared>(
    "/api/standards/compare",
    { standard, before, after },
    { keep: true, staleTime: 60_000 },
  );
  if (compared.isError && !compared.data)
    return <Trouble error={compared.error} retry={() => void compared.refetch()} />;
  if (!compared.data) return <Loading />;
  return <Compared compared={compared.data} />;
}
