import { z } from "zod";
import { command, openPart } from "../command.ts";

/** The whole journal leaves the house: who took it and when is kept in it, before anything is told. */
export const journalExport = command({
  name: "journal.export",
  title: { zh: "导出日志", en: "Export the journal" },
  about: {
    zh: "把整本日志导出为文件；谁、何时导出的先记在日志里，文件里也有这一条。",
    en: "Takes the whole journal out as a file; who did and when goes into the journal first, and is in the file.",
  },
  may: "secretary",
  input: z.strictObject({}),
  needs: () => ({}),
  decide: () => [{ kind: "journal-exported", parts: [openPart({})] }],
});
