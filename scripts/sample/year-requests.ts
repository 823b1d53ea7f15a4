import { legalCalendar } from "#basics/calendar.ts";
import type { Day } from "#basics/day.ts";
import { dayOf, dayText } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import type { Chance } from "./chance.ts";
import type { Person } from "./community.ts";
import { ledgerDay } from "./community.ts";
import type { Diary, Hands } from "./diary.ts";
import { adopted, between, lastDay } from "./diary.ts";
import { recordId } from "./numbers.ts";

// What people asked for, and how it went. Minutes are counted from 1970; the office's people answer at all hours.

interface Asked {
  minute: number;
  urgency: "ordinary" | "urgent" | "emergency";
}

const matters = [
  { category: "clean", summary: "楼下垃圾桶满了没人清", handling: "联系环卫，当天清运" },
  { category: "clean", summary: "花坛边有人堆装修垃圾", handling: "找到业主，限期清走" },
  { category: "repair", summary: "楼道灯不亮", handling: "换了灯泡" },
  { category: "repair", summary: "下水道堵了", handling: "请疏通队疏通" },
  { category: "repair", summary: "单元门锁坏了", handling: "换了锁芯" },
  { category: "neighbours", summary: "楼上深夜拖家具，要求调解", handling: "两家当面说开，约好时间" },
  { category: "neighbours", summary: "晾晒滴水起争执", handling: "上门调解，加装接水盘" },
  { category: "service", summary: "不会用手机缴医保，请人教", handling: "当面教会，一并缴了" },
  { category: "service", summary: "想办老年优待证", handling: "帮着拍照填表，代为递交" },
  { category: "advice", summary: "问公租房怎么申请", handling: "给了材料清单，说明流程" },
  { category: "advice", summary: "问孩子转学手续", handling: "给了学校电话和办理时间" },
  { category: "other", summary: "捡到一串钥匙", handling: "贴了招领，失主领走" },
];
const emergencies = [
  { category: "repair", summary: "家里水管爆了，水漫到楼下", handling: "关总阀，换接头，帮着清水" },
  { category: "safety", summary: "楼道闻到煤气味", handling: "开窗疏散，请燃气公司检修" },
  { category: "service", summary: "老人摔倒，家里没有别人", handling: "叫救护车，陪到医院，通知子女" },
  { category: "safety", summary: "电动车充电冒烟", handling: "断电灭火，清走电池" },
  { category: "service", summary: "孩子半夜发烧，家里没车", handling: "巡逻车送到医院" },
  { category: "repair", summary: "整栋楼停电，有人吸氧", handling: "联系供电抢修，借来发电机" },
];

/** How many of each the year brings: on holidays by day, at night on holidays and on working days, and by day. */
export interface Requests {
  holidays: number;
  holidayNights: number;
  nights: number;
  workdays: number;
}

export function requests(people: Person[], diary: Diary, hands: Hands, chance: Chance): void {
  const { holidays, holidayNights, nights, workdays } = hands.requests;
  const day = (isOff: boolean): Day => {
    for (;;) {
      const drawn = chance.between(ledgerDay + 1, lastDay);
      if (legalCalendar.isWorkday(drawn) !== isOff) return drawn;
    }
  };
  const byDay = (isOff: boolean): Asked => ({
    minute: day(isOff) * 1440 + chance.between(isOff ? 8 * 60 : 8 * 60 + 30, isOff ? 20 * 60 : 17 * 60 + 20),
    urgency: chance.weigh([
      ["ordinary", 8],
      ["urgent", 2],
    ]),
  });
  const byNight = (isOff: boolean): Asked => ({
    minute:
      day(isOff) * 1440 +
      (chance.yes(0.6) ? chance.between(22 * 60 + 5, 23 * 60 + 50) : chance.between(10, 330)),
    urgency: "emergency",
  });
  const all = [
    ...Array.from({ length: holidays }, () => byDay(true)),
    ...Array.from({ length: workdays }, () => byDay(false)),
    ...Array.from({ length: holidayNights }, () => byNight(true)),
    ...Array.from({ length: nights }, () => byNight(false)),
  ].sort((a, b) => a.minute - b.minute);
  const neighbours = people.filter(isStill);
  for (const asked of all) handle(asked, chance.pick(neighbours), diary, hands, chance);
}

