import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { KeptFigure } from "#work/duty/kept-figure.ts";
import type {
  ClauseNow,
  StandardClause,
  StandardLine,
  StandardPage,
  StandardParameter,
  StandardProcedure,
} from "#record/views/standards.ts";
import type { ExampleSaid } from "#standard/say-example.ts";
import type { WhoHolds } from "#record/views/who-holds.ts";
import { address } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { useColourName } from "../../parts/colour-names.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ParameterField, parameterFault, rangeWords } from "../../parts/parameter-field.tsx";
import { rateWords } from "../../parts/petals.ts";
import { sayError } from "../../parts/say-error.ts";
import { useStandardDraft, useWeighing } from "../../parts/standard-draft.ts";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { dayWords, monthName } from "../../words/dates.ts";
import { WeighedBrief } from "../../parts/weighed.tsx";
import { publishedWords, standardsWords } from "../../words/published.ts";
import { changeWords, versionWords } from "../../words/standards.ts";
import "./standards.css";
import "./standard-change.css";

/** A standard as the server answers it: beside what each clause asks for now, this month's kept figure. */
type Clause = Omit<StandardClause, "now"> & { now: (ClauseNow & Pick<KeptFigure, "kept" | "of">) | null };
type Standard = Omit<StandardPage, "lines"> & {
  lines: (Omit<StandardLine, "promises"> & { promises: Clause[] })[];
};

export default function StandardsPage({ id }: { id?: string }) {
  const words = useWords(standardsWords);
  const change = useWords(changeWords);
  const { may } = useHere();
  const standards = useAsk<Standard[]>("/api/standards", {}, { staleTime: 60_000 });
  if (standards.isError && !standards.data) {
    return <Trouble error={standards.error} retry={() => void standards.refetch()} />;
  }
  if (!standards.data) return <Loading />;
  const standard = standards.data.find((each) => each.id === id) ?? standards.data[0];
  if (!standard) {
    return (
      <div className="page">
        <Empty title={words.none} next={words.noneNext}>
          {may("standard.adopt") && (
            <Link className="button" href="/standards/new/change">
              {change.addStandard}
            </Link>
          )}
        </Empty>
      </div>
    );
  }
  return <Document key={standard.id} standard={standard} others={standards.data} />;
}

