import { Link } from "wouter";
import type { KeptRates } from "#publish/kept-rate.ts";
import { recordWords } from "../words/record.ts";
import { todayWords } from "../words/today.ts";
import { address } from "./api.ts";
import { useColourName } from "./colour-names.ts";
import { useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import { COLOURS, HALF, PETAL, rateWords, reachOf, turnOf } from "./petals.ts";
import "./flower.css";

/** The flower before its figures are known, as high as it will be. */
export function FlowerBones() {
  return (
    <div className="flower" aria-busy="true">
      <svg viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`} aria-hidden="true">
        {COLOURS.map((colour, place) => (
          <path key={colour} d={PETAL} className="petal-bone" transform={`rotate(${turnOf(place)})`} />
        ))}
      </svg>
      <div className="bone flower-bone" />
    </div>
  );
}

/** Five petals, each filled from the heart outwards as far as its promises were kept, beside the same figures as a table. */
export function Flower({ rates, large = false }: { rates: KeptRates; large?: boolean }) {
  const words = useWords(todayWords);
  const { comma } = useWords(recordWords);
  const colourName = useColourName();
  const say = useSay();
  const { me } = useHere();
  const petals = COLOURS.map((colour) => ({
    colour,
    figure: rates.colours.find((each) => each.colour === colour),
    lines: me.language.lines.filter((line) => line.colour === colour).map((line) => say(line.title)),
    href: address("/published/evidence", { month: rates.month, colour }),
  }));
  return (
    <div className={large ? "flower large" : "flower"}>
      <svg viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`} role="group" aria-label={words.flowerTable}>
        <defs>
          <clipPath id="petal">
            <path d={PETAL} />
          </clipPath>
        </defs>
        {petals.map(({ colour, figure, href }, place) => (
          <Link
            key={colour}
            href={href}
            className="petal"
            data-colour={colour}
            aria-label={words.petal(
              colourName(colour),
              figure && figure.rate !== null
                ? `${rateWords(figure.rate)}, ${words.ofCount(figure.kept, figure.of)}`
                : words.noFigureLong,
            )}
          >
            <g transform={`rotate(${turnOf(place)})`}>
              <path d={PETAL} className="petal-ground" />
              <g clipPath="url(#petal)">
                <circle r={reachOf(figure?.rate ?? null)} className="petal-fill" />
              </g>
            </g>
          </Link>
        ))}
        <circle r="21" className="flower-heart" />
        <text className="flower-figure" textAnchor="middle" dominantBaseline="central" aria-hidden="true">
          {rates.total.rate === null ? "—" : rateWords(rates.total.rate).replace("%", "")}
        </text>
      </svg>
      <table className="flower-table">
        <caption className="unseen">{words.flowerTable}</caption>
        <thead className="unseen">
          <tr>
            <th scope="col">{words.colour}</th>
            <th scope="col">{words.rate}</th>
          </tr>
        </thead>
        <tbody>
          {petals.map(({ colour, figure, lines, href }) => (
            <tr key={colour} data-colour={colour}>
              <th scope="row">
                <span className="dot" />
                <span>
                  {colourName(colour)}
                  {large && lines.length > 0 && <span className="flower-lines">{lines.join(comma)}</span>}
                </span>
              </th>
              <td>
                {figure && figure.rate !== null ? (
                  <Link href={href} title={words.ofCount(figure.kept, figure.of)}>
                    {rateWords(figure.rate)}
                  </Link>
                ) : (
                  <span className="third" title={words.noFigureLong}>
                    {words.noFigure}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
