import type { Stage } from "#standard/standard.ts";
import type { Reader } from "./reader.ts";

// Row level security holds back what is veiled. Beyond that, a body of its own sees only the cases that come to its stages.

/** Does this reader act for outside bodies alone? */
export function isOutside({ office, roles }: Reader): boolean {
  return roles.every((role) => office.rules.roles.get(role)?.outside === true);
}

/** The stages that one of these roles, of the reader's own unless others are named, holds or can leave, in every version ever adopted, as `stageName` names them. */
export function ownStages(reader: Reader, roles = reader.roles): string[] {
  return stagesOf(reader, ({ by, moves }) =>
    [...by, ...moves.flatMap((move) => move.by)].some((role) => roles.includes(role)),
  );
}

/** The reader's own stages by the area of whom a case is about; "" for those who have none, or one that is nobody's alone. */
export function stagesByArea(reader: Reader): Record<string, string[]> {
  const areas = new Set(reader.posts.map(({ area }) => area ?? ""));
  return Object.fromEntries(
    ["", ...areas].map((area) => {
      const there = reader.posts.filter((post) => post.area === null || post.area === area);
      return [area, ownStages(reader, [...new Set(there.map(({ role }) => role))])];
    }),
  );
}

/** The stages that the reader's own house holds: of the office those of no body outside, of a body outside its own. */
export function houseStages(reader: Reader): string[] {
  const { roles } = reader.office.rules;
  if (isOutside(reader)) return ownStages(reader);
  return stagesOf(reader, ({ by }) => by.some((role) => roles.get(role)?.outside !== true));
}

function stagesOf({ office: { rules, names } }: Reader, isOne: (stage: Stage) => boolean): string[] {
  return rules.versions.flatMap((adopted) => {
    const [id = "", version = ""] = adopted.split("@");
    return (rules.standardOf(id, version)?.procedures ?? []).flatMap((procedure) =>
      procedure.stages
        .filter(isOne)
        .map((stage) => `${names.procedure(procedure.id)} ${version} ${stage.id}`),
    );
  });
}

/** Which stage of which version a row of `case_stage`, under this alias, is. */
export function stageName(alias: string): string {
  return `case_file.procedure || ' ' || case_file.version || ' ' || ${alias}.stage`;
}

/** Of `case_file`: what a body of its own may see, or opened itself; `stages` is the place among the values of `stagesSeen`. */
export function seenBySql(stages: string): string {
  return `(${stages}::text[] is null or case_file.opened_by::text = (select current_setting('wellside.account', true)) or exists (
    select from case_stage as own where own.office = case_file.office and own.case_file = case_file.id
      and ${stageName("own")} = any(${stages})))`;
}

/** What `seenBySql` asks with: the stages to which a body of its own is held; null: held to none. */
export function stagesSeen(reader: Reader): string[] | null {
  return isOutside(reader) ? ownStages(reader) : null;
}

/** Of these cases those that the reader may see, and the procedure and version of each. */
export async function casesSeen(
  reader: Reader,
  ids: string[],
): Promise<Map<string, { procedure: string; version: string }>> {
  if (ids.length === 0) return new Map();
  const { rules, names } = reader.office;
  const rows = await reader.tx.rows<{ id: string; procedure: string; version: string }>(
    `select id, procedure, version from case_file where office = $1 and id = any($2::uuid[]) and ${seenBySql("$3")}`,
    [rules.office, ids, stagesSeen(reader)],
  );
  return new Map(
    rows.map(({ id, procedure, version }) => [id, { procedure: names.plain(procedure), version }]),
  );
}
