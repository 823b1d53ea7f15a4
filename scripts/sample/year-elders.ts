import type { Day } from "#basics/day.ts";
import { dayFrom, dayOf, dayParts } from "#basics/day.ts";
import type { Chance } from "./chance.ts";
import type { Person } from "./community.ts";
import { ageOn, ledgerDay } from "./community.ts";
import type { Diary, Hands } from "./diary.ts";
import { adopted, gone, lastDay, likely, outcome, remark, workdayBetween, workdayUpTo } from "./diary.ts";

const notes = [
  "身体还好",
  "买了米和油",
  "说腰有些痛，劝去看医生",
  "女儿周末来过",
  "煤气关好了",
  "门口灯泡换了",
  "要一副老花镜",
  "一切如常",
];

/** Every seven days, by telephone or at the door; three times in the year a call was written down by mistake. */
export function callsToElders(people: Person[], diary: Diary, chance: Chance): void {
  const alone = people.filter(
    (person) => person.facts.livesAlone === true || person.life.aloneFrom !== undefined,
  );
  const rounds = alone.map((person, index) => ({ person, calls: callsTo(person, index, diary, chance) }));
  const steady = rounds.filter(({ calls }) => calls.length > 40);
  for (const [turn, { person, calls }] of steady.slice(0, 3).entries()) {
    const call = calls[16 + turn * 12]!;
    diary.strike(call.day + 2, diary.worker(person.area), call.record, "记错了人，当天没有问候这位老人");
  }
}

/** The calls to one elder, each due seven days after the one before. */
function callsTo(
  person: Person,
  index: number,
  diary: Diary,
  chance: Chance,
): { day: Day; record: string }[] {
  const calls: { day: Day; record: string }[] = [];
  const first = Math.max(person.life.aloneFrom ?? adopted, seventieth(person), adopted);
  const last = Math.min((person.life.aloneUntil ?? Infinity) - 1, gone(person) - 1, lastDay);
  // One in five is once not to be called: in hospital, with the children, or at their own wish.
  let asideFrom = index % 5 === 1 ? chance.between(first + 20, lastDay - 30) : Infinity;
  let due = first < ledgerDay ? Math.max(first + 7, ledgerDay + 4) : first + 7;
  while (due <= last + 7) {
    if (due > asideFrom && due + 13 <= last) {
      asideFrom = Infinity;
      due = setAside(person, index, due, diary, chance);
      continue;
    }
    const day = dayOfCall(due, index, chance);
    if (day > last) break;
    const kind = chance.yes(ageOn(person, day) >= 80 ? 0.4 : 0.3) ? "visit" : "call";
    const fields = remark(chance, 0.06, notes);
    calls.push({ day, record: diary.record(day, diary.worker(person.area), kind, [person.code], fields) });
    due = day + 7;
  }
  return calls;
}

/** Mostly a day or two early, now and then up to three days late; the last round waits for one in four. */
function dayOfCall(due: Day, index: number, chance: Chance): Day {
  if (due >= lastDay - 3 && due <= lastDay && index % 4 === 2) return lastDay + 1;
  if (outcome(0.94, due, chance) === "on time") {
    return workdayUpTo(due - chance.pick([0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2]), due - 6);
  }
  return due + chance.pick([1, 1, 1, 1, 1, 1, 2, 2, 2, 3]);
}

/** Calls are put off some days before the next is due. @returns the day the one after is due. */
function setAside(person: Person, index: number, due: Day, diary: Diary, chance: Chance): Day {
  const worker = diary.worker(person.area);
  const promise = "alone-call";
  const made = due - 5;
  const until = due + chance.between(2, 9);
  if (index % 15 === 6) {
    diary.decline(made, worker, { subject: person.code, promise, reason: "本人说孩子在家，不用问候", until });
    return until + 7;
  }
  const hospital = index % 2 === 1;
  diary.excuse(made, worker, {
    subject: person.code,
    promise,
    reason: hospital ? "住院" : "到子女家小住",
    until,
  });
  if (!hospital) return until + 7;
  diary.record(until, worker, "discharge", [person.code]);
  const visit = until + chance.between(1, 3);
  diary.record(visit, worker, "visit", [person.code], { summary: "出院后看望，能自己下楼" });
  return visit + 7;
}

