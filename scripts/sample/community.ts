import type { Day } from "#basics/day.ts";
import { dayFrom, dayOf, dayParts, dayText } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import type { Chance } from "./chance.ts";
import { givenName, surname } from "./names.ts";
import { creditCode, identityNumber, mobile } from "./numbers.ts";

/** The day the ledgers were drawn up; everybody in them was there already. */
export const ledgerDay = dayOf("2021-01-04");

export interface Person {
  code: string;
  household: string;
  name: string;
  relation: string;
  sex: "男" | "女";
  birth: Day;
  identity: string;
  phone: string | null;
  area: number;
  address: string;
  residence: "resident" | "migrant" | "away";
  since: Day;
  facts: Record<string, FactValue>;
  /** Drawn for one special group already, so that no group eats another's people. */
  taken: boolean;
  /** What the year brings this person; the ledger knows nothing of it. */
  life: { gone?: Day; aloneFrom?: Day; aloneUntil?: Day; entered?: Day };
}

export interface Unit {
  code: string;
  name: string;
  kind: "shop" | "enterprise" | "institution";
  coBuilt: boolean;
  credit: string;
  trade: string;
  operator: string;
  phone: string;
  area: number;
  address: string;
  staff: number;
  since: Day;
}

export interface Place {
  code: string;
  name: string;
  kind: "activity-room" | "practice-station" | "square" | "reading-room";
  area: number;
  address: string;
  seats: number | null;
  since: Day;
}

export interface Community {
  people: Person[];
  units: Unit[];
  places: Place[];
}

/** How large a made-up community is, household by household, and how many of its people need something special. */
export interface Plan {
  areas: number;
  roads: string[];
  /** The number that every elder's telephone holds for each area, the duty telephone first. */
  numbers: (area: number) => string;
  households: Record<HouseholdKind, number>;
  mentalCare: number;
  mentalCareWithAllowance: number;
  allowanceFamilies: number;
  jobSeekers: number;
  membersAway: number;
  volunteers: number;
  /** Days of release known when the ledger was drawn up. */
  releases: string[];
  units: { shops: number; enterprises: number; institutions: number; coBuilt: number };
  places: Omit<Place, "code" | "address" | "since">[];
}

type HouseholdKind =
  | "elder alone"
  | "young elder alone"
  | "elders"
  | "three generations"
  | "family"
  | "couple"
  | "single"
  | "migrant family"
  | "migrant workers"
  | "migrant elder";

/** A community nobody lives in, the same for the same plan and chances. */
export function community(plan: Plan, chance: Chance): Community {
  const people: Person[] = [];
  const kinds = chance.shuffle(
    Object.entries(plan.households).flatMap(([kind, count]) =>
      Array<HouseholdKind>(count).fill(kind as HouseholdKind),
    ),
  );
  const addresses = new Addresses(plan, chance);
  const sequences = new Map<string, number>();
  kinds.forEach((kind, index) => {
    const area = 1 + (index % plan.areas);
    const household = `H-${String(index + 1).padStart(4, "0")}`;
    const address = addresses.home(area);
    const since = memberSince(kind, chance);
    for (const member of members(kind, chance)) {
      const sequence =
        (sequences.get(`${member.birth}${member.sex}`) ??
          chance.between(0, 40) * 2 + (member.sex === "男" ? 1 : 0)) + 2;
      sequences.set(`${member.birth}${member.sex}`, sequence);
      const { year } = dayParts(member.birth);
      people.push({
        ...member,
        code: `P-${String(people.length + 1).padStart(4, "0")}`,
        household,
        identity: identityNumber(member.birth, sequence),
        phone: year > 2008 || chance.yes(0.06) ? null : mobile(chance),
        area,
        address,
        residence: kind.startsWith("migrant") ? "migrant" : "resident",
        since: Math.min(Math.max(since, member.birth + 10), ledgerDay),
        facts: {},
        taken: false,
        life: {},
      });
    }
  });
  know(people, plan, chance);
  const town = { people, units: units(plan, addresses, chance), places: places(plan, addresses) };
  enrolVolunteers(people, plan, chance);
  return town;
}

/** Full years on a day. */
export function ageOn(person: { birth: Day }, day: Day): number {
  const born = dayParts(person.birth);
  const now = dayParts(day);
  return now.year - born.year - (now.month * 100 + now.date < born.month * 100 + born.date ? 1 : 0);
}

function bornBetween(oldest: number, youngest: number, chance: Chance): Day {
  return dayFrom(2021 - chance.between(youngest, oldest), 1, 1) + chance.between(0, 364);
}

