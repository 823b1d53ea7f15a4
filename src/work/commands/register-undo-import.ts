import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart, reasonInput } from "../command.ts";

/** The whole import taken back: whom it entered leaves the register, what it changed is as before. */
export const registerUndoImport = command({
  name: "register.undo-import",
  title: { zh: "撤回导入", en: "Undo an import" },
  about: {
    zh: "导错了表，整批撤回：新登记的退出台账，改过的恢复原值，记下的记录全部划去，导入的事项撤下；导入到一半断了的也能撤。导入后已有人记过事或改过信息的，就不能整批撤回，只能逐个更正。",
    en: "The wrong ledger was imported: take it back whole. Whom it entered leaves the register, what it changed is as before, the records it made are struck, its cases are taken out; one that was cut off half way too. Where something has been recorded or changed since, it can no longer be undone whole: correct them one by one.",
  },
  may: "secretary",
  input: z.object({ import: idInput, reason: reasonInput }),
  needs: (input) => ({ imports: [input.import], touchedSince: true }),
  decide: (state, input) => {
    const made = state.imports.get(input.import);
    if (made === undefined)
      return refuse("unknown-import", { zh: "没有这次导入。", en: "There is no such import." }, "import");
    if (made.undone)
      return refuse(
        "already-undone",
        { zh: "这次导入已经撤回了。", en: "This import has been undone already." },
        "import",
      );
    if (made.touchedSince.length > 0) {
      const names = made.touchedSince.slice(0, 5).map(({ name }) => name);
      const count = made.touchedSince.length;
      return refuse(
        "touched-since",
        {
          zh: `导入后又为其中 ${count} 个对象记过事、改过信息或有人入户（${names.join("、")}${count > 5 ? "等" : ""}），不能整批撤回；请在各自的页面上逐个更正。`,
          en: `Something has been recorded or changed for ${count} of them since, or somebody joined the household (${names.join(", ")}${count > 5 ? ", …" : ""}), so it cannot be undone whole; correct them one by one, on their own pages.`,
        },
        "import",
      );
    }
    if (made.casesSince > 0)
      return refuse(
        "cases-went-on",
        {
          zh: `导入的事项里有 ${made.casesSince} 件已经接着办了，不能整批撤回；请在各自的页面上办。`,
          en: `${made.casesSince} of its cases have gone on since, so it cannot be undone whole; go on with them on their own pages.`,
        },
        "import",
      );
    const body = { import: made.id, reason: input.reason };
    return [{ kind: "import-undone", parts: [openPart(body)] }];
  },
});
