import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { WorkingClock } from "#record/clock.ts";
import { installation } from "#record/perform.ts";
import { noon, testOffice } from "#record/test-office.ts";
import type { TestOffice } from "#record/test-office.ts";
import type { AnswerWithPassword } from "./after-command.ts";
import { httpApp } from "./app.ts";
import type { OwnAccount } from "./routes/own-account.ts";
import type { PeopleHere } from "./routes/settings.ts";
import { openSignIn } from "./sign-in.ts";
import type { SignIn } from "./sign-in.ts";

// Accounts as they are opened, renewed and closed through HTTP, with sign-in as it is, on a database of their own.

const origin = "http://127.0.0.1:8210";
const phrase = "the osmanthus flowers twice";

let here: TestOffice;
let there: TestOffice;
let signIn: SignIn;
let clock: WorkingClock;
let app: ReturnType<typeof httpApp>;

before(async () => {
  here = await testOffice("first");
  there = await testOffice("second", here.keeper);
  clock = new WorkingClock(here.keeper.database.app);
  await clock.demonstrate(noon("2021-03-10"));
  signIn = await openSignIn(here.keeper.database.auth, here.keeper.master, 8210);
  for (const [role, { account }] of Object.entries({
    secretary: here.secretary,
    worker: here.worker,
    "health-centre": here.healthCentre,
  }))
    await signIn.addAccount({ id: account, username: `first-${role}`, name: role, demonstration: true });
  app = httpApp(
    { keeper: here.keeper, clock, signIn, authority: null, backups: null, mail: undefined },
    () => true,
  );
});
after(async () => {
  await clock.stop();
  await here.keeper.database.close();
});

interface Told {
  status: number;
  body: { code?: string; answers?: AnswerWithPassword[] } & Record<string, unknown>;
}

/** A browser: what it is given as a cookie it sends along from then on. */
class Browser {
  #cookie = "";

