import { type Day, localDay } from "./day.ts";
import { type Duration, durationText, parseDuration, roughDays } from "./duration.ts";
import type { Text } from "./text.ts";

/** A length of time in which something is to end: by the clock in minutes, or in days. */
export type Span = { minutes: number } | Duration;

const clockPattern = /^PT(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?$/;

/** "PT30M", "PT2H", "PT1H30M", or whatever a duration can be: "P3D", "P1M", "5 workdays". */
export function parseSpan(text: string): Span | undefined {
  const clock = clockPattern.exec(text);
  if (!clock) return parseDuration(text);
  return { minutes: Number(clock[1] ?? 0) * 60 + Number(clock[2] ?? 0) };
}

/** A span in words: 30 分钟 / 30 minutes, 2 小时 / 2 hours, 5 个工作日 / 5 working days. */
export function deadlineText(span: Span): Text {
  if (!("minutes" in span)) return durationText(span);
  const [hours, minutes] = [Math.floor(span.minutes / 60), span.minutes % 60];
  const parts: { zh: string; en: string }[] = [];
  if (hours > 0) parts.push({ zh: `${hours} 小时`, en: `${hours} hour${hours === 1 ? "" : "s"}` });
  if (minutes > 0 || hours === 0) {
    parts.push({ zh: `${minutes} 分钟`, en: `${minutes} minute${minutes === 1 ? "" : "s"}` });
  }
  return { zh: parts.map((part) => part.zh).join(" "), en: parts.map((part) => part.en).join(" ") };
}

/** A rough length in days, for comparing spans. */
export function roughSpan(span: Span): number {
  return "minutes" in span ? span.minutes / 1440 : roughDays(span);
}

/** The instant, in milliseconds, at which a wall clock shows `minutes` after midnight of a day (1440: its end). */
export function instantAt(day: Day, minutes: number, zone: string): number {
  const asUtc = day * 86_400_000 + minutes * 60_000;
  const first = asUtc - offsetAt(asUtc, zone);
  // Asked once more where the zone's offset changes between the guess and the answer.
  return asUtc - offsetAt(first, zone);
}

/** Where an instant stands on the wall clock: its day, and the milliseconds since that day's midnight. */
export function wallClock(instant: number, zone: string): { day: Day; sinceMidnight: number } {
  const local = instant + offsetAt(instant, zone);
  const day = Math.floor(local / 86_400_000);
  return { day, sinceMidnight: local - day * 86_400_000 };
}

/** How far, in milliseconds, a zone's wall clock is ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  const day = localDay(instant, zone);
  let format = clocks.get(zone);
  if (!format) {
    const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
    clocks.set(zone, (format = new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options })));
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const seconds = Number(parts["hour"]) * 3600 + Number(parts["minute"]) * 60 + Number(parts["second"]);
  return day * 86_400_000 + seconds * 1000 - Math.floor(instant / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
