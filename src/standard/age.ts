import { type Day, dayFrom, dayParts, daysInMonth } from "#basics/day.ts";

/** Full years on a day, reached on the birthday (on 1 March for 29 February in a common year). */
export function fullYears(birth: Day, on: Day): number {
  const [born, now] = [dayParts(birth), dayParts(on)];
  const reached = now.month > born.month || (now.month === born.month && now.date >= born.date);
  return now.year - born.year - (reached ? 0 : 1);
}

/** The day in a year on which another year of age is reached. */
export function birthdayIn(birth: Day, year: number): Day {
  const { month, date } = dayParts(birth);
  return date > daysInMonth(year, month) ? dayFrom(year, 3, 1) : dayFrom(year, month, date);
}

/** 1 September of the year in which this age is reached by 31 August. */
export function schoolYear(birth: Day, age: number): Day {
  const { year, month } = dayParts(birth);
  return dayFrom(year + age + (month >= 9 ? 1 : 0), 9, 1);
}
