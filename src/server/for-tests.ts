import { createHmac } from "node:crypto";
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
            secondFactor: false,
            secondFactorFrom: "2100-01-01",
          };
    },
    addAccount: async () => {},
    hasDemonstrationAccounts: async () => lets !== "nobody",
    giveOneTimePassword: async () => ({ password: "a-password", until: "2021-12-07T00:00:00.000Z" }),
    changePassword: async () => "wrong",
    recoveryCode: async () => null,
    recovering: async () => null,
    removeSecondFactor: async () => {},
    sessionsOf: async () => [],
    endSessions: async () => {},
    standingOf: async () => new Map(),
  };
}

/** The six digits that a telephone shows at this moment (RFC 6238), for the key in an otpauth address. */
export function digitsFor(uri: string, at = Date.now()): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const secret = new URLSearchParams(uri.slice(uri.indexOf("?"))).get("secret") ?? "";
  const bits = [...secret.replace(/=+$/, "")]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((each) => Number.parseInt(each, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
