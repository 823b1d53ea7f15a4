import { fileURLToPath } from "node:url";
import type { Context } from "hono";
import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { isRefused } from "#basics/refusal.ts";
import { keptByPromise } from "#publish/kept-rate.ts";
import { checkFiles } from "#record/standard-thread.ts";
import { compareAdopted, compareDraft, weighDraft } from "#record/views/standard-change.ts";
import { standards } from "#record/views/standards.ts";
import { whoHolds } from "#record/views/who-holds.ts";
import { documentShape } from "#standard/document.ts";
import { readFolder } from "#standard/read-folder.ts";
import type { KeptFigure } from "#work/duty/kept-figure.ts";
import { WrongCall, route } from "../route.ts";

/** What all our standards share: a document brought without it is read beside this one. */
const ourCommon = fileURLToPath(new URL("../../../standards/common", import.meta.url));

export const standardRoutes = [
  route({
    method: "get",
    path: "/api/standards",
    who: "signed-in",
    about: {
      zh: "本机构采用的标准，和每一条此刻的应办。",
      en: "The standards this office adopted, and what each clause asks for now.",
    },
    answer: async ({ context, reading }) =>
      context.json(
        await reading(async (reader) => {
          const kept = await keptByPromise(reader, dayText(reader.today).slice(0, 7));
          return (await standards(reader)).map((standard) => ({
            ...standard,
            lines: standard.lines.map((line) => ({
              ...line,
              promises: line.promises.map((promise) => ({
                ...promise,
                now: promise.now === null ? null : { ...promise.now, ...keptOf(kept.get(promise.id)) },
              })),
            })),
          }));
        }),
      ),
  }),
  route({
    method: "get",
    path: "/api/standards/concerned",
    who: "signed-in",
    about: {
      zh: "一条承诺或一条服务线今天涉及谁：人数（户数），和最前面的若干个。",
      en: "Whom a promise or a line concerns today: how many, and the first of them.",
    },
    query: z.object({ promise: z.string().optional(), line: z.string().optional() }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => whoHolds(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/standards/compare",
    who: "signed-in",
    about: {
      zh: "两个采用过的版本，逐条对照。",
      en: "Two versions that were adopted, compared clause by clause.",
    },
    query: z.object({ standard: z.string(), before: z.string(), after: z.string() }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading(async (reader) => compareAdopted(reader, query))),
  }),
  route({
    method: "post",
    path: "/api/standards/check",
    who: "secretary",
    about: {
      zh: "检查一份标准的文件：错处带行列；没有错就答全文和改了什么。什么也不写。",
      en: "Checks the files of a standard: mistakes with line and column, or else its document and what it changes. Writes nothing.",
    },
    answer: async ({ context, reading }) => {
      const { files } = await bodyOf(context, filesShape);
      const { own: common } = await readFolder(ourCommon);
      const { document, faults } = await checkFiles({ files, common });
      const compared =
        document === undefined ? null : await reading(async (reader) => compareDraft(reader, document));
      return context.json({ document: document ?? null, faults, compared });
    },
  }),
  route({
    method: "post",
    path: "/api/standards/weigh",
    who: "secretary",
    about: {
      zh: "采用或调整之前先算：谁多谁少，往后十三周每周要做多少次。什么也不写。",
      en: "Before adopting or tuning: who gains and who loses, and the acts of each of the thirteen weeks ahead. Writes nothing.",
    },
    answer: async ({ context, asker, reading }) => {
      const told = await weighDraft(asker.office, await bodyOf(context, draftShape), reading);
      if (isRefused(told)) throw new WrongCall(422, told.refused);
      return context.json(told);
    },
  }),
];

const filesShape = z.object({
  files: z
    .array(z.object({ name: z.string().min(1).max(500), text: z.string() }))
    .min(1)
    .max(200),
});

const draftShape = z.object({
  standard: z.string().optional(),
  document: documentShape.optional(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});

async function bodyOf<Shape extends z.ZodType>(context: Context, shape: Shape): Promise<z.output<Shape>> {
  const parsed = shape.safeParse(await context.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new WrongCall(422, {
    code: "wrong-body",
    say: { zh: "送来的内容不对，缺了或多了什么。", en: "What was sent is not what this address takes." },
    where: parsed.error.issues.map(({ path }) => path.join(".")).join(", "),
  });
}

/** Of a clause under which nothing fell due, nothing was kept. */
function keptOf(figure: KeptFigure | undefined): { kept: number; of: number } {
  return { kept: figure?.kept ?? 0, of: figure?.of ?? 0 };
}
