import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Draft, ChangeTold } from "#record/views/standard-change.ts";
import type { VersionsCompared } from "#work/compare-versions.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { Fault } from "#standard/fault.ts";
import { post } from "./api.ts";
import { useHere } from "./me.tsx";

/** What the secretary is thinking of; nothing of it has been sent to be kept. */
export interface StandardDraft {
  way: "tune" | "replace";
  /** By parameter, what is written in its field: it may be wrong still. */
  parameters: Record<string, string | number>;
  /** The YAML as it was pasted. */
  pasted: string;
  /** What the checker answered to the files last chosen. */
  checked: Checked | null;
  /** The day from which it shall hold. */
  from: string | null;
}

export interface Checked {
  document: StandardDocument | null;
  faults: Fault[];
  /** Against what the office has; null: it has nothing of that standard, or there are mistakes. */
  compared: VersionsCompared | null;
}

const nothing: StandardDraft = { way: "tune", parameters: {}, pasted: "", checked: null, from: null };

/** The draft of a standard, kept in this window until it is adopted or dropped: another page, or loading anew, loses nothing. */
export function useStandardDraft(standard: string): {
  draft: StandardDraft;
  change: (part: Partial<StandardDraft>) => void;
  drop: () => void;
} {
  const { me } = useHere();
  const key = `wellside.draft.${me.account.id}.${me.office.id}.${standard}`;
  const [draft, setDraft] = useState<StandardDraft>(() => ({ ...nothing, ...kept(key) }));
  const change = useCallback(
    (part: Partial<StandardDraft>) =>
      setDraft((before) => {
        const next = { ...before, ...part };
        keep(key, next);
        return next;
      }),
    [key],
  );
  const drop = useCallback(() => {
    sessionStorage.removeItem(key);
    setDraft(nothing);
  }, [key]);
  return { draft, change, drop };
}

/** What a draft comes to, worked out when asked; an answer is kept for as long as the page stands, so that nobody waits for it twice. */
export function useWeighing(draft: Draft | undefined): {
  told: ChangeTold | undefined;
  /** Of another draft than the one at hand. */
  isStale: boolean;
  isWeighing: boolean;
  error: unknown;
  weigh: () => void;
} {
  const client = useQueryClient();
  const said = JSON.stringify(draft ?? null);
  const [asked, setAsked] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [isWeighing, setWeighing] = useState(false);
  const of = (text: string | undefined) =>
    text === undefined ? undefined : client.getQueryData<ChangeTold>(["weighed", text]);
  const own = of(said);
  return {
    told: own ?? of(asked),
    isStale: own === undefined && of(asked) !== undefined,
    isWeighing,
    error,
    weigh: () => {
      if (isWeighing || draft === undefined) return;
      setWeighing(true);
      setError(undefined);
      client
        .fetchQuery({
          queryKey: ["weighed", said],
          queryFn: () => post<ChangeTold>("/api/standards/weigh", draft),
          staleTime: 5 * 60_000,
          retry: false,
        })
        .then(
          () => setAsked(said),
          (problem: unknown) => setError(problem),
        )
        .finally(() => setWeighing(false));
    },
  };
}

function kept(key: string): Partial<StandardDraft> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<StandardDraft>;
  } catch {
    return {};
  }
}

function keep(key: string, draft: StandardDraft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Where the browser keeps nothing, the draft lives as long as the page.
  }
}
