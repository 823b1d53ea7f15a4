import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { basisWords, isGuardian } from "#work/contact.ts";
import type { Contact } from "#work/contact.ts";
import { contactPlace } from "../apply-contacts.ts";
import { KeyRing } from "../keys.ts";
import { unsealJson } from "../seal.ts";
import type { Reader } from "./reader.ts";

/** Whom to ring up about somebody, or whom they are there for. */
export interface ContactLine extends Omit<Contact, "speaks"> {
  speaks: (NonNullable<Contact["speaks"]> & { say: Text; guardian: boolean }) | null;
  /** Whose contact it is. */
  subject: { id: string; name: string };
  /** "past" also where it was ended. */
  holds: "now" | "past" | "to come";
  ended: string | null;
}

/**
 * Of somebody, and of all that were merged into them: their own contacts, whoever speaks for a minor first, else whoever is to
 * be rung first; and whose contact they are themselves. Row level security shows none of it to a body of its own.
 */
export async function contactsOf(
  reader: Reader,
  ids: string[],
  isMinor: boolean,
): Promise<{ own: ContactLine[]; of: ContactLine[] }> {
  const { tx, office, keeper } = reader;
  const rows = await tx.rows<{
    id: string;
    subject: string;
    name: string;
    other: string | null;
    sealed: Buffer;
    ended_on: string | null;
  }>(
    `select contact.id, contact.subject, subject.name, contact.other, contact.sealed, contact.ended_on from contact
     join subject on subject.office = contact.office and subject.id = contact.subject
     where contact.office = $1 and (contact.subject = any($2::uuid[]) or contact.other = any($2::uuid[]))
     order by contact.number, contact.id`,
    [office.rules.office, ids],
  );
  if (rows.length === 0) return { own: [], of: [] };
  const keys = new KeyRing(office.rules.office, keeper.master);
  await keys.load(
    tx,
    rows.map(({ subject }) => subject),
  );
  const today = dayText(reader.today);
  const lines = rows.flatMap((row): ContactLine[] => {
    const key = keys.find(row.subject);
    if (key === undefined) return [];
    const said = unsealJson(key, row.sealed, contactPlace(row.id, row.subject)) as Contact;
    const over = row.ended_on !== null || (said.until !== null && said.until < today);
    return [
      {
        ...said,
        other: row.other,
        speaks: said.speaks && {
          ...said.speaks,
          say: basisWords[said.speaks.basis],
          guardian: isGuardian(said.speaks.basis),
        },
        subject: { id: row.subject, name: row.name },
        holds: over ? "past" : said.from > today ? "to come" : "now",
        ended: row.ended_on,
      },
    ];
  });
  const first = ({ holds, speaks, emergency }: ContactLine) =>
    (holds === "past" ? 8 : 0) + (speaks?.guardian === true ? 0 : isMinor ? 4 : 1) + (emergency ? 0 : 2);
  return {
    own: lines.filter(({ subject }) => ids.includes(subject.id)).sort((a, b) => first(a) - first(b)),
    of: lines.filter(({ subject, holds }) => !ids.includes(subject.id) && holds === "now"),
  };
}