function Document({ standard, others }: { standard: Standard; others: Standard[] }) {
  const words = useWords(standardsWords);
  const say = useSay();
  const { language } = useReading();
  const [hash, setHash] = useHash();
  const clauses = standard.lines.flatMap((line) => line.promises);
  const chosen = clauses.find((clause) => anchorOf(clause.id) === hash) ?? clauses[0];
  useEffect(() => {
    const place = hash ? document.getElementById(hash) : undefined;
    place?.scrollIntoView({ block: "center" });
    // Only when the page opens: a clause chosen by hand is on the screen already.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div className="standard">
      <nav className="contents" aria-label={words.contents}>
        {others.length > 1 ? (
          others.map((each) => (
            <Link
              key={each.id}
              href={`/standards/${each.id}`}
              className="contents-standard"
              aria-current={each.id === standard.id ? "page" : undefined}
            >
              {say(each.title)}
            </Link>
          ))
        ) : (
          <p className="contents-standard">{say(standard.title)}</p>
        )}
        <ul>
          {standard.lines
            .filter(({ promises }) => promises.length > 0)
            .map((line) => (
              <li key={line.id} data-colour={line.colour}>
                <a
                  href={`#${anchorOf(line.id)}`}
                  aria-current={line.promises.some((clause) => clause === chosen) ? "true" : undefined}
                  onClick={(event) => {
                    event.preventDefault();
                    document
                      .getElementById(anchorOf(line.id))
                      ?.scrollIntoView({ behavior: "smooth", block: "start" });
                    if (line.promises[0]) setHash(anchorOf(line.promises[0].id));
                  }}
                >
                  <span className="dot" aria-hidden="true" />
                  {say(line.title)}
                </a>
              </li>
            ))}
          {standard.procedures.length > 0 && (
            <li>
              <a href="#procedures">
                <span className="dot" aria-hidden="true" />
                {words.procedures}
              </a>
            </li>
          )}
        </ul>
        <VersionLinks standard={standard} />
      </nav>
      <article className="document">
        <header>
          <h1>{say(standard.title)}</h1>
          <p className="second">{words.version(standard.version, dayWords(standard.adopted, language))}</p>
          <Coming standard={standard} />
          <div className="document-links">
            <VersionLinks standard={standard} />
          </div>
        </header>
        {standard.lines
          .filter(({ promises }) => promises.length > 0)
          .map((line) => (
            <section
              key={line.id}
              id={anchorOf(line.id)}
              data-colour={line.colour}
              aria-label={say(line.title)}
            >
              <div className="document-line">
                <h2>{say(line.title)}</h2>
                {line.now !== null && <span className="second">{words.serves(line.now)}</span>}
              </div>
              <ol>
                {line.promises.map((clause) => (
                  <ClauseRow
                    key={clause.id}
                    clause={clause}
                    parameters={standard.parameters}
                    chosen={clause === chosen}
                    choose={() => setHash(anchorOf(clause.id))}
                  />
                ))}
              </ol>
            </section>
          ))}
        {standard.procedures.length > 0 && (
          <section id="procedures" aria-label={words.procedures}>
            <div className="document-line">
              <h2>{words.procedures}</h2>
            </div>
            {standard.procedures.map((procedure) => (
              <ProcedureClause key={procedure.id} procedure={procedure} />
            ))}
          </section>
        )}
        {standard.basis.length > 0 && (
          <section aria-label={words.basis}>
            <div className="document-line">
              <h2>{words.basis}</h2>
            </div>
            <ul className="basis">
              {standard.basis.map((each) => (
                <li key={each.id}>
                  {say(each.title)} <span className="third">{each.ref}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </article>
      <Now clause={chosen} standard={standard} />
    </div>
  );
}

/** The versions there are, and the ways to compare, tune and replace them. */
function VersionLinks({ standard }: { standard: Standard }) {
  const words = useWords(versionWords);
  const change = useWords(changeWords);
  const { may } = useHere();
  const { id, versions, parameters } = standard;
  return (
    <ul className="version-links">
      <li>
        <Link href={`/standards/${id}/versions`}>{words.all(versions.length)}</Link>
      </li>
      {may("standard.tune") && (
        <>
          <li>
            <Link href={`/standards/${id}/change`}>
              {parameters.length > 0 ? words.parameters(parameters.length) : words.change}
            </Link>
          </li>
          <li>
            <Link href="/standards/new/change">{change.addStandard}</Link>
          </li>
        </>
      )}
    </ul>
  );
}

/** What has been decided and is not in force yet. */
function Coming({ standard: { id, version, versions } }: { standard: Standard }) {
  const words = useWords(versionWords);
  const say = useSay();
  const { language } = useReading();
  const coming = versions.filter(({ state }) => state === "coming");
  return coming.map((each) => {
    const day = dayWords(each.from, language);
    const tuned = each.tuned.map(({ title, value }) => words.tuned(say(title), say(value)));
    return (
      <p key={each.version} className="coming" role="note">
        {each.isTuning
          ? words.comingTuning(tuned.join(language === "zh" ? "，" : ", ") || words.own, day)
          : words.comingBanner(each.version, day)}{" "}
        <Link href={address(`/standards/${id}/versions`, { before: version, after: each.version })}>
          {words.seeCompared}
        </Link>
      </p>
    );
  });
}

function ClauseRow({
  clause,
  parameters,
  chosen,
  choose,
}: {
  clause: Clause;
  parameters: StandardParameter[];
  chosen: boolean;
  choose: () => void;
}) {
  const words = useWords(standardsWords);
  const change = useWords(changeWords);
  const { language } = useReading();
  const colourName = useColourName();
  const say = useSay();
  return (
    <li
      id={anchorOf(clause.id)}
      className={chosen ? "clause chosen" : "clause"}
      data-colour={clause.colour}
      data-clause={clause.id}
    >
      <button type="button" className="clause-choose" aria-pressed={chosen} onClick={choose}>
        <span className="clause-number" aria-label={words.clause(clause.number)}>
          {clause.number}
        </span>
        <span className="clause-text">
          {clause.pieces
            ? clause.pieces[language].map(({ text, parameter }, at) =>
                parameter ? (
                  <span key={at} className="clause-parameter">
                    {text}
                  </span>
                ) : (
                  text
                ),
              )
            : say(clause.clause)}
        </span>
      </button>
      <p className="clause-notes">
        <span className="tag">
          <span className="dot" aria-hidden="true" /> {colourName(clause.colour)}
        </span>
        {parameters
          .filter(({ id }) => clause.parameters.includes(id))
          .map((parameter) => (
            <span key={parameter.id} className="tag tunable">
              {change.chip(say(parameter.says.now), rangeWords(parameter, change, say))}
            </span>
          ))}
        <span className="second small">{words.by(say(clause.by))}</span>
        {clause.basis.map((basis, at) => (
          <span key={at} className="second small">
            {words.basisOf(say(basis.title))} <span className="third">{basis.ref}</span> ·{" "}
            {basis.verified ? words.verified : words.unverified}
          </span>
        ))}
      </p>
      <Examples examples={clause.examples} />
    </li>
  );
}

/** What the clause means, in cases: of whom, what had happened, and what follows on that day. */
function Examples({ examples }: { examples: ExampleSaid[] }) {
  const words = useWords(standardsWords);
  const say = useSay();
  const { language } = useReading();
  const semicolon = language === "zh" ? "；" : "; ";
  if (examples.length === 0) return null;
  return (
    <details className="examples">
      <summary>{words.examples(examples.length)}</summary>
      <ul>
        {examples.map(({ name, on, given, happened, expected }, at) => (
          <li key={at}>
            <b>{say(name)}</b>
            <dl>
              {given.length > 0 && (
                <>
                  <dt>{words.exampleGiven}</dt>
                  <dd>{given.map(say).join(semicolon)}</dd>
                </>
              )}
              {happened.length > 0 && (
                <>
                  <dt>{words.exampleHappened}</dt>
                  <dd>{happened.map(say).join(semicolon)}</dd>
                </>
              )}
              <dt>{words.exampleOn(on)}</dt>
              <dd className="example-expected">
                <span aria-hidden="true">✓</span> {expected.map(say).join(semicolon)}
              </dd>
            </dl>
          </li>
        ))}
      </ul>
      <p className="third small">{words.examplesHeld}</p>
    </details>
  );
}

function Now({ clause, standard }: { clause: Clause | undefined; standard: Standard }) {
  const words = useWords(standardsWords);
  const published = useWords(publishedWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const month = me.clock.today.slice(0, 7);
  if (!clause) {
    return (
      <aside className="now">
        <p className="second">{words.choose}</p>
      </aside>
    );
  }
  const { now } = clause;
  return (
    <aside
      className="now"
      aria-label={words.now(clause.number)}
      aria-live="polite"
      data-colour={clause.colour}
    >
      <h2>{words.now(clause.number)}</h2>
      <p className="second">{say(clause.title)}</p>
      {now ? (
        <dl>
          <div>
            <dt>{words.eligible}</dt>
            <dd>{now.eligible}</dd>
          </div>
          <div>
            <dt>{words.dueOverdue}</dt>
            <dd>
              {now.due}
              <span className="third"> · </span>
              <span className={now.overdue > 0 ? "late" : ""}>{now.overdue}</span>
            </dd>
          </div>
          <div>
            <dt>{words.kept(monthName(month, language))}</dt>
            <dd>
              {now.of === 0 ? (
                <span className="third">{published.noFigure}</span>
              ) : (
                <>
                  {rateWords(now.kept / now.of)}
                  <span className="now-of">{published.ofKept(now.kept, now.of)}</span>
                  <Link
                    className="now-link"
                    href={address("/published/evidence", { month, promise: clause.id })}
                  >
                    {words.list}
                  </Link>
                </>
              )}
            </dd>
          </div>
        </dl>
      ) : (
        <p className="second section-note">{words.guarded}</p>
      )}
      <Concerned key={clause.id} promise={clause.id} />
      <Tune key={`tune ${clause.id}`} clause={clause} standard={standard} />
    </aside>
  );
}

/** “若改为每五天 · 先算，再定”: the parameters of one clause, tried out beside it. */
function Tune({ clause, standard }: { clause: Clause; standard: Standard }) {
  const words = useWords(changeWords);
  const { language } = useReading();
  const { may } = useHere();
  const { draft, change } = useStandardDraft(standard.id);
  const own = standard.parameters.filter(({ id }) => clause.parameters.includes(id));
  const tried = Object.fromEntries(
    Object.entries(draft.parameters).filter(([id]) => clause.parameters.includes(id)),
  );
  const isWrong = own.some(
    (each) => each.id in tried && parameterFault(each, tried[each.id] ?? "") !== undefined,
  );
  const tuned = Object.fromEntries(
    standard.parameters.filter(({ value, usual }) => value !== usual).map(({ id, value }) => [id, value]),
  );
  const isChanged = Object.keys(tried).length > 0 && !isWrong;
  const weighing = useWeighing(
    isChanged ? { standard: standard.id, parameters: { ...tuned, ...draft.parameters } } : undefined,
  );
  if (own.length === 0 || !may("standard.tune")) return null;
  return (
    <section className="tune" aria-label={words.firstThen}>
      <h3>{words.firstThen}</h3>
      {own.map((parameter) => (
        <ParameterField
          key={parameter.id}
          parameter={parameter}
          value={draft.parameters[parameter.id] ?? parameter.value}
          change={(value) => {
            const next = { ...draft.parameters, [parameter.id]: value };
            if (value === parameter.value) delete next[parameter.id];
            change({ parameters: next, way: "tune" });
          }}
        />
      ))}
      <p className="tools">
        <button
          type="button"
          className="button"
          disabled={!isChanged || weighing.isWeighing}
          onClick={weighing.weigh}
        >
          {weighing.isStale ? words.weighAgain : words.weigh}
        </button>
        <Link className="button plain" href={`/standards/${standard.id}/change`}>
          {words.decide}
        </Link>
      </p>
      <div aria-live="polite">
        {weighing.isWeighing && <p className="second small">{words.weighing}</p>}
        {weighing.error !== undefined && <p className="fault">{sayError(weighing.error, language)}</p>}
        {isChanged && weighing.told && (
          <div className={weighing.isStale ? "stale" : undefined}>
            <WeighedBrief told={weighing.told} />
          </div>
        )}
      </div>
    </section>
  );
}

/** A procedure as the document has it: its sentence, then stage by stage who has how long. */
function ProcedureClause({ procedure }: { procedure: StandardProcedure }) {
  const words = useWords(standardsWords);
  const say = useSay();
  const { language } = useReading();
  const comma = language === "zh" ? "、" : ", ";
  return (
    <article id={anchorOf(procedure.id)} className="document-procedure" data-colour={procedure.colour}>
      <h3>
        <span className="dot" aria-hidden="true" />
        {say(procedure.title)}
      </h3>
      <p>{say(procedure.clause)}</p>
      <ol>
        {procedure.stages.map((stage) => (
          <li key={stage.id}>
            <b>{say(stage.title)}</b>
            <span className="second">{stage.by.map(say).join(comma)}</span>
            {stage.within.length > 0 && (
              <span className="second">{words.within(stage.within.map(say).join(comma))}</span>
            )}
          </li>
        ))}
      </ol>
      {procedure.basis.map((basis) => (
        <p key={`${say(basis.title)} ${basis.ref}`} className="third">
          {words.basisOf(`${say(basis.title)} ${basis.ref}`)} ·{" "}
          {basis.verified ? words.verified : words.unverified}
        </p>
      ))}
      <Examples examples={procedure.examples} />
    </article>
  );
}

/** Who they are, asked of the register as it stands: one statement, so only of the clause that was chosen. */
function Concerned({ promise }: { promise: string }) {
  const words = useWords(standardsWords);
  const { data } = useAsk<WhoHolds>("/api/standards/concerned", { promise }, { staleTime: 60_000 });
  if (!data || data.count === null || data.count === 0) return null;
  const { count, of, subjects } = data;
  if (subjects === null) return <p className="second section-note">{words.concerns(count, of)}</p>;
  return (
    <details className="concerned">
      <summary>{words.concerns(count, of)}</summary>
      <ul>
        {subjects.map(({ id, name }) => (
          <li key={id}>
            <Link href={`/subjects/${id}`}>{name}</Link>
          </li>
        ))}
      </ul>
      {count > subjects.length && <p className="third">{words.more(count - subjects.length)}</p>}
    </details>
  );
}

/** The promise standard/alone-call stands on its standard's page as #alone-call. */
function anchorOf(id: string): string {
  return id.split("/").slice(1).join("/");
}

function useHash(): [string, (hash: string) => void] {
  const [hash, setHash] = useState(() => decodeURIComponent(location.hash.slice(1)));
  useEffect(() => {
    const follow = () => setHash(decodeURIComponent(location.hash.slice(1)));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return [
    hash,
    (next) => {
      history.replaceState(history.state, "", `#${next}`);
      setHash(next);
    },
  ];
}
