import { useDeferredValue, useEffect, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import { useAsk } from "../../parts/ask.ts";
import { useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ENTERED_KINDS, useRecording } from "../../parts/recording.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { askWords } from "../../words/ask.ts";
import { doublesWords, walkWords } from "../../words/household.ts";
import { requestWords } from "../../words/requests.ts";
import { enterWords, registerWords } from "../../words/register.ts";
import { kindWords } from "../../words/shell.ts";
import "./table.css";

const PAGE = 50;

export default function RegisterPage() {
  const words = useWords(registerWords);
  const entering = useWords(enterWords);
  const asking = useWords(askWords);
  const kinds = useWords(kindWords);
  const walking = useWords(walkWords);
  const doubles = useWords(doublesWords);
  const rights = useWords(requestWords);
  const say = useSay();
  const { me, areas, may } = useHere();
  const recording = useRecording();
  const [search, setSearch] = useSearchParams();
  const [, go] = useLocation();
  const kind = ENTERED_KINDS.find((each) => each === search.get("kind")) ?? "person";
  const area = search.get("area") ?? "";
  const offset = Number(search.get("offset") ?? 0);
  const [typed, setTyped] = useState(search.get("text") ?? "");
  const text = useDeferredValue(typed.trim());
  const found = useAsk<FoundSubjects>(
    "/api/subjects",
    { text, kind, area, offset: offset || undefined },
    { keep: true },
  );

  const change = (changes: Record<string, string>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete("offset");
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  useEffect(() => {
    if ((search.get("text") ?? "") !== text) change({ text });
  });

  const total = found.data?.total ?? 0;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.heading}</h1>
        {found.data && <p className="second">{words.total(total)}</p>}
        <span className="end no-print">
          <Link className="button" href="/register/buildings">
            {walking.act}
          </Link>
          {may("register.export") && (
            <Link className="button" href="/register/ask">
              {asking.heading}
            </Link>
          )}
          {may("rights.give-code") && (
            <Link className="button" href="/register/requests">
              {rights.all}
            </Link>
          )}
          {may("register.merge") && (
            <Link className="button" href="/register/doubles">
              {doubles.heading}
            </Link>
          )}
          {may("register.import") && (
            <>
              <Link className="button" href="/register/imports">
                {words.imports}
              </Link>
              <Link className="button" href="/register/import">
                {words.importLedger}
              </Link>
            </>
          )}
          {may("register.enter") && (
            <button type="button" className="button primary" onClick={() => recording.enter({ kind })}>
              {entering.act}
            </button>
          )}
        </span>
      </div>
      <div className="tools no-print" role="search">
        <div className="chips" role="group" aria-label={words.kinds}>
          {ENTERED_KINDS.map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={kind === each}
              onClick={() => change({ kind: each === "person" ? "" : each })}
            >
              {kinds[each]}
            </button>
          ))}
        </div>
        <input
          type="search"
          className="field grow"
          aria-label={words.search}
          placeholder={words.search}
          value={typed}
          autoFocus
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            const first = found.data?.rows[0];
            if (event.key === "Enter" && !event.nativeEvent.isComposing && first && text)
              go(`/subjects/${first.id}`);
          }}
        />
        <select
          className="field"
          aria-label={words.area}
          value={area}
          onChange={(event) => change({ area: event.target.value })}
        >
          <option value="">{words.allAreas}</option>
          {me.office.areas.map((each) => (
            <option key={each.id} value={each.id}>
              {say(each.title)}
            </option>
          ))}
        </select>
      </div>
      {found.isError && !found.data ? (
        <Trouble error={found.error} retry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading />
      ) : found.data.rows.length === 0 ? (
        text || area ? (
          <Empty title={words.none} next={words.noneNext} />
        ) : (
          <Empty title={words.empty} next={words.emptyNext}>
            {may("register.import") && (
              <Link className="button primary" href="/register/import">
                {words.importLedger}
              </Link>
            )}
          </Empty>
        )
      ) : (
        <>
          <table className="rows" aria-busy={found.isPlaceholderData}>
            <thead>
              <tr>
                <th scope="col">{kind === "person" ? words.name : words.title}</th>
                {kind === "person" && (
                  <th scope="col" className="number">
                    {words.age}
                  </th>
                )}
                <th scope="col">{words.code}</th>
                <th scope="col">{words.area}</th>
                <th scope="col">{words.address}</th>
                <th scope="col">{words.owed}</th>
              </tr>
            </thead>
            <tbody>
              {found.data.rows.map((row) => (
                <tr key={row.id} data-subject={row.id}>
                  <th scope="row" className="name">
                    <Link href={`/subjects/${row.id}`}>{row.name}</Link>
                    {row.byPhone && <span className="tag found-by">{words.byPhone}</span>}
                  </th>
                  {kind === "person" && <td className="number">{row.age ?? "—"}</td>}
                  <td className="second">{row.code}</td>
                  <td>{row.area ? say(areas.get(row.area)?.title) : "—"}</td>
                  <td>{row.address}</td>
                  <td>
                    {row.owed > 0 ? row.owed : <span className="third">—</span>}
                    {row.overdue > 0 && (
                      <span className="overdue-count"> {words.overdueOf(row.overdue)}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {total > PAGE && (
            <nav className="paging no-print" aria-label={words.pages}>
              <span className="second">{words.range(offset + 1, Math.min(offset + PAGE, total), total)}</span>
              <button
                type="button"
                className="button"
                disabled={offset === 0}
                onClick={() => change({ offset: offset > PAGE ? String(offset - PAGE) : "" })}
              >
                {words.earlier}
              </button>
              <button
                type="button"
                className="button"
                disabled={offset + PAGE >= total}
                onClick={() => change({ offset: String(offset + PAGE) })}
              >
                {words.later}
              </button>
            </nav>
          )}
        </>
      )}
    </div>
  );
}
