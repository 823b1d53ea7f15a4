import pg from "pg";
import { dayOf, dayText } from "#basics/day.ts";
import { clientConfig } from "#database/open.ts";
import type { BareOffice } from "./bare-visit.ts";
import { opening, visit } from "./office.ts";
import type { BenchOffice, BenchServer } from "./office.ts";

/** The rows of one visit as the product wrote them, for the bare side to write the like again. */
export async function patternOf({ keeper, owner }: BenchServer, office: BenchOffice): Promise<BareOffice> {
  await visit(keeper, office, 0, dayText(dayOf(opening) + 2));
  const client = new pg.Client(clientConfig(owner));
  await client.connect();
  const one = async (text: string) => {
    const { rows } = await client.query<Record<string, unknown>>(text, [office.id]);
    if (rows[0] === undefined) throw new Error(`no row of a visit: ${text}`);
    return rows[0];
  };
  try {
    return {
      id: office.id,
      people: office.people,
      actor: office.worker.account,
      length: Number((await one("select length from wellside.journal_head where office = $1"))["length"]),
      record: await one("select * from wellside.record where office = $1"),
      about: await one("select * from wellside.record_about where office = $1"),
      entry: await one("select * from wellside.entry where office = $1 order by number desc limit 1"),
      part: await one("select * from wellside.entry_part where office = $1 order by number desc limit 1"),
    };
  } finally {
    await client.end();
  }
}
