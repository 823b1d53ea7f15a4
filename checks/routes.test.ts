import assert from "node:assert/strict";
import { test } from "node:test";
import { httpApp } from "#server/app.ts";
import type { House } from "#server/route.ts";
import { routes } from "#server/routes.ts";
import { signInForTests } from "#server/for-tests.ts";

/** All that may be asked without signing in. A new one must be put here by hand, and so be thought about. */
const forResidents = ["GET /open/:office", "GET /rights/:office", "POST /rights/:office"];
const open = [
  "GET /healthz",
  "GET /api/demonstration",
  "GET /api/openapi.json",
  "GET /authority.crt",
  ...forResidents,
];

/** A house in which nobody is signed in, and in which touching the record at all is an error. */
const touched: string[] = [];
const house: House = {
  keeper: new Proxy({} as House["keeper"], {
    get: (_, part) => {
      touched.push(String(part));
      throw new Error(`nobody signed in, and yet ${String(part)} of the record was reached for`);
    },
  }),
  clock: {
    show: () => ({
      now: "2021-11-30T00:10:00.000Z",
      today: "2021-11-30",
      zone: "Asia/Shanghai",
      demonstration: false,
    }),
  } as House["clock"],
  authority: "a certificate",
  backups: null,
  mail: undefined,
  signIn: signInForTests("nobody"),
};
const app = httpApp(house, () => true);

/** An address that the route answers, with something in every place of its path. */
function addressOf(path: string): string {
  return path.replaceAll(/:\w+/g, "0190d3a0-0000-7000-8000-000000000000");
}

async function ask(method: string, path: string): Promise<Response> {
  return app.request(`http://127.0.0.1${addressOf(path)}`, {
    method: method.toUpperCase(),
    headers: { "content-type": "application/json", "x-office": "first" },
    ...(method === "get" ? {} : { body: "[]" }),
  });
}

test("what may be asked without signing in is what this list says", () => {
  assert.ok(routes.length > 15, `${routes.length} routes`);
  assert.deepEqual(
    routes
      .filter(({ who }) => who === "anyone")
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      .toSorted(),
    open.toSorted(),
  );
});

test("every other route answers 401 to whoever is not signed in, and reaches for nothing", async () => {
  let asked = 0;
  for (const { method, path, who } of routes) {
    // Reads the database, as nobody at all: what it then shows is tested in publish/public-figures and server/isolation.
    if (forResidents.includes(`${method.toUpperCase()} ${path}`)) continue;
    const { status } = await ask(method, path);
    assert.equal(status, who === "anyone" ? 200 : 401, `${method} ${path}`);
    asked += 1;
  }
  assert.equal(asked, routes.length - forResidents.length);
  assert.deepEqual(touched, []);
});

test("a command sent by nobody is not performed, whatever it is called with", async () => {
  const command = {
    id: "0190d3a0-0000-7000-8000-000000000000",
    name: "office.open",
    at: "2021-11-30T08:10:00+08:00",
    input: { title: { zh: "甲" } },
  };
  for (const body of [JSON.stringify(command), JSON.stringify([command]), "not json"])
    for (const query of ["", "?office=first"]) {
      const { status } = await app.request(`http://127.0.0.1/api/commands${query}`, {
        method: "POST",
        body,
        headers: { cookie: "wellside.session_token=made-up" },
      });
      assert.equal(status, 401);
    }
  assert.deepEqual(touched, []);
});

test("an unknown address under /api/ tells nobody anything, and the same to each method", async () => {
  for (const method of ["get", "post", "put", "patch", "delete"]) {
    const answer = await ask(method, "/api/no-such-thing");
    assert.equal(answer.status, 401, method);
    assert.equal(((await answer.json()) as { code: string }).code, "sign-in-needed");
  }
});

test("every route says in both languages what it is for, and no two share an address", () => {
  for (const { path, about } of routes)
    assert.ok(about.zh !== "" && about.en !== undefined && about.en !== "", path);
  assert.equal(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size, routes.length);
});

test("a demonstration answers only to this machine's own name", async () => {
  const elsewhere = await app.request("http://rebound.example/api/demonstration", {
    headers: { host: "rebound.example" },
  });
  assert.equal(elsewhere.status, 403);
});

/** Every address there is, of ours, of sign-in's, of the screens, and one that is none. */
const addresses = [
  ...routes
    .filter(({ method, path }) => !forResidents.includes(`${method.toUpperCase()} ${path}`))
    .map(({ method, path }) => ({ method, path })),
  { method: "post", path: "/api/auth/sign-in/username" },
  { method: "get", path: "/api/auth/get-session" },
  { method: "get", path: "/" },
  { method: "get", path: "/assets/none.js" },
  { method: "get", path: "/api/none" },
];

test("every address answers with the headers that hold a browser to our own pages", async () => {
  const expected: Record<string, RegExp> = {
    "content-security-policy":
      /default-src 'self'.*object-src 'none'.*frame-ancestors 'none'.*base-uri 'self'/,
    "x-content-type-options": /^nosniff$/,
    "x-frame-options": /^DENY$/,
    "referrer-policy": /^no-referrer$/,
    "permissions-policy": /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
    "cross-origin-opener-policy": /^same-origin$/,
    "cross-origin-resource-policy": /^same-origin$/,
  };
  for (const { method, path } of addresses) {
    const { headers } = await ask(method, path);
    for (const [name, value] of Object.entries(expected))
      assert.match(headers.get(name) ?? "none", value, `${method} ${path}: ${name}`);
    assert.doesNotMatch(headers.get("content-security-policy") ?? "", /unsafe-eval|script-src/, path);
    assert.equal(headers.get("strict-transport-security"), null, "not where it is reached by plain HTTP");
  }
  const { headers } = await httpApp(house, () => true, true).request("http://127.0.0.1/healthz");
  assert.match(headers.get("strict-transport-security") ?? "", /^max-age=\d{7,}/);
});

test("what a page elsewhere sends is refused at every address that does anything, before it is asked who sends it", async () => {
  let refused = 0;
  for (const { path } of addresses.filter(({ method }) => method !== "get"))
    for (const headers of [
      { origin: "https://elsewhere.example" },
      { origin: "http://127.0.0.1:9" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[]) {
      const answer = await app.request(`http://127.0.0.1${addressOf(path)}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: "[]",
      });
      assert.equal(answer.status, 403, `${path} ${JSON.stringify(headers)}`);
      assert.equal(((await answer.json()) as { code: string }).code, "other-origin");
      refused += 1;
    }
  assert.ok(refused > 40, `${refused} refused`);
  assert.deepEqual(touched, []);
});
