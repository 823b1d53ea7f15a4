import type { Procedure, Stage } from "#standard/standard.ts";
import type { CaseState } from "./case.ts";
import { openVisits } from "./case.ts";

/** A stage on the way of one case: been there, there now, may come to it yet, or passed by. */
export interface PathStage {
  stage: Stage;
  standing: "passed" | "here" | "ahead" | "aside";
  /** How often it began. */
  times: number;
}

/** All stages of the procedure, in its own order, as this case stands to them. */
export function stagePath({ stages }: Procedure, state: CaseState): PathStage[] {
  const here = new Set(openVisits(state).map(({ stage }) => stage));
  const ahead = aheadOf(stages, here);
  return stages.map((stage) => {
    const times = state.visits.filter((visit) => visit.stage === stage.id).length;
    if (here.has(stage.id)) return { stage, standing: "here", times };
    if (times > 0) return { stage, standing: "passed", times };
    return { stage, standing: ahead.has(stage.id) ? "ahead" : "aside", times };
  });
}

/** What can be reached from here without sending back. */
function aheadOf(stages: Stage[], here: Set<string>): Set<string> {
  const reached = new Set<string>();
  const from = [...here];
  for (const id of from)
    for (const { to, returns } of stages.find((stage) => stage.id === id)?.moves ?? [])
      for (const next of returns ? [] : to)
        if (!reached.has(next)) {
          reached.add(next);
          from.push(next);
        }
  return reached;
}
