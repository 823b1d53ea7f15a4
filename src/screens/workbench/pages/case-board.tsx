import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { CaseBrief } from "#record/views/case-brief.ts";
import type { BoardCard, BoardColumn, CaseBoard, ProcedureBoard } from "#record/views/case-board.ts";
import { address } from "../../parts/api.ts";
import { CaseBar } from "../../parts/case-bar.tsx";
import { CaseClock } from "../../parts/case-clock.tsx";
import { useCaseMove } from "../../parts/case-move.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { useToast } from "../../parts/toast.tsx";
import { casesWords, caseWords } from "../../words/cases.ts";
import { dayWords, localParts } from "../../words/dates.ts";
import "./case-board.css";
import "./cases.css";

/** What a card was dropped on: a stage, or the end. */
type Target = { stage: string; title: string } | "end";

/** Milliseconds in which a panel has slid away and given the focus back. */
const PANEL_CLOSES = 500;

/** A board for each procedure: its stages as columns, its cases as cards. */
export function Boards({ board, busy }: { board: CaseBoard; busy: boolean }) {
  const words = useWords(casesWords);
  const { takeOf } = useCaseMove();
  const [moved, setMoved] = useState<string>();
  // The card stands in another column now: the keyboard goes on from there.
  useEffect(() => {
    if (moved === undefined) return;
    const timer = setTimeout(() => {
      const at = document.activeElement;
      if (at !== document.body && !at?.closest("#drawer-form")) return;
      document.querySelector<HTMLElement>(`[data-card="${moved}"] .case-title`)?.focus();
    }, PANEL_CLOSES);
    return () => clearTimeout(timer);
  }, [board, moved]);
  const take = ({ case: { id }, at }: BoardCard, move: string) => {
    setMoved(id);
    takeOf(id, at.stage, move);
  };
  return (
    <div aria-busy={busy}>
      {board.cut && <p className="second section-note">{words.boardCut(board.total)}</p>}
      {board.boards.map((each) => (
        <BoardOf key={each.procedure} board={each} several={board.boards.length > 1} take={take} />
      ))}
    </div>
  );
}

function BoardOf({
  board,
  several,
  take,
}: {
  board: ProcedureBoard;
  several: boolean;
  take: (card: BoardCard, move: string) => void;
}) {
  const words = useWords(casesWords);
  const say = useSay();
  const refuse = useNoWay();
  const dragged = useRef<BoardCard>(undefined);
  /** The card whose ways are shown, as "case stage". */
  const [unfolded, setUnfolded] = useState<string>();
  const drop = (target: Target) => {
    const card = dragged.current;
    dragged.current = undefined;
    if (card === undefined || (target !== "end" && target.stage === card.at.stage)) return;
    const ways = waysTo(card, target);
    const open = ways.filter(({ onlyWhere }) => onlyWhere === null);
    const [only] = open;
    if (only === undefined) refuse(card, target);
    else if (open.length === 1) take(card, only.id);
    else setUnfolded(keyOf(card));
  };
  return (
    <section className="board" aria-label={words.boardOf(say(board.title))} data-procedure={board.procedure}>
      {several && (
        <h2 className="board-title" data-colour={board.colour}>
          <span className="dot" aria-hidden="true" /> {say(board.title)}
        </h2>
      )}
      <div className="board-columns">
        {board.columns.map((column) => (
          <Column
            key={column.stage}
            column={column}
            drop={() => drop({ stage: column.stage, title: say(column.title) })}
          >
            {column.cards.map((card) => (
              <Card
                key={card.case.id}
                card={card}
                isUnfolded={unfolded === keyOf(card)}
                unfold={(on) => setUnfolded(on ? keyOf(card) : undefined)}
                drag={(on) => (dragged.current = on ? card : undefined)}
                take={(move) => {
                  setUnfolded(undefined);
                  take(card, move);
                }}
              />
            ))}
          </Column>
        ))}
        {board.ended && (
          <Column
            column={{ stage: "", title: { zh: words.ended, en: words.ended }, by: [], cards: [] }}
            count={board.ended.total}
            drop={() => drop("end")}
          >
            {board.ended.rows.map((each) => (
              <EndedCard key={each.id} of={each} />
            ))}
            {board.ended.total > board.ended.rows.length && (
              <li className="board-more">
                <Link href={address("/cases", { show: "ended", procedure: board.procedure })}>
                  {words.more(board.ended.total - board.ended.rows.length)}
                </Link>
              </li>
            )}
          </Column>
        )}
      </div>
    </section>
  );
}

function keyOf({ case: { id }, at }: BoardCard): string {
  return `${id} ${at.stage}`;
}

function waysTo({ at }: BoardCard, target: Target): BoardCard["at"]["moves"] {
  return at.moves.filter(({ ends, stages }) => (target === "end" ? ends : stages.includes(target.stage)));
}

/** Says why a card cannot go where it was put, and where it can. */
function useNoWay(): (card: BoardCard, target: Target) => void {
  const words = useWords(casesWords);
  const single = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const toast = useToast();
  return (card, target) => {
    const [barred] = waysTo(card, target);
    const ways = card.at.moves.filter(({ onlyWhere }) => onlyWhere === null).map(({ title }) => say(title));
    const roles = card.at.by.map(say).join(" · ");
    const why =
      barred !== undefined && barred.onlyWhere !== null
        ? `${say(barred.title)}: ${single.barred(say(barred.onlyWhere))}`
        : words.noWay(say(card.at.title), target === "end" ? words.toEnd : target.title);
    toast({
      say: why,
      detail:
        ways.length > 0 ? words.ways(ways.join(language === "zh" ? "、" : ", ")) : single.waitsFor(roles),
      tone: "trouble",
    });
  };
}

