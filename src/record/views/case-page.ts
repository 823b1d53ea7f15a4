import type { Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import type { FactValue } from "#register/subject.ts";
import type { Basis, Field } from "#standard/standard.ts";
import { dueAt } from "#standard/work-calendar.ts";
import type { Due } from "#standard/work-calendar.ts";
import { openVisits } from "#work/case/case.ts";
import type { CaseState, Outcome, Step } from "#work/case/case.ts";
import { courseOf, isVeiled } from "#work/case/course.ts";
import { shownFields } from "#work/case/shown-fields.ts";
import { stagePath } from "#work/case/stage-path.ts";
import type { PathStage } from "#work/case/stage-path.ts";
import type { Course } from "#work/case/take-step.ts";
import { loadCases } from "../load-case.ts";
import { KeyRing } from "../keys.ts";
import { openBody } from "../journal.ts";
import { briefsOf } from "./brief.ts";
import type { SubjectBrief } from "./brief.ts";
import { endTitle, firstWords, headline } from "./case-brief.ts";
import { casesSeen } from "./cases-seen.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";
import { stageOf, standingStage } from "./standing-stage.ts";
import type { StandingStage } from "./standing-stage.ts";

export interface CasePage {
  id: string;
  procedure: string;
  title: Text;
  /** The first words of what is asked, where the reader may read it: what tells it from others of its kind. */
  says: Text | null;
  clause: Text;
  colour: string;
  guarded: boolean;
  version: string;
  basis: Basis[];
  /** How its hours are counted: round the clock, or while the office is open; and whether a due that falls on a day off moves on. */
  clock: { hours: "clock" | "office"; rollsOver: boolean };
  about: SubjectBrief[];
  openedAt: string;
  openedBy: string;
  atNight: boolean;
  onHoliday: boolean;
  due: Due | null;
  end: { id: string; title: Text; at: string; outcome: Outcome | null } | null;
  reopened: number;
  returned: number;
  path: { stage: string; title: Text; standing: PathStage["standing"]; times: number }[];
  standing: StandingStage[];
  /** Whoever may reopen it can do so until then. */
  reopen: { until: string; to: Text } | null;
  fields: CaseField[];
  timeline: CaseEvent[];
}

export interface CaseField {
  id: string;
  label: Text;
  type: string;
  choices?: { id: string; title: Text }[];
  guard: string | null;
  veiled: boolean;
  /** null: nothing is said, or it is veiled. */
  value: FactValue;
  say: Text | null;
}

export interface CaseEvent {
  number: number;
  step: Step["step"];
  at: string;
  by: string;
  /** Of a move: which, and out of which stage. */
  move: Text | null;
  stage: Text | null;
  outcome: Outcome | null;
  /** Read from a ledger of earlier years. */
  fromLedger: boolean;
  returns: boolean;
  reason: string | null;
  fields: { label: Text; say: Text }[];
  began: { title: Text; due: Due | null }[];
  /** The new deadline of a stage that was extended. */
  due: Due | null;
  end: Text | null;
}

const veil: Text = { zh: "••••", en: "••••" };

/** All that this reader may see of one case, and what they may do with it. */
export async function casePage(reader: Reader, id: string): Promise<CasePage> {
  const { rules, names } = reader.office;
  const keys = new KeyRing(rules.office, reader.keeper.master);
  const seen = await casesSeen(reader, [id]);
  const [found] = seen.has(id) ? await loadCases(reader.tx, rules.office, [id], names, keys) : [];
  const course = found && courseOf(rules, found.procedure, found.version);
  if (found === undefined || course === undefined) throw new NotFound();
  const { procedure, calendar } = course;
  const { state } = found;
  const shown = shownFields(procedure, reader.roles);
  // Who opened it reads again what was asked then, not what others have filled in since.
  if (state.openedBy === reader.account) for (const field of procedure.opens.asks) shown.add(field);
  const isVeil = ({ id: field, guard }: Field) => guard !== undefined && !shown.has(field);
  const asked = headline(reader, procedure, state);
  const about = await briefsOf(
    reader,
    found.about.map((subject) => subject.id),
  );
  const [opener] = await reader.tx.rows<{ name: string }>("select name from account where id = $1", [
    state.openedBy,
  ]);
  return {
    id,
    procedure: procedure.id,
    title: procedure.title,
    says: asked === null ? null : firstWords(asked),
    clause: procedure.clause,
    colour: procedure.colour,
    guarded: isVeiled(procedure),
    version: found.version,
    basis: procedure.basis,
    clock: { hours: calendar.hours, rollsOver: calendar.rollOver === "next-workday" },
    about: found.about.flatMap((subject) => about.get(subject.id) ?? []),
    openedAt: state.openedAt,
    openedBy: opener?.name ?? "",
    atNight: state.atNight,
    onHoliday: state.onHoliday,
    due: state.due,
    end: state.end && { ...state.end, title: endTitle(procedure, state.end.id) },
    reopened: state.reopened,
    returned: state.returned,
    path: stagePath(procedure, state).map(({ stage, standing, times }) => ({
      stage: stage.id,
      title: stage.title,
      standing,
      times,
    })),
    standing: openVisits(state).map((visit) => standingStage(reader, course, state, visit)),
    reopen: reopening(reader, course, state),
    fields: procedure.fields.map((field) => {
      const { id: name, label, type, choices, guard } = field;
      const value = state.fields[name] ?? null;
      const veiled = isVeil(field);
      return {
        id: name,
        label,
        type,
        ...(choices && { choices }),
        guard: guard ?? null,
        veiled,
        value: veiled ? null : value,
        say: value === null ? null : veiled ? veil : sayValue(field, value),
      };
    }),
    timeline: await timeline(reader, course, id, keys, isVeil),
  };
}

function reopening(
  { roles, now }: Reader,
  { procedure, calendar, zone, legal }: Course,
  { end }: CaseState,
): CasePage["reopen"] {
  const { reopen } = procedure;
  if (end === null || reopen === undefined || !reopen.by.some((role) => roles.includes(role))) return null;
  const until = dueAt(end.at, reopen.within, calendar, zone, legal).at;
  if (now.getTime() > Date.parse(until)) return null;
  return { until, to: procedure.stages.find(({ id }) => id === reopen.to)?.title ?? { zh: reopen.to } };
}

/** What happened, as the journal tells it: who did what, when and why. */
async function timeline(
  reader: Reader,
  course: Course,
  id: string,
  keys: KeyRing,
  isVeil: (field: Field) => boolean,
): Promise<CaseEvent[]> {
  const { rules } = reader.office;
  const rows = await reader.tx.rows<EntryRow>(
    `select entry.number, entry.at, account.name as author, entry_part.part, entry_part.subject, entry_part.holder, entry_part.algorithm, entry_part.body
     from case_entry
     join entry on entry.office = case_entry.office and entry.number = case_entry.number
     join entry_part on entry_part.office = case_entry.office and entry_part.number = case_entry.number
     left join account on account.id = entry.actor
     where case_entry.office = $1 and case_entry.case_file = $2 order by entry.number, entry_part.part`,
    [rules.office, id],
  );
  await keys.load(
    reader.tx,
    rows.flatMap(({ holder }) => holder ?? []),
  );
  const visited = new Map<number, string>();
  const events: CaseEvent[] = [];
  for (const parts of Map.groupBy(rows, ({ number }) => number).values()) {
    const [row] = parts;
    const body = parts
      .map((part) => openBody(rules.office, part.number, part.part, part, keys))
      .find((each) => each !== null);
    if (row === undefined || body === undefined) continue; // whom it was about has been forgotten
    const { step } = body as { step: Step };
    const said = step.step === "opened" ? (body["fields"] as CaseState["fields"]) : fieldsOf(step);
    if ("begins" in step) for (const { place, stage } of step.begins) visited.set(place, stage);
    events.push({
      number: row.number,
      step: step.step,
      at: row.at.toISOString(),
      by: row.author ?? "",
      ...tell(course, step, visited),
      fields: Object.entries(said).flatMap(([name, value]) => {
        const field = course.procedure.fields.find((each) => each.id === name);
        return field === undefined || value === null || value === ""
          ? []
          : [{ label: field.label, say: isVeil(field) ? veil : sayValue(field, value) }];
      }),
    });
  }
  return events;
}

function fieldsOf(step: Step): CaseState["fields"] {
  return "fields" in step ? step.fields : {};
}

function tell(
  course: Course,
  step: Step,
  visited: Map<number, string>,
): Omit<CaseEvent, "number" | "step" | "at" | "by" | "fields"> {
  const { procedure } = course;
  const from = "place" in step ? visited.get(step.place) : undefined;
  const stage = from === undefined ? undefined : stageOf(course, from);
  const told = step.step === "opened" ? step.told : undefined;
  const end = step.step === "moved" ? step.end : (told?.end ?? null);
  const move = step.step === "moved" ? stage?.moves.find(({ id }) => id === step.move) : undefined;
  return {
    move: move?.title ?? null,
    stage: stage?.title ?? null,
    outcome: step.step === "moved" ? step.outcome : (end?.outcome ?? null),
    fromLedger: told !== undefined,
    returns: step.step === "moved" && step.returns,
    reason: "reason" in step ? step.reason : (told?.text ?? null),
    began: ("begins" in step ? step.begins : []).map(({ stage: begun, due }) => ({
      title: stageOf(course, begun).title,
      due,
    })),
    due: step.step === "extended" ? step.due : null,
    end: end && endTitle(procedure, end.id),
  };
}

interface EntryRow {
  number: number;
  at: Date;
  author: string | null;
  part: number;
  subject: string | null;
  holder: string | null;
  algorithm: string;
  body: Buffer;
}
