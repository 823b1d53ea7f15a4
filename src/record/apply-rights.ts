import type { Apply } from "./apply.ts";
import { sealJson, unsealJson } from "./seal.ts";

/** What was asked, and what was answered: sealed together under the person's key. */
export interface SealedRequest {
  words: string;
  article?: string;
  reason?: string;
}

/** Codes by which people see what is held of them, and what they ask. */
export const rightsAppliers: Record<string, Apply> = {
  "rights-code-given": ({ office, at, number, parts: [part] }, { changes }) => {
    if (part === undefined || part.subject === null || part.body === null) return; // its key was destroyed
    const { code, digest, until } = part.body as { code: string; digest: string; until: string };
    changes.insert("rights_code", { office, id: code, subject: part.subject, digest, at, until, number });
  },

  "rights-code-ended": async ({ office, at, parts: [part] }, { sql }) => {
    if (part === undefined || part.body === null) return;
    const tx = await sql();
    await tx.rows("update rights_code set ended_at = $3 where office = $1 and id = $2", [
      office,
      part.body["code"],
      at,
    ]);
  },

  "right-asked": ({ office, at, number, parts: [part] }, { changes, keys }) => {
    if (part === undefined || part.subject === null || part.body === null) return;
    const { request, what, words, due } = part.body as {
      request: string;
      what: string;
      words: string;
      due: string;
    };
    const said: SealedRequest = { words };
    changes.insert("rights_request", {
      office,
      id: request,
      subject: part.subject,
      what,
      at,
      due,
      sealed: sealJson(keys.get(part.subject), said, requestPlace(request)),
      number,
    });
  },

  "right-answered": async ({ office, at, parts: [part] }, { sql, keys }) => {
    if (part === undefined || part.subject === null || part.body === null) return;
    const { request, outcome, article, reason } = part.body as {
      request: string;
      outcome: string;
      article: string;
      reason: string;
    };
    const tx = await sql();
    const [row] = await tx.rows<{ sealed: Buffer }>(
      "select sealed from rights_request where office = $1 and id = $2 and sealed is not null",
      [office, request],
    );
    const key = keys.get(part.subject);
    const before = row === undefined ? { words: "" } : unsealJson(key, row.sealed, requestPlace(request));
    const said: SealedRequest = { ...(before as SealedRequest), article, reason };
    await tx.rows(
      "update rights_request set answered_at = $3, outcome = $4, sealed = $5 where office = $1 and id = $2",
      [office, request, at, outcome, sealJson(key, said, requestPlace(request))],
    );
  },

  // Of this the entry itself is what is kept.
  "rights-opened": () => {},
};

export const requestPlace = (request: string) => `rights-request/${request}`;
