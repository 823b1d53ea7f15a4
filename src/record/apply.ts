import { createHash } from "node:crypto";
import type { Text } from "#basics/text.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { StandardDocument } from "#standard/document.ts";
import { guardedOnly } from "#work/office-rules.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { isSetAside } from "#work/set-aside.ts";
import { calendarAppliers } from "./apply-calendar.ts";
import { caseAppliers } from "./apply-cases.ts";
import { contactAppliers } from "./apply-contacts.ts";
import { erasureAppliers } from "./apply-erasure.ts";
import { doubleAppliers, findByAll } from "./apply-doubles.ts";
import { importAppliers } from "./apply-imports.ts";
import { reportAppliers } from "./apply-reports.ts";
import { rightsAppliers } from "./apply-rights.ts";
import { staffAppliers } from "./apply-staff.ts";
import type { Changes } from "./changes.ts";
import type { KeyRing } from "./keys.ts";
import { officeHolder } from "./keys.ts";
import { notificationAppliers } from "./notifications.ts";
import { partFields } from "./part-fields.ts";
import { searchGrams, sortKey } from "./names-of-people.ts";
import type { Office, TableNames } from "./office.ts";
import { sealJson } from "./seal.ts";

/** An entry with its parts open, as `decide` made it, or as a rebuild unsealed it. */
export interface OpenEntry {
  office: string;
  number: number;
  kind: string;
  at: string;
  actor: string;
  command: string;
  parts: OpenPart[];
}

export interface OpenPart {
  subject: string | null;
  holder: string | null;
  /** null: its key has been destroyed. */
  body: Record<string, unknown> | null;
}

export interface Applying {
  /** The keys of all whom the entry concerns are loaded. */
  keys: KeyRing;
  changes: Changes;
  /** For what cannot be said as a new row; all rows so far are written before. */
  sql: () => Promise<Tx>;
  /** As it stands before this entry. */
  office: () => Promise<Office>;
  /** Subjects whose duties have to be worked out again. */
  touched: Set<string>;
}

export type Apply = (entry: OpenEntry, applying: Applying) => Promise<void> | void;