function memberSince(kind: HouseholdKind, chance: Chance): Day {
  return kind.startsWith("migrant")
    ? dayOf("2018-03-01") + chance.between(0, 1020)
    : dayOf("2016-05-03") + chance.between(0, 1500);
}

type Member = Pick<Person, "name" | "relation" | "sex" | "birth">;

/** Who lives in a household of this kind, its head first. */
function members(kind: HouseholdKind, chance: Chance): Member[] {
  const family = surname(chance);
  const someone = (sex: "男" | "女", birth: Day, relation: string, named = surname(chance)): Member => ({
    name: named + givenName(sex, dayParts(birth).year, chance),
    relation,
    sex,
    birth,
  });
  const either = () => (chance.yes(0.5) ? "男" : "女") as "男" | "女";
  const spouseOf = (head: Member) => {
    const sex = head.sex === "男" ? "女" : "男";
    return someone(sex, head.birth + chance.between(-1100, 1500), "配偶");
  };
  const child = (oldest: number, youngest: number) => {
    const sex = either();
    return someone(sex, bornBetween(oldest, youngest, chance), sex === "男" ? "子" : "女", family);
  };
  switch (kind) {
    case "elder alone":
    case "migrant elder": {
      const sex = chance.yes(0.36) ? "男" : "女";
      return [someone(sex, bornBetween(92, 71, chance), "户主")];
    }
    case "young elder alone":
      return [someone(either(), bornBetween(68, 61, chance), "户主")];
    case "elders": {
      const oldest = chance.weigh([
        [69, 5],
        [79, 3],
        [90, 1.2],
      ] as const);
      const head = someone("男", bornBetween(oldest, oldest - 8, chance), "户主", family);
      return [head, spouseOf(head)];
    }
    case "three generations": {
      const age = chance.between(32, 45);
      const head = someone("男", bornBetween(age, age, chance), "户主", family);
      const elders = chance.yes(0.5)
        ? [someone("女", bornBetween(age + 30, age + 24, chance), "母")]
        : [
            someone("男", bornBetween(age + 32, age + 25, chance), "父", family),
            someone("女", bornBetween(age + 29, age + 24, chance), "母"),
          ];
      const children = Array.from({ length: chance.between(1, 2) }, () => child(age - 24, 1));
      return [head, spouseOf(head), ...elders, ...children];
    }
    case "family": {
      const age = chance.between(29, 54);
      const head = someone(chance.yes(0.8) ? "男" : "女", bornBetween(age, age, chance), "户主", family);
      const children = Array.from(
        {
          length: chance.weigh([
            [1, 6],
            [2, 4],
          ] as const),
        },
        () => child(Math.max(age - 24, 2), Math.max(age - 38, 1)),
      );
      return chance.yes(0.07) ? [head, ...children] : [head, spouseOf(head), ...children];
    }
    case "couple": {
      const age = chance.between(26, 58);
      const head = someone("男", bornBetween(age, age, chance), "户主", family);
      return [head, spouseOf(head)];
    }
    case "single":
      return [someone(either(), bornBetween(58, 24, chance), "户主")];
    case "migrant family": {
      const age = chance.between(26, 45);
      const head = someone("男", bornBetween(age, age, chance), "户主", family);
      const children = Array.from(
        {
          length: chance.weigh([
            [0, 2],
            [1, 5],
            [2, 4],
          ] as const),
        },
        () => child(Math.max(age - 22, 2), 1),
      );
      const parents = chance.yes(0.16) ? [someone("女", bornBetween(age + 30, age + 24, chance), "母")] : [];
      return [head, spouseOf(head), ...parents, ...children];
    }
    case "migrant workers": {
      const first = someone(either(), bornBetween(50, 19, chance), "户主");
      const others = Array.from({ length: chance.between(0, 2) }, () =>
        someone(first.sex, bornBetween(50, 19, chance), "合租"),
      );
      return [first, ...others];
    }
  }
}

