import type { Text } from "#basics/text.ts";
import { subjectKinds } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { ExpectedDuty } from "#standard/example-shape.ts";
import type { Example } from "#standard/example.ts";
import { type OwedDuty, type OwedOutcome, owedUnder } from "./owed.ts";

/** An example that the engine does not answer as its standard says. */
export interface ExampleFailure {
  name: Text;
  file: string;
  line: number;
  expected: ExpectedDuty;
  /** What the promise gives instead. */
  found: (OwedDuty | OwedOutcome)[];
}

/** Runs a standard's examples and returns those that fail; an example may leave out what it does not say. */
export function failuresOf(document: StandardDocument, examples: Example[]): ExampleFailure[] {
  const standard = compileStandard(document);
  return examples.flatMap((example) => {
    const { name, file, line } = example;
    const { duties, outcomes } = owedUnder(standard, registerOf(example), recordsOf(example), example.on);
    return example.expect.flatMap((expected): ExampleFailure[] => {
      const of = <T extends { promise: string }>(each: T) => each.promise === expected.promise;
      const found = [...duties.filter(of), ...outcomes.filter(of)];
      const known = document.promises.some((promise) => promise.id === expected.promise);
      if (known && agrees(expected, duties.filter(of), outcomes.filter(of), example.on)) return [];
      return [{ name, file, line, expected, found }];
    });
  });
}

/** `owed: false` says that nothing is to be done now: no window is open, though one may be upcoming. */
function agrees(expected: ExpectedDuty, duties: OwedDuty[], outcomes: OwedOutcome[], on: string): boolean {
  const { owed: isOwed, ...said } = expected;
  const open = duties.filter((duty) => duty.opens <= on);
  if (isOwed === false) return open.length === 0;
  if (isOwed === true && open.length === 0) return false;
  return (said.outcome ? outcomes : duties).some((each) =>
    Object.entries(said).every(([key, value]) => each[key as keyof typeof each] === value),
  );
}

function registerOf({ given, on }: Example): unknown {
  return subjectKinds.flatMap((kind) => {
    const told = given[kind];
    if (!told) return [];
    const { since, ...facts } = told;
    return [{ id: kind, kind, since: since ?? on, facts, history: given.history }];
  });
}

function recordsOf({ given, records }: Example): unknown {
  const about = subjectKinds.filter((kind) => given[kind]);
  return records.map((record, index) => ({ ...record, id: `record-${index + 1}`, about }));
}
