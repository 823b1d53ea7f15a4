import { createContext, lazy, Suspense, useContext, useMemo, useState, type ReactNode } from "react";
import type { Text } from "#basics/text.ts";
import type { SubjectBrief } from "#record/views/brief.ts";
import type { ContactLine } from "#record/views/contacts.ts";
import type { HomeMember } from "#record/views/home.ts";
import type { FactLine, SubjectPage } from "#record/views/subject-page.ts";
import type { CaseFormField, CaseFormValues } from "./case-form.tsx";

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

/** What can be entered by hand; a case has its own way in. */
export const ENTERED_KINDS = ["person", "household", "unit", "place"] as const;

export interface EnterDraft {
  kind: (typeof ENTERED_KINDS)[number];
  /** Somebody new in this household; `newborn`: entered on the day of birth. */
  household?: SubjectBrief;
  newborn?: true;
}

/** What happens to a household, or to somebody with their household. */
export interface HomeDraft {
  what: "move" | "die" | "split" | "join";
  subject: SubjectPage["subject"];
  members: HomeMember[];
}

export interface ChangeDraft {
  subject: SubjectPage["subject"];
  /** The fact as it stands; absent for one that the page does not show yet. */
  line?: FactLine;
  /** The facts that the page shows already. */
  held: string[];
  changed: () => void;
}

/** Whom to ring up about somebody: a new one, or one to correct. */
export interface ContactDraft {
  subject: SubjectPage["subject"];
  /** Whoever lives with them. */
  members: HomeMember[];
  line?: ContactLine;
}

/** Something asked for, about this subject or as this procedure where that is known already. */
export interface CaseDraft {
  subject?: SubjectBrief;
  procedure?: string;
}

/** A step of a case: the fields that it asks for, and what stands in them already. */
export interface CaseStepDraft {
  case: string;
  stage: string;
  title: Text;
  /** Absent: only fields are filled in, and the case stays where it is. */
  move?: string;
  /** Sending back asks why; at an end it may be said. */
  reason: "needed" | "optional" | "none";
  fields: CaseFormField[];
  values: CaseFormValues;
}

interface Recording {
  record: (draft: RecordDraft) => void;
  setAside: (draft: SetAsideDraft) => void;
  strike: (draft: StrikeDraft) => void;
  enter: (draft: EnterDraft) => void;
  change: (draft: ChangeDraft) => void;
  home: (draft: HomeDraft) => void;
  contact: (draft: ContactDraft) => void;
  openCase: (draft: CaseDraft) => void;
  stepCase: (draft: CaseStepDraft) => void;
}

const RecordingContext = createContext<Recording | undefined>(undefined);

const RecordDrawer = lazy(() => import("./record-drawer.tsx"));
const SetAsideDrawer = lazy(() => import("./set-aside-drawer.tsx"));
const StrikeDialog = lazy(() => import("./strike-dialog.tsx"));
const EnterDrawer = lazy(() => import("./enter-drawer.tsx"));
const ChangeDrawer = lazy(() => import("./change-drawer.tsx"));
const HomeDrawer = lazy(() => import("./home-drawer.tsx"));
const ContactDrawer = lazy(() => import("./contact-drawer.tsx"));
const CaseStepDrawer = lazy(() => import("./case-step-drawer.tsx"));
const CaseOpenDrawer = lazy(() => import("./case-open-drawer.tsx"));

type Open =
  | { what: "record"; draft: RecordDraft; at: number }
  | { what: "set-aside"; draft: SetAsideDraft; at: number }
  | { what: "strike"; draft: StrikeDraft; at: number }
  | { what: "enter"; draft: EnterDraft; at: number }
  | { what: "change"; draft: ChangeDraft; at: number }
  | { what: "home"; draft: HomeDraft; at: number }
  | { what: "contact"; draft: ContactDraft; at: number }
  | { what: "case"; draft: CaseDraft; at: number }
  | { what: "step"; draft: CaseStepDraft; at: number };

/**
 * The panels in which a record is made, set aside or struck, and the register written, openable from every page. A panel stays mounted behind the page
 * until the server has answered, so that a refusal or a lost network opens it again with all that was typed.
 */
export function RecordingProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open>();
  const recording = useMemo<Recording>(
    () => ({
      record: (draft) => setOpen({ what: "record", draft, at: Date.now() }),
      setAside: (draft) => setOpen({ what: "set-aside", draft, at: Date.now() }),
      strike: (draft) => setOpen({ what: "strike", draft, at: Date.now() }),
      enter: (draft) => setOpen({ what: "enter", draft, at: Date.now() }),
      change: (draft) => setOpen({ what: "change", draft, at: Date.now() }),
      home: (draft) => setOpen({ what: "home", draft, at: Date.now() }),
      contact: (draft) => setOpen({ what: "contact", draft, at: Date.now() }),
      stepCase: (draft) => setOpen({ what: "step", draft, at: Date.now() }),
      openCase: (draft) => setOpen({ what: "case", draft, at: Date.now() }),
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
        {open?.what === "enter" && <EnterDrawer key={open.at} draft={open.draft} />}
        {open?.what === "change" && <ChangeDrawer key={open.at} draft={open.draft} />}
        {open?.what === "home" && <HomeDrawer key={open.at} draft={open.draft} />}
        {open?.what === "contact" && <ContactDrawer key={open.at} draft={open.draft} />}
        {open?.what === "step" && <CaseStepDrawer key={open.at} draft={open.draft} />}
        {open?.what === "case" && <CaseOpenDrawer key={open.at} draft={open.draft} />}
      </Suspense>
    </RecordingContext>
  );
}

export function useRecording(): Recording {
  const recording = useContext(RecordingContext);
  if (!recording) throw new Error("outside a RecordingProvider");
  return recording;
}
