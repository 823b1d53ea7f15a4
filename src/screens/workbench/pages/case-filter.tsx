import { useRef, useState } from "react";
import { useSearchParams } from "wouter";
import { useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { casesWords } from "../../words/cases.ts";

const SHOWS = ["open", "overdue", "ended"] as const;
/** Milliseconds after the last letter: what is asked stands sealed, and finding opens it. */
const TYPING = 250;

/** Which cases, as the address says it: the list and the board are two looks at the same. */
export interface CaseFilter {
  board: boolean;
  show: (typeof SHOWS)[number];
  mine: boolean;
  office: boolean;
  procedure: string;
  stage: string;
  text: string;
  after: string | undefined;
  /** What the server is asked with, whatever the look. */
  asked: Record<"mine" | "office" | "procedure" | "stage" | "text", string | undefined>;
  /** Anything but all that are open. */
  filtered: boolean;
  change: (changes: Record<string, string>) => void;
  clear: () => void;
  /** The address of another page of the list. */
  pageAfter: (next: string) => string;
}

export function useCaseFilter(): CaseFilter {
  const [search, setSearch] = useSearchParams();
  const said = (name: string) => search.get(name) ?? "";
  const show = SHOWS.find((each) => each === said("show")) ?? "open";
  const board = said("view") === "board";
  const asked = {
    mine: said("mine") === "1" ? "true" : undefined,
    office: said("office") === "1" && show !== "ended" ? "true" : undefined,
    procedure: said("procedure") || undefined,
    stage: show === "ended" ? undefined : said("stage") || undefined,
    text: said("text") || undefined,
  };
  return {
    board: board && show !== "ended",
    show,
    mine: asked.mine !== undefined,
    office: asked.office !== undefined,
    procedure: said("procedure"),
    stage: asked.stage ?? "",
    text: said("text"),
    after: said("after") || undefined,
    asked,
    filtered: show !== "open" || Object.values(asked).some((value) => value !== undefined),
    change: (changes) =>
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
      ),
    clear: () => setSearch(board ? { view: "board" } : {}, { replace: true }),
    // The next page is a place of its own, so that the browser's way back leads here again.
    pageAfter: (next) => {
      const params = new URLSearchParams(search);
      params.set("after", next);
      return `/cases?${params.toString()}`;
    },
  };
}

export function CaseFilterBar({ filter, late }: { filter: CaseFilter; late: string }) {
  const words = useWords(casesWords);
  const say = useSay();
  const { me } = useHere();
  const { procedures } = me.language;
  const { show, mine, office, board, change } = filter;
  const chosen = procedures.find(({ id }) => id === filter.procedure);
  const chip = (says: string, pressed: boolean, press: () => void) => (
    <button key={says} type="button" className="chip" aria-pressed={pressed} onClick={press}>
      {says}
    </button>
  );
  return (
    <div className="tools no-print" role="search">
      <div className="chips" role="group" aria-label={words.view}>
        {SHOWS.map((each) =>
          chip(
            each === "overdue" && late !== "" ? `${words.show_overdue} ${late}` : words[`show_${each}`],
            show === each,
            () => change({ show: each === "open" ? "" : each }),
          ),
        )}
      </div>
      <div className="chips" role="group" aria-label={words.whose}>
        {chip(words.mine, mine, () => change({ mine: mine ? "" : "1", office: "" }))}
        {show !== "ended" &&
          chip(words.office, office, () => change({ office: office ? "" : "1", mine: "" }))}
      </div>
      {procedures.length > 1 && (
        <select
          className="field case-choice"
          aria-label={words.procedure}
          value={filter.procedure}
          onChange={(event) => change({ procedure: event.target.value, stage: "" })}
        >
          <option value="">{words.allProcedures}</option>
          {procedures.map((each) => (
            <option key={each.id} value={each.id}>
              {say(each.title)}
            </option>
          ))}
        </select>
      )}
      {chosen && show !== "ended" && (
        <select
          className="field case-choice"
          aria-label={words.stage}
          value={filter.stage}
          onChange={(event) => change({ stage: event.target.value })}
        >
          <option value="">{words.allStages}</option>
          {chosen.stages.map((each) => (
            <option key={each.id} value={each.id}>
              {say(each.title)}
            </option>
          ))}
        </select>
      )}
      <TextField text={filter.text} change={(text) => change({ text })} />
      <div className="chips end" role="group" aria-label={words.look}>
        {chip(words.look_list, !board, () => change({ view: "" }))}
        {chip(words.look_board, board, () =>
          change({ view: "board", ...(show === "ended" && { show: "" }) }),
        )}
      </div>
    </div>
  );
}

function TextField({ text, change }: { text: string; change: (text: string) => void }) {
  const words = useWords(casesWords);
  const [typed, setTyped] = useState(text);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [known, setKnown] = useState(text);
  if (text !== known) {
    setKnown(text);
    if (text === "") setTyped(""); // a filter cleared elsewhere clears this field too
  }
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => change(next.trim()), TYPING);
  };
  return (
    <input
      type="search"
      className="field case-text"
      aria-label={words.text}
      placeholder={words.text}
      value={typed}
      onChange={(event) => type(event.target.value)}
    />
  );
}
