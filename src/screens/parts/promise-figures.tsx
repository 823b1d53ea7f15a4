import { Link } from "wouter";
import type { KeptEvidence } from "#publish/kept-rate.ts";
import { publishedWords } from "../words/published.ts";
import { byPromise } from "./by-promise.ts";
import { useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import { rateWords } from "./petals.ts";
import "./promise-figures.css";

/** The figure of each promise that an evidence counts, in the order of the standards, each opening its own evidence. */
export function PromiseFigures({
  evidence,
  hrefOf,
}: {
  evidence: KeptEvidence;
  hrefOf: (promise: string) => string;
}) {
  const words = useWords(publishedWords);
  const say = useSay();
  const { promises } = useHere();
  const figures = byPromise(evidence.rows);
  const known = [...promises.values()].flatMap((promise) => {
    const figure = figures.get(promise.id);
    return figure ? [{ promise, figure }] : [];
  });
  return (
    <ul className="by-promise">
      {known.map(({ promise, figure }) => {
        const title = say(promise.title);
        return (
          <li key={promise.id} data-colour={promise.colour} data-promise={promise.id}>
            <Link href={hrefOf(promise.id)}>
              <span className="dot" aria-hidden="true" />
              <span className="by-promise-title">{title}</span>
              <strong>{figure.rate === null ? words.noFigure : rateWords(figure.rate)}</strong>
              <span className="by-promise-of">{words.ofKept(figure.kept, figure.of)}</span>
            </Link>
          </li>
        );
      })}
      {evidence.hidden > 0 && (
        <li className="by-promise-hidden third">{words.hiddenInAll(evidence.hidden)}</li>
      )}
    </ul>
  );
}
