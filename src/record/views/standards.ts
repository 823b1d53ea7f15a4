import type { Text } from "#basics/text.ts";
import { dayOf, dayText, localDay } from "#basics/day.ts";
import { deadlineText } from "#basics/deadline.ts";
import { parametersIn, sayParameter } from "#standard/parameters.ts";
import { type ExampleSaid, examplesOfProcedure, examplesOfPromise } from "#standard/say-example.ts";
import type { Basis, Standard, StandardPromise } from "#standard/standard.ts";
import type { Reader } from "./reader.ts";

/** A standard as the office adopted it, with what each clause asks for now. */
export interface StandardPage {
  id: string;
  /** The one in force today; before the first is, the one to come. Tuned again, it is “2021.1+1”. */
  version: string;
  title: Text;
  effective: string;
  adopted: string;
  basis: { id: string; title: Text; ref: string }[];
  lines: StandardLine[];
  procedures: StandardProcedure[];
  parameters: StandardParameter[];
  /** All that were adopted, the newest first. */
  versions: AdoptedVersion[];
}

/** What the office may tune. */
export interface StandardParameter {
  id: string;
  title: Text;
  type: "duration" | "integer" | "number";
  /** As it stands in the version that was adopted last, and what the standard itself has. */
  value: string | number;
  usual: string | number;
  atMost: string | number | null;
  atLeast: string | number | null;
  /** The same said in words. */
  says: { now: Text; usual: Text; atMost: Text | null; atLeast: Text | null };
}

export interface AdoptedVersion {
  version: string;
  from: string;
  /** On the same day something newer begins: it never counts. */
  state: "past" | "now" | "coming" | "superseded";
  isTuning: boolean;
  /** Who decided it, and on what day; null: it was set up before that was kept. */
  by: string | null;
  on: string | null;
  /** What differs from the standard's own. */
  tuned: { title: Text; value: Text }[];
}

/** How something asked for is handled, as the document has it. */
export interface StandardProcedure {
  id: string;
  title: Text;
  clause: Text;
  colour: string;
  basis: { title: Text; ref: string; verified: boolean }[];
  stages: { id: string; title: Text; by: Text[]; within: Text[] }[];
  examples: ExampleSaid[];
}

export interface StandardLine {
  id: string;
  title: Text;
  colour: string;
  /** How many subjects at least one of its promises applies to now; null: all of them are guarded, and not this reader's to know. */
  now: number | null;
  promises: StandardClause[];
}

export interface StandardClause {
  id: string;
  number: number;
  title: Text;
  clause: Text;
  /** The same sentence in pieces, where it names parameters. */
  pieces: { zh: Piece[]; en: Piece[] } | null;
  /** The parameters that it rests on. */
  parameters: string[];
  colour: string;
  by: Text;
  basis: { title: Text; ref: string; verified: boolean }[];
  /** What it means, in cases that were worked out when it was adopted. */
  examples: ExampleSaid[];
  /** null: guarded, and not this reader's to know. */
  now: ClauseNow | null;
}

/** Words of a clause; of a parameter, what it is set to. */
export interface Piece {
  text: string;
  parameter?: string;
}

export interface ClauseNow {
  eligible: number;
  due: number;
  overdue: number;
}

export async function standards(reader: Reader): Promise<StandardPage[]> {
  const { rules, names } = reader.office;
  const eligible = await countBy(
    reader,
    "select promise as name, count(*)::int as count from eligible where office = $1 group by promise",
    [rules.office],
  );
  const today = dayText(reader.today);
  const due = await countBy(
    reader,
    "select promise as name, count(*)::int as count from duty where office = $1 and due = $2 group by promise",
    [rules.office, today],
  );
  const overdue = await countBy(
    reader,
    "select promise as name, count(*)::int as count from duty where office = $1 and due < $2 group by promise",
    [rules.office, today],
  );
  const isHidden = ({ id, guards }: StandardPromise) =>
    guards.length > 0 && !reader.scope.veils.includes(names.promise(id));
  const pages: StandardPage[] = [];
  for (const newest of rules.standards) {
    const standard = rules.standardOn(newest.id, reader.today) ?? newest;
    const versions = await versionsOf(reader, newest.id);
    const lines: StandardLine[] = [];
    for (const line of standard.lines) {
      const promises = standard.promises.filter((promise) => promise.line.id === line.id);
      const [served] = await reader.tx.rows<{ count: number }>(
        "select count(distinct subject)::int as count from eligible where office = $1 and promise = any($2::text[])",
        [rules.office, promises.map(({ id }) => names.promise(id))],
      );
      lines.push({
        id: line.id,
        title: line.title,
        colour: line.colour,
        now: promises.every(isHidden) ? null : (served?.count ?? 0),
        promises: promises.map((promise) => {
          const name = names.promise(promise.id);
          return {
            id: promise.id,
            number: promise.number,
            title: promise.title,
            clause: promise.clause,
            ...parametersOf(standard, promise.localId),
            colour: promise.colour,
            by: rules.roles.get(promise.by)?.title ?? { zh: promise.by },
            basis: promise.basis.map(cited),
            examples: examplesOfPromise(standard, promise.localId),
            now: isHidden(promise)
              ? null
              : {
                  eligible: eligible.get(name) ?? 0,
                  due: due.get(name) ?? 0,
                  overdue: overdue.get(name) ?? 0,
                },
          };
        }),
      });
    }
    pages.push({
      id: standard.id,
      version: standard.version,
      title: standard.title,
      effective: dayText(standard.effective),
      adopted: versions.find(({ version }) => version === standard.version)?.from ?? "",
      basis: standard.basis.map(({ id, title, ref }) => ({ id, title, ref: ref ?? "" })),
      lines,
      procedures: standard.procedures.map((procedure) => ({
        id: procedure.id,
        title: procedure.title,
        clause: procedure.clause,
        colour: procedure.colour,
        basis: procedure.basis.map(cited),
        examples: examplesOfProcedure(standard, procedure),
        stages: procedure.stages.map((stage) => ({
          id: stage.id,
          title: stage.title,
          by: stage.by.map((role) => rules.roles.get(role)?.title ?? { zh: role }),
          within: stage.within.map(({ span }) => deadlineText(span)),
        })),
      })),
      parameters: parametersToTune(newest),
      versions,
    });
  }
  return pages;
}

