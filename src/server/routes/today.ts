import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { today } from "#record/views/today.ts";
import { why } from "#record/views/why.ts";
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
    path: "/api/events",
    who: "signed-in",
    about: {
      zh: "同事改动时随即得知（server-sent events）。",
      en: "Tells at once when a colleague has changed something (server-sent events).",
    },
    answer: ({ context, house, asker, stillThere }) =>
      streamSSE(context, async (stream) => {
        const told = ({ office, number }: { office: string; number: number }) => {
          if (office === asker.office)
            void stream.writeSSE({ event: "change", data: JSON.stringify({ number }) });
        };
        let end = () => {};
        const ended = new Promise<void>((resolve) => {
          stream.onAbort(resolve);
          end = resolve;
        });
        const tick = () => stream.writeSSE({ event: "clock", data: JSON.stringify(house.clock.show()) });
        house.keeper.changes.on("written", told);
        await tick();
        // A line every 20 s keeps proxies from closing a quiet connection, and shows us one that is gone.
        const timer = setInterval(() => {
          // Whose post or session has ended meanwhile hears no more.
          void stillThere().then((still) => (still ? void tick() : end()));
        }, 20_000);
        await ended;
        clearInterval(timer); // a server that stops does not wait for the next line
        house.keeper.changes.off("written", told);
      }),
  }),
];
