import type { Today } from "#record/views/today.ts";

/** Today's list as it will be once these promises to this subject are settled: what the screen shows before the server answers. */
export function withoutDuties(today: Today, subject: string, promises: string[]): Today {
  const goes = (duty: Today["duties"][number]) =>
    duty.subject.id === subject && promises.includes(duty.promise);
  const counts = { ...today.counts };
  for (const duty of today.duties.filter(goes)) counts[countOf(duty.due, today.day)]--;
  return { ...today, counts, duties: today.duties.filter((duty) => !goes(duty)) };
}

/** Which of the three counts a duty stands in; ISO days compare as text. */
export function countOf(due: string, today: string): keyof Today["counts"] {
  return due < today ? "overdue" : due === today ? "due" : "coming";
}
