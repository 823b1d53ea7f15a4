import type { SignIn } from "./sign-in.ts";

/** A sign-in at which nobody is signed in, and nothing is kept; `x-test-account` names who asks, where that is let in. */
export function signInForTests(lets: "nobody" | "by header"): SignIn {
  return {
    handle: async () => new Response("the library's"),
    signedIn: async (headers) => {
      const account = headers.get("x-test-account");
      return lets === "nobody" || account === null
        ? null
        : {
            account,
            username: "u",
            name: "甲",
            demonstration: true,
            session: account,
            mustChange: false,
          };
    },
    addAccount: async () => {},
    hasDemonstrationAccounts: async () => lets !== "nobody",
    giveOneTimePassword: async () => ({ password: "a-password", until: "2021-12-07T00:00:00.000Z" }),
    changePassword: async () => "wrong",
    sessionsOf: async () => [],
    endSessions: async () => {},
    standingOf: async () => new Map(),
  };
}
