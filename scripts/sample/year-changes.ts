import { dayFrom, dayOf, dayParts, dayText } from "#basics/day.ts";
import type { Chance } from "./chance.ts";
import type { Community, Person } from "./community.ts";
import type { Diary, Hands } from "./diary.ts";
import { between, lastDay, workdayBetween } from "./diary.ts";
import { givenName, surname } from "./names.ts";
import { identityNumber, mobile } from "./numbers.ts";

/** People come, move away and die; elders come to live alone, or their children come home. */
export function changes(community: Community, diary: Diary, hands: Hands, chance: Chance): void {
  const { people } = community;
  const residents = people.filter((person) => !person.taken && person.residence === "resident");
  const moving = chance
    .shuffle(residents.filter((person) => between(person, 24, 55)))
    .slice(0, Math.ceil(people.length / 270));
  for (const person of moving) {
    const day = workdayBetween(dayOf("2021-02-20"), dayOf("2021-11-12"), chance);
    diary.change(day, diary.worker(person.area), person.code, "residence", "moved");
    person.life.gone = day;
  }
  const dying = chance
    .shuffle(residents.filter((person) => between(person, 78, 99) && !person.facts.livesAlone))
    .slice(0, Math.ceil(people.length / 500));
  for (const person of dying) {
    const day = workdayBetween(dayOf("2021-01-18"), dayOf("2021-11-05"), chance);
    diary.change(day, diary.worker(person.area), person.code, "residence", "deceased");
    person.life.gone = day;
    const left = people.filter((other) => other.household === person.household && other !== person);
    if (left.length === 1 && left[0]!.facts.livesAlone === false) {
      diary.change(day + 6, diary.worker(person.area), left[0]!.code, "livesAlone", true);
      left[0]!.life.aloneFrom = day + 6;
    }
  }
  const joined = chance
    .shuffle(people.filter((person) => person.facts.livesAlone === true && between(person, 74, 99)))
    .slice(0, Math.ceil(people.length / 1100));
  for (const person of joined) {
    const day = workdayBetween(dayOf("2021-03-08"), dayOf("2021-10-20"), chance);
    diary.change(day, diary.worker(person.area), person.code, "livesAlone", false);
    person.life.aloneUntil = day;
  }
  const homes = [
    ...new Set(people.filter(({ residence }) => residence === "migrant").map(({ address }) => address)),
  ];
  for (let count = 0; count < hands.newcomers; count++) newcomer(people, diary, hands, homes, chance);
}

/** A migrant worker who came in the year, entered a day or so after arriving. */
function newcomer(people: Person[], diary: Diary, hands: Hands, homes: string[], chance: Chance): void {
  const arrived = chance.between(dayOf("2021-01-11"), lastDay - 2);
  const entered = Math.min(arrived + chance.between(0, 2), lastDay);
  const sex = chance.yes(0.55) ? "男" : "女";
  const birth = dayFrom(2021 - chance.between(19, 48), 1, 1) + chance.between(0, 360);
  const number = people.length + 1;
  const address = chance.pick(homes);
  const home = people.find((other) => other.address === address)!;
  const person: Person = {
    code: `P-${String(number).padStart(4, "0")}`,
    household: "",
    name: surname(chance) + givenName(sex, dayParts(birth).year, chance),
    relation: "户主",
    sex,
    birth,
    identity: identityNumber(birth, 600 + (number % 150) * 2 + (sex === "男" ? 1 : 0)),
    phone: mobile(chance),
    area: home.area,
    address,
    residence: "migrant",
    since: arrived,
    facts: { arrived: dayText(arrived) },
    taken: true,
    life: {},
  };
  people.push(person);
  diary.write(entered, diary.worker(person.area), "register.enter", {
    subject: diary.id(entered),
    kind: "person",
    code: person.code,
    name: person.name,
    since: dayText(arrived),
    facts: {
      sex: sex === "男" ? "male" : "female",
      birthDate: dayText(birth),
      area: hands.areaIds[person.area - 1]!,
      address: person.address,
      residence: "migrant",
      identityNumber: person.identity,
      phone: person.phone,
      arrived: dayText(arrived),
    },
  });
  person.life.entered = entered;
}
