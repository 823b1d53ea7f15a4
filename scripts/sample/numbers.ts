import type { Day } from "#basics/day.ts";
import { dayText } from "#basics/day.ts";
import type { Chance } from "./chance.ts";

/** No county has this region code (43 is Hunan, 99 no city), so these numbers can be nobody's. */
const nowhere = "439900";

/** An identity number of 18 characters with its right check character (GB 11643); odd sequences are men's. */
export function identityNumber(birth: Day, sequence: number): string {
  const body = nowhere + dayText(birth).replaceAll("-", "") + String(sequence).padStart(3, "0");
  return body + identityCheck(body);
}

/** The eighteenth character for the first seventeen. */
export function identityCheck(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return "10X98765432"[sum % 11]!;
}

/** A unified social credit code (GB 32100) of a market entity in the same nowhere, with its right check character. */
export function creditCode(sequence: number): string {
  const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const body = `92${nowhere}MA4T${String(sequence).padStart(4, "0")}X`;
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + alphabet[(31 - (sum % 31)) % 31]!;
}

/** A mobile number under 126, a prefix no carrier holds. */
export function mobile(chance: Chance): string {
  return `126${String(chance.between(0, 99_999_999)).padStart(8, "0")}`;
}

/** An id in the form of a version 7 UUID, its time and its chance both given, so that each run makes the same. */
export function recordId(minute: number, chance: Chance): string {
  const time = (minute * 60_000).toString(16).padStart(12, "0");
  const hex = (digits: number) =>
    chance
      .between(0, 16 ** digits - 1)
      .toString(16)
      .padStart(digits, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${"89ab"[chance.between(0, 3)]}${hex(3)}-${hex(6)}${hex(6)}`;
}
