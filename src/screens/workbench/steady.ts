import { useEffect, useState } from "react";
import type { TodayDuty } from "#record/views/today.ts";

/** A pointer that has not moved for so long is not about to press anything. */
const POINTS_FOR = 10_000;

/** As long as a row takes to go; in today.css too. */
const LEAVES_IN = 260;

export interface SteadyDuties {
  duties: TodayDuty[];
  /** Settled by somebody else while the hand was over the list: the row waits, and says so. */
  done: Set<string>;
  /** Settled, and on its way out. */
  leaving: Set<string>;
  /** New ones that wait until the hand has gone. */
  waiting: number;
  /** To be called while a pointer moves over the list, and when it leaves. */
  point: (over: boolean) => void;
}

export function keyOf(duty: TodayDuty): string {
  return `${duty.subject.id}/${duty.promise}`;
}

/**
 * The list as it can be read and pressed while colleagues work too: nothing moves under a hand that points at it, and what goes
 * goes calmly.
 */
export function useSteadyDuties(live: TodayDuty[]): SteadyDuties {
  const [held, setHeld] = useState<TodayDuty[]>();
  const [pointedAt, setPointedAt] = useState(0);
  const shown = held ?? live;
  const [before, setBefore] = useState(shown);
  const [leaving, setLeaving] = useState<TodayDuty[]>([]);
  if (before !== shown) {
    setBefore(shown);
    const gone = missingFrom(shown, before);
    if (gone.length > 0) setLeaving(gone);
  }
  useEffect(() => {
    if (leaving.length === 0) return;
    const timer = setTimeout(() => setLeaving([]), LEAVES_IN);
    return () => clearTimeout(timer);
  }, [leaving]);
  useEffect(() => {
    if (!held) return;
    const timer = setTimeout(() => setHeld(undefined), POINTS_FOR);
    return () => clearTimeout(timer);
  }, [held, pointedAt]);
  return {
    duties: leaving.length === 0 ? shown : [...shown, ...missingFrom(shown, leaving)],
    done: new Set(held ? missingFrom(live, held).map(keyOf) : []),
    leaving: new Set(missingFrom(shown, leaving).map(keyOf)),
    waiting: held ? missingFrom(held, live).length : 0,
    point: (over) => {
      if (!over || document.querySelector(".ant-drawer-open")) setHeld(undefined);
      else {
        setHeld(held ?? live);
        // Once a second is often enough to tell that the hand still moves.
        const second = Math.floor(Date.now() / 1000);
        if (second !== pointedAt) setPointedAt(second);
      }
    },
  };
}

/** Those of `others` that `list` does not have. */
export function missingFrom(list: TodayDuty[], others: TodayDuty[]): TodayDuty[] {
  const there = new Set(list.map(keyOf));
  return others.filter((duty) => !there.has(keyOf(duty)));
}
