import { type Calendar, legalCalendar } from "#basics/calendar.ts";
import type { Duration } from "#basics/duration.ts";
import type { Form } from "#standard/standard.ts";
import type { DutyWindow } from "./duty.ts";

/**
 * Do a window's days rest on the working days of a year whose legal calendar is not announced yet? Then they are
 * provisional: they are counted by weekdays, and anew once the year is known.
 */
export function isProvisional(form: Form, window: DutyWindow, legal: Calendar = legalCalendar): boolean {
  return asksTheCalendar(form) && !(legal.isKnownYear(window.opens) && legal.isKnownYear(window.due));
}

/** Does a holiday more or less put such a duty's days elsewhere? */
export function asksTheCalendar(form: Form): boolean {
  switch (form.kind) {
    case "every":
      return [form.interval, form.first, form.lead].some(inWorkdays);
    case "within":
      return inWorkdays(form.interval);
    case "on":
      return inWorkdays(form.lead);
    case "open":
      // The same hours on a holiday as on any such weekday: no holiday changes them.
      return JSON.stringify(form.hours.holidays) !== JSON.stringify(form.hours.week);
    case "each":
      return false;
  }
}

function inWorkdays(duration: Duration | undefined): boolean {
  return duration !== undefined && "workdays" in duration;
}
