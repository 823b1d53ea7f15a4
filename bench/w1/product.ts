import { join } from "node:path";
import { compileStandard } from "#standard/compile.ts";
import { readStandard } from "#standard/read.ts";
import type { Standard } from "#standard/standard.ts";
import type { PromiseInForce } from "#work/duty/duty.ts";
import { Population } from "#work/population/population.ts";
import { type Workload, recordsAt, subjectAt, today } from "./workload.ts";

/** W1's standard, read from its folder as any other. */
export async function w1Standard(): Promise<Standard> {
  const { document, faults } = await readStandard(join(import.meta.dirname, "standard"));
  if (!document) throw new Error(JSON.stringify(faults));
  return compileStandard(document);
}

export function inForce({ promises, effective }: Standard): PromiseInForce[] {
  return promises.map((promise) => ({
    id: promise.id,
    adopted: effective,
    versions: [{ from: effective, promise }],
  }));
}

/** The workload as the product's own columns, one person after the other: a million as objects would take 3 GB. */
export function populationFrom(promises: PromiseInForce[], workload: Workload, asOf = today): Population {
  const population = new Population(promises, workload.people, asOf);
  for (let p = 0; p < workload.people; p++) population.put(p, subjectAt(workload, p), recordsAt(workload, p));
  return population;
}
