import type { Text } from "#basics/text.ts";
import type { SubjectKind } from "#register/subject.ts";
import { guardedFactsOf } from "#work/office-rules.ts";
import { owes } from "#work/commands/record-make.ts";
import { sameAs } from "../doubles.ts";
import { KeyRing } from "../keys.ts";
import { openBody } from "../journal.ts";
import { casesSeen, isOutside } from "./cases-seen.ts";
import type { Reader } from "./reader.ts";
import { recordsSeen } from "./records-seen.ts";
import { restricted, sayCaseEntry, sayEntry } from "./say-entry.ts";

/** What happened, latest first, in sentences. */
export interface JournalPage {
  length: number;
  head: string;
  entries: JournalLine[];
  /** Where the page before this one begins; null: there is nothing earlier. */
  next: number | null;
  /** Whose entries can be asked for: all who hold a post here or held one. */
  people: { id: string; name: string }[];
}

export interface JournalLine {
  number: number;
  id: string;
  kind: string;
  at: string;
  by: string;
  say: Text;
  subjects: { id: string; name: string }[];
  hash: string;
}

/** Which of them. */
export interface JournalFilter {
  before?: number | undefined;
  subject?: string | undefined;
  /** An account. */
  by?: string | undefined;
  topic?: JournalTopic | undefined;
  /** The first and the last day, "2021-11-30". */
  from?: string | undefined;
  until?: string | undefined;
}

/** What an entry is about, as one would look for it; the kinds that each holds. */
export const journalTopics = {
  records: ["record-made", "record-struck"],
  cases: ["case-opened", "case-filled", "case-moved", "case-extended", "case-reopened"],
  register: [
    "subject-entered",
    "facts-changed",
    "person-moved",
    "person-died",
    "household-split",
    "households-merged",
    "subjects-merged",
    "merge-undone",
    "contact-set",
    "contact-ended",
    "person-erased",
    "erasure-refused",
    "rights-code-given",
    "rights-code-ended",
    "right-asked",
    "right-answered",
  ],
  imports: ["import-made", "import-continued", "import-undone"],
  reports: ["report-issued", "report-corrected"],
  reads: [
    "fact-opened",
    "read-case",
    "read-records",
    "rights-opened",
    "register-exported",
    "journal-exported",
  ],
  office: [
    "office-opened",
    "post-given",
    "password-given",
    "account-closed",
    "second-factor-removed",
    "recovery-asked",
    "recovery-confirmed",
    "post-ended",
    "posts-handed-over",
    "leave-begun",
    "leave-ended",
    "grant-given",
    "grant-ended",
    "calendar-announced",
    "standard-adopted",
    "standard-tuned",
    "notification-added",
    "notification-removed",
  ],
} as const;

export type JournalTopic = keyof typeof journalTopics;

const pageLength = 50;

export async function journalPage(reader: Reader, asked: JournalFilter): Promise<JournalPage> {
  const { rules } = reader.office;
  const [head] = await reader.tx.rows<{ length: number; hash: string }>(
    "select length, hash from journal_head where office = $1",
    [rules.office],
  );
  const found = await entriesAsked(reader, asked);
  const entries = found.slice(0, pageLength);
  const parts = await partsOf(reader, entries);
  const seen = await whatIsSeen(reader, parts);
  const lines = entries.flatMap((entry): JournalLine[] => {
    const its = parts.get(entry.number) ?? [];
    const hidden = isHidden(reader, entry, its, seen);
    // Whom a hidden record is about is hidden with it; among the entries about somebody its mere presence would tell.
    return hidden && asked.subject !== undefined ? [] : [lineOf(reader, entry, its, hidden, seen)];
  });
  return {
    length: head?.length ?? 0,
    head: head?.hash ?? "",
    entries: lines,
    next: found.length > pageLength ? (entries.at(-1)?.number ?? null) : null,
    people: asked.before === undefined ? await peopleHere(reader) : [],
  };
}

interface EntryRow {
  number: number;
  id: string;
  kind: string;
  at: Date;
  actor: string;
  author: string | null;
  hash: string;
}

async function entriesAsked(reader: Reader, asked: JournalFilter): Promise<EntryRow[]> {
  const { rules, names } = reader.office;
  const same =
    asked.subject === undefined ? null : (await sameAs(reader.tx, rules.office, names, [asked.subject])).ids;
  return reader.tx.rows<EntryRow>(
    `select entry.number, entry.id, entry.kind, entry.at, entry.actor, entry.hash, account.name as author
     from entry left join account on account.id = entry.actor
     where entry.office = $1 and ($2::bigint is null or entry.number < $2)
       and ($3::uuid[] is null or exists (select from entry_part where office = $1 and entry_part.subject = any($3) and entry_part.number = entry.number))
       and ($4::uuid is null or entry.actor = $4)
       and ($5::text[] is null or entry.kind = any($5))
       and ($6::date is null or entry.at >= $6::date::timestamp at time zone $8)
       and ($7::date is null or entry.at < ($7::date + 1)::timestamp at time zone $8)
     order by entry.number desc limit ${pageLength + 1}`,
    [
      rules.office,
      asked.before ?? null,
      same,
      asked.by ?? null,
      asked.topic === undefined ? null : journalTopics[asked.topic],
      asked.from ?? null,
      asked.until ?? null,
      rules.zone,
    ],
  );
}

