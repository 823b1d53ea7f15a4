// The page of the manual that says what every role may do and see under each standard here, worked out from what decides it.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Language, Text } from "#basics/text.ts";
import { textIn } from "#basics/text.ts";
import { routes } from "#server/routes.ts";
import { compileStandard } from "#standard/compile.ts";
import { readStandard } from "#standard/read.ts";
import type { Role } from "#standard/standard.ts";
import { officeRules } from "#work/office-rules.ts";
import { mayAsk, rightsOf } from "#work/rights.ts";

const standards = join(import.meta.dirname, "..", "standards");

const marks: Record<string, Text> = {
  owes: { zh: "办", en: "owes" },
  acts: { zh: "办", en: "acts" },
  sees: { zh: "看", en: "sees" },
  figures: { zh: "数", en: "totals" },
  true: { zh: "可", en: "may" },
  nothing: { zh: "", en: "" },
  false: { zh: "", en: "" },
};

/** The whole page in one language. */
export async function rightsPage(language: Language): Promise<string> {
  const say = (text: Text) => textIn(text, language);
  const parts = [say(opening)];
  for (const folder of (await readdir(standards)).filter((name) => name !== "common").toSorted()) {
    const { document, faults } = await readStandard(join(standards, folder));
    if (document === undefined) throw new Error(JSON.stringify(faults));
    const standard = compileStandard(document);
    const rules = officeRules({ id: "office", title: { zh: "" }, zone: "Asia/Shanghai", areas: [] }, [
      { standard, from: "2021-01-01" },
    ]);
    const { roles, promises, procedures, facts, commands } = rightsOf(rules);
    const table = (
      heading: Text,
      rows: { title: Text; mark?: string; by: Map<string, string | boolean> }[],
    ): string => tableOf(say(heading), roles, rows, say);
    parts.push(
      `## ${say(standard.title)}\n\n\`${standard.id}\` ${standard.version}`,
      table(
        { zh: "承诺", en: "Promises" },
        promises.map(({ guarded, ...row }) => ({ ...row, ...(guarded && { mark: say(guardedMark) }) })),
      ),
      table(
        { zh: "诉求流程", en: "Procedures" },
        procedures.map(({ guarded, ...row }) => ({ ...row, ...(guarded && { mark: say(guardedMark) }) })),
      ),
      table(
        { zh: "受限信息（打开要说明用途）", en: "Guarded facts (opened for a stated purpose)" },
        facts.map(({ guard, ...row }) => ({ ...row, mark: guard })),
      ),
      table(
        { zh: "命令", en: "Commands" },
        commands.map((row) => ({ ...row, mark: `\`${row.name}\`` })),
      ),
      table(
        { zh: "地址", en: "Addresses" },
        routes
          .filter(({ who }) => who !== "anyone")
          .map(({ method, path, who, about }) => ({
            title: about,
            mark: `\`${method.toUpperCase()} ${path}\``,
            by: new Map(
              roles.map(({ id }) => [
                id,
                who === "signed-in" ||
                  who === "account" ||
                  (who === "secretary"
                    ? id === "secretary"
                    : who !== "anyone" && mayAsk(who, [id], rules.roles)),
              ]),
            ),
          })),
      ),
    );
  }
  return `${parts.join("\n\n")}\n`;
}

const guardedMark: Text = { zh: "受限", en: "guarded" };

function tableOf(
  heading: string,
  roles: Role[],
  rows: { title: Text; mark?: string; by: Map<string, string | boolean> }[],
  say: (text: Text) => string,
): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    `### ${heading}`,
    "",
    line(["", ...roles.map(({ title }) => say(title))]),
    line(["---", ...roles.map(() => "---")]),
    ...rows.map(({ title, mark, by }) =>
      line([
        `${say(title).replaceAll("|", "\\|")}${mark === undefined ? "" : ` (${mark})`}`,
        ...roles.map(({ id }) => say(marks[String(by.get(id))] ?? { zh: "" })),
      ]),
    ),
  ].join("\n");
}

const opening: Text = {
  zh: `# 谁能办什么、看什么

这一页由 \`node start.mjs --run scripts/write-rights.ts\` 从代码和标准算出来，不是人写的；改了没有重算，检查不通过。同一张表在“设置 › 谁能看什么”里。

*办*：由这个岗位办，看得到是给谁的。*看*：看得到是给谁的。*数*：只知道总数。*可*：可以。空着：不知道有这回事，也不能。

外单位的岗位只看得到自己要办的人和到了自己手里的诉求，这由数据库把守（行级安全），不靠程序自觉；每一格都由 \`src/server/rights.db.test.ts\` 和 \`src/server/isolation.db.test.ts\` 从 SQL 和 HTTP 两面试过。`,
  en: `# Who may do and see what

This page is worked out from the code and the standards by \`node start.mjs --run scripts/write-rights.ts\`; nobody writes it, and a check fails where it is behind. The same table is in Settings › Who sees what.

*owes*, *acts*: the role does it, and sees for whom. *sees*: sees for whom. *totals*: knows how many and no more. *may*: may. Empty: neither knows of it nor may.

Roles of other bodies see only whom they owe something and the cases that came to them. The database holds that by row level security, and does not rely on the program; every cell is tried in SQL and through HTTP by \`src/server/rights.db.test.ts\` and \`src/server/isolation.db.test.ts\`.`,
};