/** One for each kind of entry: how the tables follow it. Nothing else writes them, but what is derived. */
export const appliers: Record<string, Apply> = {
  "office-opened": (entry, { changes, keys }) => {
    const { title, parent, zone, areas } = only<{
      title: Text;
      parent: string | null;
      zone: string;
      areas: { id: string; title: Text }[];
    }>(entry);
    changes.insert("office", { id: entry.office, title, parent, zone });
    for (const [position, area] of areas.entries())
      changes.insert("area", { office: entry.office, ...area, position });
    // A rebuild brings the key along; a new office makes its own.
    if (keys.find(officeHolder) === undefined) keys.make(officeHolder);
  },

  ...staffAppliers,
  ...calendarAppliers,

  "standard-adopted": async (entry, { changes, sql, touched }) => {
    const { document, from, parameters } = only<{
      document: StandardDocument;
      from: string;
      parameters: Record<string, unknown>;
    }>(entry);
    const { standard, version } = document;
    changes.insert("standard", {
      id: standard,
      version,
      document,
      digest: createHash("sha256").update(JSON.stringify(document)).digest("hex"),
    });
    const { office, number } = entry;
    const row = { office, standard, version, tuning: 0, from_day: from, parameters, entry: number };
    changes.insert("adoption", row);
    await touchAll(office, await sql(), touched);
  },

  "standard-tuned": async (entry, { changes, sql, touched }) => {
    const { standard, version, from, parameters } = only<{
      standard: string;
      version: string;
      from: string;
      parameters: Record<string, unknown>;
    }>(entry);
    const { office, number } = entry;
    const tx = await sql();
    const [last] = await tx.rows<{ tuning: number }>(
      "select max(tuning) as tuning from adoption where office = $1 and standard = $2 and version = $3",
      [office, standard, version],
    );
    const tuning = (last?.tuning ?? 0) + 1;
    const row = { office, standard, version, tuning, from_day: from, parameters, entry: number };
    changes.insert("adoption", row);
    await touchAll(office, tx, touched);
  },

  "subject-entered": async (entry, applying) => {
    for (const part of entry.parts)
      if (part.body !== null)
        await enterSubject(entry, part as OpenPart & { body: SubjectEntered }, applying);
  },

  "facts-changed": async (entry, applying) => {
    const { rules, names } = await applying.office();
    for (const { subject, body } of entry.parts) {
      if (body === null || subject === null) continue;
      const { kind, from, facts } = body as {
        kind: SubjectKind;
        from: string;
        facts: Record<string, FactValue>;
      };
      keepFacts(
        { rules, names },
        applying,
        { office: entry.office, number: entry.number, subject, kind, from },
        facts,
      );
      applying.touched.add(subject);
    }
  },

  "person-moved": applyLives,
  "person-died": applyLives,
  "household-split": applyLives,
  "households-merged": applyLives,

  "record-made": async (entry, applying) => {
    const { rules, names } = await applying.office();
    let made = false;
    for (const { subject, holder, body } of entry.parts) {
      if (body === null || subject === null) continue;
      const { record, kind, on, fields } = body as {
        record: string;
        kind: string;
        on: string;
        fields: Record<string, FactValue>;
      };
      const { open, sealed } = partFields(rules, kind, fields, holder !== null);
      if (!made) {
        applying.changes.insert("record", {
          office: entry.office,
          id: record,
          kind: names.recordKind(kind),
          on_day: on,
          at: entry.at,
          by: entry.actor,
          fields: open,
          veils: veilsOf(rules, kind, fields).map((id) => names.promise(id)),
          number: entry.number,
        });
        made = true;
      }
      const key = holder === null ? undefined : applying.keys.find(holder);
      applying.changes.insert("record_about", {
        office: entry.office,
        subject,
        record,
        sealed:
          sealed === null || key === undefined ? null : sealJson(key, sealed, recordPlace(record, subject)),
      });
      applying.touched.add(subject);
    }
  },

  "record-struck": async (entry, { sql, touched }) => {
    const tx = await sql();
    const record = entry.parts.find(({ body }) => body !== null)?.body?.["record"];
    await tx.rows("update record set struck_at = $3, struck_by = $4 where office = $1 and id = $2", [
      entry.office,
      record,
      entry.at,
      entry.actor,
    ]);
    for (const { subject } of entry.parts) if (subject !== null) touched.add(subject);
  },

  ...doubleAppliers,
  ...importAppliers,
  ...caseAppliers,
  ...notificationAppliers,
  ...contactAppliers,
  ...erasureAppliers,
  ...rightsAppliers,
  ...reportAppliers,

  // Of these the entry itself is what is kept.
  "fact-opened": () => {},
  "read-case": () => {},
  "read-records": () => {},
  "register-exported": () => {},
  "journal-exported": () => {},
};

/** After these entries what follows is decided and read by other rules. */
export const changesRules = new Set([
  "office-opened",
  "standard-adopted",
  "standard-tuned",
  "calendar-announced",
]);

/** @throws where a kind of entry has none: written, it would be kept and have no effect. */
export function applierOf(kind: string, how: Record<string, Apply> = appliers): Apply {
  const apply = how[kind];
  if (apply === undefined) throw new Error(`no apply for entries of the kind ${kind}`);
  return apply;
}

/** Where a sealed value stands, so that it opens nowhere else. */
export const factPlace = (subject: string, fact: string, from: string) => `fact/${subject}/${fact}/${from}`;
export const recordPlace = (record: string, subject: string) => `record/${record}/${subject}`;

interface SubjectEntered extends Record<string, unknown> {
  kind: SubjectKind;
  code: string | null;
  name: string;
  household: string | null;
  since: string;
  facts: Record<string, FactValue>;
  import: string | null;
}

/** Other promises, or the same for other days: everybody is worked out anew. */
async function touchAll(office: string, tx: Tx, touched: Set<string>): Promise<void> {
  for (const { id } of await tx.rows<{ id: string }>("select id from subject where office = $1", [office]))
    touched.add(id);
}

