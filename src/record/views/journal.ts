import type { Text } from "#basics/text.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { Step } from "#work/case/case.ts";
import { courseOf } from "#work/case/course.ts";
import { guardedFactsOf } from "#work/office-rules.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { sameAs } from "../doubles.ts";
import { KeyRing } from "../keys.ts";
import { openBody } from "../journal.ts";
import { casesSeen } from "./cases-seen.ts";
import type { Reader } from "./reader.ts";

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

async function recordsSeen(reader: Reader, ids: string[]): Promise<Set<string>> {
  const rows = await reader.tx.rows<{ id: string }>(
    "select id from record where office = $1 and id = any($2::uuid[])",
    [reader.office.rules.office, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Which step was taken in which case; what was said in it stands on the page of the case. */
function sayCaseEntry(
  rules: OfficeRules,
  body: Record<string, unknown> | null,
  cases: Awaited<ReturnType<typeof casesSeen>>,
): Text {
  const known = cases.get(String(body?.["case"]));
  if (body === null || known === undefined) return { zh: "内容已抹去", en: "Its content has been erased" };
  const procedure = courseOf(rules, known.procedure, known.version)?.procedure;
  const { zh, en = zh } = procedure?.title ?? { zh: known.procedure };
  const step = body["step"] as Step;
  switch (step.step) {
    case "opened":
      return { zh: `登记事项：${zh}`, en: `Opened a case: ${en}` };
    case "filled":
      return { zh: `事项补填：${zh}`, en: `Filled in a case: ${en}` };
    case "moved": {
      const made = procedure?.stages.flatMap(({ moves }) => moves).find(({ id }) => id === step.move)?.title;
      return {
        zh: `办事项：${zh}，${made?.zh ?? step.move}${step.reason === null ? "" : `（${step.reason}）`}`,
        en: `Moved a case on: ${en}, ${made?.en ?? made?.zh ?? step.move}${step.reason === null ? "" : ` (${step.reason})`}`,
      };
    }
    case "extended":
      return { zh: `事项延期：${zh}，${step.reason}`, en: `Extended a case: ${en}, ${step.reason}` };
    case "reopened":
      return { zh: `重新打开事项：${zh}，${step.reason}`, en: `Reopened a case: ${en}, ${step.reason}` };
  }
}

const restricted: Text = { zh: "受限记录", en: "A guarded record" };

function sayEntry(
  rules: OfficeRules,
  kind: string,
  body: Record<string, unknown> | null,
  subjectKind: SubjectKind,
): Text {
  if (body === null) return { zh: "内容已抹去", en: "Its content has been erased" };
  switch (kind) {
    case "office-opened":
      return { zh: "设立机构", en: "Opened the office" };
    case "post-given": {
      const { account, role } = body as { account: { name: string }; role: string };
      const title = rules.roles.get(role)?.title;
      return {
        zh: `${account.name}任${title?.zh ?? role}`,
        en: `Gave ${account.name} the post of ${title?.en ?? title?.zh ?? role}`,
      };
    }
    case "standard-adopted": {
      const { document, from } = body as { document: { title: Text; version: string }; from: string };
      return {
        zh: `自 ${from} 起采用《${document.title.zh}》${document.version} 版`,
        en: `Adopted “${document.title.en ?? document.title.zh}”, version ${document.version}, from ${from}`,
      };
    }
    case "subject-entered":
      return {
        zh: body["import"] === null ? "登记入册" : "由台账导入入册",
        en: body["import"] === null ? "Entered into the register" : "Entered from an imported ledger",
      };
    case "facts-changed": {
      const labels = Object.keys((body as { facts: Record<string, FactValue> }).facts).map((id): Text => {
        const fact = rules.fact(subjectKind, id);
        return fact === undefined || fact.guard !== undefined
          ? { zh: "受限信息", en: "a guarded fact" }
          : fact.label;
      });
      return {
        zh: `更新${labels.map(({ zh }) => zh).join("、")}`,
        en: `Changed ${labels.map(({ zh, en }) => en ?? zh).join(", ")}`,
      };
    }
    case "person-moved":
      return (body["stay"] as { household: string | null } | undefined)?.household === null
        ? { zh: `自 ${String(body["from"])} 迁出`, en: `Moved away on ${String(body["from"])}` }
        : { zh: `自 ${String(body["from"])} 搬家`, en: `Moved house on ${String(body["from"])}` };
    case "person-died":
      return {
        zh: `登记去世（${String(body["from"])}）`,
        en: `Registered a death (${String(body["from"])})`,
      };
    case "household-split":
      return {
        zh: `分户（${String(body["from"])} 起）`,
        en: `Split a household, from ${String(body["from"])}`,
      };
    case "households-merged":
      return {
        zh: `并户（${String(body["from"])} 起）`,
        en: `Merged two households, from ${String(body["from"])}`,
      };
    case "subjects-merged":
      return { zh: "合并重复的登记", en: "Merged doubles" };
    case "merge-undone":
      return {
        zh: `撤回合并：${String(body["reason"])}`,
        en: `Undid a merge: ${String(body["reason"])}`,
      };
    case "record-made": {
      const title = rules.records.get(String(body["kind"]))?.title;
      return {
        zh: `记${title?.zh ?? ""}（${String(body["on"])}）`,
        en: `Recorded: ${title?.en ?? title?.zh ?? ""} (${String(body["on"])})`,
      };
    }
    case "record-struck":
      return {
        zh: `划去一条记录：${String(body["reason"])}`,
        en: `Struck a record: ${String(body["reason"])}`,
      };
    case "fact-opened":
      return {
        zh: `查看了一项受限信息，用途：${String(body["purpose"])}`,
        en: `Opened a guarded fact, for: ${String(body["purpose"])}`,
      };
    case "import-made":
      return {
        zh: `导入“${String(body["file"])}”：${String(body["accepted"])} 行，未读入 ${String(body["rejected"])} 行`,
        en: `Imported “${String(body["file"])}”: ${String(body["accepted"])} rows, ${String(body["rejected"])} rejected`,
      };
    case "import-continued":
      return {
        zh: `继续导入：第 ${String(body["part"])} 部分，${String(body["accepted"])} 行`,
        en: `Went on importing: part ${String(body["part"])}, ${String(body["accepted"])} rows`,
      };
    case "import-undone":
      return { zh: `撤回导入：${String(body["reason"])}`, en: `Undid an import: ${String(body["reason"])}` };
    default:
      return { zh: kind, en: kind };
  }
}