function seventieth(person: Person): Day {
  const { year: born, month, date } = dayParts(person.birth);
  return dayFrom(born + 70, month, date);
}

export function visitsToTheVeryOld(people: Person[], diary: Diary, chance: Chance): void {
  const notes = ["老人精神好", "看了血压本", "儿媳在家照料", "送去重阳节慰问品", "说耳朵更背了"];
  for (const person of people) {
    if (ageOn(person, lastDay) < 80 || person.residence === "away") continue;
    for (const [first, last] of [
      ["2021-01-04", "2021-03-31"],
      ["2021-04-01", "2021-06-30"],
      ["2021-07-01", "2021-09-30"],
      ["2021-10-01", "2021-12-20"],
    ] as const) {
      const day = workdayBetween(dayOf(first) + (first === "2021-01-04" ? 0 : 5), dayOf(last), chance);
      if (!chance.yes(likely(0.955, day)) || day > lastDay || day >= gone(person) || ageOn(person, day) < 80)
        continue;
      diary.record(day, diary.worker(person.area), "visit", [person.code], remark(chance, 0.15, notes));
    }
  }
}

/** The health centre comes for a morning, area by area; one sheet holds up to forty. */
export function checkUps(people: Person[], diary: Diary, hands: Hands, chance: Chance): void {
  const elders = chance.shuffle(
    people.filter((person) => ageOn(person, dayOf("2021-12-31")) >= 65 && person.residence !== "away"),
  );
  const sessions = [
    "2021-03-23",
    "2021-04-13",
    "2021-04-27",
    "2021-05-18",
    "2021-06-08",
    "2021-06-22",
    "2021-07-06",
    "2021-08-24",
    "2021-09-14",
    "2021-10-12",
    "2021-10-26",
    "2021-11-09",
    "2021-11-23",
  ].map(dayOf);
  const sheets = new Map<Day, string[]>(sessions.map((day) => [day, []]));
  elders.forEach((person, index) => {
    if (index % 28 === 5) {
      diary.decline(
        workdayBetween(dayOf("2021-04-06"), dayOf("2021-10-29"), chance),
        diary.worker(person.area),
        {
          subject: person.code,
          promise: "elder-check-up",
          reason: chance.pick(["已在原单位体检", "子女带去体检过", "本人不愿去"]),
          until: dayOf("2021-12-31"),
        },
      );
      return;
    }
    if (index % 17 === 8) return;
    const session = sessions.find(
      (day, at) =>
        at >= index % sessions.length &&
        sheets.get(day)!.length < 40 &&
        ageOn(person, day) >= 65 &&
        day < gone(person),
    );
    if (session !== undefined) sheets.get(session)!.push(person.code);
  });
  for (const [day, codes] of sheets) {
    if (codes.length > 0) diary.record(day, hands.centre, "check-up", codes.toSorted());
  }
}

export function oneKeyCalls(people: Person[], diary: Diary, hands: Hands, chance: Chance): void {
  for (const person of people) {
    if (
      person.facts.smartphone !== false ||
      person.facts.callNumbers === undefined ||
      person.residence === "away"
    )
      continue;
    const eligible = Math.max(adopted, seventieth(person));
    if (eligible > lastDay) continue;
    const due = eligible + 30;
    const how = outcome(0.95, due, chance, 0.8);
    const day =
      how === "late"
        ? due + chance.between(1, 12)
        : workdayBetween(Math.max(eligible + 3, ledgerDay + 1), due, chance);
    const setUp = how === "not" ? Infinity : day;
    if (setUp <= lastDay && setUp < gone(person))
      diary.record(setUp, diary.worker(person.area), "set-up", [person.code], {
        numbers: String(person.facts.callNumbers),
      });
    for (const { area, from, numbers } of hands.newNumbers) {
      const changed = dayOf(from);
      if (area !== person.area || changed < eligible || changed >= gone(person)) continue;
      diary.change(changed, diary.worker(area), person.code, "callNumbers", numbers);
      const again = outcome(0.93, changed, chance, 0.9);
      const done =
        again === "late" ? changed + chance.between(8, 11) : workdayBetween(changed + 1, changed + 7, chance);
      if (again !== "not" && done <= lastDay && done < gone(person))
        diary.record(done, diary.worker(area), "set-up", [person.code], { numbers });
    }
  }
}
