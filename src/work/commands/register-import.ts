import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import type { FactValue } from "#register/subject.ts";
import { checkFacts } from "../check-facts.ts";
import { command, dayInput, factValueInput, idInput, partAbout } from "../command.ts";
import type { Context, EntryDraft, State } from "../command.ts";

const rowInput = z.object({
  row: z.int(),
  /** The id a new subject gets; not used where the code is known already. */
  id: idInput,
  code: z.string().nullable(),
  name: z.string().min(1),
  /** The household's code in the ledger. */
  household: z.string().nullable(),
  since: dayInput.nullable(),
  facts: z.record(z.string(), factValueInput),
});

const rejectedInput = z.object({
  row: z.int(),
  column: z.int().nullable(),
  place: z.string(),
  header: z.string().nullable(),
  value: z.string(),
  reason: z.object({ zh: z.string(), en: z.string().optional() }),
});

export type ImportRow = z.infer<typeof rowInput>;

/**
 * An office's own ledger, read into the register at once. A row whose code is known brings that subject up to date;
 * any other enters somebody new. Rejected rows are kept with their reasons, sealed under the import's own key.
 */
export const registerImport = command({
  name: "register.import",
  title: { zh: "导入台账", en: "Import a ledger" },
  about: {
    zh: "把社区自己的 Excel 台账读进来：先预览，再导入；读不进的行连同位置、原值和原因都留着；可整批撤回。",
    en: "Read the office's own Excel ledger: previewed first; every row that cannot be read is kept with its place, value and reason; undone whole.",
  },
  may: "secretary",
  input: z.object({
    import: idInput,
    kind: z.enum(["person", "unit", "place"]),
    file: z.string().min(1).max(200),
    rows: z.array(rowInput).max(100_000),
    /** Ids for households that are new, by their code. */
    households: z.record(z.string(), idInput).default({}),
    rejected: z.array(rejectedInput),
  }),
  needs: (input) => ({
    imports: [input.import],
    codes: [
      { kind: input.kind, codes: input.rows.flatMap(({ code }) => code ?? []) },
      { kind: "household", codes: [...new Set(input.rows.flatMap(({ household }) => household ?? []))] },
    ],
  }),
  decide: (state, input, context) => {
    if (state.imports.has(input.import))
      return refuse(
        "import-exists",
        { zh: "这批台账已经导入了。", en: "This ledger has been imported already." },
        "import",
      );
    const rejected = input.rejected;
    const entries: EntryDraft[] = [
      {
        kind: "import-made",
        parts: [
          {
            subject: null,
            holder: null,
            body: {
              import: input.import,
              kind: input.kind,
              file: input.file,
              accepted: input.rows.length,
              rejected: new Set(rejected.map(({ row }) => row)).size,
            },
          },
          { subject: null, holder: input.import, body: { rejected } },
        ],
      },
    ];
    const households = new Map<string, string>();
    for (const [place, row] of input.rows.entries()) {
      const where = `rows.${place}`;
      const fault = checkFacts(context.rules, input.kind, row.facts);
      if (fault !== undefined) return { refused: { ...fault, where: `${where}.${fault.where}` } };
      if (row.since !== null && dayOf(row.since) > context.today)
        return refuse(
          "day-to-come",
          {
            zh: `第 ${row.row} 行的登记日期还没到。`,
            en: `The day of entry in row ${row.row} is still to come.`,
          },
          `${where}.since`,
        );
      let household: string | null = null;
      if (row.household !== null) {
        const known = households.get(row.household) ?? state.byCode.get(`household/${row.household}`)?.id;
        household = known ?? input.households[row.household] ?? null;
        if (household === null)
          return refuse(
            "household-without-id",
            { zh: `第 ${row.row} 行的户没有编号。`, en: `The household of row ${row.row} has no id.` },
            "households",
          );
        if (known === undefined) entries.push(householdEntered(input, row, household, context));
        households.set(row.household, household);
      }
      const entry = rowEntry(state, input, row, household, context);
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  },
});

function householdEntered(
  input: { import: string },
  row: ImportRow,
  id: string,
  { today }: Context,
): EntryDraft {
  const facts = Object.fromEntries(
    ["area", "address"].flatMap((fact) =>
      (row.facts[fact] ?? null) === null ? [] : [[fact, row.facts[fact]]],
    ),
  );
  const body = {
    kind: "household",
    code: row.household,
    name: `${row.name}户`,
    household: null,
    since: row.since ?? dayText(today),
    facts,
    import: input.import,
  };
  return { kind: "subject-entered", parts: [partAbout({ id, kind: "household" }, body)] };
}

/** Somebody new; or, where the code is known, what the ledger says otherwise than the register; or nothing. */
function rowEntry(
  state: State,
  input: { import: string; kind: "person" | "unit" | "place" },
  row: ImportRow,
  household: string | null,
  { today }: Context,
): EntryDraft | undefined {
  const known = row.code === null ? undefined : state.byCode.get(`${input.kind}/${row.code}`);
  if (known === undefined) {
    const body = {
      kind: input.kind,
      code: row.code,
      name: row.name,
      household,
      since: row.since ?? dayText(today),
      facts: row.facts,
      import: input.import,
    };
    return { kind: "subject-entered", parts: [partAbout({ id: row.id, kind: input.kind }, body)] };
  }
  const facts = changedFacts(known.facts, row.facts);
  if (Object.keys(facts).length === 0) return undefined;
  return {
    kind: "facts-changed",
    parts: [partAbout(known, { kind: known.kind, from: dayText(today), facts, import: input.import })],
  };
}

/** What the ledger says otherwise. An empty cell says nothing. */
export function changedFacts(
  known: Record<string, FactValue>,
  read: Record<string, FactValue>,
): Record<string, FactValue> {
  return Object.fromEntries(
    Object.entries(read).filter(
      ([fact, value]) => value !== null && JSON.stringify(known[fact] ?? null) !== JSON.stringify(value),
    ),
  );
}
