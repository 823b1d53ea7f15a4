import type { Pool } from "pg";
import type { MasterKeys } from "./master-key.ts";
import { newKey, seal, sealAlgorithm, unseal } from "./seal.ts";

const place = "key/sign-in";
/** Any number will do that no other advisory lock of this database has. */
const secretLock = 8_210_424;

/**
 * What signs the cookies of sign-in, and encrypts what it must be able to read again. A key of its own, wrapped like everybody's
 * and kept with the accounts: derived from the master key, a rotation would sign everybody out and lose what it encrypted.
 */
export async function signInSecret(auth: Pool, masters: MasterKeys): Promise<Buffer> {
  // Two servers that start at once take turns. Both statements are one transaction.
  await auth.query(
    `select pg_advisory_xact_lock(${secretLock});
     create table if not exists secret (id text primary key, algorithm text not null, master text not null, wrapped bytea not null)`,
  );
  const { newest } = masters;
  await auth.query(
    "insert into secret (id, algorithm, master, wrapped) values ($1, $2, $3, $4) on conflict do nothing",
    ["sign-in", sealAlgorithm, newest.name, seal(newest.bytes, newKey(), place)],
  );
  const { rows } = await auth.query<Wrapped>("select id, master, wrapped from secret where id = 'sign-in'");
  const [kept] = rows;
  if (kept === undefined) throw new Error("the secret of sign-in is gone");
  return unseal((await masters.get(kept.master)).bytes, kept.wrapped, place);
}

interface Wrapped {
  id: string;
  master: string;
  wrapped: Buffer;
}

/** By which master key it is wrapped, and whether that one opens it; null where nobody has ever been able to sign in. */
export async function checkSignInSecret(
  auth: Pool,
  masters: MasterKeys,
): Promise<{ master: string; opens: boolean } | null> {
  const found = await findSecret(auth);
  if (found === undefined) return null;
  const key = masters.find(found.master);
  try {
    if (key !== undefined) unseal(key.bytes, found.wrapped, place);
    return { master: found.master, opens: key !== undefined };
  } catch {
    return { master: found.master, opens: false };
  }
}

export async function rewrapSignInSecret(auth: Pool, masters: MasterKeys): Promise<void> {
  const { newest } = masters;
  const found = await findSecret(auth);
  if (found === undefined || found.master === newest.name) return;
  const secret = unseal((await masters.get(found.master)).bytes, found.wrapped, place);
  await auth.query("update secret set master = $3, wrapped = $4 where id = $1 and master = $2", [
    found.id,
    found.master,
    newest.name,
    seal(newest.bytes, secret, place),
  ]);
}

async function findSecret(auth: Pool): Promise<Wrapped | undefined> {
  const { rows: there } = await auth.query<{ is: boolean }>(
    "select to_regclass('auth.secret') is not null as is",
  );
  if (there[0]?.is !== true) return undefined;
  const { rows } = await auth.query<Wrapped>("select id, master, wrapped from secret where id = 'sign-in'");
  return rows[0];
}
