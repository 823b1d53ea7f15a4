import { z } from "zod";
import { localDay } from "#basics/day.ts";
import type { Refusal } from "#basics/refusal.ts";
import { isRefused } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Scope, Tx } from "#database/scope.ts";
import type { Command, CommandSpec, Context, Decision, State } from "#work/command.ts";
import { commands } from "#work/commands.ts";
import { officeRules, secretary } from "#work/office-rules.ts";
import { appliers } from "./apply.ts";
import type { Applying } from "./apply.ts";
import { chainStart } from "./chain.ts";
import { Changes } from "./changes.ts";
import { derive } from "./derive.ts";
import { insertEntry, nextEntry } from "./journal.ts";
import type { Head } from "./journal.ts";
import type { Keeper } from "./keeper.ts";
import { KeyRing, officeHolder } from "./keys.ts";
import { loadState } from "./load.ts";
import { loadOffice } from "./office.ts";
import type { Office } from "./office.ts";
import { scopeOf } from "./scope-of.ts";

/** Who acts: an account with the roles it holds in the office, or the installation itself, on this machine. */
export interface Actor {
  account: string;
  roles: string[];
  installation?: true;
}

/** The account under which the machine itself acts, at set-up. */
export const installation: Actor = { account: officeHolder, roles: [secretary.id], installation: true };

export type Answer =
  | { id: string; status: "applied"; numbers: [first: number, last: number] }
  | { id: string; status: "already"; numbers: [first: number, last: number] }
  | ({ id: string; status: "refused" } & Refusal)
  | { id: string; status: "malformed"; faults: { path: string; say: Text }[] };

interface Waiting {
  actor: Actor;
  command: Command;
  now: Date;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

const commandInput = z.object({ id: z.uuid(), name: z.string(), at: z.iso.datetime({ offset: true }), input: z.unknown() });

/** The queues of commands waiting on one office: they are written together, the head of its chain locked once. */
const queues = new WeakMap<Keeper, Map<string, Waiting[]>>();

/** How many commands one transaction takes at most: past a few hundred, a round trip more is nothing. */
const together = 250;

/** The only writer. Answers every command, in the order given; an answer says what became of it, never an exception of its own. */
export function perform(keeper: Keeper, office: string, actor: Actor, given: Command[], now: Date): Promise<Answer[]> {
  const byOffice = queues.get(keeper) ?? new Map<string, Waiting[]>();
  queues.set(keeper, byOffice);
  const answers = given.map(
    (command) =>
      new Promise<Answer>((resolve, reject) => {
        const waiting: Waiting = { actor, command, now, resolve, reject };
        const queue = byOffice.get(office);
        if (queue !== undefined) queue.push(waiting);
        else {
          const started = [waiting];
          byOffice.set(office, started);
          queueMicrotask(() => void work(keeper, office, started, byOffice));
        }
      }),
  );
  return Promise.all(answers);
}

async function work(keeper: Keeper, office: string, queue: Waiting[], byOffice: Map<string, Waiting[]>): Promise<void> {
  while (queue.length > 0) {
    const batch = queue.splice(0, together);
    try {
      const answers = await writeTogether(keeper, office, batch);
      for (const [place, waiting] of batch.entries()) waiting.resolve(answers[place] as Answer);
    } catch (error) {
      // One command that breaks must not take its neighbours down: each again by itself.
      if (batch.length === 1) batch[0]?.reject(error);
      else
        for (const waiting of batch)
          await writeTogether(keeper, office, [waiting]).then(([answer]) => waiting.resolve(answer as Answer), waiting.reject);
    }
  }
  byOffice.delete(office);
}

async function writeTogether(keeper: Keeper, office: string, batch: Waiting[]): Promise<Answer[]> {
  const engine = engineScope(office, batch[0]?.actor.account ?? null);
  let length = 0;
  let written = 0;
  const answers = await scoped(keeper.database.app, engine, "read write", async (tx) => {
    const before = await lockHead(tx, office);
    const writing = new Writing(keeper, tx, office, before);
    const results: Answer[] = [];
    for (const waiting of batch) results.push(await writing.one(waiting));
    const last = batch.at(-1);
    if (last !== undefined && writing.head.length > before.length) await writing.finish(last.now);
    written = writing.head.length - before.length;
    length = written > 0 ? writing.head.length : 0;
    return results;
  });
  if (length > 0) keeper.changes.emit("written", { office, number: length });
  await analyse(keeper, written);
  return answers;
}

/**
 * A database that fills at once knows nothing of its tables until autovacuum comes by, a minute later: loading one
 * subject's records takes 110 ms instead of 2. So they are analysed after 500 entries, 1,000, 2,000 …
 */
async function analyse({ database, written }: Keeper, entries: number): Promise<void> {
  written.entries += entries;
  if (written.entries < written.analyseAt) return;
  written.analyseAt = written.entries * 2;
  await database.app.query("analyze subject, fact, sealed_fact, record, record_about, duty, eligible, outcome, entry, entry_part, command, subject_key");
}

/** The head of the chain, nobody else's until this transaction ends. A new office has none yet. */
async function lockHead(tx: Tx, office: string): Promise<Head> {
  const [head] = await tx.rows<Head>("select length, hash from journal_head where office = $1 for update", [office]);
  return head ?? { length: 0, hash: chainStart };
}

/** One transaction's writing upon one office's chain. */
class Writing {
  head: Head;
  readonly #keeper: Keeper;
  readonly #tx: Tx;
  readonly #office: string;
  readonly #keys: KeyRing;
  readonly #changes = new Changes();
  readonly #touched = new Set<string>();
  /** The office as it stood when the command at hand began. */
  #standing: Office | undefined;

