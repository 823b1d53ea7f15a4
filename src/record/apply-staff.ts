import type { Apply, OpenEntry } from "./apply.ts";

interface Held {
  role: string;
  area: string | null;
}

/** How the tables follow who holds which post, and who stands in for whom. Duties and cases find people when asked: none is touched. */
export const staffAppliers: Record<string, Apply> = {
  "post-given": (entry, { changes }) => {
    const { post, account, role, area, from } = only<
      Held & {
        post: string;
        account: { id: string; username: string; name: string; demonstration: boolean };
        from: string;
      }
    >(entry);
    changes.insert("account", account);
    changes.insert("post", {
      office: entry.office,
      id: post,
      account: account.id,
      role,
      area,
      from_day: from,
    });
  },

  "post-ended": async (entry, { sql }) => {
    const { post, until } = only<{ post: string; until: string }>(entry);
    const tx = await sql();
    await tx.rows(endPosts, [entry.office, [post], until]);
  },

  "account-closed": async (entry, { sql }) => {
    const { posts, until } = only<{ posts: (Held & { post: string })[]; until: string }>(entry);
    const tx = await sql();
    await tx.rows(endPosts, [entry.office, posts.map(({ post }) => post), until]);
  },

  // What they tell of stands with sign-in, and nowhere in the tables.
  "password-given": () => {},
  "second-factor-removed": () => {},
  "recovery-asked": () => {},
  "recovery-confirmed": () => {},

  "posts-handed-over": async (entry, { changes, sql }) => {
    const { to, from, until, posts } = only<{
      to: { id: string };
      from: string;
      until: string;
      posts: (Held & { post: string; next: string })[];
    }>(entry);
    const tx = await sql();
    await tx.rows(endPosts, [entry.office, posts.map(({ post }) => post), until]);
    for (const { next, role, area } of posts)
      changes.insert("post", {
        office: entry.office,
        id: next,
        account: to.id,
        role,
        area,
        from_day: from,
      });
  },

  "grant-given": (entry, { changes }) => {
    const { grant, to, holders, role, from, until, ...given } = only<{
      grant: string;
      to: { id: string };
      holders: string;
      role: string;
      case: string | null;
      from: string;
      until: string | null;
    }>(entry);
    changes.insert("office_grant", {
      office: entry.office,
      id: grant,
      to_office: to.id,
      holders,
      role,
      case_file: given.case,
      from_day: from,
      until_day: until,
      number: entry.number,
    });
  },

  "grant-ended": async (entry, { sql }) => {
    const { grant, until } = only<{ grant: string; until: string }>(entry);
    const tx = await sql();
    await tx.rows("update office_grant set until_day = $3 where office = $1 and id = $2", [
      entry.office,
      grant,
      until,
    ]);
  },

  "leave-begun": ({ office, ...entry }, { changes }) => {
    const { leave, account, from, until, standIns } = only<{
      leave: string;
      account: string;
      from: string;
      until: string;
      standIns: { post: string; account: string }[];
    }>(entry);
    changes.insert("leave", { office, id: leave, account, from_day: from, until_day: until });
    for (const { post, account: by } of standIns)
      changes.insert("stand_in", { office, leave, post, account: by });
  },

  "leave-ended": async (entry, { sql }) => {
    const { leave, until } = only<{ leave: string; until: string }>(entry);
    const tx = await sql();
    await tx.rows("update leave set until_day = $3 where office = $1 and id = $2", [
      entry.office,
      leave,
      until,
    ]);
  },
};

const endPosts = "update post set until_day = $3 where office = $1 and id = any($2::uuid[])";

function only<Body>({ parts }: Pick<OpenEntry, "parts">): Body {
  return parts[0]?.body as Body;
}
