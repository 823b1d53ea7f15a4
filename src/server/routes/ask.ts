import { z } from "zod";
import { newId } from "#basics/id.ts";
import { dayText } from "#basics/day.ts";
import { textIn } from "#basics/text.ts";
import { perform } from "#record/perform.ts";
import { writeList } from "#record/write-list.ts";
import { ask, askWords } from "#record/views/ask.ts";
import { askable } from "#work/ask/askable.ts";
import { questionInput } from "#work/ask/question.ts";
import { WrongCall, route } from "../route.ts";

/** As many as a screen shows at once. */
const pageLength = 100;

/** More than any office has people: an export is whole or it is nothing. */
const mostExported = 100_000;

export const askRoutes = [
  route({
    method: "get",
    path: "/api/ask",
    who: "inside",
    about: {
      zh: "按条件找台账里的人、户、单位、场所：多少个、分在哪里、是谁。",
      en: "Who or what in the register fits a condition: how many, where, and who.",
    },
    query: z.object({
      of: questionInput.shape.of,
      when: questionInput.shape.when.refine(hasNoNul),
      by: questionInput.shape.by,
      columns: z.string().max(2000).refine(hasNoNul).default(""),
      offset: z.coerce.number().int().min(0).max(mostExported).default(0),
    }),
    answer: async ({ context, reading, query: { columns, offset, ...question } }) =>
      context.json(
        await reading((reader) =>
          ask(
            reader,
            { ...question, show: columns.split(",").filter(Boolean).slice(0, 20) },
            {
              offset,
              limit: pageLength,
            },
          ),
        ),
      ),
  }),
  route({
    method: "get",
    path: "/api/ask/words",
    who: "inside",
    about: { zh: "可以按哪些信息来找。", en: "What one can ask by." },
    answer: async ({ context, reading }) => context.json(await reading((reader) => askWords(reader))),
  }),
  route({
    method: "post",
    path: "/api/ask/export",
    who: "inside",
    about: {
      zh: "把名单导出为 Excel；条件和数目记入日志。",
      en: "The list as an Excel file; what was asked and how many goes into the journal.",
    },
    answer: async ({ context, house, asker, reading }) => {
      const body: unknown = await context.req.json().catch(() => undefined);
      const asked = questionInput.extend({ language: z.enum(["zh", "en"]).default("zh") }).safeParse(body);
      if (!asked.success || !hasNoNul(asked.data.when))
        throw new WrongCall(422, {
          code: "wrong-question",
          say: {
            zh: "条件不完整，请回到页面再试。",
            en: "The question is not whole; go back to the page and try again.",
          },
        });
      const { language, ...question } = asked.data;
      const found = await reading(async (reader) => {
        const { rules } = reader.office;
        const answer = await ask(reader, question, { offset: 0, limit: mostExported });
        if ("fault" in answer)
          throw new WrongCall(422, { code: "not-understood", say: answer.fault.say, where: "when" });
        const facts = askable(rules, question.of);
        const by = facts.find(({ id }) => id === question.by)?.label ?? null;
        return { answer, facts, by, office: rules.title, day: dayText(reader.today) };
      });
      const now = house.clock.forWriting();
      const input = { ...question, count: found.answer.total };
      const [written] = await perform(
        house.keeper,
        asker.office,
        asker.actor,
        [{ id: newId(), name: "register.export", at: now.toISOString(), input }],
        now,
      );
      if (written?.status === "refused") throw new WrongCall(403, written);
      if (written?.status !== "applied") throw new Error(`an export was not kept: ${written?.status}`);
      const exporter = await reading(({ tx }) =>
        tx.rows<{ name: string }>("select name from account where id = $1", [asker.account]),
      );
      const file = await writeList({
        ...found,
        when: question.when,
        exporter: exporter[0]?.name ?? "",
        language,
      });
      const name = `${textIn({ zh: "名单", en: "List" }, language)} ${found.day}.xlsx`;
      context.header("content-type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
      context.header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      return context.body(file);
    },
  }),
];

/** PostgreSQL takes no text with a NUL in it. */
function hasNoNul(text: string): boolean {
  return !text.includes("\0");
}
