import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StandardDocument } from "#standard/document.ts";
import type { Fault } from "#standard/fault.ts";
import { readStandard } from "#standard/read.ts";
import { InputError, type Terminal, sayBoth } from "./cli-command.ts";
import { placeOf } from "./options.ts";

const ours = fileURLToPath(new URL("../../standards", import.meta.url));

/** A standard without mistakes, from the folder given. @throws InputError that lists them. */
export async function standardAt(given: string, terminal: Terminal): Promise<StandardDocument> {
  const { folder, shown } = await folderGiven(given, terminal);
  const { document, faults } = await readStandard(folder);
  const mistakes = faults.filter(({ level }) => level === "mistake");
  if (document !== undefined && mistakes.length === 0) return document;
  if (mistakes.length === 0)
    throw new InputError({
      zh: `${given} 只是各标准共用的部分，不是标准。`,
      en: `${given} is only what standards share, not a standard.`,
    });
  for (const fault of mistakes) terminal.err(`${faultLine(fault, fileNamer(shown, folder))}\n`);
  throw new InputError({
    zh: `${given} 有 ${mistakes.length} 处错误，改好再来。`,
    en: `${given} has ${mistakes.length} ${mistakes.length === 1 ? "mistake" : "mistakes"}; mend them first.`,
  });
}

/** A folder from where the user stands, or else the bare name of one of ours. */
export async function folderGiven(
  given: string,
  terminal: Terminal,
): Promise<{ folder: string; shown: string }> {
  const folder = placeOf(given, terminal);
  const about = await stat(folder).catch(() => undefined);
  if (about?.isDirectory()) return { folder, shown: given };
  const own = join(ours, given);
  if (about === undefined && /^[\w-]+$/.test(given) && existsSync(own)) return { folder: own, shown: own };
  throw new InputError(
    about === undefined
      ? { zh: `没有 ${given} 这个文件夹。`, en: `There is no folder ${given}.` }
      : { zh: `${given} 是文件；标准是一个文件夹。`, en: `${given} is a file; a standard is a folder.` },
  );
}

/** The name of a fault's file as a terminal can open it: from where the user stands, as the folder was given. */
export function fileNamer(shown: string, folder: string): (file: string) => string {
  const name = basename(folder);
  return (file) => {
    if (file === name) return shown;
    if (file.startsWith(`${name}/`)) return join(shown, file.slice(name.length + 1));
    return join(shown, "..", file); // `common` beside it
  };
}

export function faultLine({ level, file, line, column, say }: Fault, name: (file: string) => string): string {
  return `${name(file)}:${line}:${column} ${level}: ${sayBoth(say)}`;
}
