import { betterAuth } from "better-auth";
import type { BetterAuthOptions } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { getMigrations } from "better-auth/db/migration";
import { twoFactor } from "better-auth/plugins/two-factor";
import { username } from "better-auth/plugins/username";
import { createHash, randomInt } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { dayText, localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { shortestPassword } from "#basics/password.ts";
import { zoneOfMachine } from "#record/clock.ts";
import type { MasterKeys } from "#record/master-key.ts";
import { signInSecret } from "#record/sign-in-secret.ts";
import { SessionsSeen } from "./sessions-seen.ts";
import type { Seen } from "./sessions-seen.ts";
import { Throttle } from "./throttle.ts";

/**
 * Sign-in, by better-auth, in a schema of its own. It knows who somebody is; what they may do is told by their posts,
 * which are ours. Sessions end by the real time, never by the demonstration's clock.
 */
export interface SignIn {
  handle(request: Request): Promise<Response>;
  /** Who is signed in, or null. */
  signedIn(headers: Headers): Promise<SignedIn | null>;
  addAccount(account: {
    id: string;
    username: string;
    name: string;
    demonstration: boolean;
    password?: string;
  }): Promise<void>;
  hasDemonstrationAccounts(): Promise<boolean>;
  /** In place of whatever password there was. All sessions end. */
  giveOneTimePassword(account: { id: string; username: string; name: string }): Promise<OneTimePassword>;
  /** All other sessions end; `wrong`: the old one is not right; `wait`: seconds, after too many that were not. */
  changePassword(
    who: SignedIn,
    old: string | undefined,
    to: string,
  ): Promise<"changed" | "wrong" | { wait: number }>;
  /** The newest first. */
  sessionsOf(account: string): Promise<Session[]>;
  /** Of whoever has given the right password and waits for the second step. */
  recoveryCode(headers: Headers): Promise<{ account: string; code: string } | null>;
  /** Whose code this is, if it is a good one. */
  recovering(code: string): Promise<string | null>;
  /** They sign in by password alone until they have set one up anew. All sessions end. */
  removeSecondFactor(account: string): Promise<void>;
  /** One session of an account, all but one, or all. */
  endSessions(account: string, which: { only: string } | { butNot: string } | "all"): Promise<void>;
  /** How accounts stand, as far as the office's secretary is told. */
  standingOf(accounts: string[]): Promise<Map<string, Standing>>;
}

export interface SignedIn {
  account: string;
  username: string;
  name: string;
  demonstration: boolean;
  session: string;
  /** They came in by a one-time password: nothing else before they have one of their own. */
  mustChange: boolean;
  /** Beside the password a code from their telephone was asked for, or will be at the next signing in. */
  secondFactor: boolean;
  /** ISO day from which a role that reaches guarded facts needs one. */
  secondFactorFrom: string;
}

/** It stands in one answer, and nowhere else. */
export interface OneTimePassword {
  password: string;
  /** ISO instant. */
  until: string;
}

export interface Session {
  id: string;
  userAgent: string;
  createdAt: Date;
}

export interface Standing {
  /** The day of the last signing in, no closer: when somebody begins to work is not for this to tell. */
  signedInOn: string | null;
  /** `given`: a one-time password that is not changed yet; `none`: there is nothing to sign in with. */
  password: "own" | "given" | "expired" | "none";
  secondFactor: boolean;
}

/** Days for which a one-time password is good: a new colleague may begin after a holiday, a slip in a drawer must not open a door. */
const oneTimeDays = 7;

/** Days from the opening of an account in which a second factor is asked for kindly: the first morning is for the work. */
const graceDays = 7;

/**
 * Seconds for which a device is not asked for the second factor again: a working day. Each signing in begins them anew, so that
 * they must be shorter than a night; thirty days, the library's own choice, would be a telephone asked for once in a year.
 */
const deviceKnownFor = 12 * 3600;

/** The header in which `app.ts` hands over whence a request comes; one that came along from outside is written over. */
export const addressHeader = "x-wellside-address";

/** `secure`: browsers send the cookie by HTTPS alone. */
export async function openSignIn(
  pool: Pool,
  master: MasterKeys,
  port: number,
  secure = false,
  secondFactorFrom: string | null = null,
): Promise<SignIn> {
  const auth = betterAuth(
    await migrated(pool, signInOptions(pool, await signInSecret(pool, master), port, secure)),
  );
  const { adapter, internalAdapter, password: passwords } = await auth.$context;

  const enter = async ({ id, username: name, name: displayed }: Entered, isDemonstration: boolean) => {
    const now = new Date();
    if ((await internalAdapter.findUserById(id)) !== null) return;
    await adapter.create({
      model: "user",
      forceAllowId: true,
      // The library wants an address for everybody; .invalid can be nobody's (RFC 2606).
      data: {
        id,
        name: displayed,
        email: `${id}@users.invalid`,
        emailVerified: false,
        username: name.toLowerCase(),
        displayUsername: name,
        demonstration: isDemonstration,
        createdAt: now,
        updatedAt: now,
      },
    });
  };
  const link = async (id: string, password: string) =>
    internalAdapter.linkAccount({
      userId: id,
      providerId: "credential",
      accountId: id,
      password: await passwords.hash(password),
    });

  /** Devices that need no second factor today, and signings in that wait for one. */
  const forgetDevices = (account: string) =>
    pool.query("delete from verification where value = $1", [account]);
  const endAll = async (account: string) => {
    await internalAdapter.deleteUserSessions(account);
    await forgetDevices(account);
  };

  const throttle = new Throttle();
  const seen = new SessionsSeen();
  const ask = async (headers: Headers): Promise<Seen | null> => {
    const found = await auth.api.getSession({ headers });
    if (found === null) return null;
    const { user, session } = found;
    const who = {
      account: user.id,
      username: user.username ?? "",
      name: user.name,
      demonstration: user.demonstration,
      session: session.id,
      mustChange: (user.passwordGivenAt ?? null) !== null,
      secondFactor: user.twoFactorEnabled === true,
      secondFactorFrom: laterOf(
        secondFactorFrom,
        dayText(localDay(user.createdAt, zoneOfMachine) + graceDays),
      ),
    };
    return { who, ends: session.expiresAt.getTime() };
  };
  /** What may end a session, or change whose it is: nothing that was seen before counts after it. */
  const changing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      seen.forget();
    }
  };

  const signIn: SignIn = {
    handle: async (request) => {
      if (!request.url.endsWith("/sign-in/username")) return auth.handler(request);
      const username = await usernameIn(request);
      const address = request.headers.get(addressHeader) ?? "";
      const wait = throttle.wait(username, address);
      if (wait > 0) return tooManyTries(wait);
      const answer = await auth.handler(request);
      if (answer.status === 401) throttle.failed(username, address);
      else if (answer.ok) throttle.succeeded(username, address);
      return answer;
    },
    signedIn: (headers) => seen.find(headers, ask),
    addAccount: async ({ demonstration: isDemonstration, password, ...account }) => {
      await enter(account, isDemonstration);
      // Looked for by itself: the last time may have been cut off between the two.
      if (password !== undefined && (await internalAdapter.findAccounts(account.id)).length === 0)
        await link(account.id, password);
    },
    hasDemonstrationAccounts: async () =>
      (await adapter.count({ model: "user", where: [{ field: "demonstration", value: true }] })) > 0,
    giveOneTimePassword: async (account) => {
      const password = oneTimePassword();
      await enter(account, false);
      if ((await internalAdapter.findCredentialAccount(account.id)) === null)
        await link(account.id, password);
      else await internalAdapter.updatePassword(account.id, await passwords.hash(password));
      const given = new Date();
      await internalAdapter.updateUser(account.id, { passwordGivenAt: given });
      await endAll(account.id);
      return { password, until: endOf(given).toISOString() };
    },
    changePassword: async ({ account, session, mustChange }, old, to) => {
      const wait = throttle.wait(account, "inside");
      if (wait > 0) return { wait };
      const known = (await internalAdapter.findCredentialAccount(account))?.password;
      // Whoever must change it has just come in by the old one: sessions from before it ended when it was given.
      if (
        !mustChange &&
        (typeof known !== "string" || !(await passwords.verify({ hash: known, password: old ?? "" })))
      ) {
        throttle.failed(account, "inside");
        return "wrong";
      }
      throttle.succeeded(account, "inside");
      await internalAdapter.updatePassword(account, await passwords.hash(to));
      await internalAdapter.updateUser(account, { passwordGivenAt: null });
      await pool.query('delete from session where "userId" = $1 and id <> $2', [account, session]);
      await forgetDevices(account);
      return "changed";
    },
    recoveryCode: async (headers) => {
      const pending = await auth.api.halfSignedIn({ headers });
      if (pending === null) return null;
      const code = oneTimePassword();
      await internalAdapter.createVerificationValue({
        identifier: recoveryOf(code),
        value: pending.account,
        expiresAt: new Date(Date.now() + recoveryMinutes * 60_000),
      });
      return { ...pending, code };
    },
    recovering: async (code) => {
      const known = await internalAdapter.findVerificationValue(recoveryOf(code));
      return known && known.expiresAt > new Date() ? known.value : null;
    },
    removeSecondFactor: async (account) => {
      await pool.query('delete from "twoFactor" where "userId" = $1', [account]);
      await internalAdapter.updateUser(account, { twoFactorEnabled: false });
      await endAll(account);
    },
    sessionsOf: async (account) =>
      (await internalAdapter.listSessions(account, { onlyActiveSessions: true }))
        .map(({ id, userAgent, createdAt }) => ({ id, userAgent: userAgent ?? "", createdAt }))
        .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime()),
    endSessions: async (account, which) => {
      if (which === "all") await endAll(account);
      else if ("only" in which)
        await pool.query('delete from session where "userId" = $1 and id = $2', [account, which.only]);
      else await pool.query('delete from session where "userId" = $1 and id <> $2', [account, which.butNot]);
    },
    standingOf: async (accounts) => {
      const { rows } = await pool.query<{
        id: string;
        signedInOn: string | null;
        passwordGivenAt: Date | null;
        has: boolean;
        secondFactor: boolean;
      }>(
        `select id, "signedInOn", "passwordGivenAt", coalesce("twoFactorEnabled", false) as "secondFactor", exists (select from account where account."userId" = "user".id) as has
         from "user" where id = any($1)`,
        [accounts],
      );
      return new Map(
        rows.map(({ id, signedInOn, passwordGivenAt, has, secondFactor }) => [
          id,
          { signedInOn, password: has ? standing(passwordGivenAt) : "none", secondFactor },
        ]),
      );
    },
  };
  return {
    ...signIn,
    handle: (request) => changing(() => signIn.handle(request)),
    giveOneTimePassword: (account) => changing(() => signIn.giveOneTimePassword(account)),
    changePassword: (...given) => changing(() => signIn.changePassword(...given)),
    removeSecondFactor: (account) => changing(() => signIn.removeSecondFactor(account)),
    endSessions: (...given) => changing(() => signIn.endSessions(...given)),
  };
}

