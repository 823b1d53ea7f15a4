import { z } from "zod";
import { isRefused } from "#basics/refusal.ts";
import { command, dayInput, factValueInput, idInput } from "../command.ts";
import type { Context, EntryDraft, State } from "../command.ts";
import { faultOfPart, importInput, partEntry, rowsOfPart } from "../import/import-part.ts";
import { recordMake } from "./record-make.ts";

const rowInput = z.object({
  row: z.int(),
  record: idInput,
  kind: z.string(),
  about: idInput,
  on: dayInput,
  fields: z.record(z.string(), factValueInput).default({}),
});

export type ImportedRecord = z.infer<typeof rowInput>;

/** What was done before the office ran by this system: each row a record like any other, by the same rules. */
export const registerImportRecords = command({
  name: "register.import-records",
  title: { zh: "导入走访台账", en: "Import records" },
  about: {
    zh: "把以前的走访、电话、开放等台账读进来，每行一条记录，规则与当场记下的一样；可整批撤回（全部划去）。",
    en: "Read ledgers of earlier visits, calls or openings: every row is a record, by the same rules as one written down on the spot; undone whole, which strikes them all.",
  },
  may: "secretary",
  input: z.object({ ...importInput, rows: z.array(rowInput).max(2 * rowsOfPart) }),
  needs: (input) => ({
    imports: [input.import],
    subjects: [...new Set(input.rows.map(({ about }) => about))],
    records: input.rows.map(({ record }) => record),
  }),
  decide: (state, input, context) => {
    const notNow = faultOfPart(state, input);
    if (notNow !== undefined) return notNow;
    const entries: EntryDraft[] = [partEntry("record", input, input.rows.length)];
    for (const [place, row] of input.rows.entries()) {
      const decision = decideRecord(state, row, context);
      if (isRefused(decision)) {
        const { refused } = decision;
        return { refused: { ...refused, where: `rows.${place}.${refused.where ?? "record"}` } };
      }
      entries.push(...decision);
    }
    return entries;
  },
});

/** Exactly what record.make says of it: asked row by row before an import too, so that one bad row does not stop the others. */
export function decideRecord(
  state: State,
  { record, kind, about, on, fields }: ImportedRecord,
  context: Context,
): ReturnType<typeof recordMake.decide> {
  return recordMake.decide(state, { record, kind, about: [about], on, fields }, context);
}
