import { dayOf } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import type { FactValue } from "#register/subject.ts";
import { stateOn } from "#work/duty/duty.ts";
import type { DutyState, OutcomeKind } from "#work/duty/duty.ts";
import { guardedFactsOf, guardedOnly, guardedPromisesOf } from "#work/office-rules.ts";
import { mayRecord, owes } from "#work/commands/record-make.ts";
import { factPlace, recordPlace } from "../apply.ts";
import { plainFact, sameAs } from "../doubles.ts";
import type { Same } from "../doubles.ts";
import { inOrder } from "../households.ts";
import { KeyRing } from "../keys.ts";
import { openBody } from "../journal.ts";
import { unsealJson } from "../seal.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import { contactsOf } from "./contacts.ts";
import type { ContactLine } from "./contacts.ts";
import { homeOfPerson, homePage } from "./home.ts";
import type { HomePage, PersonHome } from "./home.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

export interface SubjectPage {
  subject: SubjectBrief & { code: string | null; since: string };
  /** Another entry counts for this one now: its page is the one to look at. */
  mergedInto: string | null;
  /** Entries that were merged into this one, the latest first. */
  merged: { merge: string; name: string; code: string | null; at: string; by: string }[];
  facts: FactLine[];
  /** Where a person lives and has lived. */
  household: PersonHome | null;
  /** Who lives in a household. */
  home: HomePage | null;
  /** Whom to ring up about somebody and who speaks for them; and for whom they are that themselves. */
  contacts: { own: ContactLine[]; of: ContactLine[] };
  duties: {
    promise: string;
    opens: string;
    due: string;
    state: DutyState;
    daysLate: number;
    mayRecord: boolean;
  }[];
  /** Promises to this kind of subject that ask nothing of anybody now. */
  notOwed: string[];
  timeline: TimelineItem[];
}

export interface FactLine {
  fact: string;
  label: Text;
  type: string;
  /** null where it is veiled. */
  value: FactValue;
  say: Text;
  from: string;
  guard: string | null;
  veiled: boolean;
  mayOpen: boolean;
}

export interface TimelineItem {
  record: string;
  kind: string;
  title: Text;
  on: string;
  at: string;
  by: string;
  mine: boolean;
  fields: { label: Text; say: Text }[];
  struck: { reason: string; at: string; by: string } | null;
  /** The windows it closed. */
  settled: { promise: string; outcome: OutcomeKind; due: string }[];
  /** How many it is about. */
  about: number;
  /** It stands under a guard, or one of its fields does, and it is told here. */
  guarded: boolean;
  /** On a household's page: which of its members. */
  whom: { id: string; name: string }[];
}

/** From this age on one speaks for oneself (Civil Code, art. 17). */
const adult = 18;

const veil: Text = { zh: "••••", en: "••••" };

/** All that this reader may see of one subject. */
export async function subjectPage(reader: Reader, id: string): Promise<SubjectPage> {
  const { tx, office } = reader;
  const { rules } = office;
  const [row] = await tx.rows<BriefRow & { code: string | null; since: string; merged_into: string | null }>(
    `select ${briefColumns}, code, since, merged_into from subject where office = $1 and id = $2 and erased_on is null`,
    [rules.office, id],
  );
  if (row === undefined) throw new NotFound();
  const same = await sameAs(tx, rules.office, office.names, [id]);
  const home = row.kind === "household" ? await homePage(reader, id) : null;
  // What was done for those who lived in a household, while they did, stands on its page.
  const lived = (home?.members ?? []).flatMap(({ subject, spans }) =>
    spans.map((span) => ({ id: subject.id, ...span })),
  );
  const duties = await owedTo(reader, id);
  const brief = briefOf(row, reader.today);
  const owed = new Set(duties.map(({ promise }) => promise));
  const guarded = new Set(guardedPromisesOf(rules, reader.roles));
  return {
    subject: { ...brief, code: row.code, since: row.since },
    mergedInto: row.merged_into,
    merged: await mergedInto(reader, id),
    facts: await factLines(reader, row, same),
    household: row.kind === "person" ? await homeOfPerson(reader, id) : null,
    home,
    contacts: await contactsOf(reader, same.ids, (brief.age ?? adult) < adult),
    duties,
    notOwed: rules.standards
      .flatMap((standard) => standard.promises)
      .filter((promise) => promise.to === row.kind && !owed.has(promise.id))
      .filter((promise) => promise.guards.length === 0 || guarded.has(promise.id))
      .map((promise) => promise.id),
    timeline: await timelineOf(reader, row, same, lived),
  };
}

