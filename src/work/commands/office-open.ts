import { z } from "zod";
import { command, openPart, textInput } from "../command.ts";

/** The first entry of an office's journal. */
export const officeOpen = command({
  name: "office.open",
  title: { zh: "设立机构", en: "Open an office" },
  about: {
    zh: "在这台机器上设立一个机构：名称、时区、网格。日志从这一条开始。",
    en: "Set up an office on this machine: its name, time zone and areas. Its journal begins here.",
  },
  may: "installation",
  input: z.object({
    title: textInput,
    parent: z.string().nullable().default(null),
    zone: z.string().refine(isZone, { error: "not-a-zone" }).default("Asia/Shanghai"),
    areas: z.array(z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), title: textInput })).default([]),
  }),
  needs: () => ({}),
  decide: (_state, input) => [{ kind: "office-opened", parts: [openPart(input)] }],
});

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
