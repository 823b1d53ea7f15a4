import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { Choice, Fact, Field, Procedure } from "#standard/standard.ts";
import { isVeiled, rolesIn } from "#work/case/course.ts";
import { guardedPromisesOf } from "#work/office-rules.ts";
import { mayAsk } from "#work/rights.ts";
import { isSetAside } from "#work/set-aside.ts";
import type { Clock } from "../clock.ts";
import type { HeldPost } from "../posts-held.ts";
import { isOutside } from "./cases-seen.ts";
import type { Reader } from "./reader.ts";

export interface Me {
  account: { id: string; name: string };
  office: { id: string; title: Text; areas: { id: string; title: Text }[] };
  offices: { id: string; title: Text }[];
  posts: Post[];
  /** Names of the commands this account may send. */
  may: string[];
  /** Beside what is theirs to do: figures, the journal. */
  sees: ("figures" | "journal")[];
  clock: Clock;
  /** The day by which a second factor must be set up; null: none is needed, or it is there. Told by the server. */
  secondFactorBy?: string | null;
  language: OfficeLanguage;
}

/** A role held here today, with what the standard calls it. */
export type Post = HeldPost & { title: Text };

/** What the adopted standards declare, as far as this reader may know of it: forms and lists are drawn from it. */
export interface OfficeLanguage {
  roles: { id: string; title: Text }[];
  /** What the standards call each colour; a colour without a name of its own is not here. */
  colours: { id: string; title: Text }[];
  lines: { id: string; title: Text; colour: string }[];
  promises: {
    id: string;
    title: Text;
    line: string;
    colour: string;
    by: string;
    keptBy: string[];
    to: string;
  }[];
  records: {
    id: string;
    title: Text;
    about: string[];
    fields: { id: string; label: Text; type: string; required: boolean; choices?: Choice[] }[];
  }[];
  facts: { id: string; of: string; label: Text; type: string; choices?: Choice[]; guard?: string }[];
  /** What can be asked for: the form in which it is opened is drawn from it. */
  procedures: {
    id: string;
    title: Text;
    clause: Text;
    colour: string;
    about: string[];
    anonymous: boolean;
    /** Asked for at the opening. */
    asks: OfficeLanguage["records"][number]["fields"];
    stages: { id: string; title: Text }[];
    mayOpen: boolean;
  }[];
}

export async function me(
  reader: Reader,
  offices: { id: string; title: Text }[],
  posts: Post[],
  may: string[],
  clock: Clock,
): Promise<Me> {
  const { rules } = reader.office;
  const [account] = await reader.tx.rows<{ id: string; name: string }>(
    "select id, name from account where id = $1",
    [reader.account],
  );
  return {
    account: account ?? { id: reader.account, name: "" },
    office: { id: rules.office, title: rules.title, areas: rules.areas },
    offices,
    posts,
    may,
    sees: (["figures", "journal"] as const).filter((what) => mayAsk(what, reader.roles, rules.roles)),
    clock: { ...clock, today: dayText(reader.today) },
    language: officeLanguage(reader),
  };
}

function officeLanguage(reader: Reader): OfficeLanguage {
  const {
    office: { rules },
    roles,
  } = reader;
  const guarded = new Set(guardedPromisesOf(rules, roles));
  const promises = rules.everyPromise.filter(({ id, guards }) => guards.length === 0 || guarded.has(id));
  // A kind of record that keeps only guarded promises is known to those who act on one of them.
  const kept = new Set(rules.everyPromise.flatMap(({ keptBy }) => keptBy));
  const keptForMe = new Set(promises.flatMap(({ keptBy }) => keptBy));
  return {
    roles: [...rules.roles.values()].map(({ id, title }) => ({ id, title })),
    colours: rules.standards.flatMap((standard) => standard.colours),
    lines: rules.lines.map(({ id, title, colour }) => ({ id, title, colour })),
    promises: promises.map(({ id, title, line, colour, by, keptBy, to }) => ({
      id,
      title,
      line: line.id,
      colour,
      by,
      keptBy,
      to,
    })),
    records: [...rules.records.values()]
      .filter(({ id }) => !isSetAside(id) && (!kept.has(id) || keptForMe.has(id)))
      .map(({ id, title, about, fields }) => ({
        id,
        title,
        about,
        fields: fields.map(fieldBrief),
      })),
    facts: (["person", "household", "unit", "place"] as const)
      .flatMap((kind) => rules.factsOf(kind))
      .map(factBrief),
    procedures: rules.procedures.filter((procedure) => knows(reader, procedure)).map(procedureBrief(roles)),
  };
}

/** A veiled procedure is known to those who act in it; a body of its own knows those that come to it. */
function knows(reader: Reader, procedure: Procedure): boolean {
  if (!isVeiled(procedure) && !isOutside(reader)) return true;
  const acting = rolesIn(procedure);
  return reader.roles.some((role) => acting.has(role));
}

function procedureBrief(roles: string[]) {
  return (procedure: Procedure): OfficeLanguage["procedures"][number] => {
    const { id, title, clause, colour, about, anonymous, opens, fields, stages } = procedure;
    return {
      id,
      title,
      clause,
      colour,
      about,
      anonymous,
      asks: opens.asks.flatMap((name) => fields.filter((field) => field.id === name)).map(fieldBrief),
      stages: stages.map((stage) => ({ id: stage.id, title: stage.title })),
      mayOpen: opens.by.some((role) => roles.includes(role)),
    };
  };
}

function fieldBrief({
  id,
  label,
  type,
  required,
  choices,
}: Field): OfficeLanguage["records"][number]["fields"][number] {
  return { id, label, type, required, ...(choices && { choices }) };
}

function factBrief({ id, of, label, type, choices, guard }: Fact): OfficeLanguage["facts"][number] {
  return { id, of, label, type, ...(choices && { choices }), ...(guard && { guard }) };
}