function handle(
  { minute, urgency }: Asked,
  person: Person,
  diary: Diary,
  hands: Hands,
  chance: Chance,
): void {
  const id = recordId(minute, chance);
  const worker = diary.worker(person.area);
  const { category, summary, handling } = chance.pick(urgency === "emergency" ? emergencies : matters);
  const isNamed = chance.yes(0.55);
  const at = new Clock(diary);
  at.open(minute, worker, id, "request", isNamed ? [person.code] : [], {
    summary,
    category,
    urgency,
    channel: chance.pick(["phone", "phone", "counter", "patrol", "visit", "hotline"]),
    spot: person.address,
  });
  const quick =
    urgency === "emergency" ? chance.between(4, chance.yes(0.94) ? 27 : 48) : chance.between(5, 110);
  const isSettledAtOnce = urgency === "ordinary" && category === "advice";
  if (isSettledAtOnce) at.move(minute + quick, worker, id, "answered", { handling });
  else {
    at.move(minute + quick, worker, id, "take");
    const days = urgency === "emergency" ? 0 : chance.between(0, chance.yes(0.93) ? 3 : 9);
    const done =
      urgency === "emergency"
        ? minute + quick + chance.between(25, 240)
        : office(minute + quick + days * 1440 + 60, chance);
    if (chance.yes(0.06) && urgency === "ordinary" && hands.street !== undefined) {
      // Not the community's to mend: the sub-district does it, or sends it back.
      at.move(minute + quick + 40, worker, id, "pass-on");
      const back = office(minute + 2 * 1440, chance);
      if (chance.yes(0.3)) {
        at.move(back, hands.street, id, "send-back", {}, "属小区公共设施，请社区协调物业");
        at.move(office(back + 1440, chance), worker, id, "done", { handling });
      } else at.move(back, hands.street, id, "done", { handling });
    } else at.move(done, worker, id, "done", { handling });
  }
  const asked = office(Math.max(at.last + 30, minute + 180), chance);
  const answer = chance.weigh([
    ["satisfied", 16],
    ["fair", 3],
    ["unreached", 1],
    ["unsatisfied", 1],
  ] as const);
  if (answer === "unsatisfied") {
    at.move(asked, worker, id, "again", { answer }, "当天又出现了");
    at.move(office(asked + 1440, chance), worker, id, "done", { handling: `${handling}，又复查一次` });
    at.move(office(asked + 2 * 1440, chance), worker, id, "close", { answer: "satisfied" });
  } else at.move(asked, worker, id, "close", { answer });
  if (chance.yes(0.02)) {
    at.reopen(office(at.last + 4 * 1440, chance), worker, id, "过了几天又坏了");
    at.move(office(at.last + 1440, chance), worker, id, "done", { handling: `${handling}，彻底换了` });
    at.move(office(at.last + 1440, chance), worker, id, "close", { answer: "satisfied" });
  }
}

/** Five families are granted the allowance in the year, by all the steps the law gives; each has been prepared by the community. */
export function allowanceCases(
  diary: Diary,
  hands: Hands,
  chance: Chance,
  granted: { head: Person; members: number; day: Day }[],
): void {
  if (hands.street === undefined || hands.county === undefined) return;
  for (const { head, members, day } of granted) {
    const [worker, street, county] = [diary.worker(head.area), hands.street, hands.county];
    // The allowance stands in the register from `day`; the way there takes some six weeks.
    const begins = Math.max(day - 45, ledgerDay + 1);
    const at = new Clock(diary);
    const on = (after: number) => office((begins + after) * 1440, chance);
    const id = recordId(begins * 1440, chance);
    at.open(on(0), worker, id, "allowance-application", [head.household], { members, entrusted: true });
    at.move(on(3), worker, id, "hand-in", { pledged: true, relatedToStaff: false });
    at.move(on(6), street, id, "accept");
    at.move(on(7), street, id, "begun", {}, undefined, "begin-inquiry");
    at.move(on(8), county, id, "checked", {}, undefined, "check-data");
    at.move(
      on(12),
      street,
      id,
      "inquired",
      { investigators: "街道两人", findings: "收入低于标准，无大额财产" },
      undefined,
      "inquire",
    );
    at.move(on(13), street, id, "post", { opinion: "grant", postedAt: "社区公示栏" });
    at.move(on(19), street, id, "no-objection");
    at.move(on(27), county, id, "grant", {
      decision: "granted",
      amount: 42_000 * members,
      firstMonth: dayText(day),
    });
    at.move(on(29), street, id, "granted");
  }
}

