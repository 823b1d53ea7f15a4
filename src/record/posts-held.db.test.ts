import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { ownScope, scoped } from "#database/scope.ts";
import { installation } from "./perform.ts";
import { officesOf } from "./posts-held.ts";
import { noon, testOffice } from "./test-office.ts";
import { today } from "./views/today.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const [absent, standIn] = ["张甲", "李乙"].map((name) => ({
  id: newId(),
  username: `staff-${name}`,
  name,
  demonstration: true,
}));
assert.ok(absent && standIn);
const [ofAbsent, ofStandIn, leave, next] = [newId(), newId(), newId(), newId()];

const must = (...given: Parameters<typeof here.must>) => here.must(...given);

/** What somebody holds at midday of a day: "role area", and for whom. */
async function held(account: string, day: string): Promise<string[]> {
  const nobody = ownScope(account);
  const offices = await scoped(here.keeper.database.app, nobody, "read only", (tx) =>
    officesOf(tx, account, noon(day)),
  );
  return offices.flatMap(({ posts }) =>
    posts.map(({ role, area, standsInFor }) =>
      [role, area, standsInFor].filter((each) => each !== null).join(" "),
    ),
  );
}

test("rights follow the days: before a post, while it holds, on a leave, after a hand-over, at its end", async () => {
  const { secretary } = here;
  const give = (post: string, account: object, role: string, area: string | null, from: string) =>
    must(installation, "post.give", { post, account, role, area, from });
  await give(ofAbsent, absent, "worker", "east", "2021-01-10");
  await give(ofStandIn, standIn, "secretary", null, "2021-01-10");
  assert.deepEqual(await held(absent.id, "2021-01-09"), []);
  assert.deepEqual(await held(absent.id, "2021-01-10"), ["worker east"]);

  const standIns = [{ post: ofAbsent, account: standIn.id }];
  const away = { leave, account: absent.id, from: "2021-02-01", until: "2021-02-10", standIns };
  await must(secretary, "leave.begin", away, "2021-01-20");
  assert.deepEqual(await held(standIn.id, "2021-01-31"), ["secretary"]);
  assert.deepEqual(await held(standIn.id, "2021-02-01"), ["secretary", "worker east 张甲"]);
  assert.deepEqual(
    await held(absent.id, "2021-02-01"),
    ["worker east"],
    "whoever is away keeps what is theirs",
  );
  assert.deepEqual(await held(standIn.id, "2021-02-10"), ["secretary", "worker east 张甲"]);
  assert.deepEqual(await held(standIn.id, "2021-02-11"), ["secretary"]);

  await must(secretary, "leave.end", { leave, back: "2021-02-06" }, "2021-02-05");
  assert.deepEqual(await held(standIn.id, "2021-02-05"), ["secretary", "worker east 张甲"]);
  assert.deepEqual(await held(standIn.id, "2021-02-06"), ["secretary"]);

  const posts = [{ post: ofAbsent, next }];
  const over = { account: absent.id, to: standIn.id, from: "2021-03-01", posts };
  await must(secretary, "post.hand-over", over, "2021-02-20");
  assert.deepEqual(await held(absent.id, "2021-02-28"), ["worker east"]);
  assert.deepEqual(await held(absent.id, "2021-03-01"), [], "with no post left there is no office");
  assert.deepEqual(await held(standIn.id, "2021-03-01"), ["secretary", "worker east"]);
  await must(secretary, "post.end", { post: next, from: "2021-03-15" }, "2021-03-10");
  assert.deepEqual(await held(standIn.id, "2021-03-14"), ["secretary", "worker east"]);
  assert.deepEqual(await held(standIn.id, "2021-03-15"), ["secretary"]);
});

test("who has no post of their own any more stands in for nobody", async () => {
  const { secretary, worker } = here;
  const account = { id: newId(), username: "third", name: "王丙", demonstration: true };
  const [post, itsLeave] = [newId(), newId()];
  const day = "2021-04-01";
  await must(installation, "post.give", { post, account, role: "worker", area: "east" }, day);
  const [workers] = await here.look(secretary, day, ({ tx }) =>
    tx.rows<{ id: string }>("select id from post where account = $1", [worker.account]),
  );
  const standIns = [{ post: workers?.id, account: account.id }];
  const away = { leave: itsLeave, account: worker.account, from: day, until: "2021-04-30", standIns };
  await must(secretary, "leave.begin", away, day);
  assert.deepEqual(await held(account.id, day), ["worker east", "worker worker甲"]);
  await must(secretary, "post.end", { post, from: "2021-04-05" }, day);
  assert.deepEqual(await held(account.id, "2021-04-05"), []);
});

test("on Today the duties of somebody away are the stand-in's, and say so to everybody", async () => {
  const { secretary } = here;
  const day = "2021-05-06";
  const elder = await here.enter("刘丁", { livesAlone: true, area: "east" }, "2021-05-01");
  const account = { id: newId(), username: "fourth", name: "赵戊", demonstration: true };
  const [post, itsLeave] = [newId(), newId()];
  await must(installation, "post.give", { post, account, role: "worker", area: "east" }, day);
  const standIns = [{ post, account: secretary.account }];
  await must(
    secretary,
    "leave.begin",
    { leave: itsLeave, account: account.id, from: day, until: "2021-05-10", standIns },
    day,
  );
  const seenBy = async (posts: Parameters<typeof here.look>[0] & { posts?: never }, on: string) => {
    const { duties, standIns: away } = await here.look(posts, on, today);
    const duty = duties.find(({ subject }) => subject.id === elder);
    return { standIn: duty?.standIn, away: away.map(({ away: name, by, until }) => [name, by, until]) };
  };
  assert.deepEqual(await seenBy(here.worker, day), {
    standIn: { away: "赵戊", by: "secretary甲", mine: false },
    away: [["赵戊", "secretary甲", "2021-05-10"]],
  });
  assert.deepEqual((await seenBy(secretary, day)).standIn, { away: "赵戊", by: "secretary甲", mine: true });
  assert.deepEqual(await seenBy(here.worker, "2021-05-11"), { standIn: null, away: [] });
});
