import type { Counted } from "#standard/standard.ts";
import { casesIn } from "./counted-cases.ts";
import { dutiesIn } from "./counted-duties.ts";
import { recordsIn } from "./counted-records.ts";
import { subjectsOn } from "./counted-subjects.ts";
import type { Look, Looked } from "./thing.ts";

/** Everything of a kind that bears on a stretch, before any condition. What was struck never does. */
export async function lookedAt(look: Look, counted: Counted): Promise<Looked> {
  switch (counted) {
    case "record":
      return recordsIn(look);
    case "case":
      return casesIn(look);
    case "duty":
      return dutiesIn(look);
    case "subject":
      return subjectsOn(look);
    case "posting":
      return { things: [], concerned: new Map() }; // no ledgers yet
  }
}
