import type { Text } from "#basics/text.ts";
import type { SubjectKind } from "#register/subject.ts";
import { guardedFactsOf } from "#work/office-rules.ts";
import { sameAs } from "../doubles.ts";
import { KeyRing } from "../keys.ts";
import { openBody } from "../journal.ts";
import { casesSeen } from "./cases-seen.ts";
import type { Reader } from "./reader.ts";
import { recordsSeen } from "./records-seen.ts";
import { restricted, sayCaseEntry, sayEntry } from "./say-entry.ts";

/** What happened, latest first, in sentences. */
export interface JournalPage {
  length: number;
  head: string;
  entries: JournalLine[];
}

export interface JournalLine {
  number: number;
  id: string;
  kind: string;
  at: string;
  by: string;
  say: Text;
  subjects: { id: string; name: string }[];
  hash: string;
}

const pageLength = 50;

export async function journalPage(
  reader: Reader,
  asked: { before?: number | undefined; subject?: string | undefined },
): Promise<JournalPage> {
  const { rules } = reader.office;
  const same =
    asked.subject === undefined
      ? null
      : (await sameAs(reader.tx, rules.office, reader.office.names, [asked.subject])).ids;
  const [head] = await reader.tx.rows<{ length: number; hash: string }>(
    "select length, hash from journal_head where office = $1",
    [rules.office],
  );
  const entries = await reader.tx.rows<{
    number: number;
    id: string;
    kind: string;
    at: Date;
    actor: string;
    author: string | null;
    hash: string;
  }>(
    `select entry.number, entry.id, entry.kind, entry.at, entry.actor, entry.hash, account.name as author
     from entry left join account on account.id = entry.actor
     where entry.office = $1 and ($2::bigint is null or entry.number < $2)
       and ($3::uuid[] is null or exists (select from entry_part where office = $1 and entry_part.subject = any($3) and entry_part.number = entry.number))
     order by entry.number desc limit ${pageLength}`,
    [rules.office, asked.before ?? null, same],
  );
  const parts = await reader.tx.rows<PartRow>(
    `select number, part, entry_part.subject, holder, algorithm, body, subject.name, subject.kind
     from entry_part left join subject on subject.office = entry_part.office and subject.id = entry_part.subject
     where entry_part.office = $1 and number = any($2::bigint[]) order by number, part`,
    [rules.office, entries.map(({ number }) => number)],
  );
  const keys = new KeyRing(rules.office, reader.keeper.master);
  await keys.load(
    reader.tx,
    parts.flatMap(({ holder }) => holder ?? []),
  );
  const said = new Map<number, { row: PartRow; body: Record<string, unknown> | null }[]>();
  for (const row of parts) {
    const list = said.get(row.number) ?? [];
    said.set(row.number, [...list, { row, body: openBody(rules.office, row.number, row.part, row, keys) }]);
  }
  const seen = await recordsSeen(
    reader,
    [...said.values()]
      .flat()
      .flatMap(({ body }) => (typeof body?.["record"] === "string" ? [body["record"]] : [])),
  );
  const cases = await casesSeen(
    reader,
    [...said.values()]
      .flat()
      .flatMap(({ body }) => (typeof body?.["case"] === "string" ? [body["case"]] : [])),
  );
  // Who opened a guarded fact, and what for, tells of it: only those to whom that fact is shown read it, and who did it.
  const shown = new Set(guardedFactsOf(rules, reader.roles));
  return {
    length: head?.length ?? 0,
    head: head?.hash ?? "",
    entries: entries.flatMap(({ number, id, kind, at, actor, author, hash }): JournalLine[] => {
      const its = said.get(number) ?? [];
      const body = its.find((part) => part.body !== null)?.body;
      const record = body?.["record"];
      const hidden =
        (typeof record === "string" && !seen.has(record)) ||
        // Its key was destroyed: of what procedure it was can no longer be told.
        (kind.startsWith("case-") && body === undefined) ||
        (typeof body?.["case"] === "string" && !cases.has(body["case"])) ||
        (kind === "fact-opened" &&
          actor !== reader.account &&
          !shown.has(`${its[0]?.row.kind}/${String(body?.["fact"])}`));
      // Whom a hidden record is about is hidden with it; among the entries about somebody its mere presence would tell.
      if (hidden && asked.subject !== undefined) return [];
      return [
        {
          number,
          id,
          kind,
          at: at.toISOString(),
          by: author ?? "",
          say: hidden
            ? restricted
            : kind.startsWith("case-")
              ? sayCaseEntry(rules, body ?? null, cases)
              : sayEntry(rules, kind, its[0]?.body ?? null, its[0]?.row.kind ?? "person"),
          subjects: hidden
            ? []
            : its.flatMap(({ row }) =>
                row.subject === null || row.name === null ? [] : [{ id: row.subject, name: row.name }],
              ),
          hash,
        },
      ];
    }),
  };
}

interface PartRow {
  number: number;
  part: number;
  subject: string | null;
  holder: string | null;
  algorithm: string;
  body: Buffer;
  name: string | null;
  kind: SubjectKind | null;
}
