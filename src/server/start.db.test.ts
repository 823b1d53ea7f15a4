import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { request } from "node:https";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { newId } from "#basics/id.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { noon } from "#record/test-office.ts";
import { installation, perform } from "#record/perform.ts";
import type { Settings } from "./settings.ts";
import { startServer } from "./start.ts";
import type { Running } from "./start.ts";

// A server on a database of its own, reached as an outside one is: by its URL.

const password = "a long enough password";
let folder = "";
let settings: Settings;
let running: Running;
const worker = { id: newId(), username: "he", name: "何甲", demonstration: false };
const invented = { id: newId(), username: "演示", name: "演示甲", demonstration: true };

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellside-start-"));
  const { host, port, user, database, password: secret } = await freshDatabase();
  const who = secret === undefined ? user : `${user}:${encodeURIComponent(secret)}`;
  const databaseUrl = `postgresql://${who}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  settings = {
    dataFolder: folder,
    databaseUrl,
    port: await freePort(),
    host: "127.0.0.1",
    keyFile: join(folder, "master.key"),
    keyCommand: undefined,
    sample: "none",
    certificate: undefined,
    backups: undefined,
    mail: undefined,
    secondFactorFrom: null,
    production: false,
    clockIsRight: false,
  };
  running = await startServer({ ...settings, production: true }, () => {});
  await given("office.open", { title: { zh: "第一社区" } });
  for (const account of [worker, invented])
    await given("post.give", { post: newId(), account, role: "secretary" });
});
after(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  taken.close();
  return port;
}

async function given(name: string, input: unknown): Promise<void> {
  const command = { id: newId(), name, at: noon("2021-01-01").toISOString(), input };
  const [answer] = await perform(running.house.keeper, "first", installation, [command], noon("2021-01-01"));
  assert.equal(answer?.status, "applied", JSON.stringify(answer));
}

async function signIn(way: string, body: object, origin = running.address): Promise<Response> {
  return fetch(`${running.address}/api/auth/sign-in/${way}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify(body),
  });
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

test("started empty it is ready, shows no demonstration, and asks who one is", async () => {
  assert.equal(await (await fetch(`${running.address}/healthz`)).text(), "ok");
  const shown = (await (await fetch(`${running.address}/api/demonstration`)).json()) as {
    demonstration: boolean;
    accounts: unknown[];
    clock: { demonstration: boolean };
  };
  assert.deepEqual([shown.demonstration, shown.accounts, shown.clock.demonstration], [false, [], false]);
  assert.equal((await fetch(`${running.address}/api/me`)).status, 401);
});

test("an account signs in by its password and by nothing else, and holds a cookie that scripts cannot read", async () => {
  await running.house.signIn.addAccount({ ...worker, password });
  assert.equal((await signIn("username", { username: "he", password: "another password" })).status, 401);
  assert.equal((await signIn("username", { username: "nobody", password })).status, 401);
  assert.equal((await signIn("demonstration", { username: "he" })).status, 403);
  assert.equal((await signIn("demonstration", { username: "nobody" })).status, 403);
  const answer = await signIn("username", { username: "HE", password });
  assert.equal(answer.status, 200);
  const [cookie = ""] = answer.headers.getSetCookie();
  assert.match(cookie, /HttpOnly/i);
  assert.match(cookie, /SameSite=Lax/i);
  const me = await fetch(`${running.address}/api/me`, { headers: { cookie: cookieOf(answer) } });
  assert.equal(me.status, 200);
  assert.equal(((await me.json()) as { account: { id: string } }).account.id, worker.id);
});

test("signing out ends the session for good", async () => {
  const cookie = cookieOf(await signIn("username", { username: "he", password }));
  const me = () => fetch(`${running.address}/api/me`, { headers: { cookie } });
  assert.equal((await me()).status, 200);
  const out = await fetch(`${running.address}/api/auth/sign-out`, {
    method: "POST",
    headers: { cookie, origin: running.address, "content-type": "application/json" },
    body: "{}",
  });
  assert.equal(out.status, 200);
  assert.equal((await me()).status, 401);
});

test("nobody gives themselves an account, and a page of another site cannot sign anybody in", async () => {
  const up = await fetch(`${running.address}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: running.address },
    body: JSON.stringify({ email: "a@b.example", password, name: "x", username: "new", demonstration: true }),
  });
  assert.ok(up.status >= 400, `${up.status}`);
  // The library looks at the origin where a cookie is sent along: that is what a page elsewhere could misuse.
  const elsewhere = await fetch(`${running.address}/api/auth/sign-in/username`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: "http://elsewhere.example",
      cookie: "wellside.session_token=x",
    },
    body: JSON.stringify({ username: "he", password }),
  });
  assert.equal(elsewhere.status, 403);
});

test("of the library's addresses only those that are used answer", async () => {
  const cookie = cookieOf(await signIn("username", { username: "he", password }));
  for (const path of [
    "update-user",
    "is-username-available",
    "change-password",
    "sign-in/email",
    "list-sessions",
  ]) {
    const answer = await fetch(`${running.address}/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: running.address, cookie },
      body: JSON.stringify({ username: "other", name: "别人" }),
    });
    assert.equal(answer.status, 404, path);
  }
});

