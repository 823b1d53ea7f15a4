// A server under measurement, in a process of its own. It is told what to be by its parent, and how much memory it takes is asked of it.
import { serve } from "@hono/node-server";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Hono } from "hono";
import pg from "pg";
import { readSettings } from "#server/settings.ts";
import { startServer } from "#server/start.ts";
import { bareVisit } from "../bare-visit.ts";
import type { ServerOrder } from "../http.ts";

const told = once(process, "message");
process.channel?.ref();
process.send?.("ready");
const [order] = (await told) as [ServerOrder];
process.send?.(await (order.way === "ours" ? product(order) : bare(order)));
process.on("message", () => process.send?.({ rss: process.memoryUsage().rss }));

async function product({
  connection,
  keyFile,
  folder,
  office,
}: ServerOrder): Promise<{ address: string; cookie: string }> {
  const { user, host, port, database, password } = connection;
  const login = password === undefined ? user : `${user}:${password}`;
  const { house, address } = await startServer(
    readSettings({
      DATABASE_URL: `postgres://${login}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
      WELLSIDE_DATA: folder,
      WELLSIDE_KEY: keyFile,
      WELLSIDE_SAMPLE: "none",
      PORT: "0",
    }),
    () => {},
  );
  const account = { username: "bench-worker", password: "a-long-password" };
  await house.signIn.addAccount({
    id: office.worker.account,
    name: "社工甲",
    demonstration: false,
    ...account,
  });
  const signedIn = await fetch(`${address}/api/auth/sign-in/username`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify(account),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  if (cookie === "") throw new Error(`not signed in: ${await signedIn.text()}`);
  return { address, cookie };
}

/** The same library, the same driver, the same rows; whoever asks may, and whatever they say is right. */
async function bare({ connection, bare: office }: ServerOrder): Promise<{ address: string; cookie: string }> {
  const pool = new pg.Pool({ ...connection, max: 12 });
  const places = new Map(office.people.map((person, place) => [person, place]));
  const app = new Hono();
  app.post("/api/commands", async (context) => {
    const { id, input } = await context.req.json<{ id: string; input: { about: [string]; on: string } }>();
    const person = places.get(input.about[0]) ?? 0;
    await bareVisit(pool, [office], { office: 0, person }, input.on);
    return context.json({ answers: [{ id, status: "applied" }] });
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cookie: "none=1" };
}
