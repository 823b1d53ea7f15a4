import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import type { FactValue } from "#register/subject.ts";
import { checkFacts } from "../check-facts.ts";
import { command, dayInput, factValueInput, idInput, partAbout } from "../command.ts";
import type { Context, EntryDraft, KnownState, State } from "../command.ts";
import { faultOfPart, importInput, partEntry, rowsOfPart } from "../import/import-part.ts";

const rowInput = z.object({
  row: z.int(),
  /** The id a new subject gets; not used where somebody is known already. */
  id: idInput,
  /** Who this row is about, found by identity number, or by name with something else, or chosen by hand. */
  known: idInput.nullable().default(null),
  code: z.string().nullable(),
  name: z.string().min(1),
  /** The household's code in the ledger. */
  household: z.string().nullable(),
  since: dayInput.nullable(),
  facts: z.record(z.string(), factValueInput),
});

export type ImportRow = z.infer<typeof rowInput>;

/**
 * An office's own ledger, read into the register, a thousand rows at a time. A row about somebody known brings them up to
 * date; any other enters somebody new. Rejected rows are kept with their reasons, sealed under the import's own key.
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
    ...importInput,
    kind: z.enum(["person", "unit", "place"]),
    rows: z.array(rowInput).max(2 * rowsOfPart),
    /** Ids for households that are new, by their code. */
    households: z.record(z.string(), idInput).default({}),
  }),
  needs: (input) => ({
    imports: [input.import],
    known: input.rows.flatMap(({ known }) => known ?? []),
    codes: [
      { kind: input.kind, codes: input.rows.flatMap(({ code }) => code ?? []) },
      { kind: "household", codes: [...new Set(input.rows.flatMap(({ household }) => household ?? []))] },
    ],
  }),
  decide: (state, input, context) => {
    const notNow = faultOfPart(state, input);
    if (notNow !== undefined) return notNow;
    const entries: EntryDraft[] = [partEntry(input.kind, input, input.rows.length)];
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
      if (row.known !== null && !state.known.has(row.known))
        return refuse(
          "unknown-subject",
          {
            zh: `第 ${row.row} 行认作的对象已经不在台账里，请重新预览。`,
            en: `Whoever row ${row.row} was found to be about is no longer in the register; preview it again.`,
          },
          `${where}.known`,
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

/** Somebody new; or, where they are known, what the ledger says otherwise than the register; or nothing. */
function rowEntry(
  state: State,
  input: { import: string; kind: "person" | "unit" | "place" },
  row: ImportRow,
  household: string | null,
  { today }: Context,
): EntryDraft | undefined {
  const known = knownOf(state, input.kind, row);
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

function knownOf(state: State, kind: string, row: ImportRow): KnownState | undefined {
  if (row.known !== null) return state.known.get(row.known);
  return row.code === null ? undefined : state.byCode.get(`${kind}/${row.code}`);
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
