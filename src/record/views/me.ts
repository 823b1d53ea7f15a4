import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { Choice, Fact } from "#standard/standard.ts";
import { guardedPromisesOf } from "#work/office-rules.ts";
import { isSetAside } from "#work/set-aside.ts";
import type { Clock } from "../clock.ts";
import type { Reader } from "./reader.ts";

export interface Me {
  account: { id: string; name: string };
  office: { id: string; title: Text; areas: { id: string; title: Text }[] };
  offices: { id: string; title: Text }[];
  posts: Post[];
  /** Names of the commands this account may send. */
  may: string[];
  clock: Clock;
  language: OfficeLanguage;
}

export interface Post {
  role: string;
  title: Text;
  area: string | null;
}

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
    clock: { ...clock, today: dayText(reader.today) },
    language: officeLanguage(reader),
  };
}

function officeLanguage({ office: { rules }, roles }: Reader): OfficeLanguage {
  const guarded = new Set(guardedPromisesOf(rules, roles));
  const promises = rules.standards
    .flatMap((standard) => standard.promises)
    .filter(({ id, guards }) => guards.length === 0 || guarded.has(id));
  // A kind of record that keeps only guarded promises is known to those who act on one of them.
  const kept = new Set(
    rules.standards.flatMap((standard) => standard.promises).flatMap(({ keptBy }) => keptBy),
  );
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
        fields: fields.map((field) => ({
          id: field.id,
          label: field.label,
          type: field.type,
          required: field.required,
          ...(field.choices && { choices: field.choices }),
        })),
      })),
    facts: (["person", "household", "unit", "place"] as const)
      .flatMap((kind) => rules.factsOf(kind))
      .map(factBrief),
  };
}

function factBrief({ id, of, label, type, choices, guard }: Fact): OfficeLanguage["facts"][number] {
  return { id, of, label, type, ...(choices && { choices }), ...(guard && { guard }) };
}
