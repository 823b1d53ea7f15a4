import { deadlineText } from "#basics/deadline.ts";
import type { Text } from "#basics/text.ts";
import type { Basis, Move, Stage } from "#standard/standard.ts";
import type { Due } from "#standard/work-calendar.ts";
import type { CaseState, Visit } from "#work/case/case.ts";
import { factsOf } from "#work/case/take-step.ts";
import type { Course } from "#work/case/take-step.ts";
import { endTitle } from "./case-brief.ts";
import type { Reader } from "./reader.ts";

/** A stage where the case stands now, and what this reader may do there. */
export interface StandingStage {
  stage: string;
  title: Text;
  by: Text[];
  mine: boolean;
  beganAt: string;
  due: Due | null;
  extended: number;
  basis: Basis[];
  moves: {
    id: string;
    title: Text;
    /** Where it leads: the stages, or the end. */
    to: Text[];
    /** The stages it leads to; none where it ends the case. */
    stages: string[];
    ends: boolean;
    returns: boolean;
    /** Asked for with it; those needed must be filled in by then. */
    asks: string[];
    needs: string[];
    /** Open only where this holds; null: it does, or what it reads is asked for with the move. */
    onlyWhere: Text | null;
  }[];
  /** What can be filled in before it is left. */
  fill: string[];
  extend: { by: Text; left: number } | null;
}

export function standingStage(reader: Reader, course: Course, state: CaseState, visit: Visit): StandingStage {
  const { procedure } = course;
  const stage = stageOf(course, visit.stage);
  const acts = (by: string[]) => by.some((role) => reader.roles.includes(role));
  const mine = acts(stage.by);
  const left = (stage.extend?.times ?? 0) - visit.extended;
  const inTime = visit.due !== null && reader.now.getTime() <= Date.parse(visit.due.at);
  return {
    stage: stage.id,
    title: stage.title,
    by: stage.by.map((role) => reader.office.rules.roles.get(role)?.title ?? { zh: role }),
    mine,
    beganAt: visit.beganAt,
    due: visit.due,
    extended: visit.extended,
    basis: stage.basis,
    moves: stage.moves
      .filter(({ by }) => acts(by))
      .map((move) => ({
        id: move.id,
        title: move.title,
        to: move.end === undefined ? titles(course, move.to) : [endTitle(procedure, move.end)],
        stages: move.to,
        ends: move.end !== undefined,
        returns: move.returns,
        asks: [...new Set([...stage.asks, ...move.needs])],
        needs: move.needs,
        onlyWhere: onlyWhere(course, state, stage, move, reader.now),
      })),
    fill: mine ? stage.asks : [],
    extend:
      stage.extend !== undefined && mine && left > 0 && inTime
        ? { by: deadlineText(stage.extend.by), left }
        : null,
  };
}

/** Why a move is not open now. What is asked for with the move itself may still make it so. */
function onlyWhere(course: Course, state: CaseState, stage: Stage, move: Move, now: Date): Text | null {
  const { condition } = move;
  if (condition === undefined) return null;
  const asked = [...stage.asks, ...move.needs];
  if (condition.facts.some((fact) => asked.includes(fact))) return null;
  const facts = factsOf(course, state, now.toISOString());
  const unmet = condition.terms.filter((term) => term.evaluate(facts) !== true).map(({ say }) => say);
  if (unmet.length === 0) return null;
  return { zh: unmet.map(({ zh }) => zh).join("，"), en: unmet.map(({ zh, en }) => en ?? zh).join(", ") };
}

function titles(course: Course, stages: string[]): Text[] {
  return stages.map((id) => stageOf(course, id).title);
}

export function stageOf({ procedure }: Course, id: string): Stage {
  const stage = procedure.stages.find((each) => each.id === id);
  if (stage === undefined) throw new Error(`procedure ${procedure.id} has no stage ${id}`);
  return stage;
}
