import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Clock } from "#record/clock.ts";
import type { Me } from "#record/views/me.ts";

/** The server tells its clock every 20 s. Ours may differ by the time an answer takes; by more, it has been set. */
const DRIFT = 5_000;

/**
 * Asks again for what stands on the screen whenever a colleague's entry (or the demonstration's clock) changes it. A burst of
 * entries, an import say, is waited out for 300 ms. EventSource reconnects by itself; after a reconnection everything is asked
 * again, since what happened meanwhile was not heard.
 */
export function useLiveChanges(listening: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!listening) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const askAgain = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => void client.invalidateQueries(), 300);
    };
    const source = new EventSource("/api/events");
    source.addEventListener("change", askAgain);
    source.addEventListener("clock", (event: MessageEvent<string>) => {
      const clock = JSON.parse(event.data) as Clock;
      const me = client.getQueryState<Me>(["/api/me", {}]);
      if (!me?.data) return;
      const shown = new Date(me.data.clock.now).getTime() + Date.now() - me.dataUpdatedAt;
      if (Math.abs(new Date(clock.now).getTime() - shown) > DRIFT || clock.today !== me.data.clock.today)
        askAgain();
    });
    source.addEventListener("open", () => {
      if (opened) askAgain();
      opened = true;
    });
    return () => {
      clearTimeout(waiting);
      source.close();
    };
  }, [client, listening]);
}
