import { legalCalendar } from "#basics/calendar.ts";
import { dayFrom, weekday } from "#basics/day.ts";
import { addDuration, parseDuration } from "#basics/duration.ts";
import type { Chance } from "./chance.ts";
import type { Community, Person, Unit } from "./community.ts";
import { ledgerDay } from "./community.ts";
import type { Diary } from "./diary.ts";
import { adopted, lastDay, likely, outcome, remark, workdayBetween, workdayUpTo } from "./diary.ts";

export function membersAway(people: Person[], diary: Diary, chance: Chance): void {
  const notes = ["转告学习安排", "问了在外的工作", "节日问候", "说明党费怎么交"];
  people
    .filter((person) => person.facts.floatingMember === true)
    .forEach((person, index) => {
      let due = addDuration(adopted, parseDuration("P3M")!);
      let first = true;
      while (due <= lastDay + 40) {
        const how = outcome(0.95, due, chance, 1);
        let day =
          how === "late"
            ? due + chance.between(1, 6)
            : workdayUpTo(due - chance.between(0, first ? 80 : 18), ledgerDay + 1);
        if (index % 8 === 5 && due >= lastDay - 25 && due <= lastDay) day = lastDay + 1;
        if (day > lastDay) break;
        diary.record(day, diary.worker(person.area), "call", [person.code], remark(chance, 0.3, notes));
        due = addDuration(day, parseDuration("P3M")!);
        first = false;
      }
    });
}

export function unitsOfTheDistrict(units: Unit[], diary: Diary, chance: Chance): void {
  const notes = [
    "新来两名店员",
    "灭火器到期，已提醒更换",
    "无人员变动",
    "招一名收银员",
    "门前整洁",
    "一名店员辞工",
  ];
  for (const unit of units) {
    for (let month = 1; month <= 11; month++) {
      const first = Math.max(dayFrom(2021, month, 1), ledgerDay);
      const last = Math.min(dayFrom(2021, month + 1, 1) - 1, lastDay);
      const worker = diary.worker(unit.area);
      const visit = workdayBetween(first, last, chance);
      if (unit.kind !== "institution" && chance.yes(month === 11 ? 0.87 : likely(0.962, first))) {
        diary.record(visit, worker, "visit", [unit.code], remark(chance, 0.12, notes));
      } else if (unit.coBuilt && chance.yes(month === 11 ? 0.8 : likely(0.97, first))) {
        diary.record(visit, worker, chance.yes(0.5) ? "call" : "visit", [unit.code]);
      }
    }
  }
}

export function placesOpen({ places }: Community, diary: Diary, chance: Chance): void {
  for (const place of places) {
    const worker = diary.worker(place.area);
    if (place.kind === "activity-room") {
      for (let day = ledgerDay; day <= lastDay; day++) {
        if (weekday(day) === 7 || legalCalendar.isLegalHoliday(day)) continue;
        if (!chance.yes(likely(0.99, day))) continue;
        const fields = chance.yes(0.3) ? { visitors: chance.between(9, 46) } : undefined;
        diary.record(day, worker, "opening", [place.code], fields);
      }
    }
    if (place.kind === "practice-station") {
      for (let monday = ledgerDay; monday <= lastDay; monday += 7) {
        const day = monday + chance.between(1, 5);
        if (day <= lastDay && chance.yes(likely(0.975, day)))
          diary.record(day, worker, "opening", [place.code], { visitors: chance.between(12, 60) });
      }
    }
  }
}

/** What is held in the places through the year, and the weekly round of the square. */
export function placesUsed({ places }: Community, diary: Diary, chance: Chance): void {
  const themes = ["学习党史", "义务清扫", "为老服务", "安全隐患排查", "听老党员讲故事", "慰问困难群众"];
  const topics = ["高血压怎么管", "冬春呼吸道疾病预防", "老年人合理用药", "夏季饮食和防暑", "跌倒的预防"];
  for (const place of places) {
    const worker = diary.worker(place.area);
    if (place.kind === "square")
      for (let monday = ledgerDay; monday <= lastDay; monday += 7) {
        const day = workdayUpTo(monday + chance.between(0, 4), monday);
        if (day > lastDay || !chance.yes(likely(0.975, day))) continue;
        const clean = chance.pick(["good", "good", "good", "fair"]);
        diary.record(day, worker, "patrol", [place.code], { clean });
      }
    if (place.kind === "practice-station")
      for (let month = 1; month <= 11; month++) {
        if (month === 2) continue; // Spring Festival
        const day = workdayBetween(
          Math.max(dayFrom(2021, month, 6), ledgerDay + 1),
          dayFrom(2021, month, 26),
          chance,
        );
        diary.record(day, worker, "party-day", [place.code], {
          theme: chance.pick(themes),
          present: chance.between(14, 41),
        });
      }
    if (place.kind === "activity-room")
      for (const month of [3, 6, 9, 11]) {
        const day = workdayBetween(dayFrom(2021, month, 4), dayFrom(2021, month, 25), chance);
        diary.record(day, worker, "lecture", [place.code], {
          topic: chance.pick(topics),
          visitors: chance.between(18, 52),
        });
      }
  }
}

/** With every co-built unit one thing is done together each half year; this December's are still to come for some. */
export function doneTogether(units: Unit[], diary: Diary, chance: Chance): void {
  const things = ["国庆文艺汇演", "交通劝导", "爱心义诊", "消防演练", "为老人送餐", "助学结对"];
  for (const unit of units.filter(({ coBuilt }) => coBuilt))
    for (const [from, rate] of [
      [2, 0.95],
      [7, 0.8],
    ] as const)
      if (chance.yes(rate))
        diary.record(
          workdayBetween(dayFrom(2021, from, 20), dayFrom(2021, from + 4, 20), chance),
          diary.worker(unit.area),
          "joint-activity",
          [unit.code],
          { subject: chance.pick(things) },
        );
}
