import { useState } from "react";
import { Link, useLocation } from "wouter";
import { newId } from "#basics/id.ts";
import type { DoubleBrief, maybeDoubles, MergePreview, PreviewDuty } from "#record/views/doubles.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { Empty, Loading, MayNot, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { dayWords, withDayWords } from "../../words/dates.ts";
import { doublesWords } from "../../words/household.ts";
import { registerWords } from "../../words/register.ts";
import { shellWords } from "../../words/shell.ts";
import { subjectWords } from "../../words/subject.ts";
import "./doubles.css";
import "./table.css";

type Doubles = Awaited<ReturnType<typeof maybeDoubles>>;

/** Those who may have been entered twice; or, of two that the address names, what merging them would do. */
export default function DoublesPage({ survivor, other }: { survivor?: string; other?: string }) {
  const words = useWords(doublesWords);
  const { may } = useHere();
  if (!may("register.merge")) return <MayNot title={words.heading} say={words.mayNot} />;
  return survivor && other ? <Preview key={survivor + other} survivor={survivor} other={other} /> : <Pairs />;
}

function Pairs() {
  const words = useWords(doublesWords);
  const register = useWords(registerWords);
  const found = useAsk<Doubles>("/api/doubles");
  return (
    <div className="page">
      <p className="crumbs">
        <Link href="/register">{register.heading}</Link>
      </p>
      <h1>{words.heading}</h1>
      <p className="second">{words.lead}</p>
      {found.isError && !found.data ? (
        <Trouble error={found.error} retry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading />
      ) : found.data.pairs.length === 0 ? (
        <Empty title={words.none} next={words.noneNext} />
      ) : (
        <>
          <ul className="pairs">
            {found.data.pairs.map(({ subjects: [one, two], why }) => (
              <li key={one.id + two.id} data-pair={`${one.id}/${two.id}`}>
                <Brief subject={one} />
                <Brief subject={two} />
                <div className="pair-end">
                  <span className="tag">{words[`why_${why}`]}</span>
                  <Link className="button" href={`/register/doubles/${one.id}/${two.id}`}>
                    {words.see}
                  </Link>
                </div>
              </li>
            ))}
          </ul>
          {found.data.more && <p className="second section-note">{words.more}</p>}
        </>
      )}
    </div>
  );
}

function Brief({ subject }: { subject: DoubleBrief }) {
  const words = useWords(doublesWords);
  const shell = useWords(shellWords);
  const { language } = useReading();
  const { me } = useHere();
  return (
    <div>
      <strong>
        <Link href={`/subjects/${subject.id}`}>{subject.name}</Link>
      </strong>
      {subject.age !== null && <span className="second"> {shell.age(subject.age)}</span>}
      <div className="second small">
        {[subject.address ?? "", subject.code ? words.code(subject.code) : ""].filter(Boolean).join(" · ")}
      </div>
      <div className="third small">
        {words.since(dayWords(subject.since, language, me.clock.today))} · {words.records(subject.records)}
      </div>
    </div>
  );
}

