import type { Contact } from "#work/contact.ts";
import type { Apply } from "./apply.ts";
import { sealJson } from "./seal.ts";

/** Whom to ring up about somebody, set and ended. What the other's part says is in the journal alone. */
export const contactAppliers: Record<string, Apply> = {
  "contact-set": async (entry, { keys, office, sql }) => {
    const [part] = entry.parts;
    if (part === undefined || part.body === null || part.subject === null) return; // its key was destroyed
    const said = part.body as unknown as Contact;
    const { names } = await office();
    const tx = await sql();
    // Of the other the key may have been destroyed, and they are not in the tables: the name that was written stays.
    await tx.rows(
      `insert into contact (office, id, subject, other, sealed, tail, number)
       values ($1, $2, $3, (select id from subject where office = $1 and id = $4), $5, $6, $7)
       on conflict (office, id) do update set other = excluded.other, sealed = excluded.sealed, tail = excluded.tail,
         ended_on = null, number = excluded.number`,
      [
        entry.office,
        said.contact,
        part.subject,
        said.other,
        sealJson(keys.get(part.subject), said, contactPlace(said.contact, part.subject)),
        said.phone === null ? null : names.tail(said.phone),
        entry.number,
      ],
    );
  },

  "contact-ended": async (entry, { sql }) => {
    const said = entry.parts.find(({ body }) => body !== null)?.body;
    if (said === undefined || said === null) return;
    const tx = await sql();
    await tx.rows("update contact set ended_on = $3 where office = $1 and id = $2", [
      entry.office,
      said["contact"],
      said["on"],
    ]);
  },
};

/** Where what is said of a contact stands, so that it opens nowhere else. */
export const contactPlace = (contact: string, subject: string) => `contact/${contact}/${subject}`;
