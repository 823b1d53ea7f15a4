import { createHash } from "node:crypto";
import { dayText, localDay } from "#basics/day.ts";
import { uuidText } from "#basics/id.ts";
import { perform } from "#record/perform.ts";
import type { Asker, House } from "./route.ts";

/** Readings kept today already, by the ids of their commands: forgotten, they are only asked about once more. */
const kept = new Set<string>();
const mostKept = 20_000;

/**
 * Keeps that somebody reads what is guarded, before they are shown it: once for each day, so that a page that is drawn anew
 * all day long is one entry. @throws where it cannot be kept: then it is not shown either.
 */
export async function keepReading(
  { keeper, clock }: House,
  { account, office, actor }: Asker,
  name: "case.read" | "record.read",
  input: { case: string } | { subject: string; kinds: string[] },
): Promise<void> {
  const now = clock.now();
  const day = dayText(localDay(now, "Asia/Shanghai"));
  const said = JSON.stringify([office, account, name, input, day]);
  const id = uuidText(createHash("sha256").update(said).digest(), 8);
  if (kept.has(id)) return;
  const [answer] = await perform(keeper, office, actor, [{ id, name, at: now.toISOString(), input }], now);
  if (answer?.status !== "applied" && answer?.status !== "already")
    throw new Error(`a reading could not be kept: ${answer?.status}`);
  if (kept.size >= mostKept) kept.clear();
  kept.add(id);
}
