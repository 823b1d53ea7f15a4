import type { Text } from "#basics/text.ts";
import type { Reader } from "./reader.ts";

/** Bodies that may act here, or might: the other offices on this machine. */
export interface Grants {
  grants: Grant[];
  offices: { id: string; title: Text }[];
  /** What can be granted. */
  roles: { id: string; title: Text }[];
}

export interface Grant {
  id: string;
  to: Text;
  role: Text;
  /** Nothing but one case; which, is not told: it may be guarded. */
  oneCase: boolean;
  /** "YYYY-MM-DD"; both days count. */
  from: string;
  until: string | null;
}

export async function grants({ tx, office: { rules } }: Reader): Promise<Grants> {
  const [rows, offices] = await Promise.all([
    tx.rows<Omit<Grant, "role"> & { role: string }>(
      `select office_grant.id, coalesce(office.title, jsonb_build_object('zh', to_office)) as "to", role, case_file is not null as "oneCase",
              from_day as "from", until_day as until
       from office_grant left join office on office.id = to_office
       where office_grant.office = $1 order by until_day desc nulls first, from_day, office_grant.id`,
      [rules.office],
    ),
    tx.rows<{ id: string; title: Text }>("select id, title from office where id <> $1 order by id", [
      rules.office,
    ]),
  ]);
  return {
    grants: rows.map((row) => ({ ...row, role: rules.roles.get(row.role)?.title ?? { zh: row.role } })),
    offices,
    roles: [...rules.roles.values()].filter(({ outside }) => outside).map(({ id, title }) => ({ id, title })),
  };
}
