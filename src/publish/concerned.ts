import { type Day, dayOf } from "#basics/day.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { factPlace } from "#record/apply.ts";
import { plainFact, sameAs, survivorsOf } from "#record/doubles.ts";
import { inOrder, stayRows, staysOf } from "#record/households.ts";
import { KeyRing } from "#record/keys.ts";
import { countedFacts } from "#record/known-subjects.ts";
import type { FactRow } from "#record/known-subjects.ts";
import { residueFacts } from "#record/residues.ts";
import { unsealJson } from "#record/seal.ts";
import type { Reader } from "#record/views/reader.ts";

/** Somebody or something that a counted thing concerns. */
export interface Concerned {
  id: string;
  kind: SubjectKind;
  since: Day;
  /** The first day on which they count no more, because they were forgotten. */
  erased: Day | null;
  /** Itself; or, of one who stood in the register twice, the one that counts for both. */
  counts: string;
  /** The household lived in on a day. */
  household(day: Day): string | null;
  /** A fact as it stood on a day; undefined where it is not known, or not to this reader. */
  value(fact: string, day: Day): FactValue | undefined;
}

/** What is to be known of each: these facts, and where they lived. */
export interface Wanted {
  facts: string[];
  households: boolean;
}

/** Above so many, reading everybody's is quicker than naming them one by one. */
const namedAtMost = 2000;

/**
 * These subjects (undefined: all), with the history of what is wanted. What is seen is what the transaction's scope lets
 * be seen: the engine all, a reader no guarded fact that none of their roles is shown.
 */
export async function concerned(
  reader: Reader,
  ids: string[] | undefined,
  { facts, households }: Wanted,
): Promise<Map<string, Concerned>> {
  const { tx, office } = reader;
  const { rules, names } = office;
  const some = ids !== undefined && ids.length <= namedAtMost ? ids : null;
  const subjects = await tx.rows<{ id: string; kind: SubjectKind; since: string; erased_on: string | null }>(
    "select id, kind, since, erased_on from subject where office = $1 and ($2::uuid[] is null or id = any($2))",
    [rules.office, some],
  );
  const survivors = await survivorsOf(
    tx,
    rules.office,
    subjects.map(({ id }) => id),
  );
  const counting = [...new Set(survivors.values())];
  const same = await sameAs(tx, rules.office, names, counting);
  const rowsOf = Map.groupBy(
    await factRows(reader, some === null ? null : same.ids, facts),
    (row) => row.subject,
  );
  const isCounted = facts.some((fact) => fact.startsWith("household."));
  const stays = households || isCounted ? await stayRows(tx, rules.office, same.ids) : [];
  const stayOf = Map.groupBy(stays, ({ subject }) => subject);
  const counted = isCounted ? await countedFacts(tx, office, subjects, stayOf, same) : new Map();
  const known = new Map(
    counting.map((id) => {
      const rows = inOrder(same.rows(id, (one) => rowsOf.get(one) ?? []));
      const histories = Map.groupBy(
        [
          ...rows.map(({ fact, from_day, value }) => ({ fact, from: dayOf(from_day), value })),
          ...(counted.get(id) ?? []),
        ],
        ({ fact }) => fact,
      );
      return [id, { histories, stays: staysOf(same.rows(id, (one) => stayOf.get(one) ?? [])) }];
    }),
  );
  return new Map(
    subjects.map(({ id, kind, since, erased_on }) => {
      const counts = survivors.get(id) ?? id;
      const its = known.get(counts);
      return [
        id,
        {
          id,
          kind,
          since: dayOf(since),
          erased: erased_on === null ? null : dayOf(erased_on),
          counts,
          household: (day) => (its && lastFrom(its.stays, day))?.household ?? null,
          value: (fact, day) => {
            const history = fact === "since" ? undefined : its?.histories.get(fact);
            return fact === "since" ? since : history && lastFrom(history, day)?.value;
          },
        },
      ];
    }),
  );
}

/** What holds on a day. Asked a million times for the matrix of a year, so without a function made for each. */
function lastFrom<Of extends { from: Day }>(history: Of[], day: Day): Of | undefined {
  for (let at = history.length - 1; at >= 0; at--) {
    const one = history[at];
    if (one !== undefined && one.from <= day) return one;
  }
  return undefined;
}

/** The history of these facts, of these subjects or of all: open ones, and of the sealed those that are to be seen here. */
async function factRows(
  { tx, office: { rules, names }, keeper }: Reader,
  ids: string[] | null,
  facts: string[],
): Promise<FactRow[]> {
  if (facts.length === 0) return [];
  const open = await tx.rows<FactRow>(
    `select subject, fact, from_day, value, number from fact
     where office = $1 and fact = any($3::text[]) and ($2::uuid[] is null or subject = any($2))`,
    [rules.office, ids, facts],
  );
  const guarded = facts.flatMap((fact) =>
    (["person", "household", "unit", "place"] as const)
      .filter((kind) => rules.fact(kind, fact)?.guard !== undefined)
      .map((kind) => names.fact(`${kind}/${fact}`)),
  );
  if (guarded.length === 0) return open;
  const sealed = await tx.rows<Omit<FactRow, "value"> & { sealed: Buffer }>(
    `select subject, fact, from_day, sealed, number from sealed_fact
     where office = $1 and fact = any($3::text[]) and ($2::uuid[] is null or subject = any($2))`,
    [rules.office, ids, guarded],
  );
  const left = await residueFacts(tx, rules.office, ids, facts, keeper.master);
  const keys = new KeyRing(rules.office, keeper.master);
  await keys.load(tx, [...new Set(sealed.map(({ subject }) => subject))]);
  return [
    ...open,
    ...left,
    ...sealed.flatMap(({ subject, fact, from_day, sealed: value, number }): FactRow[] => {
      const key = keys.find(subject); // destroyed: nobody knows it any more
      if (key === undefined) return [];
      const opened = unsealJson(key, value, factPlace(subject, fact, from_day)) as FactValue;
      return [{ subject, fact: plainFact(names, fact), from_day, value: opened, number }];
    }),
  ];
}
