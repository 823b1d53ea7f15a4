import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import { idInput, openPart } from "../command.ts";
import type { EntryDraft, State } from "../command.ts";

/** A ledger is written in parts, each a command and a transaction of its own, so that memory stays bounded and it can go on where it was cut off. */
export const rowsOfPart = 1_000;

/** What every part of an import tells of the whole. A small ledger is one part of one. */
export const importInput = {
  import: idInput,
  file: z.string().min(1).max(200),
  part: z.int().min(1).default(1),
  parts: z.int().min(1).max(1_000).default(1),
  /** SHA-256 of the file, by which it is known again. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  /** Of the whole file; told with its first part. */
  whole: z.object({ accepted: z.int(), rejected: z.int() }).nullable().default(null),
  /** Cells of this part that could not be read, and how many came with the parts before. */
  rejected: z
    .array(
      z.object({
        row: z.int(),
        column: z.int().nullable(),
        place: z.string(),
        header: z.string().nullable(),
        value: z.string(),
        reason: z.object({ zh: z.string(), en: z.string().optional() }),
        read: z.literal(true).optional(),
      }),
    )
    .max(100_000),
  rejectedBefore: z.int().min(0).default(0),
};

const shape = z.object(importInput);
export type ImportPart = z.infer<typeof shape>;

/** Why this part cannot be written now. */
export function faultOfPart(
  state: State,
  { import: id, part }: ImportPart,
): { refused: Refusal } | undefined {
  const begun = state.imports.get(id);
  if (begun?.undone === true)
    return refuse(
      "import-undone",
      {
        zh: "这次导入已经撤回了，不能再接着导入；请重新选文件导入。",
        en: "This import has been undone and cannot go on; choose the file again and import it anew.",
      },
      "import",
    );
  if (part === 1 ? begun !== undefined : begun?.parts.includes(part))
    return refuse(
      "import-exists",
      { zh: "这批台账已经导入了。", en: "This ledger has been imported already." },
      "import",
    );
  if (part > 1 && begun === undefined)
    return refuse(
      "import-not-begun",
      {
        zh: "这次导入还没有开始，要从第一部分起。",
        en: "This import has not begun; it starts with its first part.",
      },
      "part",
    );
  return undefined;
}

/** The entry with which a part begins: the first tells of the ledger, the others only of themselves. */
export function partEntry(kind: string, given: ImportPart, accepted: number): EntryDraft {
  const { import: id, file, part, parts, digest, whole, rejected, rejectedBefore } = given;
  const counts = { accepted, rejected: rowsRejected(rejected) };
  const told = { part, accepted };
  const body =
    part === 1
      ? { import: id, kind, file, digest, parts, ...(whole ?? counts), first: told }
      : { import: id, ...told };
  return {
    kind: part === 1 ? "import-made" : "import-continued",
    parts: [
      openPart(body),
      { subject: null, holder: id, body: { rejected, ...(part === 1 ? {} : { rejectedBefore }) } },
    ],
  };
}

/** How many rows were not read: a row with two bad cells is one. */
export function rowsRejected(
  cells: readonly { place: string; row: number; read?: true | undefined }[],
): number {
  const rows = cells.flatMap(({ place, row, read }) =>
    read ? [] : `${place.replace(/![^!]*$/, "")}!${row}`,
  );
  return new Set(rows).size;
}