test("a page elsewhere, on another port too, gets nothing done with somebody's cookie", async () => {
  const cookie = cookieOf(await signIn("username", { username: "he", password }));
  const send = (headers: Record<string, string>) =>
    fetch(`${running.address}/api/commands`, { method: "POST", headers: { cookie, ...headers }, body: "[]" });
  for (const origin of ["http://elsewhere.example", "http://127.0.0.1:9", "null"]) {
    const answer = await send({ origin });
    assert.equal(answer.status, 403, origin);
    assert.equal(((await answer.json()) as { code: string }).code, "other-origin");
  }
  assert.equal((await send({ origin: running.address })).status, 200);
  assert.equal((await send({})).status, 200, "a program that is no browser");
});

test("what is shown stays out of the browser's cache", async () => {
  const answer = await fetch(`${running.address}/api/demonstration`);
  assert.equal(answer.headers.get("cache-control"), "no-store");
});

test("an address that cannot be meant is a wrong call, not a fault of ours", async () => {
  const cookie = cookieOf(await signIn("username", { username: "he", password }));
  for (const path of ["subjects?text=%00", "subjects?area=%00", "kept?month=9999-12", "kept?month=0000-01"]) {
    const { status } = await fetch(`${running.address}/api/${path}`, { headers: { cookie } });
    assert.equal(status, 422, path);
  }
  const opened = await fetch(`${running.address}/api/facts/${newId()}/phone`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: '{"purpose":7}',
  });
  assert.equal(opened.status, 422);
  const form = new FormData();
  form.set("kind", "person");
  form.set("columns", "{not json");
  form.set("file", new File(["姓名\n甲\n"], "a.csv"));
  const preview = await fetch(`${running.address}/api/import/preview`, {
    method: "POST",
    headers: { cookie },
    body: form,
  });
  assert.equal(preview.status, 422);
  assert.equal(((await preview.json()) as { where: string }).where, "columns");
});

test("an account whose making was cut off before its password gets it the next time, and keeps it", async () => {
  const later = { id: newId(), username: "later", name: "何乙", demonstration: false };
  await running.house.signIn.addAccount(later);
  assert.equal((await signIn("username", { username: "later", password })).status, 401);
  await running.house.signIn.addAccount({ ...later, password });
  await running.house.signIn.addAccount({ ...later, password: "quite another password" });
  assert.equal((await signIn("username", { username: "later", password })).status, 200);
});

test("a port that is taken is said to be, with what to do, and the running server goes on", async () => {
  await assert.rejects(
    startServer(settings, () => {}),
    (error: Error) => /端口.*已被/.test(error.message) && /PORT=/.test(error.message),
  );
  assert.equal((await fetch(`${running.address}/healthz`)).status, 200);
});

test("without a certificate it serves this machine alone, and a certificate that cannot be read is named", async () => {
  const elsewhere = { ...settings, port: await freePort() };
  for (const [changed, code] of [
    [{ host: "0.0.0.0" }, "plain-beyond-loopback"],
    [
      { certificate: { chain: join(folder, "none.pem"), key: join(folder, "none.key") } },
      "certificate-unreadable",
    ],
  ] as const)
    await assert.rejects(
      startServer({ ...elsewhere, ...changed }, () => {}),
      (error: Error & { refusal?: { code: string } }) => error.refusal?.code === code,
    );
});

