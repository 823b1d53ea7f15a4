import type { Apply, Applying, OpenEntry } from "./apply.ts";
import { sealJson } from "./seal.ts";

/** A ledger written part by part, and taken back whole. */
export const importAppliers: Record<string, Apply> = {
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
    const body = entry.parts[0]?.body as { import: string; reason: string };
    const { import: id, reason } = body;
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
    // By their ids: looked for anew in each statement, 300 of them took minutes.
    const opened = await tx.rows<{ id: string }>(
      `select case_file.id from import_part
       join command on command.office = import_part.office and command.id = import_part.command
       join case_file on case_file.office = command.office and case_file.number between command.first_number and command.last_number
       where import_part.office = $1 and import_part.import = $2`,
      [entry.office, id],
    );
    const cases = [entry.office, opened.map((one) => one.id)];
    for (const table of ["case_entry", "case_sealed", "case_stage", "case_about"])
      await tx.rows(`delete from ${table} where office = $1 and case_file = any($2::uuid[])`, cases);
    await tx.rows("delete from case_file where office = $1 and id = any($2::uuid[])", cases);
    for (const { subject } of await tx.rows<{ subject: string }>(
      `with struck as (update record set struck_at = $3, struck_by = $4 where ${entriesOf("record-made")} and struck_at is null returning id)
       select distinct record_about.subject from struck join record_about on record_about.office = $1 and record_about.record = struck.id`,
      [entry.office, id, entry.at, entry.actor],
    ))
      touched.add(subject);
  },
};

export const rejectedPlace = (id: string, place: number) => `rejected/${id}/${place}`;

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
