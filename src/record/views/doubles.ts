import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import { dutiesOf } from "#work/duty/duties.ts";
import type { DutyRecord } from "#work/duty/duty.ts";
import { joinRows } from "#work/household/join.ts";
import type { Row } from "#work/household/join.ts";
import { guardedFactsOf, guardedPromisesOf } from "#work/office-rules.ts";
import { isSetAside } from "#work/set-aside.ts";
import { KeyRing } from "../keys.ts";
import { knownSubjects } from "../known-subjects.ts";
import { asEngine } from "./as-engine.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import { recordsSeen } from "./records-seen.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

/** Two that may be one, and what tells. */
export interface MaybeDouble {
  subjects: [DoubleBrief, DoubleBrief];
  why: "identity" | "birth" | "address";
}

export type DoubleBrief = SubjectBrief & { code: string | null; since: string; records: number };

/** As many as one can look through; with these merged, the next appear. */
const atMost = 100;

/**
 * Pairs of one identity number, told by its keyed mark and never by the number; else of one name and date of birth; else of
 * one name and address. Who was merged already, moved away or died is not among them.
 */
export async function maybeDoubles(reader: Reader): Promise<{ pairs: MaybeDouble[]; more: boolean }> {
  const { tx, office } = reader;
  const identities = office.rules
    .factsOf("person")
    .filter(({ type }) => type === "identity")
    .map(({ id }) => office.names.fact(`person/${id}`));
  // The marks stand with sealed facts, which the reader's own scope need not show: only that two agree is told.
  const pairs = await asEngine(reader, () =>
    tx.rows<{ a: string; b: string; why: MaybeDouble["why"] }>(
      `with live as materialized (
         select id, name, facts ->> 'birthDate' as birth, facts ->> 'address' as address from subject
         where office = $1 and kind = 'person' and present and merged_into is null),
       marked as (
         select distinct on (subject) subject as id, mark from sealed_fact
         where office = $1 and fact = any($2::text[]) and mark is not null order by subject, from_day desc, number desc),
       same as (
         select a.id as a, b.id as b, 1 as rank from marked a join marked b on a.mark = b.mark and a.id < b.id
           where a.id in (select id from live) and b.id in (select id from live)
         union all
         select a.id, b.id, 2 from live a join live b on a.name = b.name and a.birth = b.birth and a.id < b.id
         union all
         select a.id, b.id, 3 from live a join live b on a.name = b.name and a.address = b.address and a.id < b.id
           and (a.birth is null or b.birth is null))
       select a, b, case min(rank) when 1 then 'identity' when 2 then 'birth' else 'address' end as why
       from same group by a, b order by min(rank), a, b limit ${atMost + 1}`,
      [office.rules.office, identities],
    ),
  );
  const briefs = await briefsOf(
    reader,
    pairs.flatMap(({ a, b }) => [a, b]),
  );
  return {
    pairs: pairs.slice(0, atMost).flatMap(({ a, b, why }): MaybeDouble[] => {
      // The one that was written on more comes first: it is the one to keep, more often than not.
      const [one, other] = [briefs.get(a), briefs.get(b)].sort(
        (x, y) => (y?.records ?? 0) - (x?.records ?? 0) || ((x?.since ?? "") < (y?.since ?? "") ? -1 : 1),
      );
      return one === undefined || other === undefined ? [] : [{ subjects: [one, other], why }];
    }),
    more: pairs.length > atMost,
  };
}

async function briefsOf(reader: Reader, ids: string[]): Promise<Map<string, DoubleBrief>> {
  const rows = await reader.tx.rows<BriefRow & { code: string | null; since: string; records: number }>(
    `select ${briefColumns}, code, since,
            (select count(*)::int from record_about join record on record.office = record_about.office and record.id = record_about.record
             where record_about.office = $1 and record_about.subject = subject.id and record.struck_at is null) as records
     from subject where office = $1 and id = any($2::uuid[])`,
    [reader.office.rules.office, ids],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      { ...briefOf(row, reader.today), code: row.code, since: row.since, records: row.records },
    ]),
  );
}

/** What merging two would come to, before anything is written. */
export interface MergePreview {
  survivor: DoubleBrief;
  other: DoubleBrief;
  /** Only what differs, or what one of them alone says. */
  facts: {
    fact: string;
    label: Text;
    /** null: not known; a guarded value that this reader may not see is veiled. */
    survivor: Text | null;
    other: Text | null;
    /** Whose value will stand. */
    kept: "survivor" | "other";
    /** Both say something, so one may choose. */
    differ: boolean;
  }[];
  /** Of the other, which then count for the survivor. */
  records: number;
  excuses: number;
  /** What is owed now to either, and what will be owed to the one. */
  before: PreviewDuty[];
  after: PreviewDuty[];
}

export interface PreviewDuty {
  promise: string;
  opens: string;
  due: string;
  of: "survivor" | "other" | "both";
}

const veil: Text = { zh: "••••", en: "••••" };

