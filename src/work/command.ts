import { z } from "zod";
import { parseDay } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { CaseState } from "./case/case.ts";
import type { OfficeRules } from "./office-rules.ts";
import type { Asked } from "./requests/requests.ts";
import type { DrawnReport, IssuedReport } from "./report.ts";

/** What anybody asks of the record. The id is made by whoever acts, so that sending it twice is harmless. */
export interface Command {
  id: string;
  name: string;
  /** The device's own clock, kept beside the server's. */
  at: string;
  input: unknown;
}

/**
 * Who may give a command:
 * `secretary`: whoever runs the office; `inside`: any role of the office itself;
 * `anyone`: outside bodies too, where `decide` says for what; `installation`: only set-up, from the machine itself.
 */
export type May = "secretary" | "inside" | "anyone" | "installation";

/** What must be loaded before a command can be decided. */
export interface Needs {
  subjects?: string[];
  records?: string[];
  imports?: string[];
  /** Of the imports, who has been touched since: what only their undoing asks, for it takes seconds. */
  touchedSince?: true;
  /** Subjects by id, with the facts they hold. */
  known?: string[];
  /** Subjects by the codes they have in the office's ledgers, with the facts they hold. */
  codes?: { kind: SubjectKind; codes: string[] }[];
  /** People, with where they live, and the household of each. */
  people?: string[];
  /** Households, with who lives in them. */
  homes?: string[];
  merges?: string[];
  cases?: string[];
  /** A version of a standard that any office here may have adopted. */
  published?: { standard: string; version: string };
  /** Of daily notifications, by their ids. */
  channels?: string[];
  contacts?: string[];
  /** Bodies that may act here, by the ids of their grants. */
  grants?: string[];
  /** Offices on this machine. */
  offices?: string[];
  /** A report for one of its periods, drawn up from all that is recorded. */
  report?: { report: string; period: string };
  /** Codes by which people see what is held of them, and what they asked by them. */
  codesToLook?: string[];
  requests?: string[];
  /** Somebody who may be forgotten, and all that would stay of them. */
  erasing?: string;
  /** Everybody who ever held a post here, and of those who never did whoever has one of these ids or usernames. */
  staff?: { accounts?: string[]; usernames?: string[] };
  /** An account: does it hold a post in another office too? */
  worksElsewhere?: string;
}

export interface SubjectState {
  id: string;
  kind: SubjectKind;
  name: string;
  code: string | null;
  /** "YYYY-MM-DD" */
  since: string;
  /** Another subject counts for this one now. */
  merged?: boolean;
}

export interface RecordState {
  id: string;
  kind: string;
  /** Who made it. */
  by: string;
  about: SubjectState[];
  struck: boolean;
}

export interface ImportState {
  id: string;
  /** "person", "unit", "place", "record" or "case" */
  kind: string;
  undone: boolean;
  /** The parts that are written, counted from 1. */
  parts: number[];
  /** Subjects it entered about whom something was recorded or changed since, and households that others joined. */
  touchedSince: SubjectState[];
  /** How many of the cases it opened have gone on since. */
  casesSince: number;
}

/** A subject with the facts it holds now, guarded ones too. */
export type KnownState = SubjectState & { facts: Record<string, FactValue> };

/** Somebody, and where they live as it stands now. */
export interface PersonState extends SubjectState {
  household: string | null;
  /** The day from which they live there; null: they never lived in any. */
  moved: string | null;
  residence: FactValue;
  relation: FactValue;
}

/** A household, and who lives in it as it stands now. */
export interface HomeState extends SubjectState {
  /** Given up: nobody is left in it. */
  closed: boolean;
  area: FactValue;
  address: FactValue;
  members: PersonState[];
  head: string | null;
}

/** Two subjects that were found to be one. */
export interface MergeState {
  id: string;
  survivor: SubjectState;
  other: SubjectState;
  undone: boolean;
  /** Since then another was merged with the survivor: that has to be undone first. */
  followed: boolean;
}

/** Whom to ring up about somebody. */
export interface ContactState {
  id: string;
  subject: SubjectState;
  /** Where they are of the register themselves. */
  other: SubjectState | null;
  ended: boolean;
}

/** A case, and whom it is about. */
export interface CaseFound {
  procedure: string;
  version: string;
  about: SubjectState[];
  state: CaseState;
}

/** Another body may act here in a role; both days count. */
export interface GrantState {
  id: string;
  to: { id: string; title: Text };
  role: string;
  until: string | null;
}

/** A report as the record would have it, and what was issued of it. */
export interface ReportState {
  drawn: DrawnReport | "unknown-report" | "wrong-period";
  /** The first issued first. */
  editions: IssuedReport[];
  /** The number that the office's next document of this year gets. */
  next: number;
}

