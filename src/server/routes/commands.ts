import type { Command } from "#work/command.ts";
import { perform } from "#record/perform.ts";
import type { Answer } from "#record/perform.ts";
import { afterCommand } from "../after-command.ts";
import type { AnswerWithPassword } from "../after-command.ts";
import { WrongCall, route } from "../route.ts";

/** One transaction takes this many gladly; a phone that was away for days sends several requests. */
const atOnce = 500;

export const commandRoutes = [
  route({
    method: "post",
    path: "/api/commands",
    who: "signed-in",
    about: { zh: "一条或多条命令；每条各有回答。", en: "One command or many; each gets its answer." },
    answer: async ({ context, house, asker }) => {
      const body: unknown = await context.req.json().catch(() => {
        throw new WrongCall(400, {
          code: "not-json",
          say: { zh: "请求不是 JSON。", en: "The request is not JSON." },
        });
      });
      const given = Array.isArray(body) ? body : [body];
      if (given.length > atOnce)
        throw new WrongCall(413, {
          code: "too-many",
          say: { zh: `一次最多 ${atOnce} 条命令。`, en: `At most ${atOnce} commands at once.` },
        });
      const now = house.clock.forWriting();
      const sent = given.map(asCommand);
      const done = await perform(house.keeper, asker.office, asker.actor, sent, now);
      const answers: AnswerWithPassword[] = [];
      for (const [place, answer] of done.entries())
        answers.push(await afterCommand(house, asker.office, sent[place] as Command, answer, now));
      return context.json({ answers }, statusOf(answers));
    },
  }),
];

// What is not even an object is answered like any malformed command: by perform.
function asCommand(given: unknown): Command {
  return (typeof given === "object" && given !== null ? given : { id: "" }) as Command;
}

function statusOf(answers: Answer[]): 200 | 409 | 422 {
  if (answers.some(({ status }) => status === "malformed")) return 422;
  return answers.some(({ status }) => status === "refused") ? 409 : 200;
}
