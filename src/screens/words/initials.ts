/** The first character of each letter, in the order in which the browser itself sorts Chinese by pinyin; i, u and v begin none. */
const firsts = "阿八嚓哒婀发旮哈讥咔垃妈拿噢趴七然仨它挖夕丫匝";
const letters = "abcdefghjklmnopqrstwxyz";
const byPinyin = new Intl.Collator("zh-Hans-CN-u-co-pinyin");

/**
 * The pinyin initials of a title: 今日 is jr. The browser's own order tells them, for nothing; a dictionary of readings would cost
 * 140 kB. A character of two readings counts by its commoner one, so names of people are looked for on the server.
 */
export function initialsOf(title: string): string {
  return [...title.toLowerCase()].map(initialOf).join("");
}

function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return /[a-z0-9]/.test(character) ? character : "";
  const before = [...firsts].filter((first) => byPinyin.compare(first, character) <= 0);
  return letters[before.length - 1] ?? "";
}
