/** Where somebody lives, as far as one can walk there. All three are "" where the address does not say. */
export interface Dwelling {
  /** Street and building: "苏井路12号4栋". */
  building: string;
  /** "2", of 二单元. */
  stairwell: string;
  /** "501", of 501室; of an address that names neither street nor building, the whole of it. */
  flat: string;
}

/**
 * Reads building, stairwell and flat out of an address as offices write it. One building is one text, whichever word it is
 * written with: 3栋, ３幢, 三号楼 and 3#楼 are "3栋". What names no building stays under its street, and what names no
 * street either is kept whole as the flat of no building.
 */
export function readAddress(address: string): Dwelling {
  const text = plain(address);
  const inside = building.exec(text) ?? three.exec(text);
  if (inside?.groups !== undefined) {
    const { street = "", number = "", word = "", rest = "" } = inside.groups;
    return { building: `${street}${number}${word === "座" ? "座" : "栋"}`, ...insideBuilding(rest) };
  }
  const along = street.exec(text);
  if (along?.groups !== undefined) {
    const { door = "", rest = "" } = along.groups;
    return { building: door, ...insideBuilding(rest) };
  }
  return { building: "", stairwell: "", flat: text };
}

const building =
  /^(?<street>.*?)(?<number>\d+[A-Z]?|[A-Z]\d*|[甲乙丙丁东南西北中](?=[栋幢座]))(?<word>号?[栋幢]|号楼|#楼?|#?[栋幢]|座)(?:楼)?(?<rest>.*)$/u;
/** 苏井路12号 3-2-501: building, stairwell, flat. */
const three = /^(?<street>.*?)(?<number>\d+)-(?<rest>\d{1,2}-\d{3,4})(?:室|房|号)?$/u;
/** The last word for a street, a settlement or a group of houses, and the number of the door. */
const street =
  /^(?<door>.*(?:路|街|巷|道|弄|胡同|里|坊|村|组|屯|湾|冲|院|园|苑|小区|社区|公寓|宿舍)(?:\d+(?:-\d+)?号院?|\d+号?(?=$))?(?:附\d+号)?)(?<rest>.*)$/u;

const stairwell = /^(?<stairwell>\d+|[A-Z]|[甲乙丙丁东南西北中])(?:单元|门(?![面店市牌])|梯)(?<rest>.*)$/u;
/** 1-302 and 1-3-2: the first is the stairwell. */
const dashed = /^(?<stairwell>\d{1,2}|[A-Z])-(?<rest>\d{3,4}[A-Z]?|\d{1,2}-\d{1,2})(?:室|房|号)?$/u;
const floor = /^(?<floor>\d+)(?:楼|层)(?<rest>.*)$/u;
const room = /^(?<room>\d+(?:-\d+)?[A-Z]?|[A-Z]\d+)(?:号?[室房户]|号)?$/u;

function insideBuilding(text: string): Pick<Dwelling, "stairwell" | "flat"> {
  const trimmed = text.replace(/^[-,，、/]+/, "");
  const found = (stairwell.exec(trimmed) ?? dashed.exec(trimmed))?.groups;
  return found === undefined
    ? { stairwell: "", flat: flatOf(trimmed) }
    : { stairwell: found["stairwell"] ?? "", flat: flatOf(found["rest"] ?? "") };
}

/** Of a floor and a room, the room where it tells the floor (501), else both ("5-2"). */
function flatOf(text: string): string {
  const trimmed = text.replace(/^[-,，、/]+/, "");
  const above = floor.exec(trimmed)?.groups;
  const inside = room.exec(above?.["rest"] ?? trimmed)?.groups?.["room"];
  if (inside === undefined) return trimmed;
  return above === undefined || inside.length >= 3 ? inside : `${above["floor"]}-${inside}`;
}

/** Half-width, in capitals, one kind of dash, without spaces and remarks in brackets; counting words as digits. */
function plain(address: string): string {
  return address
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/\s+/g, "")
    .replaceAll(/[‐‑‒–—―−－~～]+/g, "-")
    .replaceAll(/\([^()]*\)/g, "")
    .replaceAll(
      /[零〇○一二三四五六七八九十百]+(?=[栋幢号座楼层室房户组门梯#-]|单元|$)/gu,
      (written) => numberOf(written) ?? written,
    );
}

const digits = "零一二三四五六七八九";

/** "501" of 五〇一, "32" of 三十二, "103" of 一百零三. */
function numberOf(written: string): string | undefined {
  const text = written.replaceAll(/[〇○]/g, "零");
  if (/^[零一二三四五六七八九]+$/.test(text)) return [...text].map((digit) => digits.indexOf(digit)).join("");
  const match =
    /^(?:(?<hundreds>[一二三四五六七八九])百)?零?(?:(?<tens>[一二三四五六七八九])?(?<ten>十))?(?<ones>[一二三四五六七八九])?$/.exec(
      text,
    )?.groups;
  if (match === undefined) return undefined;
  const digit = (written: string | undefined) => (written === undefined ? 0 : digits.indexOf(written));
  const tens = match["ten"] === undefined ? 0 : match["tens"] === undefined ? 1 : digit(match["tens"]);
  return String(digit(match["hundreds"]) * 100 + tens * 10 + digit(match["ones"]));
}
