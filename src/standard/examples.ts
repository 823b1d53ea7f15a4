import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";

import type { Fault } from "./fault.ts";
import { shapeFaults } from "./shape-faults.ts";
import { Places, readYaml } from "./yaml.ts";

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() });
const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
const Facts = z.record(z.string(), Value);

const Given = z.strictObject({
  person: Facts.optional(),
  household: Facts.optional(),
  unit: Facts.optional(),
  place: Facts.optional(),
  case: Facts.optional(),
  history: z.array(z.strictObject({ fact: z.string(), value: Value, from: z.string() })).default([]),
});

const Expected = z.strictObject({
  promise: z.string(),
  opens: z.string().optional(),
  due: z.string().optional(),
  state: z.enum(["upcoming", "due", "overdue"]).optional(),
  on: z.string().optional(),
  outcome: z.enum(["kept", "late", "missed", "excused", "declined"]).optional(),
  owed: z.boolean().optional(),
});

const Record = z.strictObject({
  kind: z.string(),
  on: z.string(),
  struck: z.boolean().default(false),
  facts: z.record(z.string(), z.unknown()).default({}),
});

const shape = z.array(
  z.strictObject({
    name: Text,
    given: Given,
    records: z.array(Record).default([]),
    on: z.string(),
    expect: z.array(Expected).min(1),
  }),
);

/** A case that says what a standard means. `file` and `line` are where it stands. */
export type Example = z.output<typeof shape>[number] & { file: string; line: number };
export type ExpectedDuty = z.output<typeof Expected>;

/** Reads `examples/*.yaml` of a standard's folder. */
export async function readExamples(folder: string): Promise<{ examples: Example[]; faults: Fault[] }> {
  const directory = join(folder, "examples");
  const files = (await readdir(directory).catch(() => [])).filter((file) => /\.ya?ml$/.test(file)).sort();
  const examples: Example[] = [];
  const faults: Fault[] = [];
  for (const name of files) {
    const file = `${basename(folder)}/examples/${name}`;
    const source = { file, text: await readFile(join(directory, name), "utf8") };
    const places = new Places();
    const { value, faults: found } = readYaml(source, places);
    faults.push(...found);
    if (found.length > 0) continue;
    const root = value as object;
    const read = shape.safeParse(value);
    if (!read.success) {
      faults.push(...shapeFaults(read.error, root, places).map((each) => places.locate(root, each, source)));
      continue;
    }
    for (const [index, example] of read.data.entries()) {
      const { line } = places.locate(root, { level: "warning", path: [index], say: example.name }, source);
      examples.push({ ...example, file, line });
    }
  }
  return { examples, faults };
}
