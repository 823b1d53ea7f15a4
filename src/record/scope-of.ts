import type { Scope } from "#database/scope.ts";
import { guardedFactsOf, guardedPromisesOf, veiledProceduresOf } from "#work/office-rules.ts";
import type { Office } from "./office.ts";

/** What somebody with these roles may touch: their office, and of the guarded only what they act on. */
export function scopeOf({ rules, names }: Office, actor: { account: string; roles: string[] }): Scope {
  return {
    offices: [rules.office],
    account: actor.account,
    veils: [
      ...guardedPromisesOf(rules, actor.roles).map((id) => names.promise(id)),
      ...veiledProceduresOf(rules, actor.roles).map((id) => names.procedure(id)),
    ],
    sealed: [
      ...guardedFactsOf(rules, actor.roles).map((name) => names.fact(name)),
      // Whom to ring up about somebody is for the office's own roles, all of them.
      ...(actor.roles.some((role) => rules.roles.get(role)?.outside === false) ? ["inside"] : []),
    ],
  };
}
