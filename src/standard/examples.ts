import type { Text } from "#basics/text.ts";
import type { StandardDocument } from "./document.ts";
import { type ExampleDesk, checkExample, checkProcedureExample } from "./check-examples.ts";
import { type WorkedExamples, instantsOf } from "./example.ts";
import { exampleShape, procedureShape } from "./example-shape.ts";
import type { Fault, FaultAt } from "./fault.ts";
import { readFolder } from "./read-folder.ts";
import { shapeFaults } from "./shape-faults.ts";
import { Places, type Source, readYaml } from "./yaml.ts";

/** What the files hold, and what is wrong in them. */
export interface Examples extends WorkedExamples {
  /** The same as they were written: what the document keeps of them. */
  written: StandardDocument["examples"];
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
  const all: Examples = {
    examples: [],
    procedures: [],
    written: { promises: [], procedures: [] },
    faults: [],
  };
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
    all.written.promises.push(result.data);
    return;
  }
  const before = desk.faults.length;
  checkProcedureExample(desk, result.data);
  // A time that cannot be read has no instant.
  if (desk.faults.slice(before).some((fault) => fault.level === "mistake")) return;
  all.procedures.push({ ...instantsOf(result.data), ...at });
  all.written.procedures.push(result.data);
}

function isOfProcedure(item: unknown): boolean {
  const given = (item as { given?: { case?: unknown } } | null)?.given;
  const told = given?.case;
  return typeof told === "object" && told !== null && "procedure" in told;
}
