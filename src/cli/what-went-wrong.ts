import { ClockBehind } from "#record/clock.ts";
import { NotOpened } from "#record/sealed-bytes.ts";
import { BrokenFile } from "#record/line-file.ts";
import { sayBoth, InputError, UsageError } from "./cli-command.ts";

/** What ended a command, as a sentence; `isUsage` where it was typed wrongly. */
export function whatWentWrong(error: unknown): { say: string; isUsage: boolean } {
  if (!(error instanceof Error)) return { say: String(error), isUsage: false };
  if (error instanceof InputError) return { say: error.message, isUsage: false };
  if (error instanceof BrokenFile || error instanceof NotOpened || error instanceof ClockBehind)
    return { say: sayBoth(error.say), isUsage: false };
  if (error instanceof UsageError) return { say: error.message, isUsage: true };
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith("ERR_PARSE_ARGS") === true)
    return { say: sayBoth({ zh: "选项写得不对", en: error.message }), isUsage: true };
  return { say: sayFileFault(error) ?? error.message, isUsage: false };
}

/** A file that cannot be reached is the commonest of all. */
function sayFileFault(error: NodeJS.ErrnoException): string | undefined {
  const { code, path } = error;
  if (path === undefined) return undefined;
  if (code === "ENOENT" || code === "ENOTDIR")
    return sayBoth({
      zh: `没有 ${path}，或它的文件夹不在。`,
      en: `There is no ${path}, or its folder is missing.`,
    });
  if (code === "EACCES" || code === "EPERM")
    return sayBoth({ zh: `没有权限读写 ${path}。`, en: `No right to read or write ${path}.` });
  if (code === "EISDIR")
    return sayBoth({
      zh: `${path} 是文件夹，这里要一个文件。`,
      en: `${path} is a folder; a file is wanted here.`,
    });
  return undefined;
}
