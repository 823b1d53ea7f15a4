import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { z } from "zod";
import { newId } from "#basics/id.ts";
import type { Text } from "#basics/text.ts";
import { ownScope, scoped } from "#database/scope.ts";
import { codePage, heldPage } from "#pages/held-page.ts";
import { officeIds } from "#record/office.ts";
import { installation, perform } from "#record/perform.ts";
import { codeOf, heldAbout } from "#record/views/held-about.ts";
import { NotFound } from "#record/views/reader.ts";
import { requestsOf } from "#record/views/requests.ts";
import { idInput } from "#work/command.ts";
import { asked } from "#work/requests/requests.ts";
import { route } from "../route.ts";
import type { House } from "../route.ts";

const language = z.enum(["zh", "en"]).default("zh");

/** A page without a script sends a form. */
const formInput = z.object({
  code: z.string().max(60),
  language: language.catch("zh"),
  do: z.enum(["look", "ask", "json", "page"]).default("look").catch("look"),
  request: idInput.optional().catch(undefined),
  what: z.enum(asked).optional().catch(undefined),
  words: z.string().trim().min(1).max(500).optional().catch(undefined),
});

export const requestRoutes = [
  route({
    method: "get",
    path: "/rights/:office",
    who: "anyone",
    about: {
      zh: "居民凭社区给的查阅码，看登记了自己什么。不用登录。",
      en: "Where somebody types the code they were given, to see what is held of them. No signing in.",
    },
    query: z.object({ language }),
    answer: async ({ context, house, query }) => {
      const office = await titleOf(house, context.req.param("office") ?? "");
      return shown(context, codePage(office.title, query.language, null));
    },
  }),
  route({
    method: "post",
    path: "/rights/:office",
    who: "anyone",
    about: {
      zh: "凭查阅码查看、提出要求、取走一份；每次都记进日志。",
      en: "By a code: a look, a request, a copy. Each is an entry in the journal.",
    },
    answer: async ({ context, house }) => {
      const office = await titleOf(house, context.req.param("office") ?? "");
      const form = formInput.safeParse(await context.req.parseBody());
      const given = form.success ? form.data : { code: "", language: "zh" as const, do: "look" as const };
      const tries = triesOf(house, addressOf(context));
      if (tries.wrong >= wrongAtMost)
        return shown(context, codePage(office.title, given.language, "slow"), 429);
      const now = house.clock.now();
      const code = await codeOf(house.keeper, office.id, given.code, now);
      if (code === undefined) {
        tries.wrong += 1;
        return shown(context, codePage(office.title, given.language, "wrong"), 403);
      }
      if (given.do === "ask" && "what" in given && given.what !== undefined && given.words !== undefined)
        await act(house, office.id, "rights.ask", {
          request: given.request ?? newId(),
          code: code.id,
          what: given.what,
          words: given.words,
        });
      const isCopy = given.do === "json" || given.do === "page";
      await act(house, office.id, "rights.open", { code: code.id, copy: isCopy });
      const held = await heldAbout(house.keeper, office.id, code, now);
      if (isCopy)
        context.header(
          "content-disposition",
          `attachment; filename="wellside-${held.on}.${given.do === "json" ? "json" : "html"}"`,
        );
      if (given.do === "json") {
        context.header("cache-control", "no-store");
        return context.json(held);
      }
      return shown(context, heldPage(held, given.code, given.language));
    },
  }),
  route({
    method: "get",
    path: "/api/requests",
    who: "inside",
    about: {
      zh: "居民提出的要求和答复期限；一个人名下的查阅码。",
      en: "What people asked by right, and by when it is answered; of one person, their codes too.",
    },
    query: z.object({ subject: z.uuid().toLowerCase().optional() }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => requestsOf(reader, query.subject ?? null))),
  }),
];

async function titleOf({ keeper }: House, id: string): Promise<{ id: string; title: Text }> {
  if (!(await officeIds(keeper.database)).includes(id)) throw new NotFound();
  const [row] = await scoped(keeper.database.app, ownScope(null, [id]), "read only", (tx) =>
    tx.rows<{ title: Text }>("select title from office where id = $1", [id]),
  );
  return { id, title: row?.title ?? { zh: id } };
}

/** The server acts for whoever has the code. What was done already, by a page sent twice, is done. */
async function act(house: House, office: string, name: string, input: object): Promise<void> {
  const now = house.clock.now();
  await perform(
    house.keeper,
    office,
    installation,
    [{ id: newId(), name, at: now.toISOString(), input }],
    now,
  );
}

function shown(context: Context, page: ReturnType<typeof codePage>, status: 200 | 403 | 429 = 200) {
  context.header("cache-control", "no-store");
  context.header("referrer-policy", "no-referrer");
  return context.html(page, status);
}

/**
 * A code has a hundred bits and is not to be guessed; this keeps whoever tries from keeping the machine busy. Right codes count
 * for nothing, so that a whole office behind one address is not held up by its own residents.
 */
const [wrongAtMost, within] = [30, 600_000];
const tried = new WeakMap<House, Map<string, { wrong: number; since: number }>>();

function triesOf(house: House, address: string): { wrong: number; since: number } {
  const all = tried.get(house) ?? new Map<string, { wrong: number; since: number }>();
  tried.set(house, all);
  const now = Date.now();
  for (const [each, { since }] of all) if (now - since > within) all.delete(each);
  const known = all.get(address) ?? { wrong: 0, since: now };
  all.set(address, known);
  return known;
}

function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage };
  return incoming?.socket.remoteAddress ?? "";
}
