import { checkParameters } from "#standard/parameters.ts";
import { compileStandard } from "#standard/compile.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { Standard } from "#standard/standard.ts";
import { type InputFault, recordFaults, registerFaults } from "#work/duty/owed-input.ts";
import { InputError, type Terminal, sayBoth } from "./cli-command.ts";
import { readJson } from "./read-json.ts";

/** A register and records as files, right in every part. @throws InputError after all that is wrong has been said. */
export interface Lists {
  register: unknown;
  records: unknown;
}

export async function readLists(
  standard: Standard,
  files: { register: string; records?: string | undefined },
  terminal: Terminal,
): Promise<Lists> {
  const register = await readJson(files.register, terminal);
  const records = files.records === undefined ? [] : await readJson(files.records, terminal);
  const mistakes =
    tell(files.register, registerFaults(standard, register), terminal) +
    tell(files.records ?? "", recordFaults(standard, records, register), terminal);
  if (mistakes > 0)
    throw new InputError({
      zh: `共 ${mistakes} 处错误，改好再来。`,
      en: `${mistakes} ${mistakes === 1 ? "mistake" : "mistakes"}; mend ${mistakes === 1 ? "it" : "them"} first.`,
    });
  return { register, records };
}

/** The standard with the values an office tuned. @throws InputError where one of them is outside its floor. */
export async function withParameters(
  document: StandardDocument,
  file: string | undefined,
  terminal: Terminal,
): Promise<{ standard: Standard; parameters: Record<string, unknown> }> {
  if (file === undefined) return { standard: compileStandard(document), parameters: {} };
  const parameters = await readJson(file, terminal);
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters))
    throw new InputError({
      zh: `${file} 应是 { "参数": 值 }。`,
      en: `${file} must be { "parameter": value }.`,
    });
  const given = parameters as Record<string, unknown>;
  const refusals = checkParameters(document.parameters, given);
  for (const { say, where } of refusals) terminal.err(`${file} ${where ?? ""}: ${sayBoth(say)}\n`);
  if (refusals.length > 0)
    throw new InputError({
      zh: "参数不能用：只能在标准给出的范围内调。",
      en: "The parameters cannot be used: they may be tuned only within what the standard allows.",
    });
  return { standard: compileStandard(document, given), parameters: given };
}

/** How many mistakes are told one by one; after that only how many more there are. */
const mostTold = 200;

/** Tells what is wrong, each with its place; warnings about one thing once. Returns how many mistakes there are. */
function tell(file: string, faults: InputFault[], terminal: Terminal): number {
  const mistakes = faults.filter(({ level }) => level === "mistake");
  for (const fault of mistakes.slice(0, mostTold)) terminal.err(`${placed(file, fault)}\n`);
  if (mistakes.length > mostTold) {
    const more = mistakes.length - mostTold;
    terminal.err(`${sayBoth({ zh: `……还有 ${more} 处`, en: `… and ${more} more` })}\n`);
  }
  const warnings = Map.groupBy(
    faults.filter(({ level }) => level === "warning"),
    ({ about }) => about,
  );
  for (const alike of warnings.values()) {
    const [first] = alike;
    if (first === undefined) continue;
    const count = alike.length;
    const times = count === 1 ? "" : ` (${sayBoth({ zh: `共 ${count} 处`, en: `${count} times` })})`;
    terminal.err(`${placed(file, first)}${times}\n`);
  }
  return mistakes.length;
}

function placed(file: string, { level, index, id, field, say }: InputFault): string {
  const place =
    index === null ? "" : ` [${index}]${id === null ? "" : ` ${id}`}${field === "" ? "" : ` ${field}`}`;
  return `${file}${place} ${level}: ${sayBoth(say)}`;
}