  constructor(keeper: Keeper, tx: Tx, office: string, head: Head) {
    this.#keeper = keeper;
    this.#tx = tx;
    this.#office = office;
    this.#keys = new KeyRing(office, keeper.master);
    this.head = head;
  }

  async one({ actor, command: given, now }: Waiting): Promise<Answer> {
    const command = commandInput.safeParse(given);
    if (!command.success) return { id: String(given.id), status: "malformed", faults: faultsOf(command.error) };
    const { id, name } = command.data;
    const spec = commands.get(name);
    if (spec === undefined)
      return { id, status: "refused", code: "unknown-command", say: { zh: `没有“${name}”这个命令。`, en: `There is no command “${name}”.` }, where: "name" };
    const [known] = await this.#tx.rows<{ first_number: number; last_number: number }>("select first_number, last_number from command where office = $1 and id = $2", [this.#office, id]);
    if (known !== undefined) return { id, status: "already", numbers: [known.first_number, known.last_number] };
    const input = spec.input.safeParse(command.data.input);
    if (!input.success) return { id, status: "malformed", faults: faultsOf(input.error) };

    const office = this.head.length === 0 ? undefined : await this.#loadOffice();
    const decision = await this.#decide(spec, input.data as never, actor, office, now);
    if (isRefused(decision)) return { id, status: "refused", ...decision.refused };
    const first = this.head.length + 1;
    await this.#write(decision, command.data, actor, office, now);
    return { id, status: "applied", numbers: [first, this.head.length] };
  }

