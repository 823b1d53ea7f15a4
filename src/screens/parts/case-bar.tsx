import { useClock } from "./clock.ts";
import { useHere } from "./me.tsx";

/** How much of the time is used, as a thin bar beside the words that say it. */
export function CaseBar({ from, due }: { from: string; due: string }) {
  const { me, readAt } = useHere();
  const now = useClock(me.clock, readAt).getTime();
  const [begin, end] = [Date.parse(from), Date.parse(due)];
  const used = end <= begin ? 1 : Math.min(1, Math.max(0, (now - begin) / (end - begin)));
  const state = now > end ? "overdue" : end - now <= 86_400_000 ? "due" : "upcoming";
  return (
    <div className="case-bar" data-state={state} aria-hidden="true">
      <div style={{ width: `${used * 100}%` }} />
    </div>
  );
}
