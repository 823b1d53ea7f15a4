import { dayOf, dayText } from "#basics/day.ts";
import { isRefused, refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { checkDocument } from "#standard/check.ts";
import { compileStandard } from "#standard/compile.ts";
import type { StandardDocument } from "#standard/document.ts";
import { checkParameters } from "#standard/parameters.ts";
import type { Standard, StandardPromise } from "#standard/standard.ts";
import { type VersionsCompared, compareVersions } from "#work/compare-versions.ts";
import type { ChangeWeighed, Concerned } from "#work/duty/weigh-change.ts";
import { type WeighingTask, weighOn } from "../standard-thread.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

/** What an office thinks of adopting: other parameters for a version it has, or a document that is new. */
export interface Draft {
  standard?: string | undefined;
  document?: StandardDocument | undefined;
  parameters: Record<string, string | number>;
}

/** What a draft would come to here, on the office's own register. */
export interface ChangeTold {
  /** The day as of which it was worked out. */
  on: string;
  compared: VersionsCompared;
  /** How many of the register it was worked out for. */
  subjects: number;
  /** Mondays of the weeks ahead. */
  weeks: string[];
  /** Acts of each week, now and then. */
  before: number[];
  after: number[];
  /** Acts a week on average, what changes first. */
  roles: WorkTold[];
  areas: WorkTold[];
  promises: WorkTold[];
  reach: ReachTold[];
  /** Guarded clauses whose figures are not this reader's to know: nothing above counts them. */
  left: Text[];
}

export interface WorkTold {
  id: string;
  title: Text;
  before: number;
  after: number;
}

export interface ReachTold {
  promise: string;
  title: Text;
  gain: CircleTold;
  lose: CircleTold;
}

export interface CircleTold {
  count: number;
  areas: { id: string; title: Text; count: number }[];
  /** The first of them by name. */
  subjects: SubjectBrief[];
}

/** Two versions that the office adopted, beside one another. */
export function compareAdopted(
  { office: { rules } }: Reader,
  asked: { standard: string; before: string; after: string },
): VersionsCompared {
  const [before, after] = [asked.before, asked.after].map((version) =>
    rules.standardOf(asked.standard, version),
  );
  if (before === undefined || after === undefined) throw new NotFound();
  return compareVersions(before, after);
}

/** A document beside what the office has; null: it has nothing of that standard. */
export function compareDraft(
  { office: { rules } }: Reader,
  document: StandardDocument,
): VersionsCompared | null {
  const before = rules.standards.find(({ id }) => id === document.standard);
  return before === undefined ? null : compareVersions(before, compileStandard(document));
}

/** Draws up what a draft changes, and works out on the whole register what that comes to. Each look is a transaction of its own. */
export async function weighDraft(
  office: string,
  draft: Draft,
  reading: <T>(look: (reader: Reader) => Promise<T>) => Promise<T>,
): Promise<ChangeTold | { refused: Refusal }> {
  const plan = await reading(async (reader) => planOf(reader, draft));
  if (isRefused(plan)) return plan;
  const weighed = await weighOn(plan.keeper, office, plan.task);
  return reading((reader) => told(reader, plan, weighed));
}

interface Plan {
  keeper: Reader["keeper"];
  before: Standard | null;
  after: Standard;
  task: Omit<WeighingTask, "weeks">;
}

function planOf(
  { keeper, office: { rules }, roles, today }: Reader,
  draft: Draft,
): Plan | { refused: Refusal } {
  const id = draft.document?.standard ?? draft.standard;
  const before = rules.standards.find((each) => each.id === id) ?? null;
  const document = draft.document ?? before?.document;
  if (document === undefined) throw new NotFound();
  const mistake = checkDocument(document).find(({ level }) => level === "mistake");
  if (mistake !== undefined)
    return refuse("faulty-document", { en: mistake.say.zh, ...mistake.say }, mistake.path.join("."));
  const [unfit] = checkParameters(document.parameters, draft.parameters);
  if (unfit !== undefined) return { refused: unfit };
  const after = compileStandard(document, draft.parameters);
  const isHidden = ({ guards, by, shows }: StandardPromise) =>
    guards.length > 0 && !roles.some((role) => role === by || role in shows);
  const hidden = [...(before?.promises ?? []), ...after.promises].filter(isHidden);
  const since = rules.adopted.find(({ standard }) => standard.id === id)?.from;
  return {
    keeper,
    before,
    after,
    task: {
      before: before && { document: before.document, parameters: tunedIn(before) },
      after: { document, parameters: draft.parameters },
      left: [...new Set(hidden.map(({ localId }) => localId))],
      on: today,
      since: since === undefined ? today : Math.min(today, dayOf(since)),
    },
  };
}

async function told(
  reader: Reader,
  { before, after, task }: Plan,
  weighed: ChangeWeighed,
): Promise<ChangeTold> {
  const { rules } = reader.office;
  const acts = [...weighed.acts.values()];
  const { weeks } = weighed;
  const sumBy = (of: (act: (typeof acts)[number]) => string, title: (id: string) => Text): WorkTold[] =>
    [...Map.groupBy(acts, of)]
      .map(([id, some]) => ({
        id,
        title: title(id),
        before: aWeek(some.map((act) => act.before)),
        after: aWeek(some.map((act) => act.after)),
      }))
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.after - a.after);
  const aWeek = (numbers: number[]) => Math.round((sum(numbers) / weeks.length) * 10) / 10;
  const ofWeek = (side: "before" | "after") =>
    weeks.map((_, week) => sum(acts.filter((act) => act.week === week).map((act) => act[side])));
  const promiseTitle = (id: string) =>
    [after, before].flatMap((each) => each?.promises ?? []).find(({ localId }) => localId === id)?.title ?? {
      zh: id,
    };
  const roleTitle = (id: string) =>
    after.roles.find((role) => role.id === id)?.title ?? rules.roles.get(id)?.title ?? { zh: id };
  const areaTitle = (id: string) =>
    rules.areas.find((area) => area.id === id)?.title ??
    (id === "" ? { zh: "没有写网格的", en: "No area given" } : { zh: id });
  const circle = async (some: Concerned[]): Promise<CircleTold> => ({
    count: some.length,
    areas: [...Map.groupBy(some, ({ area }) => area ?? "")]
      .map(([id, all]) => ({ id, title: areaTitle(id), count: all.length }))
      .sort((a, b) => b.count - a.count),
    subjects: await firstByName(
      reader,
      some.map(({ id }) => id),
    ),
  });
  const reach: ReachTold[] = [];
  for (const [promise, { gain, lose }] of weighed.reach)
    reach.push({
      promise,
      title: promiseTitle(promise),
      gain: await circle(gain),
      lose: await circle(lose),
    });
  return {
    on: dayText(task.on),
    compared: compareVersions(
      before ?? { ...after, promises: [], document: nothingIn(after.document) },
      after,
    ),
    subjects: weighed.subjects,
    weeks,
    before: ofWeek("before"),
    after: ofWeek("after"),
    roles: sumBy(({ role }) => role, roleTitle),
    areas: sumBy(({ area }) => area ?? "", areaTitle),
    promises: sumBy(({ promise }) => promise, promiseTitle).filter((each) => each.before !== each.after),
    reach,
    left: task.left.map(promiseTitle),
  };
}

const namesAtOnce = 50;

async function firstByName(reader: Reader, ids: string[]): Promise<SubjectBrief[]> {
  if (ids.length === 0) return [];
  const rows = await reader.tx.rows<BriefRow>(
    `select ${briefColumns} from subject where office = $1 and id = any($2::uuid[]) order by sort_key, id limit ${namesAtOnce}`,
    [reader.office.rules.office, ids],
  );
  return rows.map((row) => briefOf(row, reader.today));
}

/** What differs from the standard's own. */
function tunedIn({ document, values }: Standard): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([id, value]) => document.parameters[id]?.default !== value),
  );
}

/** Before a standard is adopted for the first time there is nothing to compare it with: its clauses are told as new, and no more. */
function nothingIn(document: StandardDocument): StandardDocument {
  return { ...document, promises: [] };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
