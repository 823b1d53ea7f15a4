import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Clock } from "#record/clock.ts";
import type { Me } from "#record/views/me.ts";

/** The server tells its clock every 20 s. Ours may differ by the time an answer takes; by more, it has been set. */
const DRIFT = 5_000;

/** A server that starts anew is back within this; only a longer silence is told. */
const SILENCE = 4_000;

/** A line that the browser has given up is tried again after this. */
const TRY_AGAIN = 5_000;

/**
 * Asks again for what stands on the screen whenever a colleague's entry (or the demonstration's clock) changes it. A burst of
 * entries, an import say, is waited out for 300 ms. EventSource reconnects by itself; after a reconnection everything is asked
 * again, since what happened meanwhile was not heard. Answers whether the server has been silent for a while.
 */
export function useLiveChanges(listening: boolean): boolean {
  const client = useQueryClient();
  const [away, setAway] = useState(false);
  useEffect(() => {
    if (!listening) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let silent: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource | undefined;
    let opened = false;
    const askAgain = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => void client.invalidateQueries(), 300);
    };
    const listen = () => {
      const line = new EventSource("/api/events");
      source = line;
      line.addEventListener("change", askAgain);
      line.addEventListener("clock", (event: MessageEvent<string>) => {
        const clock = JSON.parse(event.data) as Clock;
        const me = client.getQueryState<Me>(["/api/me", {}]);
        if (!me?.data) return;
        const shown = new Date(me.data.clock.now).getTime() + Date.now() - me.dataUpdatedAt;
        if (Math.abs(new Date(clock.now).getTime() - shown) > DRIFT || clock.today !== me.data.clock.today)
          askAgain();
      });
      line.addEventListener("open", () => {
        clearTimeout(silent);
        silent = undefined;
        setAway(false);
        if (opened) askAgain();
        opened = true;
      });
      line.addEventListener("error", () => {
        silent ??= setTimeout(() => setAway(true), SILENCE);
        if (line.readyState !== EventSource.CLOSED) return;
        // The server answered with something else than the line: the session may have ended, which asking tells.
        askAgain();
        again = setTimeout(listen, TRY_AGAIN);
      });
    };
    listen();
    return () => {
      for (const timer of [waiting, silent, again]) clearTimeout(timer);
      source?.close();
      setAway(false);
    };
  }, [client, listening]);
  return away;
}
