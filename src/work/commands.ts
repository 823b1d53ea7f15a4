import type { CommandSpec } from "./command.ts";
import { dutyDecline } from "./commands/duty-decline.ts";
import { dutyExcuse } from "./commands/duty-excuse.ts";
import { factOpen } from "./commands/fact-open.ts";
import { officeOpen } from "./commands/office-open.ts";
import { postGive } from "./commands/post-give.ts";
import { recordMake } from "./commands/record-make.ts";
import { recordStrike } from "./commands/record-strike.ts";
import { registerChange } from "./commands/register-change.ts";
import { registerEnter } from "./commands/register-enter.ts";
import { registerImport } from "./commands/register-import.ts";
import { registerUndoImport } from "./commands/register-undo-import.ts";
import { standardAdopt } from "./commands/standard-adopt.ts";

/** Every change anybody can make, by its name on the wire, which is its file: record.make is commands/record-make.ts. */
export const commands = new Map<string, CommandSpec>(
  (
    [
      recordMake,
      recordStrike,
      dutyExcuse,
      dutyDecline,
      registerEnter,
      registerChange,
      registerImport,
      registerUndoImport,
      factOpen,
      officeOpen,
      postGive,
      standardAdopt,
    ] as CommandSpec[]
  ).map((spec) => [spec.name, spec]),
);