async function owedTo(reader: Reader, id: string): Promise<SubjectPage["duties"]> {
  const { rules, names } = reader.office;
  const rows = await reader.tx.rows<{ promise: string; opens: string; due: string }>(
    "select promise, opens, due from duty where office = $1 and subject = $2 order by due",
    [rules.office, id],
  );
  return rows.map((row) => {
    const promise = names.plain(row.promise);
    const window = { opens: dayOf(row.opens), due: dayOf(row.due) };
    const keptBy = rules.promise(promise)?.keptBy ?? [];
    return {
      promise,
      opens: row.opens,
      due: row.due,
      state: stateOn(window, reader.today),
      daysLate: Math.max(0, reader.today - window.due),
      mayRecord: keptBy.some((kind) => mayRecord(rules, reader.roles, kind)),
    };
  });
}

/** What was merged into it, and stands. */
async function mergedInto(reader: Reader, id: string): Promise<SubjectPage["merged"]> {
  const rows = await reader.tx.rows<{
    merge: string;
    name: string;
    code: string | null;
    at: Date;
    by: string | null;
  }>(
    `select merge.id as merge, subject.name, subject.code, merge.at, account.name as by
     from merge join subject on subject.office = merge.office and subject.id = merge.other
     left join account on account.id = merge.by
     where merge.office = $1 and merge.survivor = $2 and merge.undone_at is null order by merge.number desc`,
    [reader.office.rules.office, id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), by: row.by ?? "" }));
}

/** What stands of each fact now: the last of its rows, those of doubles among them. */
function lastOf<Of extends { fact: string; from_day: string; number: number }>(rows: Of[]): Of[] {
  return [...new Map(inOrder(rows).map((row) => [row.fact, row])).values()];
}

/** Rows of guarded facts as the reader's scope shows them, under their plain names; `name` is the one in the tables. */
async function sealedRows(reader: Reader, id: string, same: Same): Promise<SealedRow[]> {
  const { rules, names } = reader.office;
  const rows = await reader.tx.rows<Omit<SealedRow, "fact">>(
    "select subject, fact as name, from_day, number, sealed from sealed_fact where office = $1 and subject = any($2::uuid[])",
    [rules.office, same.ids],
  );
  const of = Map.groupBy(
    rows.map((row) => ({ ...row, fact: plainFact(names, row.name) })),
    ({ subject }) => subject,
  );
  return lastOf(same.rows(id, (one) => of.get(one) ?? []));
}

interface SealedRow {
  subject: string;
  fact: string;
  name: string;
  from_day: string;
  number: number;
  sealed: Buffer;
}

