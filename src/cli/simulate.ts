import { dayParts, dayFrom, daysInMonth } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import { subjectsOf, recordsOf } from "#work/duty/owed.ts";
import { simulate as simulated } from "#work/duty/simulate.ts";
import { type CliCommand, UsageError, sayBoth } from "./cli-command.ts";
import { dayGiven, needed, numberGiven, readOptions } from "./options.ts";
import { readLists, withParameters } from "./read-lists.ts";
import { standardAt } from "./read-standard.ts";

export const simulate: CliCommand = {
  name: "simulate",
  usage:
    "simulate --standard DIR --register FILE.json --from DAY --until DAY [--rate 0.9] [--seed N] [--records FILE.json] [--parameters FILE.json]",
  about: {
    zh: "采用之前先算一遍：每周、每个岗位、每条承诺有多少件到期，要做多少次。印出 JSON。",
    en: "The work before anybody adopts it: duties falling due and acts expected, by week, role and promise, as JSON.",
  },
  options: {
    "--rate 0.9": {
      zh: "按时做到的可能，0 到 1，默认 1",
      en: "how likely a duty is kept in time, 0 to 1; 1 by default",
    },
    "--seed N": { zh: "同一个数，同一个结果；默认 1", en: "the same number, the same answer; 1 by default" },
    "--records FILE": {
      zh: "已有的记录；写了就从标准施行之日算起，不写就当 --from 那天才采用",
      en: "what has been done; with it duties count from the standard's effective day, without it from --from",
    },
  },
  run: async (args, terminal) => {
    const names = ["standard", "register", "from", "until", "rate", "seed", "records", "parameters"] as const;
    const { values } = readOptions(args, names);
    const register = needed(values, "register");
    const [from, until] = [dayGiven(values, "from"), dayGiven(values, "until")];
    const rate = numberGiven(values.rate ?? "1", "rate", { from: 0, to: 1, whole: false });
    const seed = numberGiven(values.seed ?? "1", "seed", { from: 0, to: 4_294_967_295, whole: true });
    if (until < from || until >= yearsAfter(from, 10))
      throw new UsageError(
        sayBoth({
          zh: "--until 不能早于 --from，最多算十年。",
          en: "--until must not be before --from; ten years are the most.",
        }),
      );
    const document = await standardAt(needed(values, "standard"), terminal);
    const { standard } = await withParameters(document, values.parameters, terminal);
    const lists = await readLists(standard, { register, records: values.records }, terminal);
    // Without records it is a standard that nobody has adopted yet: nothing stands open from before.
    const adopted = values.records === undefined ? from : standard.effective;
    const asked = { from, until, rate, seed, adopted };
    const answer = simulated(
      standard,
      subjectsOf(lists.register),
      recordsOf(lists.records, standard.id),
      asked,
    );
    terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
    return 0;
  },
};

export function yearsAfter(day: Day, years: number): Day {
  const { year, month, date } = dayParts(day);
  return dayFrom(year + years, month, Math.min(date, daysInMonth(year + years, month)));
}
