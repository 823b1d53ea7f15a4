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

/**
 * Of `case_file`: what the reader may see. Of an office all that its veils let through; of a body outside what comes to its
 * stages, or what it opened itself. `$1` is the office, `add` gives a value its place, `among` is the place of a few ids where
 * only those are asked for. It leans on no row outside itself and tells the stages plainly, so that PostgreSQL looks up all
 * such cases at once, by their stages: as an `exists` behind an `or` it looked anew at each case, six seconds for 60,000.
 */
export function seenBySql(reader: Reader, add: (value: unknown) => string, among?: string): string {
  if (!isOutside(reader)) return "true";
  const named = ownStages(reader).map((name) => {
    const space = name.lastIndexOf(" ");
    return { terms: name.slice(0, space), id: name.slice(space + 1) };
  });
  const ids = add(named.map(({ id }) => id));
  const terms = add(named.map((each) => each.terms));
  const ofThese = (column: string) => (among === undefined ? "" : `and ${column} = any(${among}::uuid[])`);
  return `(case_file.id, case_file.procedure || ' ' || case_file.version) in (
    select own.case_file, held.terms
      from case_stage as own join unnest(${ids}::text[], ${terms}::text[]) as held (stage, terms) on own.stage = held.stage
      where own.office = $1 and own.stage = any(${ids}::text[]) ${ofThese("own.case_file")}
    union all
    select opened.id, opened.procedure || ' ' || opened.version from case_file as opened
      where opened.office = $1 and opened.opened_by = ${add(reader.account)}::uuid ${ofThese("opened.id")})`;
}

/** Of these cases those that the reader may see, and the procedure and version of each. */
export async function casesSeen(
  reader: Reader,
  ids: string[],
): Promise<Map<string, { procedure: string; version: string }>> {
  if (ids.length === 0) return new Map();
  const { rules, names } = reader.office;
  const values: unknown[] = [rules.office, ids];
  const seen = seenBySql(reader, (value) => `$${values.push(value)}`, "$2");
  const rows = await reader.tx.rows<{ id: string; procedure: string; version: string }>(
    `select id, procedure, version from case_file where office = $1 and id = any($2::uuid[]) and ${seen}`,
    values,
  );
  return new Map(
    rows.map(({ id, procedure, version }) => [id, { procedure: names.plain(procedure), version }]),
  );
}
