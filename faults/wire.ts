import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { join } from "node:path";
import type { Connection } from "#database/embedded/embedded.ts";

/** The wire between a server and its database, which can be cut, or go dead without a word. */
export interface Wire {
  /** The database's URL by way of this wire; `waits`: shorter than an office would wait, so that a test need not. */
  url: string;
  /** Every connection ends now; new ones are let through. */
  cut(): void;
  /** Nothing passes any more in either direction, and nobody is told. */
  freeze(): void;
  /** New connections are refused, and those there are end. */
  close(): void;
  mend(): void;
  remove(): void;
}

const waits = "options=-c+lock_timeout%3D700+-c+statement_timeout%3D1500&query_timeout=2500";

export async function wireTo({ host, port, user, database }: Connection): Promise<Wire> {
  const pairs = new Set<[Socket, Socket]>();
  let state: "through" | "frozen" | "closed" = "through";
  const server = createServer((near) => {
    if (state === "closed") return void near.destroy();
    const far = connect(join(host, `.s.PGSQL.${port}`));
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on("data", (piece: Buffer) => void (state === "frozen" || to.write(piece)));
      from.on("error", () => {});
      from.on("close", () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: `postgresql://${user}@127.0.0.1:${(server.address() as AddressInfo).port}/${database}?${waits}`,
    cut,
    freeze: () => (state = "frozen"),
    close: () => {
      state = "closed";
      cut();
    },
    mend: () => {
      // What was swallowed meanwhile is missing in the middle of a conversation.
      if (state === "frozen") cut();
      state = "through";
    },
    remove: () => {
      server.close();
      cut();
    },
  };
}
