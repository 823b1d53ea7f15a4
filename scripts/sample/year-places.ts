import { isLegalHoliday } from "#basics/calendar.ts";
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
        if (weekday(day) === 7 || isLegalHoliday(day)) continue;
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