  async #decide(spec: CommandSpec, input: never, actor: Actor, office: Office | undefined, now: Date): Promise<Decision> {
    if (office === undefined && spec.name !== "office.open")
      return { refused: { code: "no-office", say: { zh: "还没有这个机构。", en: "There is no such office yet." } } };
    if (office !== undefined && spec.name === "office.open")
      return { refused: { code: "office-exists", say: { zh: "这个机构已经设立了。", en: "This office is open already." } } };
    const rules = office?.rules ?? officeRules({ id: this.#office, title: { zh: this.#office }, zone: "Asia/Shanghai", areas: [] }, []);
    if (!mayGive(spec, actor, rules.roles))
      return { refused: { code: "not-allowed", say: { zh: `您的岗位不能“${spec.title.zh}”。`, en: `Your role may not do this: ${spec.title.en ?? spec.title.zh}.` } } };
    const context: Context = { rules, actor, now: now.toISOString(), today: localDay(now, rules.zone) };
    // Loaded as the actor sees it: what is not theirs to see is not there. An import compares with all that is known.
    const asActor: Scope | undefined = office === undefined || spec.may === "installation" || spec.may === "secretary" ? undefined : scopeOf(office, actor);
    if (asActor !== undefined) await this.#tx.rescope(asActor);
    const state: State = await loadState(this.#tx, this.#office, spec.needs(input), office?.names, this.#keys);
    const decision = spec.decide(state, input, context);
    if (asActor !== undefined) await this.#tx.rescope(engineScope(this.#office, actor.account));
    return decision;
  }

  async #write(drafts: Exclude<Decision, { refused: Refusal }>, command: Command, actor: Actor, office: Office | undefined, now: Date): Promise<void> {
    const standards = office?.rules.standards.map(({ id, version }) => `${id}@${version}`) ?? [];
    const by = { office: this.#office, actor: actor.account, command, now: now.toISOString(), standards };
    await this.#keys.load(this.#tx, [officeHolder, ...drafts.flatMap(({ parts }) => parts.flatMap(({ holder }) => holder ?? []))]);
    const first = this.head.length + 1;
    for (const draft of drafts) {
      const { entry, open } = nextEntry(this.head, draft, by, this.#keys);
      await appliers[draft.kind]?.(open, this.#applying());
      insertEntry(this.#changes, entry);
      this.head = { length: entry.number, hash: entry.hash };
    }
    this.#changes.insert("command", { office: this.#office, id: command.id, name: command.name, at: by.now, first_number: first, last_number: this.head.length });
    await this.#flush();
  }

  /** After the last command: what is owed to everyone touched, and the head where the next will find it. */
  async finish(now: Date): Promise<void> {
    const office = await loadOffice(this.#keeper, this.#tx, this.#office);
    await derive(this.#tx, office, this.#keys, [...this.#touched], localDay(now, office.rules.zone));
    await this.#tx.rows(
      `insert into journal_head (office, length, hash) values ($1, $2, $3)
       on conflict (office) do update set length = excluded.length, hash = excluded.hash`,
      [this.#office, this.head.length, this.head.hash],
    );
  }

  #applying(): Applying {
    return {
      tx: this.#tx,
      keys: this.#keys,
      changes: this.#changes,
      touched: this.#touched,
      office: async () => this.#standing ?? (await this.#loadOffice()),
    };
  }

  async #loadOffice(): Promise<Office> {
    this.#standing = await loadOffice(this.#keeper, this.#tx, this.#office);
    return this.#standing;
  }

  async #flush(): Promise<void> {
    for (const key of this.#keys.takeMade()) this.#changes.insert("subject_key", { office: this.#office, ...key });
    await this.#changes.flush(this.#tx);
  }
}

export function mayGive(spec: Pick<CommandSpec, "may">, actor: Actor, roles: Map<string, { outside: boolean }>): boolean {
  if (actor.installation === true) return true;
  switch (spec.may) {
    case "installation":
      return false;
    case "secretary":
      return actor.roles.includes(secretary.id);
    case "inside":
      return actor.roles.some((role) => roles.get(role)?.outside === false);
    case "anyone":
      return actor.roles.length > 0;
  }
}

function faultsOf(error: z.ZodError): { path: string; say: Text }[] {
  return error.issues.map((issue) => ({ path: issue.path.join("."), say: sayIssue(issue) }));
}

function sayIssue(issue: z.core.$ZodIssue): Text {
  if (issue.message === "not-a-day") return { zh: "请写成年-月-日，例如 2021-11-30。", en: "Please write year-month-day, e.g. 2021-11-30." };
  if (issue.code === "invalid_type") return { zh: "缺了这一项，或类型不对。", en: "This is missing, or of the wrong type." };
  if (issue.code === "too_small") return { zh: "不能空着。", en: "This cannot be empty." };
  if (issue.code === "too_big") return { zh: "太长了。", en: "This is too long." };
  return { zh: "这一项写得不对。", en: "This is not written as it should be." };
}
