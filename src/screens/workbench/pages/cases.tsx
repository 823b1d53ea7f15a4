import { useSearchParams, Link } from "wouter";
import type { CaseList } from "#record/views/cases.ts";
import { useAsk } from "../../parts/ask.ts";
import { useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { casesWords } from "../../words/cases.ts";
import { CaseRows } from "./case-rows.tsx";
import "./table.css";

const SHOWS = ["open", "overdue", "ended"] as const;

export default function CasesPage() {
  const words = useWords(casesWords);
  const say = useSay();
  const { me, may } = useHere();
  const recording = useRecording();
  const [search, setSearch] = useSearchParams();
  const show = SHOWS.find((each) => each === search.get("show")) ?? "open";
  const mine = search.get("mine") === "1";
  const procedure = search.get("procedure") ?? "";
  const after = search.get("after") ?? undefined;
  const filters = { mine: mine ? "true" : undefined, procedure };
  const found = useAsk<CaseList>("/api/cases", { ...filters, show, after }, { keep: true });
  const late = useAsk<CaseList>("/api/cases", { ...filters, show: "overdue" }, { keep: true });
  const change = (changes: Record<string, string>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete("after");
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const mayOpen = may("case.open") && me.language.procedures.some((each) => each.mayOpen);
  const open = () => recording.openCase(procedure ? { procedure } : {});
  const total = found.data?.total ?? 0;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.heading}</h1>
        {found.data && <p className="second">{words.total(total)}</p>}
        <span className="end no-print">
          {mayOpen && (
            <button type="button" className="button primary" onClick={open}>
              {words.open}
            </button>
          )}
        </span>
      </div>
      <div className="tools no-print" role="search">
        <div className="chips" role="group" aria-label={words.view}>
          {SHOWS.map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={show === each}
              onClick={() => change({ show: each === "open" ? "" : each })}
            >
              {words[`show_${each}`]}
              {each === "overdue" && late.data !== undefined && late.data.total > 0 && ` ${late.data.total}`}
            </button>
          ))}
          <span className="chips-gap" />
          <button
            type="button"
            className="chip"
            aria-pressed={mine}
            onClick={() => change({ mine: mine ? "" : "1" })}
          >
            {words.mine}
          </button>
        </div>
        {me.language.procedures.length > 1 && (
          <select
            className="field"
            aria-label={words.procedure}
            value={procedure}
            onChange={(event) => change({ procedure: event.target.value })}
          >
            <option value="">{words.allProcedures}</option>
            {me.language.procedures.map((each) => (
              <option key={each.id} value={each.id}>
                {say(each.title)}
              </option>
            ))}
          </select>
        )}
      </div>
      {found.isError && !found.data ? (
        <Trouble error={found.error} retry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading />
      ) : found.data.rows.length === 0 ? (
        <NoCases
          filtered={show !== "open" || mine || procedure !== ""}
          overdue={show === "overdue"}
          mayOpen={mayOpen}
          open={open}
          seeAll={() => setSearch({}, { replace: true })}
        />
      ) : (
        <>
          <CaseRows rows={found.data.rows} busy={found.isPlaceholderData} />
          {(after !== undefined || found.data.next !== null) && (
            <nav className="paging no-print" aria-label={words.pages}>
              {after !== undefined && (
                <button type="button" className="button" onClick={() => change({})}>
                  {words.first}
                </button>
              )}
              {found.data.next !== null && (
                <Link className="button" href={`/cases?${pageAfter(search, found.data.next)}`}>
                  {words.next}
                </Link>
              )}
            </nav>
          )}
        </>
      )}
    </div>
  );
}

/** The next page is a place of its own, so that the browser's way back leads here again. */
function pageAfter(search: URLSearchParams, next: string): string {
  const params = new URLSearchParams(search);
  params.set("after", next);
  return params.toString();
}

function NoCases({
  filtered,
  overdue,
  mayOpen,
  open,
  seeAll,
}: {
  filtered: boolean;
  overdue: boolean;
  mayOpen: boolean;
  open: () => void;
  seeAll: () => void;
}) {
  const words = useWords(casesWords);
  if (filtered)
    return (
      <Empty title={overdue ? words.noneOverdue : words.none} next={words.noneNext}>
        <button type="button" className="button" onClick={seeAll}>
          {words.seeAll}
        </button>
      </Empty>
    );
  if (!mayOpen) return <Empty title={words.emptyOutside} next={words.emptyOutsideNext} />;
  return (
    <Empty title={words.empty} next={words.emptyNext}>
      <button type="button" className="button primary" onClick={open}>
        {words.open}
      </button>
    </Empty>
  );
}
