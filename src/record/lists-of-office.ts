import { dayText } from "#basics/day.ts";
import { engineScope } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { guardedOnly } from "#work/office-rules.ts";
import type { DutyRecord } from "#work/duty/duty.ts";
import { isSetAside } from "#work/set-aside.ts";
import { KeyRing } from "./keys.ts";
import type { Keeper } from "./keeper.ts";
import { type KnownSubject, knownSubjects } from "./known-subjects.ts";
import type { Office } from "./office.ts";

/** An office's register and records in the shape in which `owed`, `simulate` and `diff` take them. */
export interface ListedSubject {
  id: string;
  kind: SubjectKind;
  since: string;
  facts: Record<string, FactValue>;
  history: { fact: string; value: FactValue; from: string }[];
}

export interface ListedRecord {
  id: string;
  kind: string;
  about: string[];
  on: string;
  struck?: true;
  facts?: { until?: string; promise?: string };
}

export interface OfficeLists {
  register: ListedSubject[];
  records: ListedRecord[];
  /** How many guarded facts, and records that tell of guarded promises alone, were left out. */
  leftOut: { facts: number; records: number };
}

/** How many subjects are held at once with all that is known of them. */
const atATime = 500;

/** Without names, and without whatever is guarded: nobody asked by whom and for what it would be read. */
export async function listsOfOffice(keeper: Keeper, tx: Tx, office: Office): Promise<OfficeLists> {
  await tx.rescope(engineScope(office.rules.office, null));
  const rows = await tx.rows<{ id: string }>(
    "select id from subject where office = $1 and merged_into is null and erased_on is null order by id",
    [office.rules.office],
  );
  const keys = new KeyRing(office.rules.office, keeper.master);
  const register: ListedSubject[] = [];
  const records = new Map<string, ListedRecord>();
  const leftOut = { facts: 0, records: 0 };
  for (let from = 0; from < rows.length; from += atATime) {
    const ids = rows.slice(from, from + atATime).map(({ id }) => id);
    for (const known of await knownSubjects(tx, office, keys, ids)) {
      register.push(openPart(office, known, leftOut));
      addRecords(office, known, records, leftOut);
    }
  }
  const byDay = [...records.values()].sort((a, b) => order(a.on, b.on) || order(a.id, b.id));
  return { register, records: byDay, leftOut };
}

function openPart(
  { rules }: Office,
  { subject }: KnownSubject,
  leftOut: OfficeLists["leftOut"],
): ListedSubject {
  const isOpen = (fact: string) => {
    const open = rules.fact(subject.kind, fact)?.guard === undefined;
    if (!open) leftOut.facts += 1;
    return open;
  };
  return {
    id: subject.id,
    kind: subject.kind,
    since: dayText(subject.since),
    facts: Object.fromEntries(Object.entries(subject.facts).filter(([fact]) => isOpen(fact))),
    history: subject.history
      .filter(({ fact }) => isOpen(fact))
      .map(({ fact, value, from }) => ({ fact, value, from: dayText(from) })),
  };
}

function addRecords(
  { rules }: Office,
  { subject, records }: KnownSubject,
  listed: Map<string, ListedRecord>,
  leftOut: OfficeLists["leftOut"],
): void {
  for (const { id, kind, on, struck, facts } of records) {
    const told = isSetAside(kind) ? facts?.promise : undefined;
    const guarded =
      told === undefined
        ? guardedOnly(rules, kind).length > 0
        : (rules.promise(told)?.guards.length ?? 0) > 0;
    if (guarded) {
      leftOut.records += 1;
      continue;
    }
    const known = listed.get(id);
    if (known !== undefined) known.about.push(subject.id);
    else
      listed.set(id, {
        id,
        kind,
        about: [subject.id],
        on: dayText(on),
        ...(struck === true && { struck }),
        ...(isSetAside(kind) && facts !== undefined && { facts: whatCounts(facts) }),
      });
  }
}

/** Not the reason: free text, sealed in the record, by which nothing is worked out. */
function whatCounts({
  until,
  promise,
}: NonNullable<DutyRecord["facts"]>): NonNullable<ListedRecord["facts"]> {
  return { ...(until !== undefined && { until }), ...(promise !== undefined && { promise }) };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
