import { createContext, lazy, Suspense, useContext, useMemo, useState, type ReactNode } from "react";
import type { SubjectBrief } from "#record/views/brief.ts";

export interface RecordDraft {
  subject?: SubjectBrief;
  kind?: string;
  promise?: string;
}

export interface SetAsideDraft {
  subject: SubjectBrief;
  promise: string;
}

export interface StrikeDraft {
  record: string;
  title: string;
}

interface Recording {
  record: (draft: RecordDraft) => void;
  setAside: (draft: SetAsideDraft) => void;
  strike: (draft: StrikeDraft) => void;
}

const RecordingContext = createContext<Recording | undefined>(undefined);

const RecordDrawer = lazy(() => import("./record-drawer.tsx"));
const SetAsideDrawer = lazy(() => import("./set-aside-drawer.tsx"));
const StrikeDialog = lazy(() => import("./strike-dialog.tsx"));

type Open =
  | { what: "record"; draft: RecordDraft; at: number }
  | { what: "set-aside"; draft: SetAsideDraft; at: number }
  | { what: "strike"; draft: StrikeDraft; at: number };

/**
 * The panels in which a record is made, set aside or struck, openable from every page. A panel stays mounted behind the page
 * until the server has answered, so that a refusal or a lost network opens it again with all that was typed.
 */
export function RecordingProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open>();
  const recording = useMemo<Recording>(
    () => ({
      record: (draft) => setOpen({ what: "record", draft, at: Date.now() }),
      setAside: (draft) => setOpen({ what: "set-aside", draft, at: Date.now() }),
      strike: (draft) => setOpen({ what: "strike", draft, at: Date.now() }),
    }),
    [],
  );
  return (
    <RecordingContext value={recording}>
      {children}
      <Suspense fallback={null}>
        {open?.what === "record" && <RecordDrawer key={open.at} draft={open.draft} />}
        {open?.what === "set-aside" && <SetAsideDrawer key={open.at} draft={open.draft} />}
        {open?.what === "strike" && <StrikeDialog key={open.at} draft={open.draft} />}
      </Suspense>
    </RecordingContext>
  );
}

export function useRecording(): Recording {
  const recording = useContext(RecordingContext);
  if (!recording) throw new Error("outside a RecordingProvider");
  return recording;
}
