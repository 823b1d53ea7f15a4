import type { Text } from "#basics/text.ts";
import { rejectedPlace } from "../apply-imports.ts";
import { KeyRing } from "../keys.ts";
import { unsealJson } from "../seal.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

export interface ImportBrief {
  import: string;
  file: string;
  kind: string;
  at: string;
  by: string;
  accepted: number;
  rejected: number;
  /** A large ledger is written part by part; fewer than all: it was cut off, and can go on or be undone. */
  parts: { written: number; of: number };
  undone: { at: string; by: string; reason: string } | null;
}

/** A cell that could not be read: where, what stood there, and how to mend it. */
export interface RejectedRow {
  row: number;
  place: string;
  column: string | null;
  value: string;
  reason: Text;
  /** The row was read, without this cell or with it changed. */
  read?: true;
}

export async function imports(reader: Reader): Promise<ImportBrief[]> {
  const rows = await reader.tx.rows<ImportRow>(
    `${importQuery} where import.office = $1 order by import.at desc`,
    [reader.office.rules.office],
  );
  return rows.map(briefOf);
}

/** One import with every row it could not read. */
export async function importPage(
  reader: Reader,
  id: string,
): Promise<ImportBrief & { rejectedRows: RejectedRow[] }> {
  const office = reader.office.rules.office;
  const [row] = await reader.tx.rows<ImportRow>(
    `${importQuery} where import.office = $1 and import.id = $2`,
    [office, id],
  );
  if (row === undefined) throw new NotFound();
  const keys = new KeyRing(office, reader.keeper.master);
  await keys.load(reader.tx, [id]);
  const cells = await reader.tx.rows<{ place: number; sealed: Buffer }>(
    "select place, sealed from import_rejected where office = $1 and import = $2 order by place",
    [office, id],
  );
  return {
    ...briefOf(row),
    rejectedRows: cells.map(({ place, sealed }) => {
      const cell = unsealJson(keys.get(id), sealed, rejectedPlace(id, place)) as Omit<
        RejectedRow,
        "column"
      > & { header: string | null };
      return {
        row: cell.row,
        place: cell.place,
        column: cell.header,
        value: cell.value,
        reason: cell.reason,
        ...(cell.read && { read: cell.read }),
      };
    }),
  };
}

const importQuery = `select import.*,
    (select count(*)::int from import_part where import_part.office = import.office and import_part.import = import.id) as written, author.name as author, undoer.name as undoer from import
  left join account as author on author.id = import.by left join account as undoer on undoer.id = import.undone_by`;

interface ImportRow {
  id: string;
  file: string;
  kind: string;
  at: Date;
  author: string | null;
  accepted: number;
  rejected: number;
  parts: number;
  written: number;
  undone_at: Date | null;
  undoer: string | null;
  undo_reason: string | null;
}

function briefOf(row: ImportRow): ImportBrief {
  return {
    import: row.id,
    file: row.file,
    kind: row.kind,
    at: row.at.toISOString(),
    by: row.author ?? "",
    accepted: row.accepted,
    rejected: row.rejected,
    parts: { written: row.written, of: row.parts },
    undone:
      row.undone_at === null
        ? null
        : { at: row.undone_at.toISOString(), by: row.undoer ?? "", reason: row.undo_reason ?? "" },
  };
}