/** Minutes in which a colleague can be found; the code is of no use to anybody without a post here. */
const recoveryMinutes = 30;

/** Kept as its digest: whoever reads the database must not confirm anything by it. */
function recoveryOf(code: string): string {
  return `recovery-${createHash("sha256").update(code.trim().toLowerCase()).digest("hex")}`;
}

function laterOf(one: string | null, other: string): string {
  return one !== null && one > other ? one : other;
}

async function usernameIn(request: Request): Promise<string> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  return z.object({ username: z.string() }).safeParse(body).data?.username ?? "";
}

export function tooManyTries(wait: number): Response {
  const said = wait < 60 ? { zh: `${wait} 秒`, en: `${wait} seconds` } : inMinutes(wait);
  return Response.json(
    {
      code: "too-many-tries",
      say: {
        zh: `试错太多次了，请过 ${said.zh}再试。别人在别处试错，不会让您等。`,
        en: `Too many wrong tries: please wait ${said.en}. Wrong tries that others make elsewhere do not make you wait.`,
      },
      wait,
    },
    { status: 429, headers: { "retry-after": String(wait) } },
  );
}

function inMinutes(seconds: number): { zh: string; en: string } {
  const minutes = Math.ceil(seconds / 60);
  return { zh: `${minutes} 分钟`, en: `${minutes} ${minutes === 1 ? "minute" : "minutes"}` };
}

