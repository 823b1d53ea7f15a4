import { isOf, stagesOf } from "../scope-of.ts";
import type { Reader } from "./reader.ts";

// Which cases a reader sees, row level security says: not the veiled ones of others, and of a body of its own those that come to its stages.

/** Does this reader act for outside bodies alone? */
export function isOutside({ office, roles }: Reader): boolean {
  return roles.every((role) => office.rules.roles.get(role)?.outside === true);
}

/** The stages that one of these roles, of the reader's own unless others are named, holds or can leave, in every version ever adopted, as `stageName` names them. */
export function ownStages({ office, roles: own }: Reader, roles = own): string[] {
  return stagesOf(office, (stage) => isOf(stage, roles));
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
  const { office } = reader;
  if (isOutside(reader)) return ownStages(reader);
  return stagesOf(office, ({ by }) => by.some((role) => office.rules.roles.get(role)?.outside !== true));
}

/** Which stage of which version a row of `case_stage`, under this alias, is. */
export function stageName(alias: string): string {
  return `case_file.procedure || ' ' || case_file.version || ' ' || ${alias}.stage`;
}

/** Of these cases those that the reader may see, and the procedure and version of each. */
export async function casesSeen(
  { tx, office: { rules, names } }: Reader,
  ids: string[],
): Promise<Map<string, { procedure: string; version: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; procedure: string; version: string }>(
    "select id, procedure, version from case_file where office = $1 and id = any($2::uuid[])",
    [rules.office, ids],
  );
  return new Map(
    rows.map(({ id, procedure, version }) => [id, { procedure: names.plain(procedure), version }]),
  );
}