test("with a certificate of its own it is reached by HTTPS under the machine's name, signing in and out as well", async () => {
  const port = await freePort();
  const secure = await startServer({ ...settings, port, certificate: "own" }, () => {});
  try {
    assert.equal(secure.address, `https://127.0.0.1:${port}`);
    const name = hostname().toLowerCase();
    const origin = `https://${name}:${port}`;
    const ask = (path: string, method: string, headers: Record<string, string>, body?: object) =>
      new Promise<{ status: number; cookies: string[]; text: string }>((resolve, reject) => {
        const asked = request(
          {
            host: "127.0.0.1",
            port,
            servername: name,
            ca: secure.house.authority ?? "",
            path,
            method,
            headers: { ...headers, host: `${name}:${port}`, "content-type": "application/json" },
            agent: false,
          },
          (answer) => {
            const parts: Buffer[] = [];
            answer.on("data", (part: Buffer) => parts.push(part));
            answer.on("end", () =>
              resolve({
                status: answer.statusCode ?? 0,
                cookies: answer.headers["set-cookie"] ?? [],
                text: Buffer.concat(parts).toString(),
              }),
            );
          },
        );
        asked.on("error", reject);
        asked.end(body === undefined ? undefined : JSON.stringify(body));
      });
    assert.equal((await ask("/authority.crt", "GET", {})).text, secure.house.authority);
    const into = await ask("/api/auth/sign-in/username", "POST", { origin }, { username: "he", password });
    assert.equal(into.status, 200, into.text);
    assert.ok(into.cookies.every((cookie) => /Secure/i.test(cookie)));
    const cookie = into.cookies.map((each) => each.split(";")[0]).join("; ");
    assert.equal((await ask("/api/me", "GET", { cookie })).status, 200);
    const installation = await ask("/api/installation", "GET", { cookie });
    assert.match(installation.text, /"fingerprint":"[0-9A-F:]{95}"/);
    assert.equal((await ask("/api/auth/sign-out", "POST", { origin, cookie }, {})).status, 200);
    assert.equal((await ask("/api/me", "GET", { cookie })).status, 401);
  } finally {
    await secure.stop();
  }
});

test("with an account that needs no password it starts on this machine only, never in production", async () => {
  await running.house.signIn.addAccount(invented);
  const elsewhere = { ...settings, port: await freePort() };
  for (const [changed, code] of [
    [{ production: true }, "demonstration-in-production"],
    [{ host: "0.0.0.0" }, "demonstration-beyond-loopback"],
  ] as const)
    await assert.rejects(
      startServer({ ...elsewhere, ...changed }, () => {}),
      (error: Error & { refusal?: { code: string } }) => error.refusal?.code === code,
    );
  const demonstration = await startServer(elsewhere, () => {});
  try {
    const shown = (await (await fetch(`${demonstration.address}/api/demonstration`)).json()) as {
      demonstration: boolean;
      accounts: { username: string }[];
    };
    assert.equal(shown.demonstration, true);
    assert.deepEqual(
      shown.accounts.map(({ username }) => username),
      ["演示"],
      "only those that need no password are offered",
    );
    const answer = await fetch(`${demonstration.address}/api/auth/sign-in/demonstration`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: demonstration.address },
      body: JSON.stringify({ username: "演示" }),
    });
    assert.equal(answer.status, 200);
    const cookie = cookieOf(answer);
    assert.equal((await fetch(`${demonstration.address}/api/me`, { headers: { cookie } })).status, 200);
    // The demonstration's time is its own: set years back, it ends no session, as long as one held a post then.
    await demonstration.house.clock.demonstrate(new Date("2021-06-01T00:00:00Z"));
    assert.equal((await fetch(`${demonstration.address}/api/me`, { headers: { cookie } })).status, 200);
    const back = await fetch(`${demonstration.address}/api/demonstration/set-back`, {
      method: "POST",
      headers: { cookie, origin: demonstration.address },
    });
    assert.equal(back.status, 200);
    assert.equal(((await back.json()) as { today: string }).today, "2021-06-01");
  } finally {
    await demonstration.stop();
  }
});

test("stopped it lets go of everything: the address, the database, the timers", async () => {
  const other = await startServer({ ...settings, port: await freePort() }, () => {});
  await other.stop();
  await assert.rejects(fetch(`${other.address}/healthz`));
  await assert.rejects(other.house.keeper.database.app.query("select 1"));
  await other.stop(); // twice is harmless
});

test("an open event stream does not hold up the stop, nor outlive it", async () => {
  const answer = await signIn("username", { username: "he", password });
  const cookie = cookieOf(answer);
  const other = await startServer({ ...settings, port: await freePort() }, () => {});
  const { changes } = other.house.keeper;
  const stream = await fetch(`${other.address}/api/events`, { headers: { cookie } });
  const reader = stream.body?.getReader();
  assert.match(Buffer.from((await reader?.read())?.value ?? []).toString(), /event: clock/);
  assert.equal(changes.listenerCount("written"), 1);
  const began = performance.now();
  await other.stop();
  await assert.rejects(async () => {
    while ((await reader?.read())?.done === false);
    throw new Error("ended");
  });
  for (let tries = 0; changes.listenerCount("written") > 0 && tries < 100; tries++) await pause(10);
  assert.ok(performance.now() - began < 2000);
  assert.equal(changes.listenerCount("written"), 0);
});

test("who guesses passwords is stopped, whatever address they claim to come from", async () => {
  let status = 0;
  for (let tries = 0; tries < 40 && status !== 429; tries++)
    ({ status } = await fetch(`${running.address}/api/auth/sign-in/username`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: running.address,
        "x-forwarded-for": `203.0.113.${tries}`,
        "x-wellside-address": `203.0.113.${tries}`,
      },
      body: JSON.stringify({ username: "he", password: "a wrong password" }),
    }));
  assert.equal(status, 429);
});
