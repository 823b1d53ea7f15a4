import { z } from "zod";
import { dayOf, parseDay } from "#basics/day.ts";
import { isRefused, refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import { courseOf, knownOf } from "../case/course.ts";
import { caseEntry, whomAbout } from "../case/entries.ts";
import { openFromLedger } from "../case/from-ledger.ts";
import { command, factValueInput, idInput } from "../command.ts";
import type { Context, EntryDraft, State } from "../command.ts";
import { faultOfPart, importInput, partEntry, rowsOfPart } from "../import/import-part.ts";

/** "2021-03-14", or "2021-03-14T23:40" by the office's clock. */
const momentInput = z
  .string()
  .refine(
    (text) =>
      parseDay(text.slice(0, 10)) !== undefined && /^(T([01]\d|2[0-3]):[0-5]\d)?$/.test(text.slice(10)),
    { error: "not-a-day" },
  );

const rowInput = z.object({
  row: z.int(),
  case: idInput,
  procedure: z.string(),
  about: idInput.nullable(),
  opened: momentInput,
  answered: momentInput.nullable().default(null),
  ended: z.object({ at: momentInput, end: z.string() }).nullable().default(null),
  fields: z.record(z.string(), factValueInput).default({}),
  text: z.string().max(5000).nullable().default(null),
});

export type ImportedCase = z.infer<typeof rowInput>;

/** What was asked for before the office ran by this system: each row a case that came when the ledger says it came. */
export const registerImportCases = command({
  name: "register.import-cases",
  title: { zh: "导入事项台账", en: "Import cases" },
  about: {
    zh: "把以前的诉求、申请等台账读进来，每行一件事项：按台账写的时间受理、回应、办结；台账没写的不补，没办完的接着办。可整批撤回。",
    en: "Read ledgers of earlier requests or applications: every row is a case, opened, answered and ended when the ledger says. What it does not say is not filled in; what has not ended goes on. Undone whole.",
  },
  may: "secretary",
  input: z.object({ ...importInput, rows: z.array(rowInput).max(2 * rowsOfPart) }),
  needs: (input) => {
    const about = [...new Set(input.rows.flatMap((row) => row.about ?? []))];
    return {
      imports: [input.import],
      subjects: about,
      known: about,
      cases: input.rows.map((row) => row.case),
    };
  },
  decide: (state, input, context) => {
    const notNow = faultOfPart(state, input);
    if (notNow !== undefined) return notNow;
    const entries: EntryDraft[] = [partEntry("case", input, input.rows.length)];
    for (const [place, row] of input.rows.entries()) {
      const entry = decideCase(state, row, context);
      if (isRefused(entry)) {
        const { refused } = entry;
        return { refused: { ...refused, where: `rows.${place}.${refused.where ?? "case"}` } };
      }
      entries.push(entry);
    }
    return entries;
  },
});

/** One row, by the rules of case.open: asked row by row before an import too, so that one bad row does not stop the others. */
export function decideCase(
  state: State,
  row: ImportedCase,
  { rules, actor, now, today }: Context,
): EntryDraft | { refused: Refusal } {
  if (state.cases.has(row.case))
    return refuse("case-exists", { zh: "这件事项已经登记了。", en: "This case is open already." }, "case");
  const [standard = ""] = row.procedure.split("/");
  // By the version of that day; what came before the office had any, by the one it has now.
  const versions = [dayOf(row.opened.slice(0, 10)), today].map(
    (day) => rules.standardOn(standard, day)?.version,
  );
  const version = versions.find(
    (one) => one !== undefined && courseOf(rules, row.procedure, one) !== undefined,
  );
  const course = version === undefined ? undefined : courseOf(rules, row.procedure, version);
  if (version === undefined || course === undefined)
    return refuse(
      "unknown-procedure",
      { zh: `没有“${row.procedure}”这种事项。`, en: `There is no procedure “${row.procedure}”.` },
      "procedure",
    );
  const whom = whomAbout(state, course.procedure, row.about === null ? [] : [row.about]);
  if ("refused" in whom) return whom;
  const { about } = whom;
  const opened = openFromLedger(
    course,
    {
      id: row.case,
      version,
      about: about[0]?.kind,
      known: knownOf(state.known.get(row.about ?? "")?.facts ?? {}),
      fields: row.fields,
    },
    row,
    { by: actor.account, now },
  );
  if ("refused" in opened) return opened;
  const { openedAt, atNight, onHoliday } = opened.state;
  return caseEntry("case-opened", about, {
    case: row.case,
    procedure: course.procedure.id,
    version,
    about: about.map(({ id }) => id),
    openedAt,
    atNight,
    onHoliday,
    fields: row.fields,
    step: opened.step,
  });
}