/** Relief in sudden need: given first, the papers after. Some of it to those who had just come home. */
export function urgentRelief(people: Person[], diary: Diary, hands: Hands, chance: Chance): void {
  if (hands.street === undefined) return;
  const released = people.filter(
    ({ facts }) => typeof facts.releaseDate === "string" && dayOf(facts.releaseDate) < lastDay - 20,
  );
  const others = chance.shuffle(people.filter((person) => isStill(person) && between(person, 30, 80)));
  const needy = [...released.slice(0, 2), ...others].slice(0, hands.relief);
  for (const person of needy) {
    const [worker, street] = [diary.worker(person.area), hands.street];
    const known =
      typeof person.facts.releaseDate === "string"
        ? dayOf(person.facts.releaseDate) + 16
        : chance.between(ledgerDay + 20, lastDay - 20);
    const begins = legalCalendar.isWorkday(known) ? known : known + 2;
    const minute = begins * 1440 + chance.between(9 * 60, 15 * 60);
    const id = recordId(minute, chance);
    const at = new Clock(diary);
    at.open(minute, worker, id, "urgent-relief", [person.code], {
      cause: person.facts.releaseDate === undefined ? chance.pick(["accident", "illness", "fire"]) : "other",
      circumstances: "一时没有着落",
    });
    at.move(minute + chance.between(20, 120), worker, id, "reported");
    at.move(minute + chance.between(150, 600), street, id, "paid", {
      kind: "cash",
      amount: chance.pick([80_000, 100_000, 150_000, 200_000]),
      paidOn: dayText(begins),
    });
    at.move(office(minute + chance.between(3, 11) * 1440, chance), worker, id, "complete");
  }
}

/** The steps of one case, each no earlier than the one before; what would come after the sample's last day is still to come. */
class Clock {
  readonly #diary: Diary;
  last = 0;
  #isCut = false;

  constructor(diary: Diary) {
    this.#diary = diary;
  }

  open(
    minute: number,
    as: string,
    id: string,
    procedure: string,
    about: string[],
    fields: Record<string, FactValue>,
  ): void {
    this.#write(minute, as, "case.open", { case: id, procedure: `five-hearts/${procedure}`, about, fields });
  }

  move(
    minute: number,
    as: string,
    id: string,
    move: string,
    fields: Record<string, FactValue> = {},
    reason?: string,
    stage?: string,
  ): void {
    this.#write(minute, as, "case.move", {
      case: id,
      move,
      ...(stage !== undefined && { stage }),
      fields,
      ...(reason !== undefined && { reason }),
    });
  }

  reopen(minute: number, as: string, id: string, reason: string): void {
    this.#write(minute, as, "case.reopen", { case: id, reason });
  }

  #write(minute: number, as: string, command: string, input: Parameters<Diary["write"]>[3]): void {
    const at = Math.max(minute, this.last + 1);
    if (this.#isCut || at >= (lastDay + 1) * 1440 + 7 * 60 + 30) {
      this.#isCut = true;
      return;
    }
    this.last = at;
    const day = Math.floor(at / 1440);
    this.#diary.write(day, as, command, input, at - day * 1440);
  }
}

/** The next moment in office hours, on a working day. */
function office(minute: number, chance: Chance): number {
  let day = Math.floor(minute / 1440);
  let clock = minute - day * 1440;
  if (clock > 17 * 60 + 20 || !legalCalendar.isWorkday(day)) {
    clock = 0;
    do day++;
    while (!legalCalendar.isWorkday(day));
  }
  return day * 1440 + Math.max(clock, 8 * 60 + 35) + chance.between(0, 9);
}

function isStill(person: Person): boolean {
  return (
    !person.taken &&
    person.residence !== "away" &&
    person.since <= adopted &&
    person.life.gone === undefined &&
    person.life.entered === undefined &&
    between(person, 20, 90)
  );
}