async function factLines(reader: Reader, subject: BriefRow, same: Same): Promise<FactLine[]> {
  const { rules } = reader.office;
  const rows = Map.groupBy(
    await reader.tx.rows<{
      subject: string;
      fact: string;
      from_day: string;
      value: FactValue;
      number: number;
    }>(
      "select subject, fact, from_day, value, number from fact where office = $1 and subject = any($2::uuid[])",
      [rules.office, same.ids],
    ),
    (row) => row.subject,
  );
  const open = lastOf(same.rows(subject.id, (one) => rows.get(one) ?? []));
  // Under the reader's scope: only those that a promise shows to one of their roles are there at all.
  const sealed = await sealedRows(reader, subject.id, same);
  const shown = new Set(guardedFactsOf(rules, reader.roles));
  const order = rules.factsOf(subject.kind).map(({ id }) => id);
  const lines = [
    ...open.map(({ fact, from_day, value }): FactLine => {
      const declared = rules.fact(subject.kind, fact);
      const area = fact === "area" ? rules.areas.find(({ id }) => id === value)?.title : undefined;
      return {
        fact,
        label: declared?.label ?? { zh: fact },
        type: declared?.type ?? "text",
        value,
        say: area ?? sayValue(declared, value),
        from: from_day,
        guard: null,
        veiled: false,
        mayOpen: false,
      };
    }),
    ...sealed.map(({ fact, from_day }): FactLine => {
      const declared = rules.fact(subject.kind, fact);
      return {
        fact,
        label: declared?.label ?? { zh: fact },
        type: declared?.type ?? "text",
        value: null,
        say: veil,
        from: from_day,
        guard: declared?.guard ?? null,
        veiled: true,
        mayOpen: shown.has(`${subject.kind}/${fact}`),
      };
    }),
  ];
  return lines
    .filter(({ value, veiled }) => veiled || value !== null)
    .sort((a, b) => order.indexOf(a.fact) - order.indexOf(b.fact));
}

async function timelineOf(
  reader: Reader,
  subject: BriefRow,
  same: Same,
  lived: { id: string; from: string; until: string | null }[],
): Promise<TimelineItem[]> {
  const { rules, names } = reader.office;
  const whom = same.ids.map((id) => ({ id, from: "0001-01-01", until: null }));
  const found = await reader.tx.rows<RecordRow>(
    `with whom as (select * from json_to_recordset($2::json) as whom (id uuid, "from" date, until date))
     select record.id, record.kind, record.on_day, record.at, record.by, record.fields, record_about.sealed, record.struck_at, record.number,
            author.name as author, striker.name as striker, subject.id as subject, coalesce(subject.merged_into, subject.id) as whom, subject.name,
            (select count(*)::int from record_about as others where others.office = $1 and others.record = record.id) as about,
            coalesce((select json_agg(json_build_object('promise', promise, 'outcome', outcome, 'due', due) order by due)
                      from outcome where outcome.office = $1 and outcome.record = record.id
                        and outcome.subject in (subject.id, subject.merged_into, $3)), '[]') as settled
     from whom
     join record_about on record_about.office = $1 and record_about.subject = whom.id
     join record on record.office = record_about.office and record.id = record_about.record
                and record.on_day >= whom.from and (whom.until is null or record.on_day < whom.until)
     join subject on subject.office = $1 and subject.id = record_about.subject
     left join account as author on author.id = record.by
     left join account as striker on striker.id = record.struck_by
     where record_about.office = $1
     order by record.on_day desc, record.at desc, record.id, record_about.subject = $3 desc`,
    [rules.office, JSON.stringify([...whom, ...lived]), subject.id],
  );
  // One record may be about several members, or about both of two doubles: it is told once.
  const rows = [...new Map(found.toReversed().map((row) => [row.id, row])).values()].toReversed();
  const about = Map.groupBy(found, ({ id }) => id);
  const keys = new KeyRing(rules.office, reader.keeper.master);
  const ids = [...new Set(found.map((row) => row.subject))];
  await keys.load(reader.tx, ids);
  const reasons = await strikeReasons(reader, ids, keys);
  return rows.map((row): TimelineItem => {
    const kind = names.plain(row.kind);
    const declared = rules.records.get(kind);
    // A guarded field is for who made the record and for those who owe what such a record keeps.
    const acts = reader.roles.some((role) => owes(rules, role, kind));
    const key = keys.find(row.subject);
    const said = {
      ...row.fields,
      ...(row.sealed === null || key === undefined
        ? {}
        : (unsealJson(key, row.sealed, recordPlace(row.id, row.subject)) as Record<string, FactValue>)),
    };
    return {
      record: row.id,
      kind,
      title: declared?.title ?? { zh: kind },
      on: row.on_day,
      at: row.at.toISOString(),
      by: row.author ?? "",
      mine: row.by === reader.account,
      fields: Object.entries(said).map(([id, value]) => {
        const field = declared?.fields.find((candidate) => candidate.id === id);
        const promise =
          id === "promise" && typeof value === "string" ? rules.promise(value)?.title : undefined;
        const shown = field?.guard === undefined || row.by === reader.account || acts;
        return {
          label: field?.label ?? { zh: id },
          say: shown ? (promise ?? sayValue(field, value)) : veil,
        };
      }),
      struck:
        row.struck_at === null
          ? null
          : { reason: reasons.get(row.id) ?? "", at: row.struck_at.toISOString(), by: row.striker ?? "" },
      settled: row.settled.flatMap(({ promise, outcome, due }) => {
        const id = names.plain(promise);
        return rules.promise(id) === undefined ? [] : [{ promise: id, outcome, due }];
      }),
      about: row.about,
      guarded:
        guardedOnly(rules, kind).length > 0 ||
        (declared?.fields.some(({ id, guard }) => guard !== undefined && id in said) === true &&
          (acts || row.by === reader.account)),
      whom: (about.get(row.id) ?? []).flatMap((each) =>
        each.whom === subject.id ? [] : [{ id: each.whom, name: each.name }],
      ),
    };
  });
}

