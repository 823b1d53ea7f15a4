import { compileStandard } from "#standard/compile.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { WorkedExamples } from "#standard/example.ts";
import type { Fault } from "#standard/fault.ts";
import { caseFailuresOf } from "./case/examples.ts";
import { failuresOf } from "./duty/examples.ts";

/** Examples that the engine answers otherwise: either they are wrong, or the standard says something else than was meant. */
export function failedExamples(
  document: StandardDocument,
  { examples, procedures }: WorkedExamples,
): Fault[] {
  const failures = [
    ...failuresOf(document, examples).map(({ found, ...rest }) => ({
      ...rest,
      // Of the windows since adoption those that stand now, and the last that closed: there may be dozens.
      found: JSON.stringify([...found.slice(0, 2), ...found.slice(2).slice(-2)]),
    })),
    ...caseFailuresOf(compileStandard(document), procedures),
  ];
  return failures.map(({ file, line, name, expected, found }): Fault => {
    const wanted = JSON.stringify(expected);
    const say = {
      zh: `例子“${name.zh}”算出来不是这样：写的是 ${wanted}，算得 ${found}`,
      en: `example “${name.en ?? name.zh}” comes out otherwise: it says ${wanted}, worked out is ${found}`,
    };
    return { level: "mistake", file, line, column: 1, say };
  });
}
