import { useEffect, useState } from "react";
import type { Clock } from "#record/clock.ts";

/** The office's clock, run on from the moment the server told it; turns over on the minute. */
export function useClock(clock: Clock, readAt: number): Date {
  const ahead = new Date(clock.now).getTime() - readAt;
  const [now, setNow] = useState(() => Date.now() + ahead);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const turn = () => {
      const at = Date.now() + ahead;
      setNow(at);
      timer = setTimeout(turn, 60_000 - (at % 60_000) + 20);
    };
    turn();
    return () => clearTimeout(timer);
  }, [ahead]);
  return new Date(now);
}
