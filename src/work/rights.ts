import type { Text } from "#basics/text.ts";
import type { Role } from "#standard/standard.ts";
import { isVeiled, rolesIn } from "./case/course.ts";
import type { CommandSpec, May } from "./command.ts";
import { commands } from "./commands.ts";
import { guardedFactsOf, guardedPromisesOf, secretary } from "./office-rules.ts";
import type { OfficeRules } from "./office-rules.ts";

/** What a role has to do with a promise: owes it; sees who is owed it; knows how well it is kept; nothing. */
export type OfPromise = "owes" | "sees" | "figures" | "nothing";
/** Of the cases of a procedure: takes part in them; sees them all; knows how many; nothing. */
export type OfProcedure = "acts" | "sees" | "figures" | "nothing";

export interface Rights {
  roles: Role[];
  commands: { name: string; title: Text; by: Map<string, boolean> }[];
  promises: { id: string; title: Text; line: Text; guarded: boolean; by: Map<string, OfPromise> }[];
  /** Guarded facts: may the role open it, for a purpose that is kept? */
  facts: { id: string; title: Text; guard: string; by: Map<string, boolean> }[];
  procedures: { id: string; title: Text; guarded: boolean; by: Map<string, OfProcedure> }[];
  journal: Map<string, boolean>;
  figures: Map<string, boolean>;
}

/** Every role against every command, promise, guarded fact and procedure of an office, read off what decides it. */
export function rightsOf(rules: OfficeRules): Rights {
  const roles = [...rules.roles.values()];
  const each = <T>(of: (role: Role) => T) => new Map(roles.map((role) => [role.id, of(role)]));
  return {
    roles,
    commands: [...commands.values()].map((spec) => ({
      name: spec.name,
      title: spec.title,
      by: each(({ id }) => mayGive(spec, { roles: [id] }, rules.roles)),
    })),
    promises: rules.everyPromise.map(({ id, title, line, guards, by, shows }) => ({
      id,
      title,
      line: line.title,
      guarded: guards.length > 0,
      by: each((role): OfPromise => {
        if (role.id === by) return "owes";
        if (role.id in shows || guardedPromisesOf(rules, [role.id]).includes(id)) return "sees";
        if (!role.outside) return guards.length > 0 ? "figures" : "sees";
        return role.sees === "figures" ? "figures" : "nothing";
      }),
    })),
    facts: (["person", "household", "unit", "place"] as const)
      .flatMap((kind) => rules.factsOf(kind))
      .flatMap(({ id, of, label, guard }) =>
        guard === undefined
          ? []
          : [
              {
                id: `${of}/${id}`,
                title: label,
                guard,
                by: each((role) => guardedFactsOf(rules, [role.id]).includes(`${of}/${id}`)),
              },
            ],
      ),
    procedures: rules.procedures.map((procedure) => ({
      id: procedure.id,
      title: procedure.title,
      guarded: isVeiled(procedure),
      by: each((role): OfProcedure => {
        if (rolesIn(procedure).has(role.id)) return "acts";
        if (!role.outside) return isVeiled(procedure) ? "figures" : "sees";
        return role.sees === "figures" ? "figures" : "nothing";
      }),
    })),
    journal: each((role) => mayAsk("journal", [role.id], rules.roles)),
    figures: each((role) => mayAsk("figures", [role.id], rules.roles)),
  };
}

/** May somebody with these roles give a command at all? What it is about, `decide` says. */
export function mayGive(
  spec: Pick<CommandSpec, "may">,
  actor: { roles: string[]; installation?: true },
  roles: Map<string, Pick<Role, "outside">>,
): boolean {
  return actor.installation === true || isFor(spec.may, actor.roles, roles);
}

function isFor(may: May, own: string[], roles: Map<string, Pick<Role, "outside">>): boolean {
  switch (may) {
    case "installation":
      return false;
    case "secretary":
      return own.includes(secretary.id);
    case "inside":
      return own.some((role) => roles.get(role)?.outside === false);
    case "anyone":
      return own.length > 0;
  }
}

/** Whom an address is for: the office's own roles, and beside them who is shown figures or the journal. */
export function mayAsk(
  who: "inside" | "figures" | "journal",
  roles: string[],
  known: Map<string, Pick<Role, "outside" | "sees">>,
): boolean {
  return roles.some((role) => known.get(role)?.outside === false || known.get(role)?.sees === who);
}