interface Entered {
  id: string;
  username: string;
  name: string;
}

function standing(given: Date | null): Standing["password"] {
  if (given === null) return "own";
  return endOf(given) > new Date() ? "given" : "expired";
}

function endOf(given: Date): Date {
  return new Date(given.getTime() + oneTimeDays * 86_400_000);
}

/** For passwords that are given, and codes that are put by: three times four characters that nobody mistakes on paper, 59 bits. */
function oneTimePassword(): string {
  const letters = "23456789abcdefghjkmnpqrstuvwxyz";
  const four = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return [four(), four(), four()].join("-");
}

/** Two servers that start at once take turns: the library looks which tables are missing, and then makes them. */
async function migrated<Options extends BetterAuthOptions>(pool: Pool, options: Options): Promise<Options> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [signInLock]);
    const { runMigrations } = await getMigrations(options);
    await runMigrations();
    return options;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [signInLock]).catch(() => {});
    client.release();
  }
}

/** Any number will do that no other advisory lock of this database has. */
const signInLock = 8_210_423;

function signInOptions(pool: Pool, secret: Buffer, port: number, secure: boolean) {
  const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://[::1]:${port}`];
  return {
    database: pool,
    secret: secret.toString("base64url"),
    baseURL: origins[0],
    basePath: "/api/auth",
    // The page's own address, whichever name this machine is reached by: a form elsewhere has another origin than host.
    trustedOrigins: (request?: Request) => [...origins, ...ownOrigin(request)],
    telemetry: { enabled: false },
    logger: { level: "error" },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: shortestPassword },
    user: {
      additionalFields: {
        demonstration: { type: "boolean", required: true, defaultValue: false, input: false },
        // Since when the password is one that somebody else has seen; null: it is their own.
        passwordGivenAt: { type: "date", required: false, input: false },
        signedInOn: { type: "string", required: false, input: false },
      },
    },
    databaseHooks: { session: { create: { before: mayBegin(pool), after: keepDay(pool) } } },
    // A working day from signing in, as long as the cookie itself; using it does not make it longer.
    session: { expiresIn: 12 * 3600, disableSessionRefresh: true },
    // By address, told by us: the library would believe whatever X-Forwarded-For says, and a new one with every try.
    // A whole office stands behind one address and signs in at half past eight; wrong passwords are slowed by `Throttle`.
    // What is left to hold off is a flood, for each password looked at costs 50 ms of this machine.
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: {
        "/sign-in/username": { window: 60, max: 200 },
        "/sign-in/demonstration": { window: 60, max: 600 },
        // The library's own rule is three in ten seconds for all behind one address; it counts wrong codes by account too.
        "/two-factor/*": { window: 60, max: 200 },
      },
    },
    advanced: {
      database: { generateId: () => newId() },
      cookiePrefix: "wellside",
      useSecureCookies: secure,
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 40,
        usernameValidator: (name) => /^[\p{L}\p{N}._-]+$/u.test(name),
      }),
      demonstration(),
      twoFactor({
        issuer: "Wellside",
        trustDeviceMaxAge: deviceKnownFor,
        backupCodeOptions: { customBackupCodesGenerate: () => Array.from({ length: 10 }, oneTimePassword) },
      }),
    ],
  } satisfies BetterAuthOptions;
}