interface PartRow {
  number: number;
  part: number;
  subject: string | null;
  holder: string | null;
  algorithm: string;
  body: Buffer;
  name: string | null;
  kind: SubjectKind | null;
}

/** A part of an entry, opened where its key is still there. */
interface Part {
  row: PartRow;
  body: Record<string, unknown> | null;
}

async function partsOf(reader: Reader, entries: EntryRow[]): Promise<Map<number, Part[]>> {
  const { rules } = reader.office;
  const rows = await reader.tx.rows<PartRow>(
    `select number, part, entry_part.subject, holder, algorithm, body, subject.name, subject.kind
     from entry_part left join subject on subject.office = entry_part.office and subject.id = entry_part.subject
     where entry_part.office = $1 and number = any($2::bigint[]) order by number, part`,
    [rules.office, entries.map(({ number }) => number)],
  );
  const keys = new KeyRing(rules.office, reader.keeper.master);
  await keys.load(
    reader.tx,
    rows.flatMap(({ holder }) => holder ?? []),
  );
  return Map.groupBy(
    rows.map((row) => ({ row, body: openBody(rules.office, row.number, row.part, row, keys) })),
    ({ row }) => row.number,
  );
}

interface Seen {
  records: Awaited<ReturnType<typeof recordsSeen>>;
  cases: Awaited<ReturnType<typeof casesSeen>>;
  /** Who opened a guarded fact, and what for, tells of it: only those to whom that fact is shown read it, and who did it. */
  facts: Set<string>;
}

async function whatIsSeen(reader: Reader, parts: Map<number, Part[]>): Promise<Seen> {
  const bodies = [...parts.values()].flat().map(({ body }) => body);
  const named = (what: "record" | "case") =>
    bodies.flatMap((body) => (typeof body?.[what] === "string" ? [body[what]] : []));
  return {
    records: await recordsSeen(reader, named("record")),
    cases: await casesSeen(reader, named("case")),
    facts: new Set(guardedFactsOf(reader.office.rules, reader.roles)),
  };
}

function isHidden(reader: Reader, { kind, actor }: EntryRow, its: Part[], seen: Seen): boolean {
  const body = its.find((part) => part.body !== null)?.body;
  const record = body?.["record"];
  return (
    (typeof record === "string" && !seen.records.has(record)) ||
    // Who belongs with whom is for the office's own roles.
    (kind.startsWith("contact-") && isOutside(reader)) ||
    // Its key was destroyed: of what procedure it was can no longer be told.
    (kind.startsWith("case-") && body === undefined) ||
    (typeof body?.["case"] === "string" && !seen.cases.has(body["case"])) ||
    (kind === "read-records" &&
      actor !== reader.account &&
      !(body?.["kinds"] as string[] | undefined)?.every((id) =>
        reader.roles.some((role) => owes(reader.office.rules, role, id)),
      )) ||
    (kind === "fact-opened" &&
      actor !== reader.account &&
      !seen.facts.has(`${its[0]?.row.kind}/${String(body?.["fact"])}`))
  );
}

function lineOf(reader: Reader, entry: EntryRow, its: Part[], hidden: boolean, seen: Seen): JournalLine {
  const { rules } = reader.office;
  const { number, id, kind, at, author, hash } = entry;
  const body = its.find((part) => part.body !== null)?.body ?? null;
  const said = kind.startsWith("case-")
    ? () => sayCaseEntry(rules, body, seen.cases)
    : () => sayEntry(rules, kind, its[0]?.body ?? null, its[0]?.row.kind ?? "person");
  const subjects = its.flatMap(({ row }) =>
    row.subject === null || row.name === null || row.name === "" ? [] : [{ id: row.subject, name: row.name }],
  );
  return {
    number,
    id,
    kind,
    at: at.toISOString(),
    by: author ?? "",
    say: hidden ? restricted : said(),
    subjects: hidden ? [] : subjects,
    hash,
  };
}

async function peopleHere({ tx, office: { rules } }: Reader): Promise<JournalPage["people"]> {
  return tx.rows<{ id: string; name: string }>(
    `select id, name from account where id in (select account from post where office = $1) order by name, id`,
    [rules.office],
  );
}
