import { z } from "zod";
import { dayOf, dayText, parseDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { perform } from "#record/perform.ts";
import { walk } from "#record/views/buildings.ts";
import { maybeDoubles, mergePreview } from "#record/views/doubles.ts";
import { findSubjects } from "#record/views/find-subjects.ts";
import { openedFact, subjectPage } from "#record/views/subject-page.ts";
import { promisesSettledBy } from "#record/views/would-settle.ts";
import { idInput } from "#work/command.ts";
import { keepReading } from "../reading-kept.ts";
import { WrongCall, route } from "../route.ts";

const subjectKind = z.enum(["person", "household", "unit", "place"]);
/** How far one has walked; "-" is what has no name there. */
const step = z
  .string()
  .max(200)
  .refine(hasNoNul)
  .transform((text) => (text === "-" ? "" : text))
  .optional();
const day = z.string().refine((text) => parseDay(text) !== undefined);

export const registerRoutes = [
  route({
    method: "get",
    path: "/api/subjects",
    who: "signed-in",
    about: {
      zh: "在台账里找人、户、单位、场所。",
      en: "Finds people, households, units and places in the register.",
    },
    query: z.object({
      text: z.string().max(100).refine(hasNoNul).default(""),
      kind: subjectKind.optional(),
      area: z.string().max(40).refine(hasNoNul).optional(),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => findSubjects(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/subjects/:id",
    who: "signed-in",
    about: {
      zh: "一个对象的全部：信息、应办、经过。",
      en: "All of one subject: facts, duties and what happened.",
    },
    answer: async ({ context, house, asker, reading }) => {
      const subject = subjectId(context.req.param("id"));
      const page = await reading((reader) => subjectPage(reader, subject));
      const kinds = new Set(page.timeline.flatMap(({ guarded, kind }) => (guarded ? [kind] : [])));
      if (kinds.size > 0)
        await keepReading(house, asker, "record.read", { subject, kinds: [...kinds].toSorted() });
      return context.json(page);
    },
  }),
  route({
    method: "get",
    path: "/api/walk",
    who: "signed-in",
    about: {
      zh: "片区、楼栋、单元、房号，一层一层往里走：有多少户、多少人、几件应办。",
      en: "Areas, buildings, stairwells and flats, walked one by one: households, people and what is owed.",
    },
    query: z.object({ area: step, building: step, stairwell: step, flat: step }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => walk(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/doubles",
    who: "secretary",
    about: {
      zh: "可能登记了两次的人，和凭什么这样看。",
      en: "People who may have been entered twice, and what tells.",
    },
    answer: async ({ context, reading }) => context.json(await reading(maybeDoubles)),
  }),
  route({
    method: "get",
    path: "/api/doubles/preview",
    who: "secretary",
    about: {
      zh: "合并两条之前先看：留哪些信息，记录和应办会怎样。",
      en: "What merging two would come to: which facts stay, and what becomes of records and duties.",
    },
    query: z.object({
      survivor: idInput,
      other: idInput,
      chosen: z.string().max(10_000).refine(hasNoNul).default(""),
    }),
    answer: async ({ context, reading, query }) =>
      context.json(
        await reading((reader) =>
          mergePreview(reader, { ...query, chosen: query.chosen.split(",").filter(Boolean) }),
        ),
      ),
  }),
  route({
    method: "get",
    path: "/api/would-settle",
    who: "signed-in",
    about: {
      zh: "这一次会了结哪些应办，记下之前先看。",
      en: "What a record would settle, before it is saved.",
    },
    query: z.object({ subject: idInput, kind: z.string(), on: day.optional() }),
    answer: async ({ context, reading, query }) =>
      context.json(
        await reading((reader) =>
          promisesSettledBy(reader, { ...query, on: dayOf(query.on ?? dayText(reader.today)) }),
        ),
      ),
  }),
  route({
    method: "post",
    path: "/api/facts/:subject/:fact",
    who: "signed-in",
    about: {
      zh: "说明用途，打开一项受限信息；这次查看记入日志。",
      en: "Opens a guarded fact for a stated purpose; the opening goes into the journal.",
    },
    answer: async ({ context, house, asker, reading }) => {
      const subject = subjectId(context.req.param("subject"));
      const fact = context.req.param("fact") ?? "";
      const body: unknown = await context.req.json().catch(() => undefined);
      const purpose = z.object({ purpose: z.string() }).safeParse(body).data?.purpose ?? "";
      const now = house.clock.forWriting();
      const [answer] = await perform(
        house.keeper,
        asker.office,
        asker.actor,
        [{ id: newId(), name: "fact.open", at: now.toISOString(), input: { subject, fact, purpose } }],
        now,
      );
      if (answer?.status === "refused") throw new WrongCall(403, answer);
      if (answer?.status !== "applied")
        throw new WrongCall(422, {
          code: "purpose-needed",
          say: { zh: "请写明查看的用途。", en: "Please state the purpose." },
          where: "purpose",
        });
      return context.json(await reading((reader) => openedFact(reader, subject, fact)));
    },
  }),
];

/** PostgreSQL takes no text with a NUL in it. */
function hasNoNul(text: string): boolean {
  return !text.includes("\0");
}

function subjectId(text: string | undefined): string {
  const id = idInput.safeParse(text);
  if (!id.success)
    throw new WrongCall(404, {
      code: "not-found",
      say: { zh: "没有这个对象。", en: "There is no such subject." },
    });
  return id.data;
}
