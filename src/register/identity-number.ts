import { parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";

/**
 * What is wrong with an 18-character identity number (GB 11643-1999), or undefined: its form, its date of birth, or
 * its last character, which is a check on the other seventeen (ISO 7064 MOD 11-2).
 */
export function identityFault(text: string): Text | undefined {
  if (/^\d{15}$/.test(text))
    return {
      zh: "这是 15 位的旧身份证号，已停用；请照现在的身份证或户口簿填 18 位号码。",
      en: "This is an old identity number of 15 digits, no longer valid; copy the 18 characters from the present card or the household book.",
    };
  if (!/^\d{17}[\dX]$/.test(text))
    return {
      zh: `身份证号要 18 位（前 17 位是数字，末位是数字或 X），这里是 ${text.length} 位；请对照证件改正。`,
      en: `An identity number has 18 characters (17 digits, then a digit or X), this has ${text.length}; correct it from the card.`,
    };
  if (parseDay(birthOf(text)) === undefined)
    return {
      zh: `身份证号第 7 到 14 位“${text.slice(6, 14)}”不是日期；请对照证件改正。`,
      en: `Characters 7 to 14 of the identity number, “${text.slice(6, 14)}”, are no date; correct it from the card.`,
    };
  if (text[17] !== checkCharacter(text))
    return {
      zh: "身份证号的末位校验码对不上，其中有一位抄错了；请对照证件改正。",
      en: "The last character of the identity number does not agree with the others: one of them was copied wrongly; correct it from the card.",
    };
  return undefined;
}

/**
 * The 18 characters of an old number of 15 digits: the century 19 before the year, the check character behind
 * (GB 11643-1999). Undefined where it is no such number; 996–999 at the end meant people born before 1900.
 */
export function identityOf15(text: string): string | undefined {
  if (!/^\d{15}$/.test(text) || /99[6-9]$/.test(text)) return undefined;
  const base = `${text.slice(0, 6)}19${text.slice(6)}`;
  const whole = `${base}${checkCharacter(base)}`;
  return identityFault(whole) === undefined ? whole : undefined;
}

/** The date of birth inside an 18-character number: "1950-03-07". */
export function birthOf(identity: string): string {
  return `${identity.slice(6, 10)}-${identity.slice(10, 12)}-${identity.slice(12, 14)}`;
}

/** The 17th digit is odd for men, even for women. */
export function sexOf(identity: string): "male" | "female" {
  return Number(identity[16]) % 2 === 1 ? "male" : "female";
}

/** Each digit times 2 to the power of its place counted from the right, modulo 11; ISO 7064 MOD 11-2. */
export function checkCharacter(identity: string): string {
  let sum = 0;
  for (let place = 0; place < 17; place++) sum = (sum + Number(identity[place])) * 2;
  return "10X98765432"[sum % 11] ?? "";
}
