import { dayOf, dayText } from "#basics/day.ts";
import { addDuration, parseDuration } from "#basics/duration.ts";
import type { Chance } from "./chance.ts";
import type { Person } from "./community.ts";
import { ledgerDay } from "./community.ts";
import type { Diary } from "./diary.ts";
import { between, gone, lastDay, outcome, remark, workdayBetween, workdayUpTo } from "./diary.ts";

export function migrants(people: Person[], diary: Diary, chance: Chance): void {
  const notes = [
    "说了居住证怎么办",
    "孩子明年上小学，给了入学须知",
    "租住满半年后可申领居住证",
    "问公租房，给了材料单",
    "在井台路工地做工",
  ];
  for (const person of people) {
    if (person.residence !== "migrant") continue;
    const worker = diary.worker(person.area);
    if (person.life.entered !== undefined) {
      const arrived = dayOf(String(person.facts.arrived));
      const how = outcome(0.94, arrived + 15, chance, 0.8);
      const day =
        how === "late"
          ? arrived + 15 + chance.between(1, 6)
          : workdayBetween(Math.max(person.life.entered, arrived + 1), arrived + 15, chance);
      if (how !== "not" && day <= lastDay)
        diary.record(day, worker, "visit", [person.code], remark(chance, 0.5, notes));
    }
    if (person.facts.permitExpires !== undefined) {
      const expires = dayOf(String(person.facts.permitExpires));
      const opens = Math.max(expires - 28, ledgerDay + 1);
      if (opens > lastDay) continue;
      const how = outcome(0.962, expires, chance, 0.93);
      const day = how === "late" ? expires + chance.between(1, 4) : workdayBetween(opens, expires, chance);
      if (how !== "not" && day <= lastDay)
        diary.record(day, worker, chance.pick(["call", "call", "notice"]), [person.code]);
      // Endorsed again in its last days, the permit runs for another year.
      const endorsed = workdayUpTo(Math.max(expires + chance.between(-6, 4), day + 1), day + 1);
      if (how !== "not" && endorsed <= lastDay)
        diary.change(
          endorsed,
          worker,
          person.code,
          "permitExpires",
          dayText(addDuration(expires, parseDuration("P1Y")!)),
        );
    }
  }
}

/** Leaving hospital comes to be known by the neighbours; the call after it is one of the commonest. */
export function discharges(people: Person[], diary: Diary, chance: Chance): void {
  const notes = ["恢复得好", "家属在照料", "要一张复诊时间表", "行动不便，约了上门量血压"];
  const patients = chance.shuffle(
    people.filter(
      (person) =>
        !person.taken &&
        person.residence !== "away" &&
        person.facts.livesAlone !== true &&
        between(person, 18, 99),
    ),
  );
  for (const person of patients.slice(0, Math.ceil(people.length / 26))) {
    const worker = diary.worker(person.area);
    const known = workdayBetween(ledgerDay + 2, lastDay, chance);
    if (known >= gone(person) - 6) continue;
    diary.record(known, worker, "discharge", [person.code]);
    const how = outcome(0.96, known, chance, 1);
    const day = how === "late" ? known + chance.between(4, 6) : known + chance.between(0, 3);
    if (day <= lastDay)
      diary.record(
        day,
        worker,
        chance.yes(0.7) ? "call" : "visit",
        [person.code],
        remark(chance, 0.2, notes),
      );
  }
}

export function schoolChildren(people: Person[], diary: Diary, chance: Chance): void {
  for (const person of people) {
    if (
      person.birth < dayOf("2014-09-01") ||
      person.birth > dayOf("2015-08-31") ||
      person.residence === "away"
    )
      continue;
    const how = outcome(0.97, dayOf("2021-09-01"), chance, 0.9);
    const day =
      how === "late"
        ? dayOf("2021-09-01") + chance.between(1, 4)
        : workdayBetween(dayOf("2021-07-05"), dayOf("2021-08-31"), chance);
    if (how !== "not" && day < gone(person))
      diary.record(day, diary.worker(person.area), "notice", [person.code]);
  }
}
