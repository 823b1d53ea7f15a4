import { Link } from "wouter";
import type { CaseBoard } from "#record/views/case-board.ts";
import type { CaseList } from "#record/views/cases.ts";
import { useAsk } from "../../parts/ask.ts";
import { useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { casesWords } from "../../words/cases.ts";
import { Boards } from "./case-board.tsx";
import { CaseFilterBar, useCaseFilter } from "./case-filter.tsx";
import type { CaseFilter } from "./case-filter.tsx";
import { CaseRows } from "./case-rows.tsx";
import "./table.css";

export default function CasesPage() {
  const words = useWords(casesWords);
  const { me, may } = useHere();
  const recording = useRecording();
  const filter = useCaseFilter();
  const { asked, board, show, after } = filter;
  const list = useAsk<CaseList>("/api/cases", { ...asked, show, after }, { keep: true, enabled: !board });
  const overdue = show === "overdue" ? "true" : undefined;
  const onBoard = useAsk<CaseBoard>(
    "/api/cases/board",
    { ...asked, overdue },
    { keep: true, enabled: board },
  );
  const late = useAsk<CaseList>("/api/cases", { ...asked, show: "overdue" }, { keep: true });
  const found = board ? onBoard : list;
  const total = board
    ? onBoard.data && words.total(onBoard.data.total)
    : list.data && (list.data.atLeast ? words.totalAtLeast : words.total)(list.data.total);
  const lateCount = late.data?.total ?? 0;
  const mayOpen = may("case.open") && me.language.procedures.some((each) => each.mayOpen);
  const open = () => recording.openCase(filter.procedure ? { procedure: filter.procedure } : {});
  return (
    <div className={board ? "page page-board" : "page"}>
      <div className="page-head">
        <h1>{words.heading}</h1>
        {total && <p className="second">{total}</p>}
        <span className="end no-print">
          {mayOpen && (
            <button type="button" className="button primary" onClick={open}>
              {words.open}
            </button>
          )}
        </span>
      </div>
      <CaseFilterBar
        filter={filter}
        late={lateCount === 0 ? "" : `${lateCount}${late.data?.atLeast ? "+" : ""}`}
      />
      {found.isError && !found.data ? (
        <Trouble error={found.error} retry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading />
      ) : isEmpty(found.data) ? (
        <NoCases filter={filter} mayOpen={mayOpen} open={open} />
      ) : "boards" in found.data ? (
        <Boards board={found.data} busy={found.isPlaceholderData} />
      ) : (
        <ListOf list={found.data} filter={filter} busy={found.isPlaceholderData} />
      )}
    </div>
  );
}

function isEmpty(found: CaseList | CaseBoard): boolean {
  return "boards" in found ? found.boards.length === 0 : found.rows.length === 0 && found.next === null;
}

function ListOf({ list, filter, busy }: { list: CaseList; filter: CaseFilter; busy: boolean }) {
  const words = useWords(casesWords);
  return (
    <>
      <CaseRows rows={list.rows} busy={busy} />
      {(filter.after !== undefined || list.next !== null) && (
        <nav className="paging no-print" aria-label={words.pages}>
          {filter.after !== undefined && (
            <button type="button" className="button" onClick={() => filter.change({})}>
              {words.first}
            </button>
          )}
          {list.next !== null && (
            <Link className="button" href={filter.pageAfter(list.next)}>
              {words.next}
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

function NoCases({ filter, mayOpen, open }: { filter: CaseFilter; mayOpen: boolean; open: () => void }) {
  const words = useWords(casesWords);
  if (filter.filtered)
    return (
      <Empty title={filter.show === "overdue" ? words.noneOverdue : words.none} next={words.noneNext}>
        <button type="button" className="button" onClick={filter.clear}>
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
