import { engineScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import type { SubjectKind } from "#register/subject.ts";
import type { Candidate, Candidates } from "#work/import/match-known.ts";
import type { RegisterRow } from "#work/import/read-rows.ts";
import { factPlace } from "./apply.ts";
import { survivorsOf } from "./doubles.ts";
import type { Keeper } from "./keeper.ts";
import { KeyRing } from "./keys.ts";
import { withGuarded } from "./load.ts";
import type { Office } from "./office.ts";
import { unsealJson } from "./seal.ts";

/**
 * Those of the register whom these rows may be about: by code, identity number (by its mark, never itself) and name. Whom
 * the same import has entered already is left out, so that one that goes on finds what it found at first.
 */
export async function findKnown(
  tx: Tx,
  { rules, names }: Office,
  keys: KeyRing,
  kinds: readonly SubjectKind[],
  rows: readonly RegisterRow[],
  importId: string,
): Promise<Candidates> {
  const codes = rows.flatMap(({ code }) => code ?? []);
  const identities = rows.flatMap(({ facts: { identityNumber } }) =>
    typeof identityNumber === "string" ? identityNumber : [],
  );
  const found = await tx.rows<Pick<Candidate, "id" | "name" | "code">>(
    `select id, name, code from subject where office = $1 and kind = any($2) and import is distinct from $6::uuid and erased_on is null
       and id in (select id from subject where office = $1 and kind = any($2) and code = any($3::text[])
                  union select id from subject where office = $1 and name = any($4::text[])
                  union select subject from sealed_fact where office = $1 and mark = any($5::text[]))
     order by code, id`,
    [
      rules.office,
      kinds,
      codes,
      rows.map(({ name }) => name).filter((name) => name !== ""),
      identities.map((identity) => names.mark(identity)),
      importId,
    ],
  );
  if (found.length === 0) return { byCode: new Map(), byIdentity: new Map(), byName: new Map() };
  const survivors = await survivorsOf(
    tx,
    rules.office,
    found.map(({ id }) => id),
  );
  const standing = await tx.rows<Candidate>(
    `select id, kind, name, code, since, facts,
            (select home.code from subject as home where home.office = $1 and home.id = subject.household) as household
     from subject where office = $1 and id = any($2::uuid[])`,
    [rules.office, [...new Set(survivors.values())]],
  );
  const known = new Map(
    (await withGuarded(tx, rules.office, standing, names, keys)).map((one) => [one.id, one]),
  );
  // Whoever was merged into another is found by their own code and name, and is that other.
  const candidates = found.flatMap(({ id, name, code }) => {
    const one = known.get(survivors.get(id) ?? id);
    return one === undefined ? [] : [{ ...one, name, code }];
  });
  return {
    byCode: new Map(candidates.flatMap((one) => (one.code === null ? [] : [[one.code, one]]))),
    byIdentity: Map.groupBy(onceEach(candidates), ({ facts }) => String(facts["identityNumber"] ?? "")),
    byName: new Map(
      [...Map.groupBy(candidates, ({ name }) => name)].map(([name, all]) => [name, onceEach(all)]),
    ),
  };
}

function onceEach(candidates: Candidate[]): Candidate[] {
  return [...new Map(candidates.map((one) => [one.id, one])).values()];
}

/** Identity numbers kept by earlier releases have no mark yet: each is opened once and gets it. */
export async function markIdentities(keeper: Keeper, { rules, names }: Office): Promise<void> {
  const identities = rules.factsOf("person").filter(({ type }) => type === "identity");
  const keyed = identities.map(({ id }) => names.fact(`person/${id}`));
  await scoped(keeper.database.app, engineScope(rules.office, null), "read write", async (tx) => {
    const unmarked = await tx.rows<{
      subject: string;
      fact: string;
      from_day: string;
      number: number;
      sealed: Buffer;
    }>(
      "select subject, fact, from_day, number, sealed from sealed_fact where office = $1 and fact = any($2::text[]) and mark is null",
      [rules.office, keyed],
    );
    if (unmarked.length === 0) return;
    const keys = new KeyRing(rules.office, keeper.master);
    await keys.load(
      tx,
      unmarked.map(({ subject }) => subject),
    );
    const marks = unmarked.flatMap(({ subject, fact, from_day, number, sealed }) => {
      const key = keys.find(subject);
      const value = key && unsealJson(key, sealed, factPlace(subject, fact, from_day));
      return typeof value === "string" ? [{ subject, fact, from_day, number, mark: names.mark(value) }] : [];
    });
    await tx.rows(
      `update sealed_fact set mark = found.mark
       from json_to_recordset($2::json) as found (subject uuid, fact text, from_day date, number bigint, mark text)
       where sealed_fact.office = $1 and sealed_fact.subject = found.subject and sealed_fact.fact = found.fact
         and sealed_fact.from_day = found.from_day and sealed_fact.number = found.number`,
      [rules.office, JSON.stringify(marks)],
    );
  });
}
