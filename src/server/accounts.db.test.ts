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
import { digitsFor } from "./for-tests.ts";
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
  readonly #jar = new Map<string, string>();

  async ask(path: string, body?: object): Promise<Told> {
    const answer = await app.request(`${origin}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        origin,
        cookie: [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; "),
        "content-type": "application/json",
        "user-agent": "Edg/126 Windows",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (/max-age=0/i.test(each)) this.#jar.delete(name);
      else this.#jar.set(name, value);
    }
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

/** What setting up a second factor answers, and the browser that has done it. */
async function withSecondFactor(username: string): Promise<{ id: string; uri: string; codes: string[] }> {
  const { id, browser } = await colleague(username);
  const made = await browser.ask("/api/auth/two-factor/enable", { password: phrase });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const { totpURI, backupCodes } = made.body as unknown as { totpURI: string; backupCodes: string[] };
  const on = await browser.ask("/api/auth/two-factor/verify-totp", { code: digitsFor(totpURI) });
  assert.equal(on.status, 200, JSON.stringify(on.body));
  assert.equal((await browser.ask("/api/me/account")).body["secondFactor"], true);
  return { id, uri: totpURI, codes: backupCodes };
}

/** As though the account had been opened long ago. */
async function grown(id: string): Promise<void> {
  await here.keeper.database.auth.query(
    `update "user" set "createdAt" = now() - interval '30 days' where id = $1`,
    [id],
  );
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
  assert.deepEqual(await standing(), { signedInOn: null, password: "given", secondFactor: false });
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

test("with a second factor the password alone lets nobody in; the digits do, and each code that was put by does once", async () => {
  const { uri, codes } = await withSecondFactor("careful");
  assert.equal(codes.length, 10);
  const browser = new Browser();
  const half = await browser.signIn("careful", phrase);
  assert.equal(half.body["twoFactorRedirect"], true);
  for (const path of ["/api/me", "/api/me/account"])
    assert.equal((await browser.ask(path)).status, 401, path);
  const verify = (with_: Browser, code: string, way = "totp", trustDevice = false) =>
    with_.ask(`/api/auth/two-factor/verify-${way}`, { code, trustDevice });
  assert.equal((await verify(browser, "000000")).body.code, "INVALID_CODE");
  assert.equal((await browser.ask("/api/me")).status, 401);
  assert.equal((await verify(browser, digitsFor(uri))).status, 200);
  assert.equal((await browser.ask("/api/me")).status, 200);

  const [code = ""] = codes;
  const other = new Browser();
  await other.signIn("careful", phrase);
  assert.equal((await verify(other, code, "backup-code")).status, 200);
  const third = new Browser();
  await third.signIn("careful", phrase);
  assert.equal((await verify(third, code, "backup-code")).status, 401, "used already");
  // Nothing of it can be read in the database, stolen whole.
  const { rows } = await here.keeper.database.auth.query('select * from "twoFactor"');
  const secret = new URLSearchParams(uri.slice(uri.indexOf("?"))).get("secret") ?? "none";
  for (const said of [secret, ...codes]) assert.ok(!JSON.stringify(rows).includes(said));
});

test("a device named one's own is not asked again that day; a new password, and other devices, are", async () => {
  const { id, uri } = await withSecondFactor("own-device");
  const browser = new Browser();
  await browser.signIn("own-device", phrase);
  await browser.ask("/api/auth/two-factor/verify-totp", { code: digitsFor(uri), trustDevice: true });
  await browser.ask("/api/auth/sign-out", {});
  assert.equal((await browser.signIn("own-device", phrase)).body["twoFactorRedirect"], undefined);
  assert.equal((await browser.ask("/api/me")).status, 200);
  assert.equal((await new Browser().signIn("own-device", phrase)).body["twoFactorRedirect"], true);
  const { rows } = await here.keeper.database.auth.query<{ hours: number }>(
    `select extract(epoch from max("expiresAt") - now()) / 3600 as hours from verification
     where value = $1 and identifier like 'trust-device-%'`,
    [id],
  );
  assert.ok(Number(rows[0]?.hours) < 12.01, `${rows[0]?.hours} hours`);
  const renewed = await (await as("secretary")).give("account.give-password", { account: id });
  const again = await browser.signIn("own-device", renewed?.oneTime?.password ?? "");
  assert.equal(again.body["twoFactorRedirect"], true);
});

test("five wrong codes end the try; who gives them knows the password, so an outsider locks nobody out", async () => {
  const { uri } = await withSecondFactor("guessed-code");
  const browser = new Browser();
  await browser.signIn("guessed-code", phrase);
  const verify = (code: string) => browser.ask("/api/auth/two-factor/verify-totp", { code });
  for (let tries = 0; tries < 5; tries++) assert.equal((await verify("000000")).body.code, "INVALID_CODE");
  assert.equal((await verify(digitsFor(uri))).status, 400);
  await browser.signIn("guessed-code", phrase);
  assert.equal((await verify(digitsFor(uri))).status, 200);
});

test("a role that reaches guarded facts needs one from the eighth day on, and the secretary does; another role does not", async () => {
  const roles = { worker: false, "health-centre": true, secretary: true };
  for (const [role, needed] of Object.entries(roles)) {
    const { id, browser } = await colleague(`grown-${role}`);
    const account = { id, username: `grown-${role}`, name: "来人甲" };
    await (await as("secretary")).give("post.give", { post: newId(), account, role });
    const before = await browser.ask("/api/me");
    assert.deepEqual([before.status, before.body["secondFactorBy"] !== null], [200, needed], role);
    await grown(id);
    await browser.ask("/api/auth/sign-out", {});
    await browser.signIn(`grown-${role}`, phrase);
    const after_ = await browser.ask("/api/me");
    assert.deepEqual(
      [after_.status, after_.body.code],
      needed ? [403, "second-factor-needed"] : [200, undefined],
      role,
    );
    if (!needed) continue;
    assert.equal((await browser.ask("/api/commands", [])).status, 403);
    const made = await browser.ask("/api/auth/two-factor/enable", { password: phrase });
    await browser.ask("/api/auth/two-factor/verify-totp", { code: digitsFor(String(made.body["totpURI"])) });
    const on = await browser.ask("/api/me");
    assert.deepEqual([on.status, on.body["secondFactorBy"]], [200, null]);
    assert.equal((await browser.ask("/api/auth/two-factor/disable", { password: phrase })).status, 200);
    assert.equal((await browser.ask("/api/me")).status, 403, "switched off it is asked for again");
  }
});

test("a demonstration account has none, and needs none; nor is one set up with a one-time password", async () => {
  const demonstration = await as("secretary");
  assert.equal((await demonstration.ask("/api/me")).body["secondFactorBy"], null);
  const made = await demonstration.ask("/api/auth/two-factor/enable", { password: "x" });
  assert.equal(made.status, 400);
  const { oneTime } = await newcomer("too-early");
  const browser = new Browser();
  await browser.signIn("too-early", oneTime);
  const early = await browser.ask("/api/auth/two-factor/enable", { password: oneTime });
  assert.deepEqual([early.status, early.body.code], [403, "password-change-needed"]);
});

test("a lost telephone: the secretary removes a colleague's second step, and not a secretary's", async () => {
  const { id } = await withSecondFactor("lost");
  const secretary = await as("secretary");
  const worker = await as("worker");
  const refused = await worker.give("account.remove-second-factor", { account: id });
  assert.equal(refused?.status === "refused" && refused.code, "not-allowed");
  assert.equal((await secretary.give("account.remove-second-factor", { account: id }))?.status, "applied");
  const browser = new Browser();
  assert.equal((await browser.signIn("lost", phrase)).body["twoFactorRedirect"], undefined);
  assert.equal((await browser.ask("/api/me")).status, 200);
  const account = { id, username: "lost", name: "来人甲" };
  await secretary.give("post.give", { post: newId(), account, role: "secretary" });
  const two = await secretary.give("account.remove-second-factor", { account: id });
  assert.equal(two?.status === "refused" && two.code, "two-officers-needed");
});

test("a secretary who lost theirs is let in by two: their password, and a colleague to whom they read a code", async () => {
  const { id } = await withSecondFactor("lost-secretary");
  const account = { id, username: "lost-secretary", name: "来人甲" };
  const browser = new Browser();
  assert.equal((await browser.ask("/api/auth/recovery", {})).status, 401, "without the password");
  await browser.signIn("lost-secretary", phrase);
  assert.equal((await browser.ask("/api/auth/recovery", {})).body.code, "not-a-secretary");
  const other = await as("secretary");
  await other.give("post.give", { post: newId(), account, role: "secretary" });
  const { code } = (await browser.ask("/api/auth/recovery", {})).body as { code: string };
  assert.match(code, /^\S{4}-\S{4}-\S{4}$/);
  assert.equal((await browser.ask("/api/me")).status, 401, "not in yet");

  const worker = await as("worker");
  assert.equal(
    (await worker.ask("/api/recovery/confirm", { code: "aaaa-bbbb-cccc" })).body.code,
    "wrong-code",
  );
  const outside = await (await as("health-centre")).ask("/api/recovery/confirm", { code });
  assert.equal(outside.body.code, "not-inside");
  // Neither half can be sent by itself.
  for (const [name, input] of [
    ["account.ask-recovery", {}],
    ["account.confirm-recovery", { account: id }],
  ] as const) {
    const sent = await other.give(name, input);
    assert.equal(sent?.status === "refused" && sent.code, "not-allowed", name);
  }
  assert.equal((await worker.ask("/api/recovery/confirm", { code: ` ${code.toUpperCase()} ` })).status, 200);
  assert.equal((await worker.ask("/api/recovery/confirm", { code })).body.code, "wrong-code", "good once");
  assert.equal((await browser.signIn("lost-secretary", phrase)).body["twoFactorRedirect"], undefined);
  assert.equal((await browser.ask("/api/me")).status, 200);
  const journal = JSON.stringify((await other.ask("/api/journal")).body);
  for (const said of ["来人甲丢了手机，申请恢复登录", "确认来人甲恢复登录"])
    assert.ok(journal.includes(said), said);
  assert.ok(!journal.includes(code));
});
