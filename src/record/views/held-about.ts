import { createHash } from "node:crypto";
import { dayText, localDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import { digestText, plainCode } from "#work/requests/code.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { sameAs } from "../doubles.ts";
import type { Keeper } from "../keeper.ts";
import { KeyRing } from "../keys.ts";
import { openBody } from "../journal.ts";
import { loadOffice } from "../office.ts";
import { caseList } from "./cases.ts";
import type { Reader } from "./reader.ts";
import { requestsOf } from "./requests.ts";
import { sayEntry } from "./say-entry.ts";
import type { Requests } from "./requests.ts";
import { openedFact, subjectPage } from "./subject-page.ts";

/** All that an office holds of somebody, said to themselves. */
export interface HeldAbout {
  office: Text;
  /** As of this day. */
  on: string;
  /** The code opens until the end of this day. */
  until: string;
  /** They were erased, on this day, and nothing below is left. */
  erased: string | null;
  name: string;
  code: string | null;
  since: string;
  facts: { label: Text; say: Text; from: string; guarded: boolean }[];
  duties: { title: Text; by: Text; due: string }[];
  contacts: { name: string; relation: string; phone: string | null }[];
  /** For how many others they are such a contact: who those are is theirs. */
  contactOf: number;
  cases: { title: Text; openedOn: string; stands: Text[]; end: Text | null }[];
  records: {
    title: Text;
    on: string;
    by: string;
    /** About others too: what it says is not shown here. */
    shared: boolean;
    struck: boolean;
    fields: { label: Text; say: Text }[];
  }[];
  /** Who opened a guarded fact, when and what for; and the looks by a code. */
  reads: { at: string; by: string | null; what: Text | null; purpose: string | null; copy: boolean }[];
  requests: Requests["requests"];
}

/** Whose code this is, if it opens anything today. */
export async function codeOf(
  keeper: Keeper,
  office: string,
  typed: string,
  now: Date,
): Promise<{ id: string; subject: string; until: string } | undefined> {
  const plain = plainCode(typed);
  if (plain === undefined) return undefined;
  const digest = createHash("sha256").update(digestText(office, plain)).digest("hex");
  return scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
    const { rules } = await loadOffice(keeper, tx, office);
    const [row] = await tx.rows<{ id: string; subject: string; until: string }>(
      "select id, subject, until from rights_code where office = $1 and digest = $2 and ended_at is null and until >= $3",
      [office, digest, dayText(localDay(now, rules.zone))],
    );
    return row;
  });
}

/** Read as the engine reads, which keeps nothing back: it is their own. Not what stands in it of others. */
export async function heldAbout(
  keeper: Keeper,
  id: string,
  { subject, until }: { subject: string; until: string },
  now: Date,
): Promise<HeldAbout> {
  const scope = engineScope(id, null);
  return scoped(keeper.database.app, scope, "read only", async (tx) => {
    const office = await loadOffice(keeper, tx, id);
    const { rules } = office;
    const today = localDay(now, rules.zone);
    const roles = [...rules.roles.keys()];
    const reader: Reader = { keeper, tx, office, scope, account: "", roles, posts: [], today, now };
    const [standing] = await tx.rows<{ erased_on: string | null; since: string }>(
      "select erased_on, since from subject where office = $1 and id = $2",
      [id, subject],
    );
    const { requests } = await requestsOf(reader, subject);
    const said = { office: rules.title, on: dayText(today), until, requests };
    if (standing === undefined || standing.erased_on !== null)
      return {
        ...said,
        ...nothing,
        erased: standing?.erased_on ?? dayText(today),
        since: standing?.since ?? "",
      };
    const page = await subjectPage(reader, subject);
    const facts: HeldAbout["facts"] = [];
    for (const fact of page.facts) {
      const { say, from } = fact.veiled ? await openedFact(reader, subject, fact.fact) : fact;
      facts.push({ label: fact.label, say, from, guarded: fact.veiled });
    }
    const { rows: cases } = await caseList(reader, { show: "all", subject });
    return {
      ...said,
      erased: null,
      name: page.subject.name,
      code: page.subject.code,
      since: page.subject.since,
      facts,
      duties: page.duties.map(({ promise, due }) => {
        const owed = rules.promise(promise);
        const by = rules.roles.get(owed?.by ?? "")?.title ?? { zh: owed?.by ?? "" };
        return { title: owed?.title ?? { zh: promise }, by, due };
      }),
      contacts: page.contacts.own.map(({ name, relation, phone }) => ({ name, relation, phone })),
      contactOf: page.contacts.of.length,
      cases: cases.map(({ title, openedAt, stages, end }) => ({
        title,
        openedOn: dayText(localDay(new Date(openedAt), rules.zone)),
        stands: stages.map((stage) => stage.title),
        end: end?.title ?? null,
      })),
      records: page.timeline.map(({ title, on, by, about, struck, fields }) => ({
        title,
        on,
        by,
        shared: about > 1,
        struck: struck !== null,
        fields: about > 1 ? [] : fields,
      })),
      ...(await readsOf(reader, tx, subject, requests)),
    };
  });
}

