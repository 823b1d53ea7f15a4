import { Fragment } from "react";
import type { ClauseCompared, VersionsCompared } from "#work/compare-versions.ts";
import { otherPartWords, versionWords } from "../words/standards.ts";
import { useSay, useWords } from "./language.tsx";
import { stretches } from "./stretches.ts";

/** Two versions as one document with its changes marked: what was is struck, what is now underlined, and each says so. */
export function Compared({ compared }: { compared: VersionsCompared }) {
  const words = useWords(versionWords);
  const parts = useWords(otherPartWords);
  const say = useSay();
  const { clauses, others, parameters, same } = compared;
  if (clauses.length + others.length + parameters.length === 0)
    return <p className="second">{words.nothing}</p>;
  return (
    <div className="compared">
      {parameters.length > 0 && (
        <ul className="compared-parameters" aria-label={words.parameterChanges}>
          {parameters.map(({ id, title, before, after }) => (
            <li key={id}>
              {say(title)} <Was text={before ? say(before) : words.none} />{" "}
              <Is text={after ? say(after) : words.none} />
            </li>
          ))}
        </ul>
      )}
      <ol>
        {clauses.map((clause) => (
          <ClauseChange key={clause.promise} clause={clause} />
        ))}
      </ol>
      {same > 0 && <p className="second">{words.same(same)}</p>}
      {others.length > 0 && (
        <section>
          <h3>{words.others}</h3>
          <ul className="compared-others">
            {others.map(({ part, id, title, what }) => (
              <li key={`${part} ${id}`}>
                <span className="tag">{words[what]}</span> {parts[part]} · {say(title)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function ClauseChange({ clause }: { clause: ClauseCompared }) {
  const words = useWords(versionWords);
  const say = useSay();
  const { number, title, what, sentence, colour, line, parts } = clause;
  const [before, after] = [say(sentence.before), say(sentence.after)];
  return (
    <li className="compared-clause" data-colour={colour}>
      <p className="compared-head">
        <span className="clause-number">{number}</span>
        <b>{say(title)}</b> <span className="tag">{words[what]}</span>{" "}
        <span className="third small">{say(line)}</span>
      </p>
      <p className="clause-text">
        {what === "added" ? (
          <Is text={after} />
        ) : what === "gone" ? (
          <Was text={before} />
        ) : (
          <Marked before={before} after={after} />
        )}
      </p>
      {parts
        .filter(({ part }) => part !== "words")
        .map(({ part, before: was, after: is }) => (
          <p key={part} className="compared-part">
            <span className="second">{words[part]}</span> <Was text={say(was) || words.none} />{" "}
            <Is text={say(is) || words.none} />
          </p>
        ))}
    </li>
  );
}

/** One sentence in which what differs stands twice. */
function Marked({ before, after }: { before: string; after: string }) {
  return stretches(before, after).map(({ same, was, is }, at) => (
    <Fragment key={at}>
      {same}
      {was && <Was text={was} />}
      {is && <Is text={is} />}
    </Fragment>
  ));
}

function Was({ text }: { text: string }) {
  const words = useWords(versionWords);
  return (
    <del>
      <span className="unseen">{`${words.was} `}</span>
      {text}
    </del>
  );
}

function Is({ text }: { text: string }) {
  const words = useWords(versionWords);
  return (
    <ins>
      <span className="unseen">{` ${words.is} `}</span>
      {text}
    </ins>
  );
}