function Column({
  column,
  count = column.cards.length,
  drop,
  children,
}: {
  column: BoardColumn;
  count?: number;
  drop: () => void;
  children: React.ReactNode;
}) {
  const words = useWords(casesWords);
  const say = useSay();
  const [over, setOver] = useState(false);
  return (
    <section
      className={over ? "board-column over" : "board-column"}
      aria-label={words.column(say(column.title), count)}
      data-column={column.stage || "ended"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        drop();
      }}
    >
      <header>
        <h3>
          {say(column.title)} <span className="board-count">{count}</span>
        </h3>
        <p className="third small">{column.by.length > 0 ? column.by.map(say).join(" · ") : "\u00a0"}</p>
      </header>
      {count === 0 ? <p className="third small board-none">{words.columnEmpty}</p> : <ul>{children}</ul>}
    </section>
  );
}

function Card({
  card,
  isUnfolded,
  unfold,
  drag,
  take,
}: {
  card: BoardCard;
  isUnfolded: boolean;
  unfold: (on: boolean) => void;
  drag: (on: boolean) => void;
  take: (move: string) => void;
}) {
  const words = useWords(casesWords);
  const single = useWords(caseWords);
  const say = useSay();
  const { case: its, at } = card;
  const due = at.due?.at ?? its.due;
  const from = at.due === null ? its.openedAt : at.beganAt;
  const title = say(its.says[0] ?? its.title);
  return (
    <li
      className="board-card"
      data-card={its.id}
      data-colour={its.colour}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", title);
        drag(true);
      }}
      onDragEnd={() => drag(false)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isUnfolded) return;
        unfold(false);
        event.currentTarget.querySelector<HTMLElement>(".board-move")?.focus();
      }}
    >
      <Link href={`/cases/${its.id}`} className="case-title" draggable={false}>
        {title}
      </Link>
      <Whom of={its} />
      {due === null ? (
        <p className="third small">{single.noDue}</p>
      ) : (
        <>
          <CaseClock due={due} provisional={at.due?.provisional ?? its.provisional} calm />
          <CaseBar from={from} due={due} />
        </>
      )}
      <div className="board-foot">
        <span className={its.mine && at.mine ? "case-mine" : "board-by third"}>
          {its.mine && at.mine ? words.byMine : words.atRole(at.by.map(say).join(" · "))}
        </span>
        <button
          type="button"
          className="textual board-move no-print"
          aria-expanded={isUnfolded}
          aria-label={words.moveOf(title)}
          onClick={() => unfold(!isUnfolded)}
        >
          {words.move}
        </button>
      </div>
      {isUnfolded && <Ways card={card} take={take} />}
    </li>
  );
}

/** Where the card may go, each way with what it leads to; what is not open says why. */
function Ways({ card: { at }, take }: { card: BoardCard; take: (move: string) => void }) {
  const single = useWords(caseWords);
  const say = useSay();
  if (at.moves.length === 0)
    return <p className="second small board-ways">{single.waitsFor(at.by.map(say).join(" · "))}</p>;
  return (
    <ul className="board-ways">
      {at.moves.map(({ id, title, to, onlyWhere }, place) => (
        <li key={id}>
          <button
            type="button"
            className="menu-item"
            data-move={id}
            autoFocus={place === 0}
            disabled={onlyWhere !== null}
            onClick={() => take(id)}
          >
            <span>{say(title)}</span>
            <span className="third small">{to.map(say).join(" · ")}</span>
          </button>
          {onlyWhere !== null && <p className="third small">{single.barred(say(onlyWhere))}</p>}
        </li>
      ))}
    </ul>
  );
}

function Whom({ of }: { of: CaseBrief }) {
  const words = useWords(casesWords);
  const { areas } = useHere();
  const say = useSay();
  const area = areas.get(of.subject?.area ?? "");
  const name = of.subject === null ? words.nobody : of.subject.name;
  return (
    <p className="case-note">
      {[of.others > 0 ? words.others(name, of.others) : name, ...(area ? [say(area.title)] : [])].join(" · ")}
      {of.reopened > 0 && <span className="tag">{words.reopened(of.reopened)}</span>}
      {of.returned > 0 && <span className="tag">{words.returned(of.returned)}</span>}
    </p>
  );
}

function EndedCard({ of }: { of: CaseBrief }) {
  const single = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const { zone, today } = me.clock;
  return (
    <li className="board-card ended" data-card={of.id} data-colour={of.colour}>
      <Link href={`/cases/${of.id}`} className="case-title" draggable={false}>
        {say(of.says[0] ?? of.title)}
      </Link>
      <Whom of={of} />
      {of.end && (
        <p className="case-note">
          {say(of.end.title)} · {dayWords(localParts(of.end.at, zone).day, language, today)}
          {of.end.outcome !== null && (
            <>
              {" · "}
              <span className={of.end.outcome === "late" ? "case-late" : undefined}>
                {single[of.end.outcome]}
              </span>
            </>
          )}
        </p>
      )}
    </li>
  );
}
