import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { today } from "#record/views/today.ts";
import { standards } from "#record/views/standards.ts";
import { whoHolds } from "#record/views/who-holds.ts";
import { why } from "#record/views/why.ts";
import { keptByPromise } from "#publish/kept-rate.ts";
import type { KeptFigure } from "#work/duty/kept-figure.ts";
import { dayText } from "#basics/day.ts";
import { idInput } from "#work/command.ts";
import { route } from "../route.ts";

export const todayRoutes = [
  route({
    method: "get",
    path: "/api/today",
    who: "signed-in",
    about: {
      zh: "今天应办：逾期、今日到期、一周内到期。",
      en: "What is owed today: overdue, due, and due within a week.",
    },
    answer: async ({ context, reading }) => context.json(await reading(today)),
  }),
  route({
    method: "get",
    path: "/api/why",
    who: "signed-in",
    about: { zh: "一件应办为什么要办，或为什么不要办。", en: "Why a duty is owed, or why not." },
    query: z.object({ subject: idInput, promise: z.string() }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => why(reader, query))),
  }),
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
    path: "/api/events",
    who: "signed-in",
    about: {
      zh: "同事改动时随即得知（server-sent events）。",
      en: "Tells at once when a colleague has changed something (server-sent events).",
    },
    answer: ({ context, house, asker }) =>
      streamSSE(context, async (stream) => {
        const told = ({ office, number }: { office: string; number: number }) => {
          if (office === asker.office)
            void stream.writeSSE({ event: "change", data: JSON.stringify({ number }) });
        };
        const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
        const tick = () => stream.writeSSE({ event: "clock", data: JSON.stringify(house.clock.show()) });
        house.keeper.changes.on("written", told);
        await tick();
        // A line every 20 s keeps proxies from closing a quiet connection, and shows us one that is gone.
        const timer = setInterval(() => void tick(), 20_000);
        await ended;
        clearInterval(timer); // a server that stops does not wait for the next line
        house.keeper.changes.off("written", told);
      }),
  }),
];

/** Of a clause under which nothing fell due, nothing was kept. */
function keptOf(figure: KeptFigure | undefined): { kept: number; of: number } {
  return { kept: figure?.kept ?? 0, of: figure?.of ?? 0 };
}