interface RecordRow {
  id: string;
  kind: string;
  on_day: string;
  at: Date;
  by: string;
  fields: Record<string, FactValue>;
  sealed: Buffer | null;
  struck_at: Date | null;
  number: number;
  author: string | null;
  striker: string | null;
  subject: string;
  /** Whose page it leads to. */
  whom: string;
  name: string;
  about: number;
  settled: { promise: string; outcome: OutcomeKind; due: string }[];
}

/** Why each struck record about these was struck: only the journal says it. */
async function strikeReasons(
  reader: Reader,
  subjects: string[],
  keys: KeyRing,
): Promise<Map<string, string>> {
  const office = reader.office.rules.office;
  const rows = await reader.tx.rows<{
    number: number;
    part: number;
    subject: string;
    holder: string | null;
    algorithm: string;
    body: Buffer;
  }>(
    `select number, part, entry_part.subject, holder, algorithm, body from entry_part join entry using (office, number)
     where office = $1 and entry_part.subject = any($2::uuid[]) and entry.kind = 'record-struck'`,
    [office, subjects],
  );
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const body = openBody(office, row.number, row.part, row, keys);
      return body === null ? [] : [[String(body["record"]), String(body["reason"])]];
    }),
  );
}

/** A guarded fact's value, for whoever the scope lets see it. To be asked for only after the opening is in the journal. */
export async function openedFact(
  reader: Reader,
  id: string,
  fact: string,
): Promise<{ value: FactValue; say: Text; from: string }> {
  const { rules, names } = reader.office;
  const [subject] = await reader.tx.rows<BriefRow>(
    `select ${briefColumns} from subject where office = $1 and id = $2`,
    [rules.office, id],
  );
  if (subject === undefined) throw new NotFound();
  const same = await sameAs(reader.tx, rules.office, names, [id]);
  const row = (await sealedRows(reader, id, same)).find((each) => each.fact === fact);
  if (row === undefined) throw new NotFound();
  const keys = new KeyRing(rules.office, reader.keeper.master);
  await keys.load(reader.tx, [row.subject]);
  const place = factPlace(row.subject, row.name, row.from_day);
  const value = unsealJson(keys.get(row.subject), row.sealed, place) as FactValue;
  return { value, say: sayValue(rules.fact(subject.kind, fact), value), from: row.from_day };
}
