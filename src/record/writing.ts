import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { dayText, localDay } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import { isRefused } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { engineScope, ownScope } from "#database/scope.ts";
import type { Scope, Tx } from "#database/scope.ts";
import { idInput } from "#work/command.ts";
import type { Command, CommandSpec, Context, Decision, EntryDraft, Needs, State } from "#work/command.ts";
import { commands } from "#work/commands.ts";
import { mayGive } from "#work/rights.ts";
import { officeRules } from "#work/office-rules.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { applierOf, changesRules } from "./apply.ts";
import type { Applying } from "./apply.ts";
import { Changes } from "./changes.ts";
import { derive } from "./derive.ts";
import { insertEntry, nextEntry } from "./journal.ts";
import type { Head } from "./journal.ts";
import type { Keeper } from "./keeper.ts";
import { KeyRing } from "./keys.ts";
import { loadErasing } from "./load-erasing.ts";
import { loadReport } from "./load-report.ts";
import { loadState } from "./load.ts";
import { loadOffice } from "./office.ts";
import type { Office } from "./office.ts";
import type { Actor, Answer, Waiting } from "./perform.ts";
import { scopeOf } from "./scope-of.ts";

const commandInput = z.object({
  id: idInput,
  name: z.string(),
  at: z.iso.datetime({ offset: true }),
  input: z
    .unknown()
    .refine((input) => depthOf(input) < deepest, { error: "too-deep", abort: true })
    .refine(isWritable, { error: "unwritable" }),
});

/** A command as it was understood. */
interface Read {
  command: Command;
  spec: CommandSpec;
  input: never;
}

/**
 * One transaction's writing upon one office's chain. Rows are held back and written together, unless a later command
 * needs to see them: of 250 visits each is 4 round trips instead of 13.
 */
export class Writing {
  head: Head;
  /** Somebody was erased in this transaction. */
  erased = false;
  readonly #keeper: Keeper;
  readonly #tx: Tx;
  readonly #office: string;
  readonly #keys: KeyRing;
  readonly #changes = new Changes();
  readonly #touched = new Set<string>();
  /** Commands done before or in this transaction, and the entries they came to. */
  readonly #done: Done;
  /** What the rows held back are about, as far as a command could ask for it by id. */
  readonly #heldBack = new Set<string>();
  /** Commands still to be decided whose state was loaded with that of the others, as long as nothing was written since. */
  readonly #ahead = new Map<Waiting, Read & { state: State }>();
  #standing: Office | undefined;
  #scope: Scope;

  /** `done` must know of every id that `one` will meet. */
  constructor(
    keeper: Keeper,
    tx: Tx,
    office: string,
    scope: Scope,
    { head, done, standing }: { head: Head; done: Done; standing: Office | undefined },
  ) {
    this.#keeper = keeper;
    this.#tx = tx;
    this.#office = office;
    this.#scope = scope;
    this.#keys = new KeyRing(office, keeper.master);
    this.head = head;
    this.#done = done;
    this.#standing = standing;
  }

  /**
   * What the commands of one sender need is asked for in one piece before any is decided: a phone that was away for a day
   * sends 250. It holds until rows are written. All under one scope: an answer that takes two questions must not meet another's.
   */
  async loadAhead(batch: Waiting[]): Promise<void> {
    if (batch.length === 1 || this.head.length === 0) return;
    const office = await this.#officeNow();
    let common: Scope | undefined;
    await Promise.all(
      batch.map(async (waiting) => {
        const read = this.#read(waiting.command);
        if ("status" in read || refusedBefore(this.#office, read.spec, waiting.actor, office, office.rules))
          return;
        const needs = read.spec.needs(read.input);
        const scope = this.#scopeFor(read.spec, waiting.actor, office);
        // A body of its own sees whom it owes something, which is worked out before each of its commands.
        if (scope.reach !== "*" || needs.report !== undefined) return;
        if (!isDeepStrictEqual((common ??= scope), scope)) return;
        this.#ahead.set(waiting, { ...read, state: await this.#load(needs, scope, office) });
      }),
    );
  }

  async one(waiting: Waiting): Promise<Answer> {
    const read = this.#ahead.get(waiting) ?? this.#read(waiting.command);
    if ("status" in read) return read;
    const { command } = read;
    const already = this.#already(command.id);
    if (already !== undefined) return already;
    const office = this.head.length === 0 ? undefined : await this.#officeNow();
    const decision = await this.#decide(read, waiting, office);
    if (isRefused(decision)) return { id: command.id, status: "refused", ...decision.refused };
    const numbers = await this.#write(decision, command, waiting.actor, office, waiting.now);
    return { id: command.id, status: "applied", numbers };
  }

  #read(given: Command): Read | Answer {
    const command = commandInput.safeParse(given);
    if (!command.success)
      return {
        id: typeof given.id === "string" ? given.id : "",
        status: "malformed",
        faults: faultsOf(command.error),
      };
    const { id, name } = command.data;
    const spec = commands.get(name);
    if (spec === undefined)
      return {
        id,
        status: "refused",
        code: "unknown-command",
        say: { zh: `没有“${name}”这个命令。`, en: `There is no command “${name}”.` },
        where: "name",
      };
    const already = this.#already(id);
    if (already !== undefined) return already;
    const input = spec.input.safeParse(command.data.input);
    if (!input.success) return { id, status: "malformed", faults: faultsOf(input.error) };
    return { command: command.data, spec, input: input.data as never };
  }

  #already(id: string): Answer | undefined {
    const numbers = this.#done.get(id);
    return numbers && { id, status: "already", numbers };
  }