const nothing = {
  name: "",
  code: null,
  facts: [],
  duties: [],
  contacts: [],
  contactOf: 0,
  cases: [],
  records: [],
  reads: [],
};

/** What the journal says of them and the tables do not: looks, and refusals that were given in person. */
async function readsOf(
  { office, keeper }: Reader,
  tx: Tx,
  subject: string,
  requests: HeldAbout["requests"],
): Promise<Pick<HeldAbout, "reads" | "requests">> {
  const { rules, names } = office;
  const same = await sameAs(tx, rules.office, names, [subject]);
  const rows = await tx.rows<{
    number: number;
    part: number;
    kind: string;
    at: Date;
    by: string | null;
    subject: string;
    holder: string | null;
    algorithm: string;
    body: Buffer;
  }>(
    `select entry.number, part.part, entry.kind, entry.at, account.name as by, part.subject, part.holder, part.algorithm, part.body
     from entry join entry_part as part on part.office = entry.office and part.number = entry.number
     left join account on account.id = entry.actor
     where entry.office = $1 and part.subject = any($2::uuid[]) and entry.kind in ('fact-opened', 'read-case', 'read-records', 'rights-opened', 'erasure-refused')
     order by entry.number desc limit 500`,
    [rules.office, same.ids],
  );
  const keys = new KeyRing(rules.office, keeper.master);
  await keys.load(tx, same.ids);
  const opened = rows.map((row) => ({
    ...row,
    body: openBody(rules.office, row.number, row.part, row, keys) ?? {},
    at: row.at.toISOString(),
  }));
  const refusals = opened.flatMap(({ kind, number, at, body }): HeldAbout["requests"] => {
    if (kind !== "erasure-refused") return [];
    const said = { words: "", article: String(body["article"]), reason: String(body["reason"]) };
    const answer = { answered: at, outcome: "refused" as const, said };
    return [
      { id: String(number), subject: { id: subject, name: "" }, what: "erasure", at, due: at, ...answer },
    ];
  });
  const reads = opened.flatMap(({ kind, body, ...row }): HeldAbout["reads"] => {
    if (kind === "erasure-refused") return [];
    const copy = body["copy"] === true;
    if (kind === "rights-opened") return [{ at: row.at, by: null, what: null, purpose: null, copy }];
    const purpose = kind === "fact-opened" ? String(body["purpose"]) : null;
    return [{ at: row.at, by: row.by ?? "", what: readOf(rules, kind, body), purpose, copy }];
  });
  return { reads, requests: [...requests, ...refusals] };
}

/** What somebody read. Of cases and records the purpose is the work itself, and is not typed. */
function readOf(rules: OfficeRules, kind: string, body: Record<string, unknown>): Text {
  if (kind !== "fact-opened") return sayEntry(rules, kind, body, "person");
  const fact = String(body["fact"]);
  return rules.fact("person", fact)?.label ?? { zh: fact };
}
