import { type Day, dayOf, dayParts, weekday } from "./day.ts";
import type { Text } from "./text.ts";

/** Which days are worked. A year that is not known yet answers by weekdays alone: a provisional answer. */
export interface Calendar {
  isWorkday(day: Day): boolean;
  isLegalHoliday(day: Day): boolean;
  isKnownYear(day: Day): boolean;
  /** The notices that announced a year's working days; empty for a year not known. */
  sources(year: number): Text[];
}

/** One year as announced. Holidays are whole ranges "first/last", the weekends in them included. */
export interface CalendarYear {
  year: number;
  source: Text[];
  holidays: string[];
  makeUpWorkdays: string[];
}

// The arrangements announced by the General Office of the State Council, each year in the notice named. Seen in published
// copies of the notices and compared day by day with chinese-days 1.5.7; nobody has checked them against the gazette.
const years: CalendarYear[] = [
  {
    year: 2019,
    // The second notice lengthened Labour Day to 4 May.
    source: [
      { zh: "国办发明电〔2018〕15号", en: "General Office of the State Council, telegram 15 of 2018" },
      { zh: "国办发明电〔2019〕3号", en: "General Office of the State Council, telegram 3 of 2019" },
    ],
    holidays: [
      "2018-12-30/2019-01-01",
      "2019-02-04/2019-02-10",
      "2019-04-05/2019-04-07",
      "2019-05-01/2019-05-04",
      "2019-06-07/2019-06-09",
      "2019-09-13/2019-09-15",
      "2019-10-01/2019-10-07",
    ],
    makeUpWorkdays: [
      "2018-12-29",
      "2019-02-02",
      "2019-02-03",
      "2019-04-28",
      "2019-05-05",
      "2019-09-29",
      "2019-10-12",
    ],
  },
  {
    year: 2020,
    // The second notice lengthened the Spring Festival to 2 February and cancelled the make-up day 1 February.
    source: [
      { zh: "国办发明电〔2019〕16号", en: "General Office of the State Council, telegram 16 of 2019" },
      { zh: "国办发明电〔2020〕1号", en: "General Office of the State Council, telegram 1 of 2020" },
    ],
    holidays: [
      "2020-01-01/2020-01-01",
      "2020-01-24/2020-02-02",
      "2020-04-04/2020-04-06",
      "2020-05-01/2020-05-05",
      "2020-06-25/2020-06-27",
      "2020-10-01/2020-10-08",
    ],
    makeUpWorkdays: ["2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10"],
  },
  {
    year: 2021,
    source: [
      { zh: "国办发明电〔2020〕27号", en: "General Office of the State Council, telegram 27 of 2020" },
    ],
    holidays: [
      "2021-01-01/2021-01-03",
      "2021-02-11/2021-02-17",
      "2021-04-03/2021-04-05",
      "2021-05-01/2021-05-05",
      "2021-06-12/2021-06-14",
      "2021-09-19/2021-09-21",
      "2021-10-01/2021-10-07",
    ],
    makeUpWorkdays: [
      "2021-02-07",
      "2021-02-20",
      "2021-04-25",
      "2021-05-08",
      "2021-09-18",
      "2021-09-26",
      "2021-10-09",
    ],
  },
  {
    year: 2022,
    source: [
      { zh: "国办发明电〔2021〕11号", en: "General Office of the State Council, telegram 11 of 2021" },
    ],
    holidays: [
      "2022-01-01/2022-01-03",
      "2022-01-31/2022-02-06",
      "2022-04-03/2022-04-05",
      "2022-04-30/2022-05-04",
      "2022-06-03/2022-06-05",
      "2022-09-10/2022-09-12",
      "2022-10-01/2022-10-07",
    ],
    makeUpWorkdays: [
      "2022-01-29",
      "2022-01-30",
      "2022-04-02",
      "2022-04-24",
      "2022-05-07",
      "2022-10-08",
      "2022-10-09",
    ],
  },
  {
    year: 2023, // its New Year begins on the last day of 2022
    source: [
      { zh: "国办发明电〔2022〕16号", en: "General Office of the State Council, telegram 16 of 2022" },
    ],
    holidays: [
      "2022-12-31/2023-01-02",
      "2023-01-21/2023-01-27",
      "2023-04-05/2023-04-05",
      "2023-04-29/2023-05-03",
      "2023-06-22/2023-06-24",
      "2023-09-29/2023-10-06",
    ],
    makeUpWorkdays: [
      "2023-01-28",
      "2023-01-29",
      "2023-04-23",
      "2023-05-06",
      "2023-06-25",
      "2023-10-07",
      "2023-10-08",
    ],
  },
  {
    year: 2024,
    source: [{ zh: "国办发明电〔2023〕7号", en: "General Office of the State Council, telegram 7 of 2023" }],
    holidays: [
      "2024-01-01/2024-01-01",
      "2024-02-10/2024-02-17",
      "2024-04-04/2024-04-06",
      "2024-05-01/2024-05-05",
      "2024-06-10/2024-06-10",
      "2024-09-15/2024-09-17",
      "2024-10-01/2024-10-07",
    ],
    makeUpWorkdays: [
      "2024-02-04",
      "2024-02-18",
      "2024-04-07",
      "2024-04-28",
      "2024-05-11",
      "2024-09-14",
      "2024-09-29",
      "2024-10-12",
    ],
  },
  {
    year: 2025,
    source: [
      { zh: "国办发明电〔2024〕12号", en: "General Office of the State Council, telegram 12 of 2024" },
    ],
    holidays: [
      "2025-01-01/2025-01-01",
      "2025-01-28/2025-02-04",
      "2025-04-04/2025-04-06",
      "2025-05-01/2025-05-05",
      "2025-05-31/2025-06-02",
      "2025-10-01/2025-10-08",
    ],
    makeUpWorkdays: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
  },
  {
    year: 2026,
    source: [{ zh: "国办发明电〔2025〕7号", en: "General Office of the State Council, telegram 7 of 2025" }],
    holidays: [
      "2026-01-01/2026-01-03",
      "2026-02-15/2026-02-23",
      "2026-04-04/2026-04-06",
      "2026-05-01/2026-05-05",
      "2026-06-19/2026-06-21",
      "2026-09-25/2026-09-27",
      "2026-10-01/2026-10-07",
    ],
    makeUpWorkdays: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  },
];

/** The calendar of these years; of any other it says what weekdays say. */
function calendarOf(announced: CalendarYear[]): Calendar {
  const known = new Map(announced.map((year) => [year.year, year]));
  const holidays = new Set(announced.flatMap((year) => year.holidays.flatMap(daysBetween)));
  const makeUpWorkdays = new Set(announced.flatMap((year) => year.makeUpWorkdays.map(dayOf)));
  return {
    isWorkday: (day) => makeUpWorkdays.has(day) || (weekday(day) <= 5 && !holidays.has(day)),
    isLegalHoliday: (day) => holidays.has(day),
    isKnownYear: (day) => known.has(dayParts(day).year),
    sources: (year) => known.get(year)?.source ?? [],
  };
}

/** The years that the program brings along. */
export const legalCalendar: Calendar = calendarOf(years);

/** Those, and the years that an office entered from their notices: of a year known to both, the office's counts. */
export function calendarWith(announced: CalendarYear[]): Calendar {
  if (announced.length === 0) return legalCalendar;
  const entered = new Set(announced.map(({ year }) => year));
  return calendarOf([...years.filter(({ year }) => !entered.has(year)), ...announced]);
}

/** Every day of a range "first/last". */
export function daysBetween(range: string): Day[] {
  const [first, last] = range.split("/").map(dayOf) as [Day, Day];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
