import { type Desk, mistake, unknown, warn } from "./check-desk.ts";
import { checkStandstill } from "./check-standstill.ts";
import type { DocumentProcedure } from "./document.ts";
import type { Path } from "./fault.ts";

/** Where the stages of a procedure lead: every one can be reached and left, and every end can be come to. */
export function checkPaths(desk: Desk, path: Path, procedure: DocumentProcedure): void {
  const { stages, ends } = procedure;
  const start = listOf(procedure.start);
  for (const [index, stage] of start.entries()) {
    const at = Array.isArray(procedure.start) ? [...path, "start", index] : [...path, "start"];
    if (!stages[stage]) unknown(desk, at, "stage", stage);
  }
  const before = desk.faults.length;
  for (const id of Object.keys(stages)) checkWaysOut(desk, [...path, "stages", id], id, procedure);
  if (desk.faults.slice(before).some((fault) => fault.level === "mistake")) return; // the rest would only repeat it
  const reached = reachable(start, procedure);
  for (const id of Object.keys(stages)) {
    if (reached.has(id)) continue;
    mistake(desk, [...path, "stages", id], {
      zh: `没有一条路通到环节 ${id}`,
      en: `no way leads to the stage ${id}`,
    });
  }
  const moves = Object.values(stages).flatMap((stage) => Object.values(stage.moves));
  for (const id of Object.keys(ends)) {
    if (moves.some((move) => move.end === id)) continue;
    mistake(desk, [...path, "ends", id], {
      zh: `没有一个去向到达结局 ${id}`,
      en: `no move comes to the end ${id}`,
    });
  }
  for (const id of Object.keys(stages)) {
    if ([...reachable([id], procedure)].some((stage) => endsAt(procedure, stage))) continue;
    mistake(desk, [...path, "stages", id], {
      zh: `从环节 ${id} 走不到任何结局`,
      en: `no end can be come to from the stage ${id}`,
    });
  }
  checkJoins(desk, path, procedure);
  if (desk.faults.slice(before).every((fault) => fault.level !== "mistake"))
    checkStandstill(desk, path, procedure);
}

function checkWaysOut(desk: Desk, path: Path, id: string, procedure: DocumentProcedure): void {
  const stage = procedure.stages[id];
  if (!stage) return;
  if (Object.keys(stage.moves).length === 0) {
    mistake(desk, [...path, "moves"], { zh: `环节 ${id} 没有去向`, en: `the stage ${id} has no way out` });
  }
  for (const [name, move] of Object.entries(stage.moves)) {
    const at = [...path, "moves", name];
    if ((move.to === undefined) === (move.end === undefined)) {
      mistake(desk, at, {
        zh: "应写明且只写一种：去哪个环节 to，或到哪个结局 end",
        en: "say exactly one: to which stage, `to`, or to which end, `end`",
      });
      continue;
    }
    if (move.end !== undefined && !procedure.ends[move.end]) unknown(desk, [...at, "end"], "end", move.end);
    const to = listOf(move.to ?? []);
    for (const [index, target] of to.entries()) {
      const there = Array.isArray(move.to) ? [...at, "to", index] : [...at, "to"];
      if (!procedure.stages[target]) unknown(desk, there, "stage", target);
      else if (move.returns && !comesBefore(target, id, procedure)) {
        mistake(desk, there, {
          zh: `${target} 不在 ${id} 之前，退不回去`,
          en: `${target} does not come before ${id}: nothing to return to`,
        });
      }
    }
    if (move.returns && move.end !== undefined) {
      mistake(desk, [...at, "returns"], {
        zh: "退回应写明退到哪个环节 to",
        en: "a return says to which stage, `to`",
      });
    }
  }
  for (const [index, branch] of stage.joins.entries()) {
    if (!procedure.stages[branch]) unknown(desk, [...path, "joins", index], "stage", branch);
  }
}

/** A stage that joins waits for each branch it names: each must have a move to it, and they must run side by side. */
function checkJoins(desk: Desk, path: Path, procedure: DocumentProcedure): void {
  for (const [id, { joins }] of Object.entries(procedure.stages)) {
    const at = [...path, "stages", id, "joins"];
    for (const [index, branch] of joins.entries()) {
      if (leadsTo(procedure, branch).includes(id)) continue;
      mistake(desk, [...at, index], {
        zh: `环节 ${branch} 没有去 ${id} 的去向，永远等不齐`,
        en: `the stage ${branch} has no move to ${id}: it would wait for ever`,
      });
    }
    if (joins.length === 1) {
      warn(desk, at, {
        zh: "只等一个分支，不必写 joins",
        en: "it waits for one branch only and needs no `joins`",
      });
    }
    const side = [listOf(procedure.start), ...movesOf(procedure).map((move) => listOf(move.to ?? []))];
    const together = side.some((begun) => {
      const branches = begun.map((each) => reachable([each], procedure));
      return branches.length > 1 && joins.every((join) => branches.some((branch) => branch.has(join)));
    });
    if (joins.length < 2 || together) continue;
    mistake(desk, at, {
      zh: `${joins.join("、")} 从不同时进行，永远等不齐`,
      en: `${joins.join(", ")} never run side by side: it would wait for ever`,
    });
  }
}

/** Every stage that can be come to from these, themselves included. */
function reachable(from: string[], procedure: DocumentProcedure): Set<string> {
  const found = new Set<string>();
  const next = [...from];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    next.push(...leadsTo(procedure, id));
  }
  return found;
}

/** Can one stage be come to from another without any return? */
function comesBefore(first: string, then: string, procedure: DocumentProcedure): boolean {
  if (first === then) return true; // it begins anew
  const onward = Object.fromEntries(
    Object.entries(procedure.stages).map(([id, stage]) => [
      id,
      {
        ...stage,
        moves: Object.fromEntries(Object.entries(stage.moves).filter(([, move]) => !move.returns)),
      },
    ]),
  );
  return reachable([first], { ...procedure, stages: onward }).has(then);
}

function leadsTo(procedure: DocumentProcedure, stage: string): string[] {
  return Object.values(procedure.stages[stage]?.moves ?? {}).flatMap((move) => listOf(move.to ?? []));
}

function movesOf(procedure: DocumentProcedure) {
  return Object.values(procedure.stages).flatMap((stage) => Object.values(stage.moves));
}

function endsAt(procedure: DocumentProcedure, stage: string): boolean {
  return Object.values(procedure.stages[stage]?.moves ?? {}).some((move) => move.end !== undefined);
}

function listOf(one: string | string[]): string[] {
  return typeof one === "string" ? [one] : one;
}
