import { createHash } from "node:crypto";
import type { Text } from "#basics/text.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { StandardDocument } from "#standard/document.ts";
import { guardedOnly } from "#work/office-rules.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { isSetAside } from "#work/set-aside.ts";
import { caseAppliers } from "./apply-cases.ts";
import type { Changes } from "./changes.ts";
import type { KeyRing } from "./keys.ts";
import { officeHolder } from "./keys.ts";
import { searchGrams, sortKey } from "./names-of-people.ts";
import type { Office } from "./office.ts";
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

  "post-given": (entry, { changes }) => {
    const { post, account, role, area, from } = only<{
      post: string;
      account: { id: string; username: string; name: string; demonstration: boolean };
      role: string;
      area: string | null;
      from: string;
    }>(entry);
    changes.insert("account", account);
    changes.insert("post", {
      office: entry.office,
      id: post,
      account: account.id,
      role,
      area,
      from_day: from,
    });
  },

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
    changes.insert("adoption", { office: entry.office, standard, version, from_day: from, parameters });
    const tx = await sql();
    for (const { id } of await tx.rows<{ id: string }>("select id from subject where office = $1", [
      entry.office,
    ]))
      touched.add(id);
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

  "subjects-merged": async (entry, { changes, sql, office, touched }) => {
    const { rules, names } = await office();
    const said = entry.parts.find(({ body }) => body !== null)?.body;
    if (said === undefined || said === null) return;
    const { merge, kind, survivor, other, chosen, since } = said as {
      merge: string;
      kind: SubjectKind;
      survivor: string;
      other: string;
      chosen: string[];
      since: string;
    };
    changes.insert("merge", {
      office: entry.office,
      id: merge,
      survivor,
      other,
      chosen: chosen.map((fact) =>
        rules.fact(kind, fact)?.guard === undefined ? fact : names.fact(`${kind}/${fact}`),
      ),
      since,
      at: entry.at,
      by: entry.actor,
      number: entry.number,
    });
    const tx = await sql();
    await tx.rows(
      "update subject set merged_into = $3, present = false, recheck = null where office = $1 and id = $2",
      [entry.office, other, survivor],
    );
    await tx.rows(
      `update subject set since = least(subject.since, other.since) from subject as other
       where subject.office = $1 and subject.id = $2 and other.office = $1 and other.id = $3`,
      [entry.office, survivor, other],
    );
    await findByAll(tx, entry.office, survivor);
    touched.add(survivor).add(other);
  },

  "merge-undone": async (entry, { sql, touched }) => {
    const said = entry.parts.find(({ body }) => body !== null)?.body;
    if (said === undefined || said === null) return;
    const { merge, survivor, other } = said as { merge: string; survivor: string; other: string };
    const tx = await sql();
    await tx.rows("update merge set undone_at = $3, undone_by = $4 where office = $1 and id = $2", [
      entry.office,
      merge,
      entry.at,
      entry.actor,
    ]);
    await tx.rows("update subject set merged_into = null where office = $1 and id = $2", [
      entry.office,
      other,
    ]);
    await tx.rows(
      `update subject set since = merge.since from merge
       where subject.office = $1 and subject.id = $2 and merge.office = $1 and merge.id = $3`,
      [entry.office, survivor, merge],
    );
    await findByAll(tx, entry.office, survivor);
    touched.add(survivor).add(other);
  },

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

  ...caseAppliers,

  "fact-opened": () => {}, // the entry itself is what is kept

  "import-made": (entry, applying) => {
    const body = entry.parts[0]?.body as {
      import: string;
      kind: string;
      file: string;
      /** Not in those of the first release, which were written in one part. */
      digest?: string | null;
      parts?: number;
      accepted: number;
      rejected: number;
      first?: { accepted: number };
    };
    applying.changes.insert("import", {
      office: entry.office,
      id: body.import,
      kind: body.kind,
      file: body.file,
      at: entry.at,
      by: entry.actor,
      command: entry.command,
      accepted: body.accepted,
      rejected: body.rejected,
      digest: body.digest ?? null,
      parts: body.parts ?? 1,
    });
    keepPart(entry, applying, body.import, 1, body.first?.accepted ?? body.accepted);
  },

  "import-continued": (entry, applying) => {
    const body = entry.parts[0]?.body as { import: string; part: number; accepted: number };
    keepPart(entry, applying, body.import, body.part, body.accepted);
  },

  "import-undone": async (entry, { sql, touched }) => {
    const tx = await sql();
    const { import: id, reason } = only<{ import: string; reason: string }>(entry);
    await tx.rows(
      "update import set undone_at = $3, undone_by = $4, undo_reason = $5 where office = $1 and id = $2",
      [entry.office, id, entry.at, entry.actor, reason],
    );
    const entered = "(select id from subject where office = $1 and import = $2)";
    for (const { person } of await tx.rows<{ person: string }>(
      `select distinct person from member where office = $1 and person not in ${entered}
         and household in (select household from member where office = $1 and person in ${entered})`,
      [entry.office, id],
    ))
      touched.add(person); // the household is smaller by those who were entered
    await tx.rows(`delete from member where office = $1 and person in ${entered}`, [entry.office, id]);
    for (const table of ["duty", "eligible", "outcome", "fact", "sealed_fact"])
      await tx.rows(`delete from ${table} where office = $1 and subject in ${entered}`, [entry.office, id]);
    await tx.rows("delete from subject where office = $1 and import = $2", [entry.office, id]);
    const entriesOf = (kind: string) => `office = $1 and number in (select entry.number from import_part
      join command on command.office = import_part.office and command.id = import_part.command
      join entry on entry.office = command.office and entry.number between command.first_number and command.last_number
      where import_part.office = $1 and import_part.import = $2 and entry.kind = '${kind}')`;
    for (const table of ["fact", "sealed_fact"])
      for (const { subject } of await tx.rows<{ subject: string }>(
        `delete from ${table} where ${entriesOf("facts-changed")} returning subject`,
        [entry.office, id],
      ))
        touched.add(subject);
    for (const { subject } of await tx.rows<{ subject: string }>(
      `with struck as (update record set struck_at = $3, struck_by = $4 where ${entriesOf("record-made")} and struck_at is null returning id)
       select distinct record_about.subject from struck join record_about on record_about.office = $1 and record_about.record = struck.id`,
      [entry.office, id, entry.at, entry.actor],
    ))
      touched.add(subject);
  },
};