/** Fills in the facts that promises ask about. */
function know(people: Person[], plan: Plan, chance: Chance): void {
  const sizes = new Map<string, number>();
  for (const person of people) sizes.set(person.household, (sizes.get(person.household) ?? 0) + 1);
  for (const person of people) {
    const age = ageOn(person, ledgerDay);
    if (age >= 60) {
      person.facts.livesAlone = sizes.get(person.household) === 1;
      person.facts.smartphone = chance.yes(age >= 80 ? 0.12 : age >= 70 ? 0.42 : 0.8);
      if (age >= 69 && !person.facts.smartphone) person.facts.callNumbers = plan.numbers(person.area);
    }
    if (person.residence === "migrant") {
      person.facts.arrived = dayText(person.since - chance.between(0, 12));
      if (age >= 18 && chance.yes(0.55)) {
        const { month, date } = dayParts(person.since + 200);
        const anniversary = dayFrom(2021, month, Math.min(date, 28));
        // None ran out before the register began.
        person.facts.permitExpires = dayText(Math.max(anniversary, ledgerDay + chance.between(14, 30)));
      }
    }
  }
  const draw = (count: number, fits: (person: Person, age: number) => boolean): Person[] => {
    const fitting = people.filter((person) => !person.taken && fits(person, ageOn(person, ledgerDay)));
    const drawn = chance.shuffle(fitting).slice(0, count);
    for (const person of drawn) person.taken = true;
    return drawn.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  };
  const grown = (person: Person, age: number) => person.residence === "resident" && age >= 22 && age <= 57;

  draw(plan.mentalCare, (person, age) => grown(person, age) && sizes.get(person.household)! > 1).forEach(
    (person, index) => {
      const family = people.find(
        (other) => other.household === person.household && other !== person && ageOn(other, ledgerDay) >= 20,
      );
      person.facts.mentalCare = index % 9 === 4 ? "unstable" : index % 3 === 1 ? "basic" : "stable";
      person.facts.safetyNote = chance.pick([
        "先电话约好再上门",
        "由家属开门",
        "两人同去",
        "不穿制服，勿在门外久留",
        "下午去为宜",
      ]);
      if (family) person.facts.carer = `${family.name}（${family.phone ?? "无电话"}）`;
      if (index % 3 === 0 && index / 3 < plan.mentalCareWithAllowance) {
        person.facts.allowance = true;
        person.facts.allowanceReview = index % 2 === 0 ? "half-yearly" : "yearly";
      }
    },
  );
  draw(plan.releases.length, (person, age) => grown(person, age) && person.sex === "男").forEach(
    (person, index) => {
      person.residence = "away";
      person.facts.releaseDate = plan.releases[index]!;
    },
  );
  draw(
    plan.allowanceFamilies,
    (person, age) => person.relation === "户主" && age >= 35 && age <= 75 && person.residence === "resident",
  ).forEach((person, index) => {
    for (const member of people.filter((other) => sharesAllowance(other, person)))
      member.facts.allowance = true;
    person.facts.allowanceReview = index % 3 === 2 ? "yearly" : "half-yearly";
  });
  draw(plan.membersAway, (person, age) => grown(person, age) && age <= 50).forEach((person) => {
    person.residence = "away";
    person.facts.floatingMember = true;
  });
  draw(plan.jobSeekers, (person, age) => age >= 22 && age <= 54 && person.residence !== "away").forEach(
    (person) => {
      person.facts.jobSeeking = true;
      person.facts.joblessSince = dayText(dayOf("2020-03-01") + chance.between(0, 260));
    },
  );
  for (const person of people) {
    if (!person.taken && grown(person, ageOn(person, ledgerDay)) && chance.yes(0.035))
      person.residence = "away";
  }
}

class Addresses {
  readonly #plan: Plan;
  readonly #chance: Chance;
  readonly #taken = new Set<string>();

  constructor(plan: Plan, chance: Chance) {
    this.#plan = plan;
    this.#chance = chance;
  }

  home(area: number): string {
    const road = this.#plan.roads[area - 1]!;
    for (;;) {
      const building = this.#chance.between(1, 8);
      const entrance = this.#chance.between(1, 4);
      const door = this.#chance.between(1, 7) * 100 + this.#chance.between(1, 2);
      const address = `${road}${building}栋${entrance}单元${door}`;
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      return address;
    }
  }

  front(area: number): string {
    return `${this.#plan.roads[area - 1]!}${this.#chance.between(1, 160)}号`;
  }
}

const trades: [string, string][] = [
  ["粉面馆", "餐饮"],
  ["早点铺", "餐饮"],
  ["便利店", "零售"],
  ["水果店", "零售"],
  ["理发店", "居民服务"],
  ["五金店", "零售"],
  ["药房", "药品零售"],
  ["裁缝铺", "居民服务"],
  ["打印店", "居民服务"],
  ["电动车行", "维修"],
  ["洗衣店", "居民服务"],
  ["旅馆", "住宿"],
  ["茶馆", "餐饮"],
  ["快递驿站", "快递"],
];
const shopNames = [..."福顺和兴源泰丰盛祥安康乐宜佳聚鑫恒润"];

