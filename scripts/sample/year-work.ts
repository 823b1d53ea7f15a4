import type { Day } from "#basics/day.ts";
import { dayFrom, dayOf, dayParts, dayText } from "#basics/day.ts";
import { addDuration, parseDuration } from "#basics/duration.ts";
import type { Chance } from "./chance.ts";
import type { Person } from "./community.ts";
import { ledgerDay } from "./community.ts";
import type { Diary, Hands } from "./diary.ts";
import { adopted, between, gone, lastDay, likely, outcome, workdayBetween } from "./diary.ts";

export function work(people: Person[], diary: Diary, chance: Chance): void {
  const posts = ["小区保洁", "超市收银", "物业保安", "家政服务", "公益性岗位·巡查", "餐馆帮厨", "快递分拣"];
  const seekers = people.filter((person) => person.facts.jobSeeking === true);
  const losing = chance
    .shuffle(
      people.filter(
        (person) =>
          !person.taken &&
          person.residence !== "away" &&
          person.life.gone === undefined &&
          between(person, 24, 53),
      ),
    )
    .slice(0, Math.ceil(people.length / 180));
  const starts = new Map<Person, Day>(seekers.map((person) => [person, adopted]));
  for (const person of losing) {
    person.taken = true;
    const lost = workdayBetween(dayOf("2021-01-20"), lastDay - 1, chance);
    const told = Math.min(lost + chance.between(0, 4), lastDay);
    const worker = diary.worker(person.area);
    diary.change(told, worker, person.code, "joblessSince", dayText(lost));
    const how = outcome(0.94, lost + 15, chance, 0.8);
    const talk =
      how === "late" ? lost + 15 + chance.between(1, 5) : workdayBetween(told + 1, lost + 14, chance);
    if (how !== "not" && talk <= lastDay && talk < gone(person)) {
      diary.record(talk, worker, "guidance", [person.code], { summary: "问了意愿，说明怎样登记失业" });
      if (chance.yes(0.75) && talk + 1 <= lastDay) {
        diary.change(talk + 1, worker, person.code, "jobSeeking", true);
        starts.set(person, talk + 1);
      }
    }
  }
  let index = 0;
  for (const [person, from] of starts) {
    index++;
    const worker = diary.worker(person.area);
    const found =
      index % 3 === 0
        ? workdayBetween(Math.max(from + 40, dayOf("2021-03-01")), lastDay + 40, chance)
        : Infinity;
    if (index % 14 === 6 && from < dayOf("2021-06-07")) {
      const reason = "暑期在家带孩子，秋后再找";
      const aside = { subject: person.code, promise: "job-guidance", reason, until: dayOf("2021-08-31") };
      diary.decline(dayOf("2021-06-07"), worker, aside);
    }
    for (let month = dayParts(from).month; month <= 11; month++) {
      const first = Math.max(dayFrom(2021, month, 1), from + 1, ledgerDay);
      const last = dayFrom(2021, month + 1, 1) - 1;
      // Some of November's are left for the last day.
      const rate = month === 11 ? 0.88 : likely(0.955, first);
      const day = workdayBetween(first, Math.min(last, lastDay), chance);
      if (!chance.yes(rate) || day >= found || day >= gone(person) || day < first) continue;
      diary.record(
        day,
        worker,
        "guidance",
        [person.code],
        chance.yes(0.12) ? { offered: chance.pick(posts) } : undefined,
      );
    }
    if (found <= lastDay) diary.change(found, worker, person.code, "jobSeeking", false);
  }
}

/** Public-interest posts: families in hardship, and one poor again through illness. Each is asked after within the month. */
export function placements(people: Person[], diary: Diary, hands: Hands, chance: Chance): void {
  const fit = chance.shuffle(
    people.filter(
      (person) =>
        !person.taken &&
        person.residence === "resident" &&
        person.life.gone === undefined &&
        person.facts.volunteer !== true &&
        between(person, 42, 55),
    ),
  );
  const posts = ["社区保洁员", "楼栋巡查员", "公厕管理员", "绿化养护员", "养老助餐员"];
  for (const [index, ground] of hands.placed.entries()) {
    const person = fit[index] as Person;
    const worker = diary.worker(person.area);
    const day = workdayBetween(dayFrom(2021, 3 + index, 3), dayFrom(2021, 3 + index, 25), chance);
    diary.record(day, worker, "placement", [person.code], {
      ground,
      post: posts[index % posts.length] as string,
      employer: "街道公益性岗位",
    });
    diary.change(day + 1, worker, person.code, "postEnds", dayText(addDuration(day, parseDuration("P3Y")!)));
    diary.record(workdayBetween(day + 8, day + 27, chance), worker, "call", [person.code], {
      summary: "问了岗位情况",
    });
  }
}
