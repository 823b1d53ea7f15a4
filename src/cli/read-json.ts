import { readFile } from "node:fs/promises";
import { InputError, type Terminal } from "./cli-command.ts";
import { placeOf } from "./options.ts";

/** A JSON file. @throws InputError that names the line and column at which it is none. */
export async function readJson(path: string, terminal: Terminal): Promise<unknown> {
  const bytes = path === "-" ? undefined : await readFile(placeOf(path, terminal));
  let text: string;
  try {
    text =
      bytes === undefined ? await terminal.input() : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError({
      zh: `${path} 不是 UTF-8 编码，请另存为 UTF-8。`,
      en: `${path} is not UTF-8; save it as UTF-8.`,
    });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch (error) {
    const { line, column } = placeIn(text, (error as Error).message);
    throw new InputError({
      zh: `${path}:${line}:${column}: 这里不是正确的 JSON（少了或多了逗号、引号、括号？）。`,
      en: `${path}:${line}:${column}: this is not JSON (a comma, quote or bracket too many or too few?).`,
    });
  }
}

/** V8 says where it stopped, save where the text ends too early. */
function placeIn(text: string, message: string): { line: number; column: number } {
  const said = /at position (\d+)/.exec(message);
  const before = text.slice(0, said ? Number(said[1]) : text.trimEnd().length).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
