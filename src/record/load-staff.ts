import type { Tx } from "#database/scope.ts";
import type { LeaveState, Needs, PostState, StaffState } from "#work/command.ts";

/** Everybody who ever held a post in this office, and whoever else is named. An office has tens of them: no page, no index. */
export async function loadStaff(
  tx: Tx,
  office: string,
  { accounts = [], usernames = [] }: NonNullable<Needs["staff"]>,
): Promise<StaffState[]> {
  const people = await tx.rows<Omit<StaffState, "posts" | "leaves">>(
    `select id, username, name, demonstration from account
     where id in (select account from post where office = $1) or id = any($2::uuid[]) or username = any($3::text[])
     order by name, username`,
    [office, accounts, usernames],
  );
  const posts = await tx.rows<PostState & { account: string }>(
    `select id, account, role, area, from_day as "from", until_day as until from post
     where office = $1 order by from_day, role, area`,
    [office],
  );
  const leaves = await tx.rows<LeaveState & { account: string }>(
    `select leave.id, leave.account, leave.from_day as "from", leave.until_day as until,
            (select json_agg(json_build_object('post', stand_in.post, 'account', stand_in.account) order by stand_in.post)
             from stand_in where stand_in.office = leave.office and stand_in.leave = leave.id) as "standIns"
     from leave where leave.office = $1 order by leave.from_day`,
    [office],
  );
  return people.map((one) => ({
    ...one,
    posts: of(posts, one.id),
    leaves: of(leaves, one.id),
  }));
}

/** Whose they are is said by whom they stand with. */
function of<Row extends { account: string }>(rows: Row[], id: string): Omit<Row, "account">[] {
  return rows
    .filter(({ account }) => account === id)
    .map((row) => {
      const { account: _, ...rest } = row;
      return rest;
    });
}
