import { codeFrom, digestText, plainCode } from "#work/requests/code.ts";

/** A code for somebody, made here: what leaves this machine is its digest alone. */
export async function newCode(office: string): Promise<{ code: string; digest: string }> {
  const code = codeFrom(crypto.getRandomValues(new Uint8Array(20)));
  const text = new TextEncoder().encode(digestText(office, plainCode(code) ?? ""));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return { code, digest: [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}
