import { z } from "zod";
import { daysBetween } from "#basics/calendar.ts";
import { dayOf, dayParts, dayText, weekday } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, openPart } from "../command.ts";

/** No holiday was ever longer than nine days; a range of a month is a mistake. */
const longest = 15;

/** A year's announced holidays and make-up workdays. Announced again, the later one counts. */
export const calendarAnnounce = command({
  name: "calendar.announce",
  title: { zh: "登记放假安排", en: "Enter a year's working days" },
  about: {
    zh: "国务院办公厅每年发一次放假通知。软件还不知道的年份，在这里照通知登记；此前按周末暂计的期限随即重算。登错了，再登记一次。",
    en: "The State Council's General Office announces holidays year by year. Enter a year this program does not know yet from its notice: deadlines that were counted by weekdays are worked out anew at once. Entered wrongly, enter it again.",
  },
  may: "secretary",
  input: z.object({
    year: z.number().int().min(2000).max(2100),
    /** Ranges "first/last". */
    holidays: z
      .array(z.object({ first: dayInput, last: dayInput }))
      .min(1)
      .max(20),
    makeUpWorkdays: z.array(dayInput).max(30),
    notice: z.string().trim().min(1).max(200),
  }),
  needs: () => ({}),
  decide: (_state, { year, holidays, makeUpWorkdays, notice }) => {
    const off = new Set<number>();
    for (const [place, { first, last }] of holidays.entries()) {
      const where = `holidays.${place}`;
      if (dayOf(last) < dayOf(first) || dayOf(last) - dayOf(first) >= longest)
        return refuse(
          "wrong-range",
          {
            zh: `“${first} 至 ${last}”不像一个假期：最后一天要在第一天之后，不超过 ${longest} 天。`,
            en: `${first} to ${last} is no holiday: it ends after it begins, within ${longest} days.`,
          },
          where,
        );
      const days = daysBetween(`${first}/${last}`);
      if (!days.some((day) => dayParts(day).year === year))
        return refuse(
          "other-year",
          { zh: `${first} 至 ${last} 不在 ${year} 年。`, en: `${first} to ${last} is not in ${year}.` },
          where,
        );
      for (const day of days) off.add(day);
    }
    for (const [place, text] of makeUpWorkdays.entries()) {
      const day = dayOf(text);
      const where = `makeUpWorkdays.${place}`;
      // New Year's make-up day may lie in the last week of the year before.
      if (dayParts(day).year !== year && dayParts(day + 7).year !== year)
        return refuse(
          "other-year",
          { zh: `${text} 不在 ${year} 年。`, en: `${text} is not in ${year}.` },
          where,
        );
      if (weekday(day) <= 5)
        return refuse(
          "workday-anyway",
          { zh: `${text} 本来就是工作日，不是调休。`, en: `${text} is a weekday: it is worked anyway.` },
          where,
        );
      if (off.has(day))
        return refuse(
          "holiday-and-worked",
          { zh: `${text} 写了放假又写了上班。`, en: `${text} is entered both as a holiday and as worked.` },
          where,
        );
    }
    const ranges = holidays.map(({ first, last }) => `${first}/${last}`).sort();
    const worked = [...new Set(makeUpWorkdays)].map(dayOf).sort((a, b) => a - b);
    return [
      {
        kind: "calendar-announced",
        parts: [openPart({ year, holidays: ranges, makeUpWorkdays: worked.map(dayText), notice })],
      },
    ];
  },
});
