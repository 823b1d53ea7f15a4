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

export async function openSignIn(pool: Pool, master: MasterKey, origins: string[]): Promise<SignIn> {
  const options = {
    database: pool,
    secret: Buffer.from(hkdfSync("sha256", master.bytes, "", "wellside sign-in", 32)).toString("base64url"),
    baseURL: origins[0],
    basePath: "/api/auth",
    // The page's own address, whichever name this machine is reached by: a form elsewhere has another origin than host.
    trustedOrigins: (request) => [...origins, ...ownOrigin(request)],
    telemetry: { enabled: false },
    logger: { level: "error" },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: {
      additionalFields: {
        demonstration: { type: "boolean", required: true, defaultValue: false, input: false },
      },
    },
    session: { expiresIn: 12 * 3600, updateAge: 3600 },
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
    advanced: { database: { generateId: () => newId() }, cookiePrefix: "wellside" },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 40,
        usernameValidator: (name) => /^[\p{L}\p{N}._-]+$/u.test(name),
      }),
      demonstration(),
    ],
  } satisfies BetterAuthOptions;
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const auth = betterAuth(options);
  const { adapter, internalAdapter, password: passwords } = await auth.$context;

  return {
    handle: (request) => auth.handler(request),
    accountOf: async (headers) => (await auth.api.getSession({ headers }))?.user.id ?? null,
    addAccount: async ({ id, username: name, name: displayed, demonstration: isDemonstration, password }) => {
      if ((await internalAdapter.findUserById(id)) !== null) return;
      const now = new Date();
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
      if (password !== undefined)
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
