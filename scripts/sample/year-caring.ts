import type { Day } from "#basics/day.ts";
import { dayFrom, dayOf, dayText } from "#basics/day.ts";
import type { Chance } from "./chance.ts";
import type { Person } from "./community.ts";
import { ledgerDay } from "./community.ts";
import type { Diary, Hands } from "./diary.ts";
import { adopted, between, gone, lastDay, likely, outcome, workdayBetween, workdayUpTo } from "./diary.ts";

/** Three parties: the health centre each quarter, the group leader each month, and the family, asked every two weeks. */
export function mentalCare(people: Person[], diary: Diary, hands: Hands, chance: Chance): void {
  const cared = people.filter((person) => person.facts.mentalCare !== undefined);
  cared.forEach((person, index) => {
    for (const quarter of [0, 1, 2, 3]) {
      const first = Math.max(dayFrom(2021, quarter * 3 + 1, 6), ledgerDay + 1);
      const day = workdayBetween(first, Math.min(dayFrom(2021, quarter * 3 + 3, 24), lastDay), chance);
      if (quarter === 3 ? chance.yes(0.7) : chance.yes(likely(0.985, day))) {
        diary.record(day, hands.centre, "follow-up", [person.code], { nextOn: dayText(day + 90) });
      }
    }
    const inHospital = index === 7 ? dayOf("2021-06-02") : undefined;
    if (inHospital !== undefined) {
      const aside = { subject: person.code, reason: "住院", until: dayOf("2021-07-02") };
      diary.excuse(inHospital, diary.leader(person.area), { ...aside, promise: "mental-visit" });
      diary.excuse(inHospital, diary.worker(person.area), { ...aside, promise: "carer-contact" });
    }
    for (let month = 1; month <= 11; month++) {
      if (inHospital !== undefined && month === 6) continue;
      const first = Math.max(dayFrom(2021, month, 2), ledgerDay + 1);
      const day = workdayBetween(first, Math.min(dayFrom(2021, month + 1, 1) - 2, lastDay), chance);
      if (chance.yes(month === 11 ? 0.8 : likely(0.965, day)))
        diary.record(day, diary.leader(person.area), "visit", [person.code]);
    }
    let due = adopted + 14 - (index % 5);
    while (due <= lastDay + 14) {
      if (inHospital !== undefined && due >= inHospital && due <= dayOf("2021-07-02"))
        due = dayOf("2021-07-02") + 14;
      const how = outcome(0.955, due, chance, 1);
      let day =
        how === "late" ? due + chance.between(1, 3) : workdayUpTo(due - chance.between(0, 3), due - 6);
      if (index === 11 && due >= lastDay - 12 && due <= lastDay) day = lastDay + 1;
      if (day > lastDay) break;
      diary.record(day, diary.worker(person.area), "care-contact", [person.code]);
      due = day + 14;
    }
  });
}

/** Those in care whose guardian agreed have had this year's check-up, most of them. */
export function checkUpsInCare(people: Person[], diary: Diary, hands: Hands, chance: Chance): void {
  for (const person of people)
    if (person.facts.mentalCare !== undefined && !between(person, 65, 120) && chance.yes(0.7))
      diary.record(workdayBetween(dayOf("2021-04-06"), lastDay, chance), hands.centre, "check-up", [
        person.code,
      ]);
}

/** Families whose papers are looked at once a year were mostly helped by autumn. */
export function yearlyReviews(people: Person[], diary: Diary, chance: Chance): void {
  for (const person of people)
    if (person.facts.allowanceReview === "yearly" && chance.yes(0.8))
      diary.record(
        workdayBetween(dayOf("2021-05-06"), dayOf("2021-10-29"), chance),
        diary.worker(person.area),
        "review-help",
        [person.code],
      );
}

/** Families reviewed every half year are helped with their papers; a few families are granted the allowance. */
export function allowance(
  people: Person[],
  diary: Diary,
  hands: Hands,
  chance: Chance,
): { head: Person; members: number; day: Day }[] {
  for (const person of people) {
    if (person.facts.allowanceReview !== "half-yearly") continue;
    for (const [first, last] of [
      ["2021-03-01", "2021-06-29"],
      ["2021-08-02", "2021-12-20"],
    ] as const) {
      const day = workdayBetween(dayOf(first), dayOf(last), chance);
      if (day <= lastDay && chance.yes(likely(0.95, day)) && day < gone(person))
        diary.record(day, diary.worker(person.area), "review-help", [person.code]);
    }
  }
  const heads = chance.shuffle(
    people.filter(
      (person) =>
        !person.taken &&
        person.residence === "resident" &&
        person.life.gone === undefined &&
        person.relation === "户主" &&
        between(person, 38, 66),
    ),
  );
  const granted = [];
  for (const members of hands.newlyAllowed) {
    const at = heads.findIndex((head) => family(people, head).length >= members);
    const [head] = heads.splice(at, 1) as [Person];
    const day = workdayBetween(dayOf("2021-03-08"), dayOf("2021-10-29"), chance);
    for (const member of family(people, head).slice(0, members)) {
      diary.change(day, diary.worker(head.area), member.code, "allowance", true);
    }
    diary.change(day, diary.worker(head.area), head.code, "allowanceReview", "half-yearly");
    const help = workdayBetween(Math.max(day + 20, dayOf("2021-08-02")), dayOf("2021-12-20"), chance);
    if (help <= lastDay) diary.record(help, diary.worker(head.area), "review-help", [head.code]);
    granted.push({ head, members, day });
  }
  return granted;
}

function family(people: Person[], head: Person): Person[] {
  return people.filter(({ household, taken }) => household === head.household && !taken);
}

/** Whoever was to be released is met on the day; one day of release was put off, and the new one counts. */
export function released(people: Person[], diary: Diary, chance: Chance): void {
  people
    .filter((person) => person.facts.releaseDate !== undefined)
    .forEach((person, index) => {
      let day = dayOf(String(person.facts.releaseDate));
      const worker = diary.worker(person.area);
      if (index === 2) {
        diary.change(day - 9, worker, person.code, "releaseDate", dayText(day + 6));
        day += 6;
      }
      if (day > lastDay) return;
      diary.record(day, worker, "meet", [person.code]);
      diary.change(day, worker, person.code, "residence", "resident");
      if (chance.yes(0.7)) diary.record(day + chance.between(2, 6), worker, "visit", [person.code]);
      diary.record(day + 2 + (index % 4), worker, "relief-screening", [person.code]);
    });
}