/** A session begins by any way of signing in: here it is refused to a one-time password that has lain too long. */
function mayBegin(pool: Pool) {
  return async (session: { userId: string }) => {
    const { rows } = await pool.query<{ passwordGivenAt: Date | null }>(
      'select "passwordGivenAt" from "user" where id = $1',
      [session.userId],
    );
    if (standing(rows[0]?.passwordGivenAt ?? null) === "expired")
      throw new APIError("FORBIDDEN", {
        code: "ONE_TIME_PASSWORD_EXPIRED",
        message: "This one-time password is no longer good.",
      });
    // Where from is nowhere shown, so it is not kept.
    return { data: { ...session, ipAddress: "" } };
  };
}

function keepDay(pool: Pool) {
  return async (session: { userId: string }) => {
    await pool.query('update "user" set "signedInOn" = $2 where id = $1 and not demonstration', [
      session.userId,
      dayText(localDay(new Date(), zoneOfMachine)),
    ]);
  };
}

function ownOrigin(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host === null || host === undefined ? [] : [`http://${host}`, `https://${host}`];
}

/** Signs in to a demonstration account by its name alone: there is nothing behind it but invented people. */
function demonstration() {
  return {
    id: "demonstration",
    endpoints: {
      /** Who has given the right password, and waits for the second step: asked by the server alone. */
      halfSignedIn: createAuthEndpoint.serverOnly({ method: "GET" }, async (request) => {
        const cookie = request.context.createAuthCookie("two_factor");
        const signed = await request.getSignedCookie(cookie.name, request.context.secret);
        const known = signed ? await request.context.internalAdapter.findVerificationValue(signed) : null;
        return known && known.expiresAt > new Date() ? { account: known.value } : null;
      }),
      signInDemonstration: createAuthEndpoint(
        "/sign-in/demonstration",
        { method: "POST", body: z.object({ username: z.string() }) },
        async (request) => {
          const user = await request.context.adapter.findOne<
            { id: string; demonstration: boolean } & Record<string, unknown>
          >({
            model: "user",
            where: [{ field: "username", value: request.body.username.toLowerCase() }],
          });
          if (user?.demonstration !== true)
            throw new APIError("FORBIDDEN", {
              code: "NOT_A_DEMONSTRATION_ACCOUNT",
              message: "This is not a demonstration account.",
            });
          const session = await request.context.internalAdapter.createSession(user.id);
          await setSessionCookie(request, { session, user: user as never });
          return request.json({ signedIn: true });
        },
      ),
    },
  };
}
