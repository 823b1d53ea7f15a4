import { dayOf } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import type { FactValue } from "#register/subject.ts";
import { stateOn } from "#work/duty/duty.ts";
import type { DutyState, OutcomeKind } from "#work/duty/duty.ts";
import { guardedFactsOf, guardedPromisesOf } from "#work/office-rules.ts";
import { mayRecord, owes } from "#work/commands/record-make.ts";
import { factPlace, recordPlace } from "../apply.ts";
import { KeyRing } from "../keys.ts";
import { openBody } from "../journal.ts";
import { unsealJson } from "../seal.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

export interface SubjectPage {
  subject: SubjectBrief & { code: string | null; since: string };
  facts: FactLine[];
  household: SubjectBrief[];
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
}

const veil: Text = { zh: "••••", en: "••••" };

/** All that this reader may see of one subject. */
export async function subjectPage(reader: Reader, id: string): Promise<SubjectPage> {
  const { tx, office } = reader;
  const { rules } = office;
  const [row] = await tx.rows<BriefRow & { code: string | null; since: string; household: string | null }>(
    `select ${briefColumns}, code, since, household from subject where office = $1 and id = $2`,
    [rules.office, id],
  );
  if (row === undefined) throw new NotFound();
  const household = await tx.rows<BriefRow>(
    `select ${briefColumns} from subject where office = $1 and id <> $2 and (household = $3 or household = $2) order by sort_key`,
    [rules.office, id, row.household],
  );
  const duties = await owedTo(reader, id);
  const owed = new Set(duties.map(({ promise }) => promise));
  const guarded = new Set(guardedPromisesOf(rules, reader.roles));
  return {
    subject: { ...briefOf(row, reader.today), code: row.code, since: row.since },
    facts: await factLines(reader, row),
    household: household.map((member) => briefOf(member, reader.today)),
    duties,
    notOwed: rules.standards
      .flatMap((standard) => standard.promises)
      .filter((promise) => promise.to === row.kind && !owed.has(promise.id))
      .filter((promise) => promise.guards.length === 0 || guarded.has(promise.id))
      .map((promise) => promise.id),
    timeline: await timelineOf(reader, row),
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

async function factLines(reader: Reader, subject: BriefRow): Promise<FactLine[]> {
  const { rules, names } = reader.office;
  const open = await reader.tx.rows<{ fact: string; from_day: string; value: FactValue }>(
    "select distinct on (fact) fact, from_day, value from fact where office = $1 and subject = $2 order by fact, from_day desc, number desc",
    [rules.office, subject.id],
  );
  // Under the reader's scope: only those that a promise shows to one of their roles are there at all.
  const sealed = await reader.tx.rows<{ fact: string; from_day: string }>(
    "select distinct on (fact) fact, from_day from sealed_fact where office = $1 and subject = $2 order by fact, from_day desc, number desc",
    [rules.office, subject.id],
  );
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
    ...sealed.map(({ fact: name, from_day }): FactLine => {
      const fact = names.plain(name).split("/")[1] ?? "";
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

async function timelineOf(reader: Reader, subject: BriefRow): Promise<TimelineItem[]> {
  const { rules, names } = reader.office;
  const rows = await reader.tx.rows<RecordRow>(
    `select record.id, record.kind, record.on_day, record.at, record.by, record.fields, record_about.sealed, record.struck_at, record.number,
            author.name as author, striker.name as striker,
            (select count(*)::int from record_about as others where others.office = $1 and others.record = record.id) as about,
            coalesce((select json_agg(json_build_object('promise', promise, 'outcome', outcome, 'due', due) order by due)
                      from outcome where outcome.office = $1 and outcome.subject = $2 and outcome.record = record.id), '[]') as settled
     from record_about
     join record on record.office = record_about.office and record.id = record_about.record
     left join account as author on author.id = record.by
     left join account as striker on striker.id = record.struck_by
     where record_about.office = $1 and record_about.subject = $2
     order by record.on_day desc, record.at desc, record.id`,
    [rules.office, subject.id],
  );
  const keys = new KeyRing(rules.office, reader.keeper.master);
  await keys.load(reader.tx, [subject.id]);
  const reasons = await strikeReasons(reader, subject.id, keys);
  return rows.map((row): TimelineItem => {
    const kind = names.plain(row.kind);
    const declared = rules.records.get(kind);
    // A guarded field is for who made the record and for those who owe what such a record keeps.
    const acts = reader.roles.some((role) => owes(rules, role, kind));
    const key = keys.find(subject.id);
    const said = {
      ...row.fields,
      ...(row.sealed === null || key === undefined
        ? {}
        : (unsealJson(key, row.sealed, recordPlace(row.id, subject.id)) as Record<string, FactValue>)),
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
  about: number;
  settled: { promise: string; outcome: OutcomeKind; due: string }[];
}

/** Why each struck record of this subject was struck: only the journal says it. */
async function strikeReasons(reader: Reader, subject: string, keys: KeyRing): Promise<Map<string, string>> {
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
     where office = $1 and entry_part.subject = $2 and entry.kind = 'record-struck'`,
    [office, subject],
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
  const name = names.fact(`${subject.kind}/${fact}`);
  const [row] = await reader.tx.rows<{ from_day: string; sealed: Buffer }>(
    "select from_day, sealed from sealed_fact where office = $1 and subject = $2 and fact = $3 order by from_day desc, number desc limit 1",
    [rules.office, id, name],
  );
  if (row === undefined) throw new NotFound();
  const keys = new KeyRing(rules.office, reader.keeper.master);
  await keys.load(reader.tx, [id]);
  const value = unsealJson(keys.get(id), row.sealed, factPlace(id, name, row.from_day)) as FactValue;
  return { value, say: sayValue(rules.fact(subject.kind, fact), value), from: row.from_day };
}
