import { useState } from "react";
import { recordWords } from "../words/record.ts";
import { useReading, useWords } from "./language.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import type { StrikeDraft } from "./recording.tsx";
import { sayError } from "./say-error.ts";
import { useSend } from "./send.ts";
import { useToast } from "./toast.tsx";

/** Strikes a record, which needs a reason. */
export default function StrikeDialog({ draft }: { draft: StrikeDraft }) {
  const words = useWords(recordWords);
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const [open, setOpen] = useState(true);
  const [error, setError] = useState<unknown>();
  if (!open) return null;
  return (
    <ReasonDialog
      title={words.strikeTitle}
      about={`${draft.title} · ${words.strikeAbout}`}
      label={words.strikeReason}
      act={words.strike}
      fault={error === undefined ? undefined : sayError(error, language)}
      caught={error}
      close={() => setOpen(false)}
      done={async (reason) => {
        setError(undefined);
        try {
          await send("record.strike", { record: draft.record, reason });
          toast({ say: words.undone });
          setOpen(false);
        } catch (caught) {
          setError(caught);
        }
      }}
    />
  );
}
