import { useCallback, useState } from "react";
import type { CasePage } from "#record/views/case-page.ts";
import type { StandingStage } from "#record/views/standing-stage.ts";
import { caseWords } from "../words/cases.ts";
import { ask } from "./api.ts";
import type { CaseFormField, CaseFormValues } from "./case-form.tsx";
import type { FieldValue } from "./field-input.tsx";
import { useReading, useSay, useWords } from "./language.tsx";
import { useRecording } from "./recording.tsx";
import { sayError } from "./say-error.ts";
import { useSend } from "./send.ts";
import { useToast } from "./toast.tsx";

/** These fields of a case as a form asks for them, with what stands in them already. */
export function formOf(
  page: CasePage,
  ids: string[],
  needs: string[],
): { fields: CaseFormField[]; values: CaseFormValues } {
  const asked = page.fields.filter(({ id }) => ids.includes(id));
  return {
    fields: asked.map(({ id, label, type, choices }) => ({
      id,
      label,
      type,
      ...(choices && { choices }),
      needed: needs.includes(id),
    })),
    values: Object.fromEntries(
      asked.map(({ id, value }) => [id, value === null ? undefined : (value as FieldValue)]),
    ),
  };
}

/** Makes a move, from the page of the case as from the board: at once, or by a form where it asks for something. */
export function useCaseMove(): {
  sending: boolean;
  take: (page: CasePage, at: StandingStage, move: StandingStage["moves"][number]) => void;
  /** The same for who knows only which: what the form asks for is read first. */
  takeOf: (id: string, stage: string, move: string) => void;
} {
  const words = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const recording = useRecording();
  const [sending, setSending] = useState(false);
  const trouble = useCallback(
    (error: unknown) => toast({ say: sayError(error, language), tone: "trouble" }),
    [toast, language],
  );
  const take = useCallback(
    (page: CasePage, at: StandingStage, move: StandingStage["moves"][number]) => {
      const asked = formOf(page, move.asks, move.needs);
      if (asked.fields.length > 0 || move.returns || move.ends) {
        // A form with fields of its own asks what it wants to know there.
        const reason = move.returns ? "needed" : asked.fields.length === 0 ? "optional" : "none";
        recording.stepCase({
          case: page.id,
          stage: at.stage,
          move: move.id,
          title: move.title,
          ...asked,
          reason,
        });
        return;
      }
      setSending(true);
      send("case.move", { case: page.id, stage: at.stage, move: move.id, fields: {} })
        .then(() => toast({ say: words.moved(say(move.title)) }), trouble)
        .finally(() => setSending(false));
    },
    [recording, say, send, toast, trouble, words],
  );
  const takeOf = useCallback(
    (id: string, stage: string, wanted: string) => {
      ask<CasePage>(`/api/cases/${id}`).then((page) => {
        const at = page.standing.find((each) => each.stage === stage);
        const move = at?.moves.find((each) => each.id === wanted);
        if (at === undefined || move === undefined) toast({ say: words.movedOn, tone: "trouble" });
        else take(page, at, move);
      }, trouble);
    },
    [take, toast, trouble, words],
  );
  return { sending, take, takeOf };
}
