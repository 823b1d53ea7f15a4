import { useEffect, useRef, type KeyboardEvent } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { FlatInside, Place, walk } from "#record/views/buildings.ts";
import { useAsk } from "../../parts/ask.ts";
import { groupBy } from "../../parts/group-by.ts";
import { useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { walkWords } from "../../words/household.ts";
import { registerWords } from "../../words/register.ts";
import { shellWords } from "../../words/shell.ts";
import "./buildings.css";
import "./table.css";

type Walk = Awaited<ReturnType<typeof walk>>;

const LEVELS = ["area", "building", "stairwell", "flat"] as const;
type Level = (typeof LEVELS)[number];

/** What has no name where one stands, as it is written in an address. */
const NAMELESS = "-";

/** Area, building, stairwell, flat: a tree to be walked with the mouse or with the arrow keys alone. */
export default function BuildingsPage() {
  const words = useWords(walkWords);
  const register = useWords(registerWords);
  const say = useSay();
  const { areas } = useHere();
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const walked = LEVELS.slice(0, firstMissing(search));
  const at = Object.fromEntries(walked.map((level) => [level, search.get(level) ?? NAMELESS]));
  const found = useAsk<Walk>("/api/walk", at);
  const next = LEVELS[walked.length];

  const titleOf = (level: Level, id: string): string => {
    const named = id !== "" && id !== NAMELESS;
    switch (level) {
      case "area":
        return named ? say(areas.get(id)?.title) || id : words.noArea;
      case "building":
        return named ? id : words.otherAddress;
      case "stairwell":
        return named ? words.stairwell(id) : words.noStairwell;
      case "flat":
        return named ? words.flat(id) : words.noFlat;
    }
  };
  const upTo = (depth: number) => href(LEVELS.slice(0, depth).map((level) => [level, at[level] ?? NAMELESS]));
  const into = (level: Level, id: string) =>
    href([...walked.map((each): [string, string] => [each, at[each] ?? NAMELESS]), [level, id || NAMELESS]]);
  const heads = {
    area: words.areas,
    building: words.buildings,
    stairwell: words.stairwells,
    flat: words.flats,
  };
  const back = () => walked.length > 0 && go(upTo(walked.length - 1));

  return (
    <div className="page page-narrow">
      <p className="crumbs">
        <Link href="/register">{register.heading}</Link>
      </p>
      <div className="page-head">
        <h1>{words.heading}</h1>
        <span className="end walk-hint third small no-print">{words.hint}</span>
      </div>
      <nav className="walked" aria-label={words.path} hidden={walked.length === 0}>
        <Link href="/register/buildings" aria-current={walked.length === 0 ? "page" : undefined}>
          {words.areas}
        </Link>
        {walked.map((level, depth) => (
          <span key={level}>
            <span className="third" aria-hidden="true">
              ›{" "}
            </span>
            <Link href={upTo(depth + 1)} aria-current={depth === walked.length - 1 ? "page" : undefined}>
              {titleOf(level, at[level] ?? NAMELESS)}
            </Link>
          </span>
        ))}
      </nav>
      {found.isError && !found.data ? (
        <Trouble error={found.error} retry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading />
      ) : next === undefined ? (
        <Inside inside={found.data.inside} back={back} />
      ) : found.data.places.length === 0 ? (
        <Empty title={words.nobody} next={words.nobodyNext} />
      ) : (
        <Places
          key={walked.length}
          places={found.data.places}
          head={heads[next]}
          title={(id) => titleOf(next, id)}
          href={(id) => into(next, id)}
          back={back}
        />
      )}
    </div>
  );
}

function Places({
  places,
  head,
  title,
  href: hrefOf,
  back,
}: {
  places: Place[];
  head: string;
  title: (id: string) => string;
  href: (id: string) => string;
  back: () => void;
}) {
  const words = useWords(walkWords);
  const { table, onKeyDown } = useRows<HTMLTableElement>(back);
  return (
    <table className="rows walk" ref={table} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="number">
            {words.households}
          </th>
          <th scope="col" className="number">
            {words.people}
          </th>
          <th scope="col" className="number">
            {words.owed}
          </th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.id} data-place={place.id || NAMELESS}>
            <th scope="row" className="name">
              <Link href={hrefOf(place.id)}>{title(place.id)}</Link>
            </th>
            <td className="number">{place.households || <span className="third">—</span>}</td>
            <td className="number">{place.people || <span className="third">—</span>}</td>
            <td className="number">{place.owed || <span className="third">—</span>}</td>
            <td>
              {place.overdue > 0 && <span className="overdue-count">{words.overdueOf(place.overdue)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who lives in a flat, household by household. */
function Inside({ inside, back }: { inside: FlatInside | null; back: () => void }) {
  const words = useWords(walkWords);
  const shell = useWords(shellWords);
  const { table, onKeyDown } = useRows<HTMLDivElement>(back);
  if (!inside || inside.households.length + inside.people.length === 0)
    return <Empty title={words.nobody} next={words.nobodyNext} />;
  const byHome = groupBy(inside.people, ({ household }) => household ?? "");
  const homes = [
    ...inside.households.map(({ id, name }) => ({ id, name: name as string | undefined })),
    ...[...byHome.keys()]
      .filter((id) => !inside.households.some((household) => household.id === id))
      .map((id) => ({ id, name: undefined })),
  ];
  return (
    <div ref={table} onKeyDown={onKeyDown} className="walk">
      {homes.map(({ id, name }) => (
        <section key={id} className="section" data-household={id}>
          <div className="section-head">
            <h2>
              {id === "" ? (
                words.noHousehold
              ) : (
                <Link href={`/subjects/${id}`}>{name ?? words.households}</Link>
              )}
            </h2>
          </div>
          <ul className="plain-list">
            {(byHome.get(id) ?? []).map((person) => (
              <li key={person.id} data-subject={person.id}>
                <Link href={`/subjects/${person.id}`}>{person.name}</Link>
                {person.age !== null && <span className="second"> {shell.age(person.age)}</span>}
                {person.owed > 0 && (
                  <span className="second small">
                    {" "}
                    {words.owed} {person.owed}
                  </span>
                )}
                {person.overdue > 0 && (
                  <span className="overdue-count small">{words.overdueOf(person.overdue)}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Up and down from link to link, right goes in as Enter does, left goes back; the first has the focus when one arrives. */
function useRows<Of extends HTMLElement>(back: () => void) {
  const table = useRef<Of>(null);
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.id === "content")
      table.current?.querySelector("a")?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const links = [...(table.current?.querySelectorAll("a") ?? [])];
    const here = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, here + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
    } else if (event.key === "ArrowRight" && here >= 0) {
      event.preventDefault();
      links[here]?.click();
    } else if (event.key === "ArrowLeft") {
      event.preventDefault();
      back();
    }
  };
  return { table, onKeyDown };
}

function firstMissing(search: URLSearchParams): number {
  const missing = LEVELS.findIndex((level) => search.get(level) === null);
  return missing === -1 ? LEVELS.length : missing;
}

function href(walked: (readonly [string, string])[]): string {
  const query = new URLSearchParams(walked.map(([level, id]) => [level, id])).toString();
  return query === "" ? "/register/buildings" : `/register/buildings?${query}`;
}
