import type { Measurement } from "./measurement.ts";
import { figure, secondsInTurns } from "./measurement.ts";
import { emptyWindows, lastDone, limit } from "./w1/limit.ts";
import { peopleOf, plainDuties } from "./w1/plain.ts";
import { drawn, openDuties, today } from "./w1/workload.ts";

export const measurements: Measurement[] = [
  {
    name: "engine.baselines",
    what: "five duties of everybody, by hand: what the machine gives at most, and the plainest program",
    run: (short) => {
      const people = short ? 1_000 : 100_000;
      const workload = drawn(people, 12);
      const last = lastDone(workload);
      const windows = emptyWindows(people);
      const persons = peopleOf(workload);
      let found = 0;
      const plain = () => {
        found = 0;
        for (const person of persons)
          for (const { opens } of plainDuties(person)) if (opens <= today) found++;
      };
      plain();
      expected(people, 12, found);
      expected(people, 12, limit(workload, last, windows).open);
      const [hand = 0, objects = 0] = secondsInTurns(
        [() => limit(workload, last, windows), plain],
        short ? 1 : 7,
      );
      return [
        { what: "typed columns, by hand", value: people / hand, unit: "people/s" },
        { what: "objects, by hand, from reports", value: people / objects, unit: "people/s" },
      ];
    },
  },
];

/** Is the number of open duties the one that eight programs found? */
export function expected(people: number, each: number, found: number): void {
  const wanted = openDuties[`${people}×${each}`];
  if (wanted !== found) throw new Error(`${figure(found)} duties are open, ${wanted} should be`);
}
