import { dayText } from "#basics/day.ts";
import { readAddress } from "#register/address.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { contactPlace } from "../apply-contacts.ts";
import { factPlace } from "../apply.ts";
import type { Contact } from "#work/contact.ts";
import { survivorsOf } from "../doubles.ts";
import { KeyRing } from "../keys.ts";
import { gramsOf } from "../names-of-people.ts";
import { unsealJson } from "../seal.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import type { Reader } from "./reader.ts";

export interface FoundSubjects {
  total: number;
  rows: FoundSubject[];
}

export type FoundSubject = SubjectBrief & {
  code: string | null;
  owed: number;
  overdue: number;
  /** Found by the end of a telephone number, which itself is not told. */
  byPhone: boolean;
};

export const pageLength = 50;

/** As many words as anybody would type; the rest is not looked for. */
const mostWords = 6;

/**
 * Subjects that every word of the text fits, by name: its characters or pinyin initials, their code, a part of the address
 * (“5栋3单元”), or the last four digits of a telephone number. Empty text: all.
 */
export async function findSubjects(
  reader: Reader,
  asked: { text: string; kind?: SubjectKind | undefined; area?: string | undefined; offset: number },
): Promise<FoundSubjects> {
  const values: unknown[] = [
    reader.office.rules.office,
    asked.kind ?? null,
    asked.area ?? null,
    dayText(reader.today),
    asked.offset,
  ];
  const given = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const words = asked.text.trim().split(/\s+/u).filter(Boolean).slice(0, mostWords);
  const rung = new Set<string>();
  const fits: string[] = [];
  for (const word of words) {
    const ways = [
      `subject.grams @> ${given(gramsOf(word), "text[]")}`,
      // A number is looked for whole: 5栋 is not 15栋.
      /^\d/.test(word)
        ? `subject.facts ->> 'address' ~ ${given(`(^|[^0-9])${quoted(word)}`, "text")}`
        : `strpos(subject.facts ->> 'address', ${given(word, "text")}) > 0`,
      ...dwellsAt(word, given),
    ];
    const ids = await rungFrom(reader, word);
    if (ids.length > 0) ways.push(`subject.id = any(${given(ids, "uuid[]")})`);
    for (const id of ids) rung.add(id);
    fits.push(`and (${ways.join(" or ")})`);
  }
  const rows = await reader.tx.rows<
    BriefRow & { code: string | null; owed: number; overdue: number; total: number }
  >(
    `select ${briefColumns}, subject.code, count(*) over ()::int as total,
            (select count(*)::int from duty where duty.office = $1 and duty.subject = subject.id and duty.opens <= $4) as owed,
            (select count(*)::int from duty where duty.office = $1 and duty.subject = subject.id and duty.due < $4) as overdue
     from subject
     where subject.office = $1 and subject.merged_into is null and subject.erased_on is null
       and ($2::text is null or subject.kind = $2)
       and ($3::text is null or subject.facts ->> 'area' = $3)
       ${fits.join(" ")}
     order by subject.sort_key, subject.id
     limit ${pageLength} offset $5`,
    values,
  );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      ...briefOf(row, reader.today),
      code: row.code,
      owed: row.owed,
      overdue: row.overdue,
      byPhone: rung.has(row.id),
    })),
  };
}

/** “5栋3单元”, “５幢三单元”, “5-3-501”: whichever way the ledger writes it. */
function dwellsAt(word: string, given: (value: unknown, type: string) => string): string[] {
  const { building, stairwell, flat } = readAddress(word);
  if (building === "") return [];
  const parts = [`subject.building ~ ${given(`(^|[^0-9])${quoted(building)}$`, "text")}`];
  if (stairwell !== "") parts.push(`subject.stairwell = ${given(stairwell, "text")}`);
  if (flat !== "") parts.push(`subject.flat = ${given(flat, "text")}`);
  return [`(${parts.join(" and ")})`];
}

function quoted(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`);
}

/**
 * Whose telephone number ends in these digits, or that of somebody to ring up about them, as it stands now. Under the reader's own scope: who may not open a number does
 * not find anybody by it. Those marked alike are opened and compared here, and nothing of them leaves.
 */
async function rungFrom({ tx, office, keeper }: Reader, digits: string): Promise<string[]> {
  if (!/^\d{4,12}$/.test(digits)) return [];
  const { rules, names } = office;
  const rows = await tx.rows<{ subject: string; fact: string; from_day: string; sealed: Buffer }>(
    `select distinct on (subject, fact) subject, fact, from_day, sealed from sealed_fact
     where office = $1 and (subject, fact) in (select subject, fact from sealed_fact where office = $1 and mark = $2)
     order by subject, fact, from_day desc, number desc`,
    [rules.office, names.tail(digits)],
  );
  const contacts = await tx.rows<{ id: string; subject: string; sealed: Buffer }>(
    "select id, subject, sealed from contact where office = $1 and tail = $2 and ended_on is null",
    [rules.office, names.tail(digits)],
  );
  if (rows.length + contacts.length === 0) return [];
  const keys = new KeyRing(rules.office, keeper.master);
  await keys.load(
    tx,
    [...rows, ...contacts].map(({ subject }) => subject),
  );
  const told = contacts.flatMap(({ id, subject, sealed }) => {
    const key = keys.find(subject);
    const said = key && (unsealJson(key, sealed, contactPlace(id, subject)) as Contact);
    return said?.phone?.endsWith(digits) === true ? [subject] : [];
  });
  const found = rows.flatMap(({ subject, fact, from_day, sealed }) => {
    const key = keys.find(subject);
    const value = key && (unsealJson(key, sealed, factPlace(subject, fact, from_day)) as FactValue);
    return typeof value === "string" && value.endsWith(digits) ? [subject] : [];
  });
  return [...(await survivorsOf(tx, rules.office, [...found, ...told])).values()];
}