  /** After the last command: what is owed to everyone touched, and the head where the next will find it. */
  async finish(now: Date): Promise<void> {
    const office = await this.#officeNow();
    const today = localDay(now, office.rules.zone);
    // A ledger's rows go by themselves, chunk by chunk; a few go along with the first questions of `derive`, which reads them.
    if (this.#changes.areMany() || this.#keys.hasMade()) await this.#writeHeldBack();
    await Promise.all([
      this.#writeHeldBack(),
      this.#tx.rows(
        `insert into journal_head (office, length, hash) values ($1, $2, $3)
         on conflict (office) do update set length = excluded.length, hash = excluded.hash`,
        [this.#office, this.head.length, this.head.hash],
      ),
      derive(this.#tx, office, this.#keys, [...this.#touched], today),
    ]);
  }

  async #decide({ spec, input }: Read, waiting: Waiting, office: Office | undefined): Promise<Decision> {
    const { actor, now } = waiting;
    const rules =
      office?.rules ??
      officeRules({ id: this.#office, title: { zh: this.#office }, zone: "Asia/Shanghai", areas: [] }, []);
    const refused = refusedBefore(this.#office, spec, actor, office, rules);
    if (refused !== undefined) return { refused };
    const context: Context = { rules, actor, now: now.toISOString(), today: localDay(now, rules.zone) };
    const needs = spec.needs(input);
    if (needs.report !== undefined || needs.erasing !== undefined) await this.#workOut(context.today);
    else if (this.#wouldMiss(needs)) await this.#writeHeldBack();
    const scope = this.#scopeFor(spec, actor, office);
    if (scope.reach !== "*") await this.#workOutFor(needs.subjects ?? [], context.today);
    const state = this.#ahead.get(waiting)?.state ?? (await this.#load(needs, scope, office));
    if (needs.worksElsewhere !== undefined)
      state.worksElsewhere = await this.#worksElsewhere(needs.worksElsewhere, context.today);
    if (needs.report !== undefined && office !== undefined) {
      const [scope, account] = [this.#scope, actor.account];
      const { tx, keeper } = { tx: this.#tx, keeper: this.#keeper };
      const reader = {
        keeper,
        tx,
        office,
        scope,
        account,
        roles: actor.roles,
        posts: [],
        now,
        today: context.today,
      };
      state.report = await loadReport(reader, needs.report);
    }
    if (needs.erasing !== undefined && office !== undefined && spec.may === "secretary")
      state.erasing = await loadErasing(this.#tx, office, this.#keys, needs.erasing, now);
    return spec.decide(state, input, context);
  }

  /** As the actor sees it: what is not theirs to see is not there. An import compares with all that is known. */
  #scopeFor(spec: CommandSpec, actor: Actor, office: Office | undefined): Scope {
    const own = office !== undefined && (spec.may === "inside" || spec.may === "anyone");
    return own ? scopeOf(office, actor) : engineScope(this.#office, actor.account);
  }

  async #load(needs: Needs, scope: Scope, office: Office | undefined): Promise<State> {
    const [, state] = await Promise.all([
      this.#rescope(scope),
      loadState(this.#tx, this.#office, needs, office?.names, this.#keys),
      // Whoever it is about will hold the key to it.
      this.#keys.load(this.#tx, needs.subjects ?? []),
    ]);
    return state;
  }

  /** Under that account's own scope, which sees its posts everywhere and nothing else. */
  async #worksElsewhere(account: string, today: Day): Promise<boolean> {
    const engine = this.#scope;
    await this.#rescope(ownScope(account));
    const posts = await this.#tx.rows(
      "select from post where account = $1 and office <> $2 and (until_day is null or until_day >= $3) limit 1",
      [account, this.#office, dayText(today)],
    );
    await this.#rescope(engine);
    return posts.length > 0;
  }

  /** What is owed to these as of today: to a body of its own somebody is there from the day on which it owes them something. */
  async #workOutFor(ids: string[], today: Day): Promise<void> {
    if (ids.length === 0) return;
    await this.#writeHeldBack();
    const passed = await this.#tx.rows<{ id: string }>(
      "select id from subject where office = $1 and id = any($2::uuid[]) and recheck <= $3",
      [this.#office, ids, dayText(today)],
    );
    const stale = new Set([...ids.filter((id) => this.#touched.has(id)), ...passed.map(({ id }) => id)]);
    if (stale.size === 0) return;
    await derive(this.#tx, await this.#officeNow(), this.#keys, [...stale], today);
    for (const id of stale) this.#touched.delete(id);
  }

  /** What is owed, and how each window ended, to everyone touched so far and to those whose day has come: figures count it. */
  async #workOut(today: Day): Promise<void> {
    await this.#writeHeldBack();
    const passed = await this.#tx.rows<{ id: string }>(
      "select id from subject where office = $1 and recheck <= $2",
      [this.#office, dayText(today)],
    );
    const ids = new Set([...this.#touched, ...passed.map(({ id }) => id)]);
    await derive(this.#tx, await this.#officeNow(), this.#keys, [...ids], today);
    this.#touched.clear();
  }

  /** A code, who holds which post, who lives with whom, and what happened to somebody since an import, may stand in any of the rows held back; the rest is known by id. */
  #wouldMiss({
    staff,
    subjects = [],
    records = [],
    cases = [],
    contacts = [],
    codesToLook = [],
    requests = [],
    imports = [],
    codes = [],
    ...homes
  }: Needs): boolean {
    if (staff !== undefined) return true;
    return (
      this.#heldBack.size > 0 &&
      (codes.length > 0 ||
        imports.length > 0 ||
        homes.people !== undefined ||
        homes.homes !== undefined ||
        homes.merges !== undefined ||
        [...subjects, ...records, ...cases, ...contacts, ...codesToLook, ...requests].some((id) =>
          this.#heldBack.has(id),
        ))
    );
  }

  async #write(
    drafts: EntryDraft[],
    command: Command,
    actor: Actor,
    office: Office | undefined,
    now: Date,
  ): Promise<[first: number, last: number]> {
    const standards = office?.rules.standards.map(({ id, version }) => `${id}@${version}`) ?? [];
    const by = { office: this.#office, actor: actor.account, command, now: now.toISOString(), standards };
    await this.#keys.load(
      this.#tx,
      drafts.flatMap(({ parts }) => parts.flatMap(({ holder, subject }) => holder ?? subject ?? [])),
    );
    const first = this.head.length + 1;
    for (const draft of drafts) {
      const { entry, open } = nextEntry(this.head, draft, by, this.#keys);
      await applierOf(draft.kind)(open, this.#applying());
      insertEntry(this.#changes, entry);
      this.erased ||= draft.kind === "person-erased";
      this.head = { length: entry.number, hash: entry.hash };
      for (const { subject, body } of draft.parts)
        for (const id of [
          subject,
          body["record"],
          body["import"],
          body["case"],
          body["contact"],
          body["code"],
          body["request"],
        ])
          if (typeof id === "string") this.#heldBack.add(id);
    }
    const numbers: [number, number] = [first, this.head.length];
    this.#done.set(command.id, numbers);
    this.#changes.insert("command", {
      office: this.#office,
      id: command.id,
      name: command.name,
      at: by.now,
      first_number: first,
      last_number: this.head.length,
    });
    // Another office, standard or calendar: what follows must be decided by it.
    if (drafts.some(({ kind }) => changesRules.has(kind))) {
      await this.#writeHeldBack();
      this.#standing = undefined;
    }
    return numbers;
  }

  #applying(): Applying {
    return {
      keys: this.#keys,
      changes: this.#changes,
      touched: this.#touched,
      office: () => this.#officeNow(),
      sql: async () => {
        await this.#writeHeldBack();
        return this.#tx;
      },
    };
  }

  async #officeNow(): Promise<Office> {
    return (this.#standing ??= await loadOffice(this.#keeper, this.#tx, this.#office));
  }

  /** Everything held back is written, and the transaction stands under the engine's scope. */
  async #writeHeldBack(): Promise<void> {
    this.#heldBack.clear();
    this.#ahead.clear();
    const engine = engineScope(this.#office, this.#scope.account);
    // Without new keys nothing is waited for before the flush: whatever is asked in one breath with it comes after it.
    if (this.#keys.hasMade()) {
      await this.#rescope(engine);
      for (const key of await this.#keys.takeMade(this.#tx))
        this.#changes.insert("subject_key", { office: this.#office, ...key });
    }
    await Promise.all([this.#rescope(engine), this.#changes.flush(this.#tx)]);
  }

  async #rescope(scope: Scope): Promise<void> {
    const same = JSON.stringify(scope) === JSON.stringify(this.#scope);
    this.#scope = scope;
    if (!same) await this.#tx.rescope(scope);
  }
}

/** Commands by their ids, and the entries they came to. */
type Done = Map<string, [first: number, last: number]>;

export async function commandsDone(tx: Tx, office: string, ids: string[]): Promise<Done> {
  const known = await tx.rows<{ id: string; first_number: number; last_number: number }>(
    "select id, first_number, last_number from command where office = $1 and id = any($2::uuid[])",
    [office, ids.flatMap((id) => idInput.safeParse(id).data ?? [])],
  );
  return new Map(known.map(({ id, first_number, last_number }) => [id, [first_number, last_number]]));
}

/** What is refused whatever the input says. */
function refusedBefore(
  id: string,
  spec: CommandSpec,
  actor: Actor,
  office: Office | undefined,
  { roles }: OfficeRules,
): Refusal | undefined {
  const opens = spec.name === "office.open";
  if (office === undefined && !opens)
    return { code: "no-office", say: { zh: "还没有这个机构。", en: "There is no such office yet." } };
  if (office !== undefined && opens)
    return {
      code: "office-exists",
      say: { zh: "这个机构已经设立了。", en: "This office is open already." },
    };
  if (opens && !/^[a-z][a-z0-9-]{1,40}$/.test(id))
    return {
      code: "wrong-office-id",
      say: {
        zh: "机构代号用小写字母开头，只含小写字母、数字和连字符。",
        en: "An office's id begins with a small letter and has only small letters, digits and hyphens.",
      },
    };
  if (!mayGive(spec, actor, roles))
    return {
      code: "not-allowed",
      say: {
        zh: `您的岗位不能“${spec.title.zh}”。`,
        en: `Your role may not do this: ${spec.title.en ?? spec.title.zh}.`,
      },
    };
  return undefined;
}

/** A standard, the deepest of all inputs, has 40 (see standard/yaml.ts). Of thousands whoever walks through them runs out of stack. */
const deepest = 100;

/** How deep lists and objects stand in one another; counted no further than there is anything to say about it. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let level = [value]; level.length > 0 && depth < deepest; depth++)
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  return depth;
}

/** PostgreSQL keeps every text but two kinds: with a NUL in it, and with half of a two-part character. */
function isWritable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0") && value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isWritable(name) && isWritable(inner));
}

function faultsOf(error: z.ZodError): { path: string; say: Text }[] {
  return error.issues.map((issue) => ({ path: issue.path.join("."), say: sayIssue(issue) }));
}

function sayIssue(issue: z.core.$ZodIssue): Text {
  if (issue.message === "not-a-day")
    return { zh: "请写成年-月-日，例如 2021-11-30。", en: "Please write year-month-day, e.g. 2021-11-30." };
  if (issue.code === "invalid_type")
    return { zh: "缺了这一项，或类型不对。", en: "This is missing, or of the wrong type." };
  if (issue.message === "too-deep")
    return {
      zh: "里面套得太深，不是井台的页面写出来的；请重新填写。",
      en: "This is nested too deeply to come from any of Wellside's pages; fill it in anew.",
    };
  if (issue.message === "unwritable")
    return {
      zh: "里面有看不见的控制字符或残缺的字，请删去后重新输入。",
      en: "It holds an invisible control character or half of a character; delete that and type it again.",
    };
  if (issue.code === "too_small")
    return issue.minimum === 1 && issue.origin !== "number"
      ? { zh: "不能空着。", en: "This cannot be empty." }
      : { zh: `至少 ${issue.minimum}。`, en: `At least ${issue.minimum}.` };
  if (issue.code === "too_big")
    return issue.origin === "string"
      ? { zh: `太长了，最多 ${issue.maximum} 个字。`, en: `Too long: at most ${issue.maximum} characters.` }
      : { zh: `太多了，最多 ${issue.maximum}。`, en: `Too many: at most ${issue.maximum}.` };
  return { zh: "这一项写得不对。", en: "This is not written as it should be." };
}
