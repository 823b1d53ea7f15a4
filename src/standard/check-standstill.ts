import { type Desk, mistake } from "./check-desk.ts";
import type { DocumentProcedure } from "./document.ts";
import type { Path } from "./fault.ts";

/** Where a case can stand: the stages open, and of each branch that was left, to which joining stages. */
interface Standing {
  open: Set<string>;
  come: Map<string, Set<string>>;
}

/** More ways to stand than this come only of many branches side by side, each of many stages. */
const mostStandings = 20_000;

/**
 * Walks every way that a case can take, whatever its conditions say: none may come to where no stage is open and no end
 * is reached. Only joining stages can bring that about: one that waits for a branch that has gone another way.
 */
export function checkStandstill(desk: Desk, path: Path, procedure: DocumentProcedure): void {
  const stages = Object.entries(procedure.stages);
  const joining = new Map(
    stages.flatMap(([id, { joins }]) => (joins.length > 0 ? [[id, joins] as const] : [])),
  );
  if (joining.size === 0) return;
  const branches = new Set([...joining.values()].flat());
  const next: Standing[] = [{ open: new Set(listOf(procedure.start)), come: new Map() }];
  const known = new Set<string>();
  const stuck = new Set<string>();
  for (let standing = next.pop(); standing !== undefined; standing = next.pop()) {
    const name = nameOf(standing);
    if (known.has(name)) continue;
    known.add(name);
    if (known.size > mostStandings) {
      mistake(desk, path, {
        zh: "同时进行的环节太多，走法数不过来；请拆成几个流程",
        en: "too many stages run side by side to follow every way; make several procedures of it",
      });
      return;
    }
    for (const from of standing.open)
      for (const [move, { to, end }] of Object.entries(procedure.stages[from]?.moves ?? {})) {
        const then = moved(standing, from, listOf(to ?? []), joining, branches);
        if (end !== undefined) {
          if (procedure.reopen) next.push(begunAgain(then, procedure.reopen.to));
          continue;
        }
        if (then.open.size > 0) next.push(then);
        else stuck.add(JSON.stringify([from, move]));
      }
  }
  for (const place of stuck) {
    const [stage, move] = JSON.parse(place) as [string, string];
    mistake(desk, [...path, "stages", stage, "moves", move], {
      zh: `走了 ${move}，有时再没有一个环节可办：要合并的环节还在等一个走了别的路的分支`,
      en: `after ${move} a case can stand at no stage at all: what joins still waits for a branch that went another way`,
    });
  }
}

function moved(
  { open, come }: Standing,
  from: string,
  to: string[],
  joining: Map<string, string[]>,
  branches: Set<string>,
): Standing {
  const then: Standing = { open: new Set(open), come: new Map(come) };
  then.open.delete(from);
  if (branches.has(from)) then.come.set(from, new Set(to.filter((stage) => joining.has(stage))));
  for (const stage of to) {
    const waitsFor = joining.get(stage) ?? [];
    if (!waitsFor.every((branch) => then.come.get(branch)?.has(stage) === true)) continue;
    then.open.add(stage);
  }
  // Begun again, it has to come anew.
  for (const stage of then.open) then.come.delete(stage);
  return then;
}

/** An end cuts what else was open: that has not come; what had, counts when the case is opened again. */
function begunAgain({ come }: Standing, stage: string): Standing {
  const then: Standing = { open: new Set([stage]), come: new Map(come) };
  then.come.delete(stage);
  return then;
}

function nameOf({ open, come }: Standing): string {
  const came = [...come].map(([branch, to]) => `${branch}>${[...to].sort().join("+")}`);
  return `${[...open].sort().join(" ")}|${came.sort().join(" ")}`;
}

function listOf(one: string | string[]): string[] {
  return typeof one === "string" ? [one] : one;
}