/** Somebody who signs in, with what they hold or held in this office, and the days on which they are away. */
export interface StaffState {
  id: string;
  username: string;
  name: string;
  demonstration: boolean;
  posts: PostState[];
  leaves: LeaveState[];
}

/** Both days count, "YYYY-MM-DD"; `until` null: no end is known. A post that ended before it began was taken back. */
export interface PostState {
  id: string;
  role: string;
  area: string | null;
  from: string;
  until: string | null;
}

export interface LeaveState {
  id: string;
  from: string;
  until: string;
  standIns: { post: string; account: string }[];
}

/** A code that somebody was given. */
export interface CodeState {
  id: string;
  subject: SubjectState;
  ended: boolean;
}

/** What somebody asked by right. */
export interface RequestState {
  id: string;
  subject: SubjectState;
  what: Asked;
  answered: boolean;
}

/** Somebody who may be forgotten: what keeps them from it, and what would stay. */
export interface ErasingState {
  /** Cases about them that are still being handled. */
  openCases: number;
  /** One for each entry of theirs and each household of theirs alone (see erasure/residue.ts); and households that get another name. */
  parts: PartDraft[];
}

/** Only what `needs` named, and of that only what exists and the actor may see. */
export interface State {
  subjects: Map<string, SubjectState>;
  records: Map<string, RecordState>;
  imports: Map<string, ImportState>;
  /** By "kind/code". */
  byCode: Map<string, KnownState>;
  known: Map<string, KnownState>;
  people: Map<string, PersonState>;
  homes: Map<string, HomeState>;
  merges: Map<string, MergeState>;
  cases: Map<string, CaseFound>;
  /** The text that stands under that name and version, whoever adopted it; null: none. */
  published: StandardDocument | null;
  channels: Map<string, { id: string }>;
  contacts: Map<string, ContactState>;
  grants: Map<string, GrantState>;
  offices: Map<string, { id: string; title: Text }>;
  report?: ReportState | undefined;
  staff: Map<string, StaffState>;
  codesToLook: Map<string, CodeState>;
  requests: Map<string, RequestState>;
  erasing?: ErasingState | undefined;
  /** Of `needs.worksElsewhere`. */
  worksElsewhere?: boolean;
}

export interface Context {
  rules: OfficeRules;
  /** `installation`: this machine itself, at set-up. */
  actor: { account: string; roles: string[]; cases?: string[] | undefined; installation?: true };
  /** The server's clock: an ISO instant, and the office's local day. */
  now: string;
  today: Day;
}

/** What a command comes to: it goes into the journal, and the tables follow it. */
export interface EntryDraft {
  kind: string;
  parts: PartDraft[];
}

/** What an entry says of one person or thing. With a `holder` it is sealed under that holder's key. */
export interface PartDraft {
  subject: string | null;
  holder: string | null;
  body: Record<string, unknown>;
}

export type Decision = EntryDraft[] | { refused: Refusal };

export interface CommandSpec<Input = never> {
  name: string;
  title: Text;
  /** The path of the page in the manual is its name; the sentence under it says when one would use it. */
  about: Text;
  input: z.ZodType<Input>;
  may: May;
  needs(input: Input): Needs;
  decide(state: State, input: Input, context: Context): Decision;
}

export function command<Input>(spec: CommandSpec<Input>): CommandSpec<Input> {
  return spec;
}

/** A part about a subject: sealed under its own key, save for places, which are public. */
export function partAbout(
  subject: { id: string; kind: SubjectKind },
  body: Record<string, unknown>,
): PartDraft {
  return { subject: subject.id, holder: subject.kind === "place" ? null : subject.id, body };
}

/** The holder of an office's own key: what concerns nobody in the register, and must not be open, is sealed under it. */
export const officeKey = "00000000-0000-8000-8000-000000000000";

export function openPart(body: Record<string, unknown>): PartDraft {
  return { subject: null, holder: null, body };
}

/**
 * An id made by whoever sends. In small letters, as the database gives it back: what is sealed under an id, and every
 * map by id, compares text. Those that begin with zeros are no version 1–8 id, or the machine's own (see `officeHolder`).
 */
export const idInput = z
  .uuid()
  .toLowerCase()
  .refine((id) => !id.startsWith("00000000-0000-") && !id.startsWith("ffffffff-ffff-f"), {
    error: "not-an-id",
  });
export const dayInput = z.string().refine((text) => parseDay(text) !== undefined, { error: "not-a-day" });
export const textInput = z
  .object({ zh: z.string().min(1), en: z.string().min(1).optional() })
  .transform(({ zh, en }): Text => (en === undefined ? { zh } : { zh, en }));
export const reasonInput = z.string().trim().min(1).max(500);
export const factValueInput = z.union([
  z.string().max(5000),
  z.number(),
  z.boolean(),
  z.array(z.string()).max(50),
  z.null(),
]);
