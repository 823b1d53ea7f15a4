import { KeyRing } from "../keys.ts";
import { requestPlace } from "../apply-rights.ts";
import type { SealedRequest } from "../apply-rights.ts";
import { unsealJson } from "../seal.ts";
import type { Asked } from "#work/requests/requests.ts";
import type { Reader } from "./reader.ts";

/** Codes that open what is held of somebody, and what people ask by right; nothing of it for a body of its own. */
export interface Requests {
  codes: { id: string; at: string; until: string; ended: string | null }[];
  requests: RequestLine[];
}

export interface RequestLine {
  id: string;
  subject: { id: string; name: string };
  what: Asked;
  at: string;
  due: string;
  answered: string | null;
  outcome: "granted" | "refused" | null;
  /** null: whoever asked was erased, and with them what they said. */
  said: SealedRequest | null;
}

/** Of somebody: all of it. Of the office: what was asked, the unanswered first, by the day on which they are due. */
export async function requestsOf(reader: Reader, subject: string | null): Promise<Requests> {
  const { tx, office, keeper } = reader;
  const given = [office.rules.office, subject];
  const codes =
    subject === null
      ? []
      : await tx.rows<{ id: string; at: Date; until: string; ended_at: Date | null }>(
          "select id, at, until, ended_at from rights_code where office = $1 and subject = $2 order by number desc",
          given,
        );
  const rows = await tx.rows<{
    id: string;
    subject: string;
    name: string;
    what: Asked;
    at: Date;
    due: string;
    answered_at: Date | null;
    outcome: RequestLine["outcome"];
    sealed: Buffer | null;
  }>(
    `select request.id, request.subject, subject.name, what, at, due, answered_at, outcome, sealed
     from rights_request as request join subject on subject.office = request.office and subject.id = request.subject
     where request.office = $1 and ($2::uuid is null or request.subject = $2)
     order by answered_at is not null, case when answered_at is null then due end, answered_at desc, request.id limit 200`,
    given,
  );
  const keys = new KeyRing(office.rules.office, keeper.master);
  await keys.load(
    tx,
    rows.map((row) => row.subject),
  );
  return {
    codes: codes.map(({ id, at, until, ended_at }) => ({
      id,
      at: at.toISOString(),
      until,
      ended: ended_at?.toISOString() ?? null,
    })),
    requests: rows.map((row) => {
      const key = keys.find(row.subject);
      return {
        id: row.id,
        subject: { id: row.subject, name: row.name },
        what: row.what,
        at: row.at.toISOString(),
        due: row.due,
        answered: row.answered_at?.toISOString() ?? null,
        outcome: row.outcome,
        said:
          row.sealed === null || key === undefined
            ? null
            : (unsealJson(key, row.sealed, requestPlace(row.id)) as SealedRequest),
      };
    }),
  };
}