export async function mergePreview(
  reader: Reader,
  asked: { survivor: string; other: string; chosen: string[] },
): Promise<MergePreview> {
  const { tx, office, keeper } = reader;
  const briefs = await briefsOf(reader, [asked.survivor, asked.other]);
  const [survivor, other] = [briefs.get(asked.survivor), briefs.get(asked.other)];
  if (survivor === undefined || other === undefined || survivor.kind !== other.kind) throw new NotFound();
  const keys = new KeyRing(office.rules.office, keeper.master);
  const known = await asEngine(reader, () => knownSubjects(tx, office, keys, [asked.survivor, asked.other]));
  const [mine, theirs] = [asked.survivor, asked.other].map((id) =>
    known.find(({ subject }) => subject.id === id),
  );
  if (mine === undefined || theirs === undefined) throw new NotFound();
  const chosen = new Set(asked.chosen);
  const joined = joinedSubject(mine.subject, theirs.subject, chosen);
  const moved = theirs.records.filter(
    ({ id, struck }) => struck !== true && !mine.records.some((record) => record.id === id),
  );
  const both = [...mine.records, ...moved];
  // One more than this reader sees elsewhere would tell of something guarded.
  const visible = await recordsSeen(
    reader,
    moved.map(({ id }) => id),
  );
  const seen = moved.filter(({ id }) => visible.has(id));
  const of = (whom: Subject, records: DutyRecord[], says: PreviewDuty["of"]) =>
    duties(reader, whom, records, says);
  return {
    survivor,
    other,
    facts: [
      ...factsOf(reader, mine.subject, theirs.subject, chosen),
      ...(await homesOf(reader, mine.household, theirs.household, chosen)),
    ],
    records: seen.filter(({ kind }) => !isSetAside(kind)).length,
    excuses: seen.filter(({ kind }) => isSetAside(kind)).length,
    before: [...of(mine.subject, mine.records, "survivor"), ...of(theirs.subject, theirs.records, "other")],
    after: of(joined, both, "both"),
  };
}

function duties(
  { office: { rules }, roles, today }: Reader,
  subject: Subject,
  records: DutyRecord[],
  of: PreviewDuty["of"],
): PreviewDuty[] {
  const guarded = new Set(guardedPromisesOf(rules, roles));
  return rules
    .promisesTo(subject.kind)
    .filter(({ id }) => (rules.promise(id)?.guards.length ?? 0) === 0 || guarded.has(id))
    .flatMap((promise) =>
      dutiesOf(promise, subject, records, today).windows.map(({ opens, due }) => ({
        promise: promise.id,
        opens: dayText(opens),
        due: dayText(due),
        of,
      })),
    )
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

/** The subject as it will be: the same join as of the rows in the tables. */
function joinedSubject(survivor: Subject, other: Subject, chosen: ReadonlySet<string>): Subject {
  const since = Math.min(survivor.since, other.since);
  const rows = joinRows(rowsOf(survivor), rowsOf(other), chosen).toSorted((a, b) => a.from - b.from);
  const left = survivor.left ?? other.left;
  return {
    id: survivor.id,
    kind: survivor.kind,
    since,
    facts: Object.fromEntries(
      rows.filter(({ from }) => from <= since).map(({ fact, value }) => [fact, value]),
    ),
    history: rows.filter(({ from }) => from > since).map(({ fact, value, from }) => ({ fact, value, from })),
    ...(left === undefined ? {} : { left }),
  };
}

function rowsOf({ since, facts, history }: Subject): (Row & { value: FactValue; from: number })[] {
  return [...Object.entries(facts).map(([fact, value]) => ({ fact, value, from: since })), ...history].map(
    (row, number) => ({ ...row, from_day: dayText(row.from), number }),
  );
}

function factsOf(
  { office: { rules }, roles }: Reader,
  survivor: Subject,
  other: Subject,
  chosen: ReadonlySet<string>,
): MergePreview["facts"] {
  const shown = new Set(guardedFactsOf(rules, roles));
  const [mine, theirs] = [lastOf(survivor), lastOf(other)];
  return rules.factsOf(survivor.kind).flatMap((declared): MergePreview["facts"] => {
    const [a, b] = [mine.get(declared.id) ?? null, theirs.get(declared.id) ?? null];
    if (b === null || JSON.stringify(a) === JSON.stringify(b)) return [];
    const seen = declared.guard === undefined || shown.has(`${survivor.kind}/${declared.id}`);
    // Nobody is told of a guarded fact that is not shown to them; save that two identity numbers differ, for then they are two.
    if (!seen && declared.guard !== "identity") return [];
    const area = (value: FactValue) =>
      declared.id === "area" ? rules.areas.find(({ id }) => id === value)?.title : undefined;
    const said = (value: FactValue) =>
      value === null
        ? null
        : declared.guard === undefined
          ? (area(value) ?? sayValue(declared, value))
          : veil;
    const differ = mine.has(declared.id);
    return [
      {
        fact: declared.id,
        label: declared.label,
        survivor: said(a),
        other: said(b),
        kept: !differ || chosen.has(declared.id) ? "other" : "survivor",
        differ,
      },
    ];
  });
}

async function homesOf(
  { tx, office }: Reader,
  mine: string | null,
  theirs: string | null,
  chosen: ReadonlySet<string>,
): Promise<MergePreview["facts"]> {
  if (theirs === null || mine === theirs) return [];
  const names = new Map(
    (
      await tx.rows<{ id: string; name: string }>(
        "select id, name from subject where office = $1 and id = any($2::uuid[])",
        [office.rules.office, [mine, theirs]],
      )
    ).map(({ id, name }) => [id, name]),
  );
  const said = (household: string | null): Text | null =>
    household === null ? null : { zh: names.get(household) ?? "", en: names.get(household) ?? "" };
  return [
    {
      fact: "household",
      label: { zh: "所在的户", en: "Household" },
      survivor: said(mine),
      other: said(theirs),
      kept: mine === null || chosen.has("household") ? "other" : "survivor",
      differ: mine !== null,
    },
  ];
}

function lastOf({ facts, history }: Subject): Map<string, FactValue> {
  return new Map([
    ...Object.entries(facts),
    ...history.map(({ fact, value }): [string, FactValue] => [fact, value]),
  ]);
}
