import type { Procedure } from "#standard/standard.ts";

/**
 * Which fields of a case someone with these roles reads where they are guarded: all of them whoever holds one of its stages,
 * what the opening asks whoever opens such cases, and what the procedure shows a role besides.
 */
export function shownFields({ fields, opens, stages, shows }: Procedure, roles: string[]): Set<string> {
  const has = (by: string[]) => by.some((role) => roles.includes(role));
  if (stages.some(({ by }) => has(by))) return new Set(fields.map(({ id }) => id));
  return new Set([...(has(opens.by) ? opens.asks : []), ...roles.flatMap((role) => shows[role] ?? [])]);
}
