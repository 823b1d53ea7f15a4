import type { Scope } from "#database/scope.ts";
import { guardedFactsOf, guardedPromisesOf, veiledProceduresOf } from "#work/office-rules.ts";
import type { Stage } from "#standard/standard.ts";
import type { Office, TableNames } from "./office.ts";

type Guarded = Pick<Scope, "veils" | "sealed" | "reach">;

/** By the roles: every promise and procedure has to be gone through, and each command and each look ask. */
const known = new WeakMap<Office, Map<string, Guarded>>();

interface Acting {
  account: string;
  roles: string[];
  /** They act in these cases alone. */
  cases?: string[] | undefined;
}

/** What somebody with these roles may touch: their office, and of the guarded only what they act on. */
export function scopeOf(office: Office, { account, roles, cases }: Acting): Scope {
  const whose = { offices: [office.rules.office], account };
  if (cases !== undefined) {
    // Of what is guarded the case itself, and no promise nor fact.
    return {
      ...whose,
      veils: veiledProceduresOf(office.rules, roles).map((id) => office.names.procedure(id)),
      sealed: [],
      reach: cases.map((id) => `case:${id}`),
    };
  }
  const byRoles = known.get(office) ?? new Map<string, Guarded>();
  known.set(office, byRoles);
  const key = roles.join(" ");
  const guarded = byRoles.get(key) ?? guardedFor(office, roles);
  byRoles.set(key, guarded);
  return { ...whose, ...guarded };
}

function guardedFor(
  office: Office,
  roles: string[],
): { veils: string[]; sealed: string[]; reach: string[] | "*" } {
  const { rules, names } = office;
  const isInside = roles.some((role) => rules.roles.get(role)?.outside === false);
  return {
    veils: [
      ...guardedPromisesOf(rules, roles).map((id) => names.promise(id)),
      ...veiledProceduresOf(rules, roles).map((id) => names.procedure(id)),
    ],
    sealed: [
      ...guardedFactsOf(rules, roles).map((name) => names.fact(name)),
      // Whom to ring up about somebody is for the office's own roles, all of them.
      ...(isInside ? ["inside"] : []),
    ],
    reach: isInside ? "*" : reachOf(office, roles),
  };
}

/** What a body of its own reaches, as 0016-reach.sql has it: what it owes, or is shown, and the cases that come to its stages. */
function reachOf(office: Office, roles: string[]): string[] {
  const { rules, names } = office;
  const promises = rules.everyPromise.filter(({ by, shows }) =>
    roles.some((role) => role === by || role in shows),
  );
  const kinds = new Set(promises.flatMap(({ keptBy }) => keptBy));
  return [
    ...promises.map(({ id }) => `promise:${names.promise(id)}`),
    ...[...kinds].map((kind) => `record:${names.recordKind(kind)}`),
    ...stagesOf(office, (stage) => isOf(stage, roles)),
    ...roles.flatMap((role) => rules.roles.get(role)?.sees ?? []),
  ];
}

/** The stages that one of these roles holds or can leave. */
export function isOf({ by, moves }: Stage, roles: string[]): boolean {
  return [...by, ...moves.flatMap((move) => move.by)].some((role) => roles.includes(role));
}

/** Such stages in every version ever adopted, as `stageName` names them. */
export function stagesOf({ rules, names }: Office, isOne: (stage: Stage) => boolean): string[] {
  return rules.everyProcedure.flatMap(({ procedure, version }) =>
    procedure.stages.filter(isOne).map(({ id }) => stageName(names, procedure.id, version, id)),
  );
}

/** As a case keeps the stages it has come to. */
export function stageName(names: TableNames, procedure: string, version: string, stage: string): string {
  return `${names.procedure(procedure)} ${version} ${stage}`;
}
