import { newId } from "#basics/id.ts";
import { startEmbedded } from "#database/embedded/embedded.ts";
import { openDatabase } from "#database/open.ts";
import type { OwnerConnection } from "#database/open.ts";
import { openKeeper } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";
import { installation, perform } from "#record/perform.ts";
import { smallStandard } from "#record/test-office.ts";
import { openSignIn } from "#server/sign-in.ts";
import type { Service } from "./service.ts";

/** The record of a running service, looked at from beside it. */
export interface Beside {
  keeper: Keeper;
  owner: OwnerConnection;
  close(): Promise<void>;
}

export async function beside(service: Service, url?: string): Promise<Beside> {
  if (url !== undefined) return opened({ url }, service.keyFile);
  const joined = await startEmbedded({ folder: service.folder, join: true });
  if (!joined.attached) throw new Error("the service was to run, and its database did not");
  // The connections are made anew when they are needed: the lock's own is of no use here.
  await joined.stop();
  return opened(joined.connection, service.keyFile);
}

async function opened(owner: OwnerConnection, keyFile: string): Promise<Beside> {
  const database = await openDatabase(owner);
  return { keeper: await openKeeper(database, { keyFile }), owner, close: () => database.close() };
}

/** Somebody who can sign in, and what they are in the office. */
export interface Person {
  username: string;
  role: "worker" | "secretary";
}

export const password = "十个字以上的一个密码呀";

/** One more office on the small standard, with people who sign in by their passwords. */
export async function openOffice(
  { keeper }: Pick<Beside, "keeper">,
  office: string,
  people: number,
  standardFrom = "2021-01-01",
): Promise<Person[]> {
  const now = new Date();
  const give = async (name: string, input: unknown) => {
    const command = { id: newId(), name, at: now.toISOString(), input };
    const [answer] = await perform(keeper, office, installation, [command], now);
    if (answer?.status !== "applied") throw new Error(`${name}: ${JSON.stringify(answer)}`);
  };
  await give("office.open", {
    title: { zh: `${office}社区` },
    areas: [{ id: "east", title: { zh: "东网格" } }],
  });
  await give("standard.adopt", { document: smallStandard, from: standardFrom });
  const signIn = await openSignIn(keeper.database.auth, keeper.master, 8210);
  const given: Person[] = [];
  for (let number = 0; number < people; number++) {
    const person: Person = {
      username: `${office}-${number}`,
      role: number === 0 ? "secretary" : "worker",
    };
    const account = {
      id: newId(),
      username: person.username,
      name: `第${number}人`,
      demonstration: false,
    };
    await signIn.addAccount({ ...account, password });
    await give("post.give", { post: newId(), account, role: person.role });
    given.push(person);
  }
  return given;
}
