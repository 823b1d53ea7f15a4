import { betterAuth } from "better-auth";
import type { BetterAuthOptions } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { getMigrations } from "better-auth/db/migration";
import { username } from "better-auth/plugins/username";
import { hkdfSync } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { newId } from "#basics/id.ts";
import type { MasterKey } from "#record/master-key.ts";

/**
 * Sign-in, by better-auth, in a schema of its own. It knows who somebody is; what they may do is told by their posts,
 * which are ours. Sessions end by the real time, never by the demonstration's clock.
 */
export interface SignIn {
  handle(request: Request): Promise<Response>;
  /** The account signed in, or null. */
  accountOf(headers: Headers): Promise<string | null>;
  addAccount(account: {
    id: string;
    username: string;
    name: string;
    demonstration: boolean;
    password?: string;
  }): Promise<void>;
  hasDemonstrationAccounts(): Promise<boolean>;
}

/** The header in which `app.ts` hands over whence a request comes; one that came along from outside is written over. */
export const addressHeader = "x-wellside-address";

/** `secure`: browsers send the cookie by HTTPS alone. */
export async function openSignIn(
  pool: Pool,
  master: MasterKey,
  port: number,
  secure = false,
): Promise<SignIn> {
  const auth = betterAuth(await migrated(signInOptions(pool, master, port, secure)));
  const { adapter, internalAdapter, password: passwords } = await auth.$context;

  return {
    handle: (request) => auth.handler(request),
    accountOf: async (headers) => (await auth.api.getSession({ headers }))?.user.id ?? null,
    addAccount: async ({ id, username: name, name: displayed, demonstration: isDemonstration, password }) => {
      const now = new Date();
      if ((await internalAdapter.findUserById(id)) === null)
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
      // Looked for by itself: the last time may have been cut off between the two.
      if (password !== undefined && (await internalAdapter.findAccounts(id)).length === 0)
        await internalAdapter.linkAccount({
          userId: id,
          providerId: "credential",
          accountId: id,
          password: await passwords.hash(password),
        });
    },
    hasDemonstrationAccounts: async () =>
      (await adapter.count({ model: "user", where: [{ field: "demonstration", value: true }] })) > 0,
  };
}

async function migrated<Options extends BetterAuthOptions>(options: Options): Promise<Options> {
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  return options;
}

function signInOptions(pool: Pool, master: MasterKey, port: number, secure: boolean) {
  const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://[::1]:${port}`];
  return {
    database: pool,
    secret: Buffer.from(hkdfSync("sha256", master.bytes, "", "wellside sign-in", 32)).toString("base64url"),
    baseURL: origins[0],
    basePath: "/api/auth",
    // The page's own address, whichever name this machine is reached by: a form elsewhere has another origin than host.
    trustedOrigins: (request?: Request) => [...origins, ...ownOrigin(request)],
    telemetry: { enabled: false },
    logger: { level: "error" },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: {
      additionalFields: {
        demonstration: { type: "boolean", required: true, defaultValue: false, input: false },
      },
    },
    // A working day from signing in, as long as the cookie itself; using it does not make it longer.
    session: { expiresIn: 12 * 3600, disableSessionRefresh: true },
    // By address, told by us: the library would believe whatever X-Forwarded-For says, and a new one with every try.
    // A whole office stands behind one address.
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: {
        "/sign-in/username": { window: 60, max: 30 },
        "/sign-in/demonstration": { window: 60, max: 600 },
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
    ],
  } satisfies BetterAuthOptions;
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
