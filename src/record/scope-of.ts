import type { Scope } from "#database/scope.ts";
import { guardedFactsOf, guardedPromisesOf, veiledProceduresOf } from "#work/office-rules.ts";
import type { Office } from "./office.ts";

/** By the roles: every promise and procedure has to be gone through, and each command and each look ask. */
const known = new WeakMap<Office, Map<string, Pick<Scope, "veils" | "sealed">>>();

/** What somebody with these roles may touch: their office, and of the guarded only what they act on. */
export function scopeOf(office: Office, { account, roles }: { account: string; roles: string[] }): Scope {
  const byRoles = known.get(office) ?? new Map<string, Pick<Scope, "veils" | "sealed">>();
  known.set(office, byRoles);
  const key = roles.join(" ");
  const guarded = byRoles.get(key) ?? guardedFor(office, roles);
  byRoles.set(key, guarded);
  return { offices: [office.rules.office], account, ...guarded };
}

function guardedFor({ rules, names }: Office, roles: string[]): { veils: string[]; sealed: string[] } {
  return {
    veils: [
      ...guardedPromisesOf(rules, roles).map((id) => names.promise(id)),
      ...veiledProceduresOf(rules, roles).map((id) => names.procedure(id)),
    ],
    sealed: [
      ...guardedFactsOf(rules, roles).map((name) => names.fact(name)),
      // Whom to ring up about somebody is for the office's own roles, all of them.
      ...(roles.some((role) => rules.roles.get(role)?.outside === false) ? ["inside"] : []),
    ],
  };
}
