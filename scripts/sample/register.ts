import { dayOf, dayText } from "#basics/day.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import type { DutyRecord } from "#work/duty/duty.ts";
import type { Community } from "./community.ts";
import type { DiaryLine } from "./diary.ts";

/** The register and the records as they stand once a ledger and its diary have been taken in; ids are ledger codes. */
export interface Taken {
  subjects: Map<string, Subject>;
  records: Map<string, DutyRecord[]>;
}

/** Takes in what `community` drew up and the diary tells, without a database. Spoilt rows are not left out. */
export function takeIn({ people, units, places }: Community, areaIds: string[], diary: DiaryLine[]): Taken {
  const subjects = new Map<string, Subject>();
  const records = new Map<string, DutyRecord[]>();
  const enter = (id: string, kind: Subject["kind"], since: number, facts: Record<string, FactValue>) =>
    subjects.set(id, { id, kind, since, facts, history: [] });

  for (const person of people.filter(({ life }) => life.entered === undefined)) {
    const { area, birth, residence } = person;
    enter(person.code, "person", person.since, {
      ...person.facts,
      area: areaIds[area - 1]!,
      birthDate: dayText(birth),
      residence,
    });
  }
  for (const { household, since } of people)
    if (!subjects.has(household)) enter(household, "household", since, {});
  for (const unit of units)
    enter(unit.code, "unit", unit.since, { unitKind: unit.kind, coBuilt: unit.coBuilt });
  for (const place of places) enter(place.code, "place", place.since, { placeKind: place.kind });

  const struck = new Set<string>();
  for (const { at, command, input } of diary) {
    const today = dayOf(at.slice(0, 10));
    const keep = (subject: string, record: DutyRecord) =>
      records.set(subject, [...(records.get(subject) ?? []), record]);
    const { record = "", subject = "", kind = "", on = "", until = "", reason = "", promise = "" } = input;
    if (command === "record.strike") struck.add(record);
    if (command === "register.enter") enter(input.code!, "person", dayOf(input.since!), input.facts!);
    if (command === "register.change")
      subjects.get(subject)!.history.push({ fact: input.fact!, value: input.value!, from: today });
    if (command === "record.make")
      for (const about of input.about!) keep(about, { id: record, kind, on: dayOf(on) });
    if (command === "duty.excuse" || command === "duty.decline")
      keep(subject, {
        id: record,
        kind: command.slice("duty.".length),
        on: today,
        facts: { until, reason, promise },
      });
  }
  for (const record of [...records.values()].flat()) if (struck.has(record.id)) record.struck = true;
  return { subjects, records };
}