/** One part of an import, and its cells that could not be read. */
function keepPart(
  entry: OpenEntry,
  { changes, keys }: Applying,
  id: string,
  part: number,
  accepted: number,
): void {
  const { office, command } = entry;
  changes.insert("import_part", { office, import: id, part, command, accepted });
  const key = keys.find(id) ?? keys.make(id);
  const body = entry.parts[1]?.body as { rejected: unknown[]; rejectedBefore?: number } | null | undefined;
  for (const [index, cell] of (body?.rejected ?? []).entries()) {
    const place = (body?.rejectedBefore ?? 0) + index;
    changes.insert("import_rejected", {
      office,
      import: id,
      place,
      sealed: sealJson(key, cell, rejectedPlace(id, place)),
    });
  }
}

/** @throws where a kind of entry has none: written, it would be kept and have no effect. */
export function applierOf(kind: string, how: Record<string, Apply> = appliers): Apply {
  const apply = how[kind];
  if (apply === undefined) throw new Error(`no apply for entries of the kind ${kind}`);
  return apply;
}

/** Where a sealed value stands, so that it opens nowhere else. */
export const factPlace = (subject: string, fact: string, from: string) => `fact/${subject}/${fact}/${from}`;
export const recordPlace = (record: string, subject: string) => `record/${record}/${subject}`;
export const rejectedPlace = (id: string, place: number) => `rejected/${id}/${place}`;

interface SubjectEntered extends Record<string, unknown> {
  kind: SubjectKind;
  code: string | null;
  name: string;
  household: string | null;
  since: string;
  facts: Record<string, FactValue>;
  import: string | null;
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

/** By name and code, its own and those of all that were merged into it: an old code finds the one who counts. */
async function findByAll(tx: Tx, office: string, subject: string): Promise<void> {
  const rows = await tx.rows<{ name: string; code: string | null }>(
    `with recursive same as (
       select id from subject where office = $1 and id = $2
       union
       select subject.id from subject join same on subject.merged_into = same.id where subject.office = $1)
     select name, code from subject join same using (id) where office = $1 order by id`,
    [office, subject],
  );
  const grams = new Set(rows.flatMap(({ name, code }) => searchGrams(name, code)));
  await tx.rows("update subject set grams = $3 where office = $1 and id = $2", [office, subject, [...grams]]);
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
    const found = rules.fact(kind, fact)?.type === "identity" && typeof value === "string";
    const key = keys.find(subject) ?? keys.make(subject); // a place gets one with its first guarded fact
    changes.insert("sealed_fact", {
      office,
      subject,
      fact: name,
      from_day: from,
      sealed: sealJson(key, value, factPlace(subject, name, from)),
      mark: found ? names.mark(value) : null,
      number,
    });
  }
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

/** What a record says, parted: guarded fields, and all of a record that keeps a guarded promise, are sealed. */
function partFields(
  rules: OfficeRules,
  kind: string,
  fields: Record<string, FactValue>,
  hasKey: boolean,
): { open: Record<string, FactValue>; sealed: Record<string, FactValue> | null } {
  if (!hasKey) return { open: fields, sealed: null };
  if (rules.keepsGuarded(kind) || isSetAside(kind)) return { open: {}, sealed: fields };
  const guarded = new Set(
    rules.records.get(kind)?.fields.flatMap(({ id, guard }) => (guard === undefined ? [] : id)),
  );
  const entries = Object.entries(fields);
  const sealed = Object.fromEntries(entries.filter(([id]) => guarded.has(id)));
  return {
    open: Object.fromEntries(entries.filter(([id]) => !guarded.has(id))),
    sealed: Object.keys(sealed).length === 0 ? null : sealed,
  };
}

function only<Body>(entry: OpenEntry): Body {
  return entry.parts[0]?.body as Body;
}
