import { setTimeout as pause } from "node:timers/promises";
import { dayText, localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import type { Answer } from "#record/perform.ts";
import type { Command } from "#work/command.ts";
import { type Person, password } from "./office.ts";

/** What the clients of one office were told. */
export interface Told {
  /** Commands that were answered as done, and the entries they came to. */
  acknowledged: Map<string, readonly [first: number, last: number]>;
  /** Commands that some client gave up after the first answer failed to come: done wholly or not at all. */
  abandoned: Set<string>;
  /** How often each kind of answer came that was none: "503 database-away", "no answer". */
  unanswered: Map<string, number>;
  /** What must never be answered: a refusal, a shape found wrong, an internal error. */
  wrong: string[];
}

export function nothingTold(): Told {
  return { acknowledged: new Map(), abandoned: new Set(), unanswered: new Map(), wrong: [] };
}

/** A client waits this long for an answer, as a screen would. */
const patience = 20_000;
/** A command that was never answered for this long is a fault of the service: it did not come back. */
const comesBackIn = 90_000;

/** Somebody at a screen: signed in once, and knowing those people of whom they were told that they are entered. */
export interface Client {
  role: Person["role"];
  cookie: string;
  people: string[];
}

export async function newClient(address: () => string, person: Person): Promise<Client> {
  return { role: person.role, cookie: await signIn(address, person), people: [] };
}

/** Keeps giving commands, each until it is answered, until `until` is aborted. One in ten is given up instead. */
export async function work(
  address: () => string,
  client: Client,
  told: Told,
  chance: () => number,
  until: AbortSignal,
): Promise<void> {
  while (!until.aborted) {
    const { given, enters } = client.role === "secretary" ? importOf(chance) : some(client.people, chance);
    const isDone = await deliver(address, client.cookie, given, told, chance() < 0.1);
    if (isDone && enters !== undefined) client.people.push(enters);
    await pause(chance() * 25);
  }
}

export async function signIn(address: () => string, { username }: Person): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const at = address();
    const answer = await fetch(`${at}/api/auth/sign-in/username`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: at },
      body: JSON.stringify({ username, password }),
      signal: AbortSignal.timeout(patience),
    }).catch(() => undefined);
    if (answer?.ok === true)
      return answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; ");
    await pause(100);
  }
  throw new Error(`${username} could not sign in`);
}

/** Sends until every command is answered; `mayGiveUp`: only once. Resolves with whether they were. */
export async function deliver(
  address: () => string,
  cookie: string,
  given: Command[],
  told: Told,
  mayGiveUp = false,
): Promise<boolean> {
  const begun = performance.now();
  for (;;) {
    const answers = await send(address(), cookie, given, told);
    if (answers !== undefined) {
      for (const answer of answers) {
        if (answer.status === "applied" || answer.status === "already")
          told.acknowledged.set(answer.id, answer.numbers);
        else told.wrong.push(JSON.stringify(answer));
      }
      return true;
    }
    if (mayGiveUp) {
      for (const { id } of given) told.abandoned.add(id);
      return false;
    }
    if (performance.now() - begun > comesBackIn) {
      told.wrong.push(`not answered for ${comesBackIn / 1000} s: ${[...told.unanswered.keys()].join(", ")}`);
      return false;
    }
    await pause(100);
  }
}

async function send(
  address: string,
  cookie: string,
  given: Command[],
  told: Told,
): Promise<Answer[] | undefined> {
  const unanswered = (why: string) => void told.unanswered.set(why, (told.unanswered.get(why) ?? 0) + 1);
  try {
    const response = await fetch(`${address}/api/commands`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(given),
      signal: AbortSignal.timeout(patience),
    });
    const body = (await response.json()) as { answers?: Answer[]; code?: string };
    if (body.answers !== undefined) return body.answers;
    unanswered(`${response.status} ${body.code}`);
    if (response.status !== 503) told.wrong.push(`${response.status} ${JSON.stringify(body)}`);
  } catch {
    unanswered("no answer");
  }
  return undefined;
}

interface Given {
  given: Command[];
  /** Whoever is in the register once this is done. */
  enters?: string;
}

const today = () => dayText(localDay(Date.now(), "Asia/Shanghai"));

function command(name: string, input: unknown): Command {
  return { id: newId(), name, at: new Date().toISOString(), input };
}

/** One to three commands of a worker's day; several hang together, and are done one after the other in one request. */
function some(people: string[], chance: () => number): Given {
  const person = people[Math.floor(chance() * people.length)];
  if (person === undefined || people.length < 3 || chance() < 0.2) {
    const subject = newId();
    const facts = { livesAlone: chance() < 0.7, phone: "07345550101" };
    const enter = command("register.enter", { subject, kind: "person", name: "某甲", facts });
    return { given: [enter, visit(newId(), subject, { medicine: "一日两次" })], enters: subject };
  }
  const [which, record] = [chance(), newId()];
  const made = visit(record, person, { summary: "都好" });
  if (which < 0.3) return { given: [made, command("record.strike", { record, reason: "记错" })] };
  if (which < 0.5) {
    const opened = { case: newId(), procedure: "small/repair", about: [person], fields: { what: "灯" } };
    const change = { subject: person, fact: "mentalCare", value: chance() < 0.5 };
    return { given: [made, command("case.open", opened), command("register.change", change)] };
  }
  return { given: [made] };
}

function visit(record: string, person: string, fields: object): Command {
  return command("record.make", { record, kind: "visit", about: [person], on: today(), fields });
}

/** A ledger of up to sixty rows is one command, of some three hundred rows in ten tables. */
function importOf(chance: () => number): Given {
  const rows = Array.from({ length: 10 + Math.floor(chance() * 50) }, (_, place) => ({
    row: place + 2,
    id: newId(),
    code: newId(),
    name: "某丙",
    household: null,
    since: null,
    facts: { livesAlone: chance() < 0.5, phone: "07345550102" },
  }));
  const ledger = { import: newId(), kind: "person", file: "台账.csv", households: {}, rejected: [], rows };
  return { given: [command("register.import", ledger)] };
}
