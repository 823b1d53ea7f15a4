import type { Text } from "#basics/text.ts";
import { type SubjectKind, subjectKinds } from "#register/subject.ts";
import type { StandardDocument } from "./document.ts";
import { type ExampleDesk, checkExample, checkProcedureExample } from "./check-examples.ts";
import {
  type ExampleAct,
  type ExpectedOfCase,
  type FactsOfExample,
  type ReadExample,
  type ReadProcedureExample,
  exampleShape,
  momentOf,
  procedureShape,
} from "./example-shape.ts";
import type { Fault, FaultAt } from "./fault.ts";
import { readFolder } from "./read-folder.ts";
import { shapeFaults } from "./shape-faults.ts";
import { Places, type Source, readYaml } from "./yaml.ts";

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

export interface Examples {
  examples: Example[];
  procedures: ProcedureExample[];
  faults: Fault[];
}

/** Reads `examples/*.yaml` of a standard's folder; with its document, what they name is looked up in it. */
export async function readExamples(folder: string, document?: StandardDocument): Promise<Examples> {
  const read = await readFolder(folder);
  const about = read.faults.filter((fault) => fault.file.startsWith(`${read.name}/examples`));
  const found = examplesIn(read.examples, document);
  return { ...found, faults: [...about, ...found.faults] };
}

/** Where only the place is asked for. */
const none: Text = { zh: "例子", en: "example" };

/** The examples in these files, in order. */
export function examplesIn(
  files: Source[],
  document?: StandardDocument,
  aside: ReadonlySet<string> = new Set(),
): Examples {
  const all: Examples = { examples: [], procedures: [], faults: [] };
  for (const source of files) {
    const places = new Places();
    const { value, faults } = readYaml(source, places);
    all.faults.push(...faults);
    if (faults.length > 0 || value === null) continue;
    if (!Array.isArray(value)) {
      const say = { zh: "例子是一个列表，每个以 - 开头", en: "examples are a list, each begins with -" };
      all.faults.push({ level: "mistake", file: source.file, line: 1, column: 1, say });
      continue;
    }
    for (const index of value.keys()) {
      const slips: FaultAt[] = [];
      const { line } = places.locate(value, { level: "mistake", path: [index], say: none }, source);
      const desk: ExampleDesk = { document, aside, faults: slips, path: [index] };
      readOne(value, index, { file: source.file, line }, places, desk, all);
      all.faults.push(...slips.map((fault) => places.locate(value, fault, source)));
    }
  }
  return all;
}

function readOne(
  list: unknown[],
  index: number,
  at: { file: string; line: number },
  places: Places,
  desk: ExampleDesk,
  all: Examples,
): void {
  const item = list[index];
  const shape = isOfProcedure(item) ? procedureShape : exampleShape;
  const result = shape.safeParse(item);
  if (!result.success) {
    const faults = shapeFaults(result.error, item, places);
    desk.faults.push(...faults.map((fault) => ({ ...fault, path: [index, ...fault.path] })));
    return;
  }
  if ("records" in result.data) {
    checkExample(desk, result.data);
    all.examples.push({ ...result.data, ...at });
    return;
  }
  const before = desk.faults.length;
  checkProcedureExample(desk, result.data);
  // A time that cannot be read has no instant.
  if (desk.faults.slice(before).some((fault) => fault.level === "mistake")) return;
  all.procedures.push({ ...instantsOf(result.data), ...at });
}

function isOfProcedure(item: unknown): boolean {
  const given = (item as { given?: { case?: unknown } } | null)?.given;
  const told = given?.case;
  return typeof told === "object" && told !== null && "procedure" in told;
}

function instantsOf(example: ReadProcedureExample): Omit<ProcedureExample, "file" | "line"> {
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
