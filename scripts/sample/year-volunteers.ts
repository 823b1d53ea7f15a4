import type { Day } from "#basics/day.ts";
import { dayFrom, dayOf, dayText } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import type { Chance } from "./chance.ts";
import type { Person } from "./community.ts";
import { ledgerDay } from "./community.ts";
import type { Diary } from "./diary.ts";
import { lastDay, workdayBetween, workdayUpTo } from "./diary.ts";

/** One line of the volunteers' own book of hours. */
export interface Service {
  person: Person;
  day: Day;
  fields: Record<string, FactValue>;
}

const done: Record<string, { activity: string; content: string[]; hours: [low: number, high: number] }> = {
  patrol: { activity: "义务巡逻", content: ["夜间巡逻", "清理楼道杂物", "劝导电动车停放"], hours: [2, 3] },
  repair: { activity: "义务维修", content: ["修保洁车", "修巡逻电动车", "换楼道灯"], hours: [1, 4] },
  visiting: { activity: "敬老服务", content: ["陪老人聊天", "上门理发", "量血压"], hours: [1, 3] },
  choir: { activity: "文艺演出", content: ["合唱排练和演出"], hours: [2, 3] },
  poetry: { activity: "文明实践", content: ["诗词讲座", "写春联"], hours: [2, 3] },
};

/** What the volunteers gave, and what the mender saved: parts he mended instead of the office buying new ones. */
export function services(people: Person[], chance: Chance): Service[] {
  const book: Service[] = [];
  const volunteers = people.filter(({ facts }) => facts.volunteer === true);
  for (const person of volunteers) {
    const { activity, content, hours } = done[String(person.facts.team)]!;
    const isMender = person === volunteers.toSorted((a, b) => a.birth - b.birth)[0];
    for (let month = 1; month <= 11; month++)
      for (let time = chance.between(isMender ? 2 : 0, isMender ? 3 : 2); time > 0; time--) {
        const day = Math.max(dayFrom(2021, month, chance.between(1, 28)), ledgerDay);
        if (book.some((known) => known.person === person && known.day === day)) continue;
        const fields: Record<string, FactValue> = {
          activity,
          content: chance.pick(content),
          hours: chance.between(...hours),
          lead: "社区志愿服务站",
        };
        if (isMender && time === 1) {
          fields["saved"] = chance.between(205, 262) * 100;
          fields["evidence"] = "维修登记本和配件收据";
        }
        book.push({ person, day, fields });
      }
  }
  return book.sort((a, b) => a.day - b.day || (a.person.code < b.person.code ? -1 : 1));
}

/** Hours are gone through each half year, and insurance is renewed before it ends. */
export function volunteersCaredFor(people: Person[], diary: Diary, chance: Chance): void {
  for (const person of people.filter(({ facts }) => facts.volunteer === true)) {
    const worker = diary.worker(person.area);
    for (const [first, last, rate] of [
      ["2021-05-10", "2021-06-29", 0.95],
      ["2021-10-11", "2021-12-24", 1],
    ] as const) {
      const day = workdayBetween(dayOf(first), dayOf(last), chance);
      if (day <= lastDay && chance.yes(rate))
        diary.record(day, worker, "hours-check", [person.code], { agreed: true });
    }
    if (person.facts.insuredUntil === undefined) continue;
    const ends = dayOf(String(person.facts.insuredUntil));
    const day = workdayUpTo(ends - chance.between(2, 20), ledgerDay + 1);
    if (day > lastDay) continue;
    const until = dayText(ends + 365);
    diary.record(day, worker, "insurance", [person.code], { until });
    diary.change(day + 1, worker, person.code, "insuredUntil", until);
  }
}
