import { engineScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import { byOneServer } from "./by-one-server.ts";
import type { Keeper } from "./keeper.ts";
import { officeHolder, unwrapKey, wrapKey } from "./keys.ts";
import type { WrappedKey } from "./keys.ts";
import { officeIds } from "./office.ts";
import { checkSignInSecret, rewrapSignInSecret } from "./sign-in-secret.ts";

/** What wraps the keys of an office, or of sign-in where `office` is null. */
export interface Wrapping {
  office: string | null;
  master: string;
  keys: number;
  /** Wrapped by it, it says, and yet not opened by it; all of them where that master key is not known here. */
  closed: number;
}

/** Opens every wrapped key there is: 100,000 take about a second. */
export async function checkKeys(keeper: Keeper): Promise<Wrapping[]> {
  const found: Wrapping[] = [];
  for (const office of await officeIds(keeper.database)) {
    const byMaster = new Map<string, Wrapping>();
    for await (const rows of keysOf(keeper, office))
      for (const row of rows) {
        const known: Wrapping = byMaster.get(row.master) ?? {
          office,
          master: row.master,
          keys: 0,
          closed: 0,
        };
        const opens = await unwrapKey(keeper.master, office, row).then(
          () => true,
          () => false,
        );
        byMaster.set(row.master, { ...known, keys: known.keys + 1, closed: known.closed + (opens ? 0 : 1) });
      }
    found.push(...byMaster.values());
  }
  const secret = await checkSignInSecret(keeper.database.auth, keeper.master);
  if (secret !== null)
    found.push({ office: null, master: secret.master, keys: 1, closed: secret.opens ? 0 : 1 });
  return found;
}

const together = 500;

async function* keysOf(keeper: Keeper, office: string): AsyncGenerator<WrappedKey[]> {
  for (let after: string | undefined = "00000000-0000-0000-0000-000000000000"; after !== undefined;) {
    const from: string = after;
    const rows: WrappedKey[] = await scoped(
      keeper.database.app,
      engineScope(office, null),
      "read only",
      (tx) =>
        tx.rows<WrappedKey>(
          "select holder, algorithm, master, wrapped from subject_key where office = $1 and holder > $2 order by holder limit $3",
          [office, from, together],
        ),
    );
    yield rows;
    after = rows.length < together ? undefined : rows.at(-1)?.holder;
  }
}

/**
 * Wraps every key anew by the newest master key, beside servers that write: one transaction for each few hundred, so that cut
 * off it has done some of it, and goes on when it is called again. Null: another process is at it.
 */
export async function rotateKeys(keeper: Keeper): Promise<{ office: string; keys: number }[] | null> {
  const done: { office: string; keys: number }[] = [];
  const isHere = await byOneServer(keeper, "rotation", async () => {
    await rewrapSignInSecret(keeper.database.auth, keeper.master);
    for (const office of await officeIds(keeper.database)) {
      let [keys, some] = [await rewrapOfficeKey(keeper, office), together];
      while (some === together) {
        some = await inOffice(keeper, office, (tx) => rewrapSome(keeper, tx, office));
        keys += some;
      }
      done.push({ office, keys });
    }
  });
  return isHere ? done : null;
}

/**
 * First of all, and under the lock that whoever writes for this office holds: whoever had it before has written its new keys, and
 * they are found below; whoever gets it afterwards reads here which master key to wrap new ones by.
 */
async function rewrapOfficeKey(keeper: Keeper, office: string): Promise<number> {
  return inOffice(keeper, office, async (tx) => {
    await tx.rows("select from journal_head where office = $1 for update", [office]);
    return rewrapSome(keeper, tx, office, officeHolder);
  });
}

async function rewrapSome(keeper: Keeper, tx: Tx, office: string, holder?: string): Promise<number> {
  const { newest } = keeper.master;
  const rows = await tx.rows<WrappedKey>(
    `select holder, algorithm, master, wrapped from subject_key
     where office = $1 and master <> $2 and ($3::uuid is null or holder = $3) limit $4`,
    [office, newest.name, holder ?? null, together],
  );
  const anew: WrappedKey[] = [];
  for (const row of rows)
    anew.push(wrapKey(newest, office, row.holder, await unwrapKey(keeper.master, office, row)));
  // One that was destroyed meanwhile is not there to be written to.
  await tx.rows(
    `update subject_key set master = $2, wrapped = anew.wrapped
     from unnest($3::uuid[], $4::bytea[]) as anew (holder, wrapped)
     where subject_key.office = $1 and subject_key.holder = anew.holder`,
    [office, newest.name, anew.map((row) => row.holder), anew.map((row) => row.wrapped)],
  );
  return rows.length;
}

function inOffice<T>(keeper: Keeper, office: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return scoped(keeper.database.app, engineScope(office, null), "read write", work);
}
