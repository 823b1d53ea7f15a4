import { z } from "zod";
import type { Command } from "#work/command.ts";
import { commands } from "#work/commands.ts";
import { perform } from "#record/perform.ts";
import type { Answer } from "#record/perform.ts";
import { routes } from "../routes.ts";
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
        throw new WrongCall(400, { code: "not-json", say: { zh: "请求不是 JSON。", en: "The request is not JSON." } });
      });
      const given = Array.isArray(body) ? body : [body];
      if (given.length > atOnce) throw new WrongCall(413, { code: "too-many", say: { zh: `一次最多 ${atOnce} 条命令。`, en: `At most ${atOnce} commands at once.` } });
      const answers = await perform(house.keeper, asker.office, asker.actor, given.map(asCommand), house.clock.now());
      return context.json({ answers }, statusOf(answers));
    },
  }),
  route({
    method: "get",
    path: "/api/openapi.json",
    who: "anyone",
    about: { zh: "这套接口的说明（OpenAPI 3.1）。", en: "This interface, described (OpenAPI 3.1)." },
    answer: ({ context }) => context.json(openApi()),
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

/** Drawn from the declarations of routes and commands: there is no second list to keep. */
function openApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, who, about, query } of routes) {
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
    const asked = query === undefined ? { properties: {}, required: [] } : (z.toJSONSchema(query, { io: "input" }) as { properties: Record<string, unknown>; required?: string[] });
    (paths[path.replace(/:(\w+)/g, "{$1}")] ??= {})[method] = {
      summary: about.en,
      description: about.zh,
      ...(who === "anyone" ? {} : { security: [{ session: [] }] }),
      parameters: [...parameters, ...Object.entries(asked.properties).map(([name, schema]) => ({ name, in: "query", required: asked.required?.includes(name) ?? false, schema }))],
      ...(path === "/api/commands" ? { requestBody: { content: { "application/json": { schema: { oneOf: [...commands.keys()].map((name) => ({ $ref: `#/components/schemas/${name}` })) } } } } } : {}),
      responses: { 200: { description: "" } },
    };
  }
  const schemas = Object.fromEntries(
    [...commands.values()].map((spec) => [
      spec.name,
      {
        type: "object",
        title: spec.title.en,
        description: `${spec.about.zh} ${spec.about.en ?? ""}`,
        required: ["id", "name", "at", "input"],
        properties: { id: { type: "string", format: "uuid" }, name: { const: spec.name }, at: { type: "string", format: "date-time" }, input: z.toJSONSchema(spec.input, { io: "input", unrepresentable: "any" }) },
      },
    ]),
  );
  return {
    openapi: "3.1.0",
    info: { title: "Wellside 井台", version: "0.1.0" },
    paths,
    components: { schemas, securitySchemes: { session: { type: "apiKey", in: "cookie", name: "wellside.session_token" } } },
  };
}