/** What the office may tune, as the version that was adopted last has it. */
export function parametersToTune({ document, values }: Standard): StandardParameter[] {
  const said = (value: string | number | undefined) => (value === undefined ? null : sayParameter(value));
  return Object.entries(document.parameters).map(([id, { title, type, default: usual, atMost, atLeast }]) => {
    const value = values[id] ?? usual;
    return {
      id,
      title: title ?? { zh: id, en: id },
      type,
      value,
      usual,
      atMost: atMost ?? null,
      atLeast: atLeast ?? null,
      says: {
        now: sayParameter(value),
        usual: sayParameter(usual),
        atMost: said(atMost),
        atLeast: said(atLeast),
      },
    };
  });
}

/** Which parameters a clause rests on, and where its sentence names them. */
function parametersOf(
  { document, values }: Standard,
  localId: string,
): Pick<StandardClause, "pieces" | "parameters"> {
  const written = document.promises.find(({ id }) => id === localId);
  const clause = written?.clause ?? written?.title ?? { zh: localId };
  const names = new Set(parametersIn(JSON.stringify(written ?? {})).map(({ name }) => name));
  const isNamed = parametersIn(JSON.stringify(clause)).length > 0;
  const pieces = isNamed
    ? {
        zh: piecesOf(clause.zh, "zh", values),
        en: piecesOf(clause.en ?? clause.zh, clause.en === undefined ? "zh" : "en", values),
      }
    : null;
  return { pieces, parameters: [...names].filter((name) => name in values) };
}

function piecesOf(text: string, language: "zh" | "en", values: Standard["values"]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { name, index, written } of parametersIn(text)) {
    const value = values[name];
    if (value === undefined) continue;
    pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: sayParameter(value)[language], parameter: name });
    from = index + written.length;
  }
  return [...pieces, { text: text.slice(from) }].filter((piece) => piece.text !== "");
}

async function versionsOf({ tx, office: { rules }, today }: Reader, id: string): Promise<AdoptedVersion[]> {
  const decided = await tx.rows<{ version: string; tuning: number; name: string | null; at: Date | null }>(
    `select adoption.version, adoption.tuning, account.name, entry.at
     from adoption
     left join entry on entry.office = adoption.office and entry.number = adoption.entry
     left join account on account.id = entry.actor
     where adoption.office = $1 and adoption.standard = $2`,
    [rules.office, id],
  );
  const all = rules.adopted.filter(({ standard }) => standard.id === id);
  const now = rules.standardOn(id, today);
  return all
    .map(({ standard, from }, at): AdoptedVersion => {
      const { document, values, version } = standard;
      const row = decided.find(
        (each) => version === (each.tuning === 0 ? each.version : `${each.version}+${each.tuning}`),
      );
      const next = all[at + 1];
      return {
        version,
        from,
        state:
          standard === now
            ? "now"
            : next?.from === from
              ? "superseded"
              : dayOf(from) > today
                ? "coming"
                : "past",
        isTuning: version !== document.version,
        by: row?.name ?? null,
        on: row?.at ? dayText(localDay(row.at, rules.zone)) : null,
        tuned: Object.entries(document.parameters).flatMap(([name, parameter]) => {
          const value = values[name];
          if (value === undefined || value === parameter.default) return [];
          return [{ title: parameter.title ?? { zh: name, en: name }, value: sayParameter(value) }];
        }),
      };
    })
    .toReversed();
}

function cited({ title, ref, article, verified }: Basis): StandardProcedure["basis"][number] {
  return { title, ref: [ref, article].filter(Boolean).join(" "), verified: verified !== undefined };
}

async function countBy(reader: Reader, query: string, values: unknown[]): Promise<Map<string, number>> {
  return new Map(
    (await reader.tx.rows<{ name: string; count: number }>(query, values)).map(({ name, count }) => [
      name,
      count,
    ]),
  );
}
