import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { LeaveState, PostState } from "#work/command.ts";
import { isOn } from "#work/staff.ts";
import { loadStaff } from "../load-staff.ts";
import { ownStages, stageName } from "./cases-seen.ts";
import type { Reader } from "./reader.ts";

/** Everybody who signs in here, or did, with what they hold and when they are away. */
export interface People {
  people: Person[];
  /** What can be held here. */
  roles: { id: string; title: Text; outside: boolean }[];
}

export interface Person {
  id: string;
  username: string;
  name: string;
  demonstration: boolean;
  posts: PostState[];
  leaves: LeaveState[];
}

export async function people({ tx, office: { rules } }: Reader): Promise<People> {
  return {
    people: await loadStaff(tx, rules.office, {}),
    roles: [...rules.roles.values()].map(({ id, title, outside }) => ({ id, title, outside })),
  };
}

/** What goes along when somebody's posts become somebody else's: as far as the reader may see it, nothing guarded. */
export interface GoesAlong {
  posts: (PostState & {
    overdue: number;
    /** Open now and not yet late. */
    open: number;
    cases: number;
  })[];
}

export async function goesAlong(reader: Reader, account: string): Promise<GoesAlong> {
  const { tx, office, today } = reader;
  const { rules, names } = office;
  const who = (await loadStaff(tx, rules.office, {})).find(({ id }) => id === account);
  const posts = [];
  for (const post of who?.posts.filter((each) => isOn(each, dayText(today))) ?? []) {
    const promises = rules.standards
      .flatMap((standard) => standard.promises)
      .filter(({ by }) => by === post.role)
      .map(({ id }) => names.promise(id));
    const [duties] = await tx.rows<{ overdue: number; open: number }>(
      `select count(*) filter (where duty.due < $3)::int as overdue, count(*) filter (where duty.due >= $3)::int as open
       from duty join subject on subject.office = duty.office and subject.id = duty.subject
       where duty.office = $1 and duty.promise = any($2::text[]) and duty.opens <= $3 and ($4::text is null or subject.facts ->> 'area' = $4)`,
      [rules.office, promises, dayText(today), post.area],
    );
    const [cases] = await tx.rows<{ cases: number }>(
      `select count(distinct case_file.id)::int as cases
       from case_file join case_stage on case_stage.office = case_file.office and case_stage.case_file = case_file.id and case_stage.left_at is null
       where case_file.office = $1 and case_file.ended is null and ${stageName("case_stage")} = any($2::text[])
         and ($3::text is null or exists (select from case_about join subject on subject.office = case_about.office and subject.id = case_about.subject
                                          where case_about.office = $1 and case_about.case_file = case_file.id and case_about.position = 0
                                            and subject.facts ->> 'area' = $3))`,
      [rules.office, ownStages(reader, [post.role]), post.area],
    );
    posts.push({ ...post, overdue: 0, open: 0, ...duties, cases: cases?.cases ?? 0 });
  }
  return { posts };
}