async function enterSubject(
  entry: OpenEntry,
  part: OpenPart & { body: SubjectEntered },
  applying: Applying,
): Promise<void> {
  const subject = part.subject;
  if (subject === null) return;
  const { kind, code, name, household, since, facts } = part.body;
  applying.changes.insert("subject", {
    office: entry.office,
    id: subject,
    kind,
    code,
    name,
    sort_key: sortKey(name),
    grams: searchGrams(name, code),
    household,
    since,
    import: part.body.import,
    facts: {},
  });
  if (household !== null)
    applying.changes.insert("member", {
      office: entry.office,
      person: subject,
      from_day: since,
      household,
      head: false,
      number: entry.number,
    });
  if (part.holder !== null && applying.keys.find(part.holder) === undefined) applying.keys.make(part.holder);
  keepFacts(
    await applying.office(),
    applying,
    { office: entry.office, number: entry.number, subject, kind, from: since },
    facts,
  );
  applying.touched.add(subject);
}

/** Who lives where from a day on, what changes with it, and what a household is called. */
async function applyLives(entry: OpenEntry, applying: Applying): Promise<void> {
  const office = await applying.office();
  for (const { subject, body } of entry.parts) {
    if (body === null || subject === null) continue; // its key was destroyed
    const { kind, from, stay, facts, name } = body as {
      kind: SubjectKind;
      from: string;
      stay?: { household: string | null; head: boolean };
      facts: Record<string, FactValue>;
      name?: string;
    };
    if (stay !== undefined)
      applying.changes.insert("member", {
        office: entry.office,
        person: subject,
        from_day: from,
        ...stay,
        number: entry.number,
      });
    keepFacts(office, applying, { office: entry.office, number: entry.number, subject, kind, from }, facts);
    if (name !== undefined) {
      const tx = await applying.sql();
      await tx.rows("update subject set name = $3, sort_key = $4 where office = $1 and id = $2", [
        entry.office,
        subject,
        name,
        sortKey(name),
      ]);
      await findByAll(tx, entry.office, subject);
    }
    applying.touched.add(subject);
  }
}

function keepFacts(
  { rules, names }: Office,
  { keys, changes }: Applying,
  where: { office: string; number: number; subject: string; kind: SubjectKind; from: string },
  facts: Record<string, FactValue>,
): void {
  const { office, number, subject, kind, from } = where;
  for (const [fact, value] of Object.entries(facts)) {
    if (rules.fact(kind, fact)?.guard === undefined) {
      changes.insert("fact", { office, subject, fact, from_day: from, value, number });
      continue;
    }
    const name = names.fact(`${kind}/${fact}`);
    const key = keys.find(subject) ?? keys.make(subject); // a place gets one with its first guarded fact
    changes.insert("sealed_fact", {
      office,
      subject,
      fact: name,
      from_day: from,
      sealed: sealJson(key, value, factPlace(subject, name, from)),
      mark: markOf(rules.fact(kind, fact)?.type, value, names),
      number,
    });
  }
}

/** What a sealed value can be found by without being opened: an identity number whole, a telephone number by its end. */
function markOf(type: string | undefined, value: FactValue, names: TableNames): string | null {
  if (typeof value !== "string") return null;
  if (type === "identity") return names.mark(value);
  return type === "phone" ? names.tail(value) : null;
}

/**
 * The guarded promises that a record tells of from the first: that of an excuse or a decline, and those of a kind that keeps
 * no others, whether or not it settles anything. What else it turns out to settle is added as duties are worked out.
 */
function veilsOf(rules: OfficeRules, kind: string, fields: Record<string, FactValue>): string[] {
  if (!isSetAside(kind)) return guardedOnly(rules, kind);
  const promise = typeof fields["promise"] === "string" ? rules.promise(fields["promise"]) : undefined;
  return promise !== undefined && promise.guards.length > 0 ? [promise.id] : [];
}

function only<Body>(entry: OpenEntry): Body {
  return entry.parts[0]?.body as Body;
}