function Preview({ survivor, other }: { survivor: string; other: string }) {
  const words = useWords(doublesWords);
  const register = useWords(registerWords);
  const { language } = useReading();
  const say = useSay();
  const toast = useToast();
  const send = useSend();
  const [, go] = useLocation();
  const [merge] = useState(newId);
  const [chosen, setChosen] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const found = useAsk<MergePreview>(
    "/api/doubles/preview",
    { survivor, other, chosen: chosen.join(",") },
    { keep: true },
  );
  if (found.isError && !found.data) return <Trouble error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading />;
  const preview = found.data;
  const done = async () => {
    setSending(true);
    setError(undefined);
    try {
      await send("register.merge", { merge, survivor, other, chosen });
      toast({ say: words.done(preview.survivor.name), detail: words.doneNext });
      go(`/subjects/${survivor}`);
    } catch (caught) {
      setError(caught);
      setSending(false);
    }
  };
  const value = (text: MergePreview["facts"][number]["survivor"]) =>
    text === null ? <span className="third">{words.unknown}</span> : withDayWords(say(text), language);
  return (
    <div className="page">
      <p className="crumbs">
        <Link href="/register">{register.heading}</Link> <span aria-hidden="true">›</span>{" "}
        <Link href="/register/doubles">{words.heading}</Link>
      </p>
      <h1>{words.preview}</h1>
      <div className="merge-two">
        <section aria-label={words.kept} className="merge-kept">
          <span className="tag">{words.kept}</span>
          <Brief subject={preview.survivor} />
        </section>
        <section aria-label={words.goes}>
          <span className="tag">{words.goes}</span>
          <Brief subject={preview.other} />
        </section>
      </div>
      <p>
        <Link className="button" href={`/register/doubles/${other}/${survivor}`}>
          {words.swap}
        </Link>
      </p>
      {preview.facts.some(({ fact, differ }) => fact === "identityNumber" && differ) && (
        <p className="merge-caution" role="note">
          {words.twoNumbers}
        </p>
      )}
      <section className="section" aria-labelledby="differ">
        <div className="section-head">
          <h2 id="differ">{words.facts}</h2>
        </div>
        {preview.facts.length === 0 ? (
          <p className="second section-note">{words.noFacts}</p>
        ) : (
          <>
            <p className="third small">{words.factsAbout}</p>
            <table className="rows merge-facts">
              <tbody>
                {preview.facts.map((fact) => (
                  <tr key={fact.fact} data-fact={fact.fact}>
                    <th scope="row">{say(fact.label)}</th>
                    {(["survivor", "other"] as const).map((side) => (
                      <td key={side} data-kept={fact.kept === side}>
                        {fact.differ ? (
                          <label className="check">
                            <input
                              type="radio"
                              name={`keep-${fact.fact}`}
                              checked={fact.kept === side}
                              onChange={() =>
                                setChosen(
                                  side === "other"
                                    ? [...chosen, fact.fact]
                                    : chosen.filter((id) => id !== fact.fact),
                                )
                              }
                            />
                            {value(fact[side])}
                          </label>
                        ) : (
                          value(fact[side])
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
        <p className="section-note" data-moves={preview.records}>
          {preview.records + preview.excuses === 0
            ? words.movesNothing
            : words.moves(preview.records, preview.excuses)}
        </p>
      </section>
      <div className="merge-two">
        <Owed title={words.before} duties={preview.before} names={preview} id="owed-before" />
        <Owed title={words.after} duties={preview.after} names={preview} id="owed-after" />
      </div>
      {error !== undefined && (
        <p className="form-fault" role="alert">
          {sayError(error, language)}
        </p>
      )}
      <p className="merge-act no-print">
        <Link className="button" href="/register/doubles">
          {words.back}
        </Link>
        <button type="button" className="button primary" disabled={sending} onClick={() => void done()}>
          {sending ? words.merging : words.merge}
        </button>
      </p>
    </div>
  );
}

function Owed({
  title,
  duties,
  names,
  id,
}: {
  title: string;
  duties: PreviewDuty[];
  names: MergePreview;
  id: string;
}) {
  const words = useWords(doublesWords);
  const subject = useWords(subjectWords);
  const { language } = useReading();
  const { me, promises } = useHere();
  const say = useSay();
  return (
    <section aria-labelledby={id} data-owed={duties.length}>
      <h2 id={id}>{title}</h2>
      {duties.length === 0 && <p className="second section-note">{words.nothing}</p>}
      <ul className="plain-list">
        {duties.map((duty) => (
          <li
            key={`${duty.of}${duty.promise}${duty.due}`}
            className="merge-duty"
            data-colour={promises.get(duty.promise)?.colour}
          >
            <span className="dot" aria-hidden="true" />
            <span>
              {say(promises.get(duty.promise)?.title) || subject.guardedPromise}
              {duty.of !== "both" && names.other.code !== names.survivor.code && (
                <span className="third small"> {names[duty.of].code}</span>
              )}
            </span>
            <span className="second small">{words.due(dayWords(duty.due, language, me.clock.today))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
