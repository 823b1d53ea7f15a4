import { type Desk, checkCites, checkHours, checkRoles, mistake, unknown } from "./check-desk.ts";
import { parseNight } from "./compile-running.ts";
import { sayKind } from "./say-kind.ts";

export function checkCalendar(desk: Desk): void {
  const { calendar } = desk.document;
  if (!calendar) return;
  if (!parseNight(calendar.night)) {
    mistake(desk, ["calendar", "night"], {
      zh: '夜间写法有误，如 "22:00-06:00"',
      en: 'not a night; write for instance "22:00-06:00"',
    });
  }
  checkHours(desk, ["calendar", "office"], calendar.office);
}

export function checkRosters(desk: Desk): void {
  for (const [id, { by, covers }] of Object.entries(desk.document.rosters)) {
    checkRoles(desk, ["rosters", id, "by"], by);
    if (["night", "holiday", "office"].includes(covers)) continue;
    checkHours(desk, ["rosters", id, "covers"], covers);
  }
}

export function checkActivities(desk: Desk): void {
  for (const [id, activity] of Object.entries(desk.document.activities)) {
    const path = ["activities", id];
    checkRoles(desk, [...path, "by"], activity.by);
    checkRoles(desk, [...path, "with"], activity.with);
    checkCites(desk, [...path, "basis"], activity.basis);
    if (activity.line !== undefined && !desk.document.lines.some((line) => line.id === activity.line)) {
      unknown(desk, [...path, "line"], "line", activity.line);
    }
    const record = desk.document.records[activity.record];
    if (!record) {
      unknown(desk, [...path, "record"], "record", activity.record);
      continue;
    }
    const left = activity.about.find((kind) => !record.about.includes(kind));
    if (left === undefined) continue;
    mistake(desk, [...path, "record"], {
      zh: `记录 ${activity.record} 不针对${sayKind[left].zh}`,
      en: `a ${activity.record} is never about a ${sayKind[left].en}`,
    });
  }
}
