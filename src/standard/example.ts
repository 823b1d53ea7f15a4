import type { Text } from "#basics/text.ts";
import { type SubjectKind, subjectKinds } from "#register/subject.ts";
import type { StandardDocument } from "./document.ts";
import {
  type ExampleAct,
  type ExpectedOfCase,
  type FactsOfExample,
  type ReadExample,
  type ReadProcedureExample,
  momentOf,
} from "./example-shape.ts";

/** A case that says what a standard means. `file` and `line` are where it stands. */
export type Example = ReadExample & { file: string; line: number };

/** How something asked for is handled, as an example. Every moment in it is an instant, in ISO 8601. */
export interface ProcedureExample {
  name: Text;
  file: string;
  line: number;
  procedure: string;
  openedAt: string;
  fields: FactsOfExample;
  about: { kind: SubjectKind; facts: FactsOfExample }[];
  moves: ExampleAct[];
  on: string;
  /** `due` is an instant: of a day alone, its end. */
  expect: ExpectedOfCase[];
}

/** Examples that can be worked out. */
export interface WorkedExamples {
  examples: Example[];
  procedures: ProcedureExample[];
}

/** Those that a document keeps: each stands in no file any more but at its place among the others. */
export function examplesOf({ examples: { promises, procedures } }: StandardDocument): WorkedExamples {
  return {
    examples: promises.map((example, at) => ({ ...example, file: "examples.promises", line: at })),
    procedures: procedures.map((example, at) => ({
      ...instantsOf(example),
      file: "examples.procedures",
      line: at,
    })),
  };
}

export function instantsOf(example: ReadProcedureExample): Omit<ProcedureExample, "file" | "line"> {
  const { procedure, openedAt, ...fields } = example.given.case;
  return {
    name: example.name,
    procedure,
    openedAt: noon(openedAt),
    fields: fields as FactsOfExample,
    about: subjectKinds.flatMap((kind) => {
      const facts = kind === "case" ? undefined : example.given[kind];
      return facts ? [{ kind, facts }] : [];
    }),
    moves: example.moves.map((move) => ({ ...move, at: noon(move.at) })),
    on: dayEnd(example.on),
    expect: example.expect.map((each) => ({
      ...each,
      ...("due" in each && each.due !== undefined && { due: dayEnd(each.due) }),
      ...("at" in each && each.at !== undefined && { at: noon(each.at) }),
    })),
  };
}

function noon(text: string): string {
  return momentOf(text, 12 * 60) ?? "";
}

function dayEnd(text: string): string {
  return momentOf(text, 24 * 60) ?? "";
}