function units(plan: Plan, addresses: Addresses, chance: Chance): Unit[] {
  const { shops, enterprises, institutions, coBuilt } = plan.units;
  const names = new Set<string>();
  const kinds = [
    ...Array<"shop">(shops).fill("shop"),
    ...Array<"enterprise">(enterprises).fill("enterprise"),
    ...Array<"institution">(institutions).fill("institution"),
  ];
  return kinds.map((kind, index) => {
    const [shop, trade] = chance.pick(trades);
    const name = unused(names, () => {
      const words = chance.pick(shopNames) + chance.pick(shopNames);
      if (kind === "shop") return words + shop;
      return kind === "enterprise"
        ? `${words}${chance.pick(["商贸", "物业", "建材", "家政", "印务"])}公司`
        : `井东${institutionNames[index % institutionNames.length]}`;
    });
    const sex = chance.yes(0.6) ? "男" : "女";
    return {
      code: `U-${String(index + 1).padStart(3, "0")}`,
      name,
      kind,
      // The last units are the institutions and the larger enterprises; those are the ones that build together.
      coBuilt: index >= kinds.length - coBuilt,
      credit: creditCode(index + 1 + plan.areas * 1000),
      trade: kind === "institution" ? "公共服务" : kind === "shop" ? trade : "商务服务",
      operator: surname(chance) + givenName(sex, chance.between(1965, 1990), chance),
      phone: mobile(chance),
      area: 1 + (index % plan.areas),
      address: addresses.front(1 + (index % plan.areas)),
      staff: kind === "shop" ? chance.between(1, 9) : chance.between(8, 60),
      since: dayOf("2017-01-03") + chance.between(0, 1400),
    };
  });
}

const institutionNames = [
  "小学",
  "幼儿园",
  "邮政所",
  "供电所",
  "卫生服务中心",
  "税务所",
  "图书分馆",
  "水务站",
];

function unused(names: Set<string>, make: () => string): string {
  for (;;) {
    const name = make();
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}

function places(plan: Plan, addresses: Addresses): Place[] {
  return plan.places.map((place, index) => ({
    ...place,
    code: `L-${String(index + 1).padStart(2, "0")}`,
    address: addresses.front(place.area),
    since: dayOf("2019-09-02"),
  }));
}

/** Members of other special groups keep to their own. */
function sharesAllowance(member: Person, head: Person): boolean {
  return member.household === head.household && (member === head || !member.taken);
}

/** Somebody of 68 who mends the patrol's carts, then residents and, a third of them, migrant workers. */
function enrolVolunteers(people: Person[], plan: Plan, chance: Chance): void {
  const fits = (person: Person, low: number, high: number) =>
    person.facts.mentalCare === undefined &&
    person.facts.releaseDate === undefined &&
    person.life.gone === undefined &&
    person.life.entered === undefined &&
    ageOn(person, ledgerDay) >= low &&
    ageOn(person, ledgerDay) <= high;
  const mender = people.find((person) => person.sex === "男" && fits(person, 67, 68));
  const local = chance.shuffle(
    people.filter((person) => person.residence === "resident" && fits(person, 22, 66)),
  );
  const migrant = chance.shuffle(
    people.filter((person) => person.residence === "migrant" && fits(person, 20, 55)),
  );
  const third = Math.floor(plan.volunteers / 3);
  const drawn = [mender, ...migrant.slice(0, third), ...local].flatMap((person) => person ?? []);
  for (const [index, person] of drawn.slice(0, plan.volunteers).entries()) {
    const team =
      index === 0 ? "repair" : chance.pick(["patrol", "patrol", "visiting", "choir", "poetry", "repair"]);
    person.facts.volunteer = true;
    person.facts.team = team;
    person.facts.skills = index === 0 ? "电动车、保洁工具维修" : chance.pick(skillsOf[team] as string[]);
    if (team === "patrol" || team === "repair")
      person.facts.insuredUntil = dayText(dayFrom(2021, chance.between(3, 12), chance.between(1, 28)));
  }
}

const skillsOf: Record<string, string[]> = {
  patrol: ["退役军人", "熟悉楼栋", "会开巡逻车"],
  repair: ["水电维修", "木工", "家电维修"],
  visiting: ["量血压", "理发", "会做家常菜"],
  choir: ["声乐", "手风琴"],
  poetry: ["诗词", "书法"],
};