  async ask(path: string, body?: object): Promise<Told> {
    const answer = await app.request(`${origin}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        origin,
        cookie: this.#cookie,
        "content-type": "application/json",
        "user-agent": "Edg/126 Windows",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const given = answer.headers.getSetCookie().map((each) => each.split(";")[0]);
    if (given.length > 0) this.#cookie = given.join("; ");
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as Told["body"]) };
  }

  signIn(username: string, password: string): Promise<Told> {
    return this.ask("/api/auth/sign-in/username", { username, password });
  }

  async give(name: string, input: object): Promise<AnswerWithPassword | undefined> {
    const { body } = await this.ask("/api/commands", {
      id: newId(),
      name,
      at: noon("2021-03-10").toISOString(),
      input,
    });
    return body.answers?.[0];
  }
}

async function as(role: "secretary" | "worker" | "health-centre"): Promise<Browser> {
  const browser = new Browser();
  const { status } = await browser.ask("/api/auth/sign-in/demonstration", { username: `first-${role}` });
  assert.equal(status, 200);
  return browser;
}

/** Somebody new, with a one-time password. */
async function newcomer(username: string): Promise<{ id: string; username: string; oneTime: string }> {
  const secretary = await as("secretary");
  const account = { id: newId(), username, name: "来人甲" };
  const given = await secretary.give("post.give", { post: newId(), account, role: "worker", area: "east" });
  assert.equal(given?.status, "applied", JSON.stringify(given));
  const answer = await secretary.give("account.give-password", { account: account.id });
  assert.ok(answer?.oneTime !== undefined, JSON.stringify(answer));
  return { ...account, oneTime: answer.oneTime.password };
}

/** The same, with a password of their own. */
async function colleague(username: string): Promise<{ id: string; browser: Browser }> {
  const { id, oneTime } = await newcomer(username);
  const browser = new Browser();
  assert.equal((await browser.signIn(username, oneTime)).status, 200);
  assert.equal((await browser.ask("/api/me/password", { to: phrase })).status, 200);
  return { id, browser };
}

test("a one-time password opens nothing but changing it and signing out; then everything its posts open", async () => {
  const { oneTime } = await newcomer("new");
  const browser = new Browser();
  assert.equal((await browser.signIn("new", oneTime)).status, 200);
  for (const path of ["/api/me", "/api/today", "/api/journal", "/api/subjects?text=x"]) {
    const { status, body } = await browser.ask(path);
    assert.deepEqual([status, body.code], [403, "password-change-needed"], path);
  }
  const sent = await browser.ask("/api/commands", []);
  assert.equal(sent.body.code, "password-change-needed");
  const { body } = await browser.ask("/api/me/account");
  assert.deepEqual([body["mustChange"], body["username"]], [true, "new"]);

  for (const [to, code] of [
    ["short", "password-short"],
    ["来人甲来人甲来人甲来人甲", "password-about-you"],
    ["qwertyuiop12", "password-well-known"],
  ] as const)
    assert.equal((await browser.ask("/api/me/password", { to })).body.code, code, to);
  assert.equal((await browser.ask("/api/me/password", { to: 7 })).status, 422);
  assert.equal((await browser.ask("/api/me/password", { to: phrase })).status, 200);
  assert.equal((await browser.ask("/api/me")).status, 200);
  assert.equal((await new Browser().signIn("new", oneTime)).status, 401);
  // Signed out before it was changed, it is asked for again.
  const again = await newcomer("new-too");
  const other = new Browser();
  await other.signIn("new-too", again.oneTime);
  assert.equal((await other.ask("/api/auth/sign-out", {})).status, 200);
  assert.equal((await other.ask("/api/me")).status, 401);
});

test("the one-time password stands in the one answer: not in the journal, nor in the answer to the same command sent again", async () => {
  const { id, oneTime } = await newcomer("once");
  const secretary = await as("secretary");
  const command = {
    id: newId(),
    name: "account.give-password",
    at: noon("2021-03-10").toISOString(),
    input: { account: id },
  };
  const first = await secretary.ask("/api/commands", command);
  const second = await secretary.ask("/api/commands", command);
  assert.match(first.body.answers?.[0]?.oneTime?.password ?? "", /^\S{4}-\S{4}-\S{4}$/);
  assert.deepEqual(
    [second.body.answers?.[0]?.status, second.body.answers?.[0]?.oneTime],
    ["already", undefined],
  );
  const journal = JSON.stringify((await secretary.ask("/api/journal")).body);
  assert.match(journal, /给来人甲发了一次性密码/);
  assert.match(journal, /为来人甲开账号（once）/);
  const { rows } = await here.keeper.database.auth.query("select * from account");
  for (const text of [journal, JSON.stringify(rows)]) assert.ok(!text.includes(oneTime));
});

test("one that has lain for more than a week lets nobody in", async () => {
  const { id, oneTime } = await newcomer("late");
  await here.keeper.database.auth.query(
    `update "user" set "passwordGivenAt" = now() - interval '8 days' where id = $1`,
    [id],
  );
  const { status, body } = await new Browser().signIn("late", oneTime);
  assert.deepEqual([status, body.code], [403, "ONE_TIME_PASSWORD_EXPIRED"]);
  const people = (await (await as("secretary")).ask("/api/people")).body as unknown as PeopleHere;
  assert.equal(people.people.find((each) => each.id === id)?.signIn?.password, "expired");
});

test("the secretary is told that a password is not one's own yet, and of the last signing in the day alone", async () => {
  const { id, oneTime } = await newcomer("seen");
  const secretary = await as("secretary");
  const standing = async () =>
    ((await secretary.ask("/api/people")).body as unknown as PeopleHere).people.find((each) => each.id === id)
      ?.signIn;
  assert.deepEqual(await standing(), { signedInOn: null, password: "given" });
  const browser = new Browser();
  await browser.signIn("seen", oneTime);
  await browser.ask("/api/me/password", { to: phrase });
  const { signedInOn, password } = (await standing()) ?? {};
  assert.equal(password, "own");
  assert.match(signedInOn ?? "", /^\d{4}-\d{2}-\d{2}$/);
  const { people } = (await secretary.ask("/api/people")).body as unknown as PeopleHere;
  assert.ok(people.filter(({ demonstration }) => demonstration).every((each) => each.signIn === undefined));
});

test("a worker and an outside body open, renew and close nobody's account, the secretary's least of all", async () => {
  const { id } = await colleague("safe");
  for (const role of ["worker", "health-centre"] as const) {
    const browser = await as(role);
    assert.equal((await browser.ask("/api/people")).status, 403);
    for (const account of [id, here.secretary.account, here.worker.account])
      for (const name of ["account.give-password", "account.close"]) {
        const answer = await browser.give(name, { account });
        assert.deepEqual(
          [answer?.status, answer?.status === "refused" && answer.code, answer?.oneTime],
          ["refused", "not-allowed", undefined],
          `${role}: ${name}`,
        );
      }
    const account = { id: newId(), username: `by-${role}`, name: "乙" };
    const given = await browser.give("post.give", { post: newId(), account, role: "secretary" });
    assert.equal(given?.status, "refused");
  }
  assert.equal((await new Browser().signIn("safe", phrase)).status, 200);
});

test("a new password ends every session of the old one, and so does closing the account, at the next request", async () => {
  const { id, browser } = await colleague("leaving");
  const secretary = await as("secretary");
  assert.equal((await browser.ask("/api/me")).status, 200);
  const renewed = await secretary.give("account.give-password", { account: id });
  assert.equal((await browser.ask("/api/me")).status, 401);
  assert.equal((await browser.signIn("leaving", phrase)).status, 401);
  await browser.signIn("leaving", renewed?.oneTime?.password ?? "");
  await browser.ask("/api/me/password", { to: phrase });
  assert.equal((await browser.ask("/api/me")).status, 200);

  assert.equal((await secretary.give("account.close", { account: id }))?.status, "applied");
  assert.equal((await browser.ask("/api/me")).status, 401);
  // Signing in still says who they are, and shows them nothing.
  assert.equal((await browser.signIn("leaving", phrase)).status, 200);
  assert.equal((await browser.ask("/api/me")).body.code, "no-post");
  assert.equal((await browser.ask("/api/me/account")).status, 200);
  // A new post lets them in again.
  const account = { id, username: "leaving", name: "来人甲" };
  await secretary.give("post.give", { post: newId(), account, role: "worker" });
  assert.equal((await browser.ask("/api/me")).status, 200);
});

test("ending the last post from today signs out; one of two posts does not", async () => {
  const { id, browser } = await colleague("two-posts");
  const secretary = await as("secretary");
  const second = newId();
  const account = { id, username: "two-posts", name: "来人甲" };
  await secretary.give("post.give", { post: second, account, role: "worker" });
  await secretary.give("post.end", { post: second, from: "2021-03-10" });
  assert.equal((await browser.ask("/api/me")).status, 200);
  const { people } = (await secretary.ask("/api/people")).body as unknown as PeopleHere;
  const last = people.find((each) => each.id === id)?.posts.find(({ until }) => until === null);
  await secretary.give("post.end", { post: last?.id, from: "2021-03-11" });
  assert.equal((await browser.ask("/api/me")).status, 200, "theirs until tomorrow");
  const third = newId();
  await secretary.give("post.give", { post: third, account, role: "worker" });
  await secretary.give("account.close", { account: id });
  assert.equal((await browser.ask("/api/me")).status, 401);
});

test("who holds a post in another office too is given no password by either secretary, and not signed out of the other", async () => {
  const { id, browser } = await colleague("both");
  await there.must(installation, "post.give", {
    post: newId(),
    account: { id, username: "both", name: "来人甲" },
    role: "worker",
  });
  const secretary = await as("secretary");
  const refused = await secretary.give("account.give-password", { account: id });
  assert.equal(refused?.status === "refused" && refused.code, "works-elsewhere-too");
  await secretary.give("account.close", { account: id });
  assert.equal((await browser.ask("/api/me")).status, 200);
});

test("one's own sessions are listed by device, and ended one by one or all others; nobody else's", async () => {
  const { browser } = await colleague("devices");
  const [second, third] = [new Browser(), new Browser()];
  await second.signIn("devices", phrase);
  await third.signIn("devices", phrase);
  const listed = async (from: Browser) =>
    ((await from.ask("/api/me/account")).body as unknown as OwnAccount).sessions;
  const [newest] = await listed(browser);
  assert.deepEqual(
    [(await listed(browser)).length, newest?.device.zh, newest?.here],
    [3, "Edge，Windows 电脑", false],
  );
  assert.deepEqual(
    (await listed(browser)).map(({ here: isHere }) => isHere),
    [false, false, true],
  );
  const stranger = await colleague("stranger");
  await stranger.browser.ask("/api/me/sessions/end", { session: newest?.id });
  assert.equal((await listed(browser)).length, 3);
  assert.equal((await browser.ask("/api/me/sessions/end", { session: newest?.id })).status, 200);
  assert.equal((await third.ask("/api/me")).status, 401);
  assert.equal((await second.ask("/api/me")).status, 200);
  await browser.ask("/api/me/sessions/end", { others: true });
  assert.equal((await second.ask("/api/me")).status, 401);
  assert.deepEqual(
    (await listed(browser)).map(({ here: isHere }) => isHere),
    [true],
  );
  assert.equal((await browser.ask("/api/me/sessions/end", {})).status, 422);
});

test("changing one's password asks for the one that is, ends the sessions elsewhere and keeps this one", async () => {
  const { browser } = await colleague("changing");
  const elsewhere = new Browser();
  await elsewhere.signIn("changing", phrase);
  const change = (old: string | undefined, to: string) => browser.ask("/api/me/password", { old, to });
  assert.equal((await change("not this one at all", "a quite new phrase here")).body.code, "password-wrong");
  assert.equal((await change(undefined, "a quite new phrase here")).body.code, "password-wrong");
  assert.equal((await change(phrase, phrase)).body.code, "password-same");
  assert.equal((await change(phrase, "a quite new phrase here")).status, 200);
  assert.equal((await browser.ask("/api/me")).status, 200);
  assert.equal((await elsewhere.ask("/api/me")).status, 401);
  const demonstration = await as("worker");
  assert.equal(
    (await demonstration.ask("/api/me/password", { old: "x", to: "a quite new phrase here" })).body.code,
    "demonstration-account",
  );
});

test("after five wrong passwords one waits, whoever else signs in from there does not, nor oneself from elsewhere", async () => {
  await colleague("slow");
  await colleague("quick");
  const browser = new Browser();
  for (let tries = 0; tries < 5; tries++)
    assert.equal((await browser.signIn("slow", "a wrong phrase of words")).status, 401);
  const { status, body } = await browser.signIn("SLOW", phrase);
  assert.deepEqual([status, body.code], [429, "too-many-tries"]);
  assert.match(JSON.stringify(body["say"]), /请过 2 秒再试/);
  assert.equal((await new Browser().signIn("quick", phrase)).status, 200);
  const elsewhere = await signIn.handle(
    new Request(`${origin}/api/auth/sign-in/username`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-wellside-address": "198.51.100.7" },
      body: JSON.stringify({ username: "slow", password: phrase }),
    }),
  );
  assert.equal(elsewhere.status, 200);
});

test("the password that one is asked for inside is not to be guessed either", async () => {
  const { browser } = await colleague("guessed");
  const guess = () =>
    browser.ask("/api/me/password", { old: "a wrong phrase of words", to: "a quite new phrase" });
  for (let tries = 0; tries < 5; tries++) assert.equal((await guess()).body.code, "password-wrong");
  assert.equal((await guess()).status, 429);
});

test("what a session's row said is believed for three seconds, and not once it was ended here", async () => {
  const { browser } = await colleague("seen-twice");
  await browser.ask("/api/me");
  const { rows } = await here.keeper.database.auth.query<{ id: string }>(
    `update session set "expiresAt" = now() - interval '1 hour'
     where "userId" = (select id from "user" where username = 'seen-twice') returning id`,
  );
  assert.equal(rows.length, 1);
  assert.equal((await browser.ask("/api/me")).status, 200, "another server ended it a moment ago");
  await new Promise((resolve) => setTimeout(resolve, 3_100));
  assert.equal((await browser.ask("/api/me")).status, 401);
});
