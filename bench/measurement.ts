/** One thing measured. It checks that its answers are right before it times them, and throws where they are not. */
export interface Measurement {
  /** "engine.duties": by its beginning it is chosen on the command line. */
  name: string;
  what: string;
  /** `short`: on little data, a second or two; that all runs and comes out right, not how fast. */
  run: (short: boolean) => Line[] | Promise<Line[]>;
}

/** One figure. */
export interface Line {
  what: string;
  value: number;
  unit: string;
  /** The same by another way in the same run, and how many times better ours is; `quoted`: published, not measured now. */
  against?: { what: string; value: number; better: number; quoted?: string };
  aim?: string;
}

export function sayLine({ what, value, unit, against, aim }: Line): string {
  const other = against
    ? ` · ${against.what}: ${figure(against.value)} ${unit} (${figure(against.better)}×${against.quoted ? `, ${against.quoted}` : ""})`
    : "";
  return `${what}: ${figure(value)} ${unit}${other}${aim ? ` · aim ${aim}` : ""}`;
}

/** Three digits that matter: 0.12, 4.56, 78.9, 12,300,000. */
export function figure(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}

/** The middle of what so many rounds take, after one that does not count. */
export function secondsOf(run: () => void, rounds: number): number {
  return secondsInTurns([run], rounds)[0] ?? Number.NaN;
}

/**
 * What each takes, in turns, so that whatever else the machine does meets all of them alike. In seconds of this thread's
 * processor: while others have it, nothing is counted. What waits for a disk or a network is measured by the clock instead.
 */
export function secondsInTurns(runs: (() => void)[], rounds: number): number[] {
  const all = runs.map((run) => {
    // The processor's time is told in steps of some milliseconds: what takes less is done so many times at once.
    let times = 1;
    while (processorSeconds(() => repeat(run, times)) < 0.05 && rounds > 1) times *= 2;
    return { run, times, found: [] as number[] };
  });
  for (let round = 0; round < rounds; round++)
    for (const { run, times, found } of all)
      // A short round can be over before the clock of the processor has moved.
      found.push(
        Math.max(
          1e-6,
          processorSeconds(() => repeat(run, times)),
        ) / times,
      );
  return all.map(({ found }) => middle(found));
}

function repeat(run: () => void, times: number): void {
  for (let time = 0; time < times; time++) run();
}

export function processorSeconds(run: () => void): number {
  const begun = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(begun);
  return (user + system) / 1_000_000;
}

export function middle(values: number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
