import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import type { SubjectPage } from "#record/views/subject-page.ts";
import type { Today } from "#record/views/today.ts";
import type { AnswerWithPassword } from "#server/after-command.ts";
import type { Command } from "#work/command.ts";
import { recordWords } from "../words/record.ts";
import { shellWords } from "../words/shell.ts";
import { command, perform } from "./api.ts";
import { useReading, useWords } from "./language.tsx";
import { isOtherAccount } from "./reload-offer.tsx";
import { sayError } from "./say-error.ts";
import { withoutDuties } from "./settle.ts";
import { useToast } from "./toast.tsx";

/** Milliseconds after which it is said that something is being saved; mostly it is done before. */
const SAID_AFTER = 600;

/**
 * Sends a command, and asks everything on the screen again once it is answered. Sent again with the same input, it is the same
 * command with the same id, so nothing is ever written twice. What was said of the one before goes at once, so that its undo is not
 * taken for this one's.
 */
export function useSend(): (
  name: string,
  input: Record<string, unknown>,
) => Promise<AnswerWithPassword | undefined> {
  const words = useWords(recordWords);
  const toast = useToast();
  const client = useQueryClient();
  const last = useRef<{ said: string; command: Command }>(undefined);
  return useCallback(
    async (name, input) => {
      const said = JSON.stringify([name, input]);
      if (last.current?.said !== said) last.current = { said, command: command(name, input) };
      toast(undefined);
      const saving = setTimeout(() => toast({ say: words.saving }), SAID_AFTER);
      try {
        const answer = await perform(last.current.command);
        last.current = undefined;
        await client.invalidateQueries();
        return answer;
      } finally {
        clearTimeout(saving);
        toast(undefined);
      }
    },
    [client, toast, words],
  );
}

/** Milliseconds in which a panel has slid away and given the focus back. */
const PANEL_CLOSES = 500;

/** Takes settled duties off the screen at once; gives back what puts them there again. */
export function useSettleAtOnce(): (subject: string, promises: string[]) => () => void {
  const client = useQueryClient();
  return useCallback(
    (subject, promises) => {
      const before = [
        ...client.getQueriesData<Today>({ queryKey: ["/api/today"] }),
        ...client.getQueriesData<SubjectPage>({ queryKey: [`/api/subjects/${subject}`] }),
      ];
      const next = rowAfter(subject, promises);
      setTimeout(() => {
        const at = document.activeElement;
        if (at !== document.body && !at?.closest(".drawer-form")) return;
        const place = next?.matches("[tabindex]")
          ? next
          : next?.querySelector(".duty-acts button:last-child");
        if (place instanceof HTMLElement) place.focus();
      }, PANEL_CLOSES);
      client.setQueriesData<Today>({ queryKey: ["/api/today"] }, (today) =>
        today ? withoutDuties(today, subject, promises) : today,
      );
      client.setQueriesData<SubjectPage>({ queryKey: [`/api/subjects/${subject}`] }, (page) =>
        page ? { ...page, duties: page.duties.filter((duty) => !promises.includes(duty.promise)) } : page,
      );
      return () => {
        for (const [key, data] of before) client.setQueryData(key, data);
      };
    },
    [client],
  );
}

/** Where the keyboard goes on when the row it came from is gone: the next one. */
function rowAfter(subject: string, promises: string[]): Element | undefined {
  const rows = [...document.querySelectorAll("[data-duty]")];
  const goes = (row: Element) =>
    promises.some((promise) => row.getAttribute("data-duty") === `${subject}/${promise}`);
  return rows.find((row, at) => at > 0 && !goes(row) && goes(rows[at - 1] as Element));
}

/** The undo of what was just written: it strikes the record, and says so. */
export function useUndo(): (record: string) => void {
  const words = useWords(recordWords);
  const shell = useWords(shellWords);
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  return useCallback(
    (record) => {
      send("record.strike", { record, reason: words.undoReason }).then(
        () => toast({ say: words.undone }),
        (error: unknown) =>
          toast({
            say: sayError(error, language),
            tone: "trouble",
            ...(isOtherAccount(error) ? { undo: () => location.reload(), undoSays: shell.reload } : {}),
          }),
      );
    },
    [language, send, shell, toast, words],
  );
}
