import { z } from "zod";
import { commands } from "#work/commands.ts";
import { route } from "./route.ts";
import type { Route } from "./route.ts";

/** The address at which the interface describes itself. */
export function openApiRoute(routes: Route[]): Route {
  return route({
    method: "get",
    path: "/api/openapi.json",
    who: "anyone",
    about: { zh: "这套接口的说明（OpenAPI 3.1）。", en: "This interface, described (OpenAPI 3.1)." },
    answer: ({ context }) => context.json(openApi(routes)),
  });
}

/** Drawn from the declarations of routes and commands: there is no second list to keep. */
function openApi(routes: Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, who, about, query } of routes) {
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    }));
    const asked =
      query === undefined
        ? { properties: {}, required: [] }
        : (z.toJSONSchema(query, { io: "input" }) as {
            properties: Record<string, unknown>;
            required?: string[];
          });
    (paths[path.replace(/:(\w+)/g, "{$1}")] ??= {})[method] = {
      summary: about.en,
      description: about.zh,
      ...(who === "anyone" ? {} : { security: [{ session: [] }] }),
      parameters: [
        ...parameters,
        ...Object.entries(asked.properties).map(([name, schema]) => ({
          name,
          in: "query",
          required: asked.required?.includes(name) ?? false,
          schema,
        })),
      ],
      ...(path === "/api/commands"
        ? {
            requestBody: {
              content: {
                "application/json": {
                  schema: {
                    oneOf: [...commands.keys()].map((name) => ({ $ref: `#/components/schemas/${name}` })),
                  },
                },
              },
            },
          }
        : {}),
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
        properties: {
          id: { type: "string", format: "uuid" },
          name: { const: spec.name },
          at: { type: "string", format: "date-time" },
          input: z.toJSONSchema(spec.input, { io: "input", unrepresentable: "any" }),
        },
      },
    ]),
  );
  return {
    openapi: "3.1.0",
    info: { title: "Wellside 井台", version: "0.1.0" },
    paths,
    components: {
      schemas,
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "wellside.session_token" } },
    },
  };
}
