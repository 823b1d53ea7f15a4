import type { Text } from "./text.ts";

/** Current guidance (NIST SP 800-63B-4): length counts, what is well known or about oneself does not; no rule of composition. */
export const shortestPassword = 12;
export const longestPassword = 128;

/** What is wrong with a new password, or undefined. The screens say it while it is typed, the server before it is kept. */
export function passwordFault(
  password: string,
  about: { username: string; name: string },
): { code: string; say: Text } | undefined {
  const length = [...password].length;
  if (length < shortestPassword)
    return {
      code: "password-short",
      say: {
        zh: `密码至少 ${shortestPassword} 个字符，现在 ${length} 个。一句自己记得住的话就好，空格、汉字都可以。`,
        en: `A password has ${shortestPassword} characters or more; this has ${length}. A phrase of your own is good; spaces and Chinese are welcome.`,
      },
    };
  if (length > longestPassword || password.length > longestPassword)
    return {
      code: "password-long",
      say: {
        zh: `密码最多 ${longestPassword} 个字符。`,
        en: `A password has ${longestPassword} characters at most.`,
      },
    };
  const plain = password.normalize("NFKC").toLowerCase();
  for (const own of [about.username.toLowerCase(), about.name.toLowerCase()])
    if ([...own].length >= 2 && plain.includes(own) && [...plain.replaceAll(own, "")].length < enoughBesides)
      return {
        code: "password-about-you",
        say: {
          zh: "密码里主要是用户名或姓名，别人猜得到。请换一个。",
          en: "This is mostly your username or name, which others can guess. Choose another.",
        },
      };
  if (isWellKnown(plain))
    return {
      code: "password-well-known",
      say: {
        zh: "这个密码太常见，一试就中。请换一句只有自己想得到的话。",
        en: "This is among the first that anybody would try. Choose a phrase that only you would think of.",
      },
    };
  return undefined;
}

/** What must be left of a password without the username in it: "li" stands by chance in many a good phrase. */
const enoughBesides = 8;

/**
 * The published lists of the commonest passwords hold, past twelve characters, little but these: one thing said over and
 * over, a run along the keyboard or the alphabet, and one of a few words with digits and signs around it.
 */
function isWellKnown(plain: string): boolean {
  if (/^(.{1,6})\1+.{0,3}$/su.test(plain)) return true;
  if (alongARow(plain) >= plain.length - 3) return true;
  const letters = plain
    .replaceAll("@", "a")
    .replaceAll("$", "s")
    .replaceAll(/(?<=[a-z])0(?=[a-z])/g, "o")
    .replaceAll(/(?<=[a-z])[1!](?=[a-z])/g, "i")
    .replaceAll(/(?<=[a-z])3(?=[a-z])/g, "e")
    .replaceAll(/[\d\p{P}\p{S}\s]/gu, "");
  if (letters === "") return plain.replaceAll(/\D/g, "").length >= plain.length - 3; // a telephone's, an identity card's number
  return withoutWords(letters).length < 3;
}

/** How many characters stand beside their neighbour in one of the rows, whichever way. */
function alongARow(plain: string): number {
  const steps = [...plain].filter((character, at) => {
    const before = [...plain][at - 1];
    if (before === undefined) return true;
    return rows.some((row) => {
      const [one, other] = [row.indexOf(before), row.indexOf(character)];
      return one >= 0 && other >= 0 && Math.abs(one - other) <= 1;
    });
  });
  return steps.length;
}

const rows = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop[]",
  "asdfghjkl;'",
  "zxcvbnm,./",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
  "!@#$%^&*()_+",
];

function withoutWords(letters: string): string {
  let rest = letters;
  for (const word of words) rest = rest.replaceAll(word, "");
  return rest;
}

/** Longest first, so that none is taken for the end of another. */
const words = `
  password passwort passw0rd iloveyou woaini woaizhongguo zhongguo nihao mima wodemima admin administrator root
  qwertyuiop qwerty qwer asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsxedc qazwsx qaz wsx edc abcdef abcd abc
  welcome letmein changeme default guest test user login master monkey dragon sunshine princess football baseball
  superman batman shadow michael jordan secret summer winter spring autumn hello whatever freedom trustno computer
  internet china beijing shanghai woaiwojia laopo laogong baobei shequ wangge jiedao juwei shuji jingtai wellside`
  .split(/\s+/)
  .filter((word) => word !== "")
  .toSorted((one, other) => other.length - one.length);
