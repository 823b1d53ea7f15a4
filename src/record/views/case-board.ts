import type { Text } from "#basics/text.ts";
import type { Procedure } from "#standard/standard.ts";
import { openVisits } from "#work/case/case.ts";
import { briefedCases } from "./case-brief.ts";
import type { BriefedCase, CaseBrief } from "./case-brief.ts";
import { holds, placed } from "./cases.ts";
import type { CaseFilter } from "./cases.ts";
import type { Reader } from "./reader.ts";
import { standingStage } from "./standing-stage.ts";
import type { StandingStage } from "./standing-stage.ts";

/** The open cases by procedure and stage. */
export interface CaseBoard {
  /** How many cases stand on it; one that is at several stages at once has a card at each. */
  total: number;
  /** Not all have room: those with the nearest deadlines are here. */
  cut: boolean;
  boards: ProcedureBoard[];
}

export interface ProcedureBoard {
  procedure: string;
  title: Text;
  colour: string;
  columns: BoardColumn[];
  /** What ended in the last days, how many and the latest of them; null: not asked for. */
  ended: { total: number; rows: CaseBrief[] } | null;
}

export interface BoardColumn {
  stage: string;
  title: Text;
  /** Who acts there. */
  by: Text[];
  cards: BoardCard[];
}

export interface BoardCard {
  case: CaseBrief;
  /** How it stands at the stage of this column, and where it may go from there. */
  at: StandingStage;
}

/** More than so many cards is no board but a list. */
const boardLength = 300;
/** What has just been closed can be seen to be closed; after these days it is in the list. */
const endedDays = 7;
const endedShown = 8;

export async function caseBoard(
  reader: Reader,
  asked: Omit<CaseFilter, "show"> & { overdue?: boolean | undefined },
): Promise<CaseBoard> {
  const { overdue = false, ...filter } = asked;
  const found = await placed(reader, { ...filter, show: overdue ? "overdue" : "open" }, boardLength + 1);
  const open = await ofText(
    reader,
    found.slice(0, boardLength).map(({ id }) => id),
    filter.text,
  );
  const since = new Date(reader.now.getTime() - endedDays * 86_400_000);
  const endedToo = !overdue && filter.stage === undefined;
  const closed = endedToo
    ? await placed(reader, { ...filter, show: "ended" }, boardLength, undefined, since)
    : [];
  const ended = await ofText(
    reader,
    closed.map(({ id }) => id),
    filter.text,
  );
  const procedures = [...open, ...ended].map(({ brief }) => brief.procedure);
  const shown = new Set(filter.procedure === undefined ? procedures : [filter.procedure, ...procedures]);
  return {
    total: open.length,
    cut: found.length > boardLength,
    boards: inOrder(reader, shown).map((procedure) => ({
      procedure: procedure.id,
      title: procedure.title,
      colour: procedure.colour,
      columns: columnsOf(reader, procedure, open),
      ended: endedToo ? lately(ended.filter(({ brief }) => brief.procedure === procedure.id)) : null,
    })),
  };
}

function lately(ended: BriefedCase[]): ProcedureBoard["ended"] {
  return { total: ended.length, rows: ended.slice(0, endedShown).map(({ brief }) => brief) };
}

async function ofText(reader: Reader, ids: string[], text = ""): Promise<BriefedCase[]> {
  const found = await briefedCases(reader, ids);
  return text.trim() === "" ? found : found.filter((one) => holds(one, text.trim()));
}

/** As the standards have them; one that no version in force has any more, of which cases are still open, comes last. */
function inOrder({ office: { rules } }: Reader, shown: Set<string>): Procedure[] {
  const inForce = rules.procedures.filter(({ id }) => shown.has(id));
  const before = [...shown].flatMap((id) =>
    inForce.some((each) => each.id === id)
      ? []
      : (rules.everyProcedure.findLast(({ procedure }) => procedure.id === id)?.procedure ?? []),
  );
  return [...inForce, ...before];
}

/** The stages of the procedure as it is now, and those of older versions at which a case still stands. */
function columnsOf(reader: Reader, procedure: Procedure, open: BriefedCase[]): BoardColumn[] {
  const its = open.filter(({ brief }) => brief.procedure === procedure.id);
  const stages = new Map(procedure.stages.map((stage) => [stage.id, stage]));
  for (const { course, state } of its)
    for (const { stage: id } of openVisits(state)) {
      const stage = course.procedure.stages.find((each) => each.id === id);
      if (stage !== undefined && !stages.has(id)) stages.set(id, stage);
    }
  return [...stages.values()].map((stage) => ({
    stage: stage.id,
    title: stage.title,
    by: stage.by.map((role) => reader.office.rules.roles.get(role)?.title ?? { zh: role }),
    cards: its.flatMap(({ brief, course, state }) =>
      openVisits(state)
        .filter((visit) => visit.stage === stage.id)
        .map((visit) => ({ case: brief, at: standingStage(reader, course, state, visit) })),
    ),
  }));
}
