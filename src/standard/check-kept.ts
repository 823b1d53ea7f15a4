import { type Desk, checkCondition, warn } from "./check-desk.ts";
import type { DocumentPromise } from "./document.ts";
import type { Path } from "./fault.ts";
import { isFillable } from "./fields.ts";

/** Promises that nobody could keep, however willing. */
export function checkKept(desk: Desk): void {
  for (const [index, promise] of desk.document.promises.entries()) {
    warnOfUnshown(desk, ["promises", index], promise);
    warnOfUnmakeable(desk, ["promises", index], promise);
  }
}

/** What decides is guarded, and the role that owes it is shown none of it: it could not tell whom to go to, or why. */
function warnOfUnshown(desk: Desk, path: Path, promise: DocumentPromise): void {
  const known = desk.vocabulary[promise.to];
  const line = desk.document.lines.find((each) => each.id === promise.line);
  const quiet = { ...desk, faults: [] }; // what is wrong in a condition is said elsewhere
  const reads = [line?.when, promise.when].flatMap(
    (text) => checkCondition(quiet, path, text, known)?.facts ?? [],
  );
  const starts = [promise.on, promise.of?.replace(/^(fact|change):/, "")];
  const guarded = known.filter(
    (fact) => fact.guard !== undefined && (reads.includes(fact.id) || starts.includes(fact.id)),
  );
  if (guarded.length === 0 || (promise.shows[promise.by] ?? []).length > 0) return;
  if (!desk.document.roles[promise.by]) return;
  const names = guarded.map((fact) => fact.id).join("、");
  warn(desk, [...path, "by"], {
    zh: `岗位 ${promise.by} 看不到起决定作用的受限信息 ${names}，可能办不了；需要看的写进 shows`,
    en: `${promise.by} is shown none of the guarded facts that decide it (${names.replaceAll("、", ", ")}) and may not be able to keep it; name what it needs in \`shows\``,
  });
}

/** Each kind of record that keeps it must be filled in with something that cannot be entered. */
function warnOfUnmakeable(desk: Desk, path: Path, promise: DocumentPromise): void {
  const records = promise.keptBy.flatMap((kind) => desk.document.records[kind] ?? []);
  const blocked = records.map(({ fields }) =>
    Object.entries(fields).find(([, field]) => field.required && !isFillable(field.type)),
  );
  const first = blocked[0];
  if (!first || blocked.some((field) => field === undefined)) return;
  warn(desk, [...path, "keptBy"], {
    zh: `现在没有人能兑现：记录必填的 ${first[0]} 是 ${first[1].type}，还不能填写`,
    en: `nobody can keep it yet: the record needs ${first[0]}, and a ${first[1].type} cannot be filled in yet`,
  });
}
