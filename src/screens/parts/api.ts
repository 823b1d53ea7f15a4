import { newId } from "#basics/id.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import type { Answer } from "#record/perform.ts";
import type { AnswerWithPassword } from "#server/after-command.ts";
import type { Command } from "#work/command.ts";

/** The server understood and said no: its code, its sentence, and the field the sentence is about. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly say: Text | undefined;
  readonly where: string | undefined;
  readonly faults: Fault[];

  constructor(status: number, answer: RefusalBody) {
    super(answer.say?.en ?? answer.code ?? `HTTP ${status}`);
    this.status = status;
    this.code = answer.code ?? "unknown";
    this.say = answer.say;
    this.where = answer.where;
    this.faults = answer.faults ?? [];
  }
}

/** Nobody answered: the network or the server is away, and nothing is known to be saved. */
export class Unreachable extends Error {}

/** A refusal as it comes over the wire, where anything may be missing. */
type RefusalBody = Partial<Refusal> & { faults?: Fault[] };
type Fault = Extract<Answer, { status: "malformed" }>["faults"][number];

export type Params = Record<string, string | number | undefined>;

let office: string | undefined;

/** The office that the reader has chosen to look at; sent with every call. */
export function lookAtOffice(id: string | undefined): void {
  office = id;
}

let account: string | undefined;

/** The account that this page was drawn for. It stays until that one leaves here, so that nothing is ever sent in another's name. */
export function drawnFor(id: string | undefined): void {
  account = id === undefined ? undefined : (account ?? id);
}

export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** GET, answered as `T`. Throws `Refused` or `Unreachable`. */
export async function ask<T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> {
  const response = await call(address(path, params), signal ? { signal } : {});
  return (await response.json()) as T;
}

/** GET of an answer that comes line by line, each JSON: as they come. */
export async function* askLines<T>(path: string, params?: Params): AsyncGenerator<T> {
  const { body } = await call(address(path, params), {});
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += value ?? "";
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as T;
    if (done) return;
  }
}

/** POST of JSON or of a form with a file; undefined where the server has nothing to say. */
export async function post<T = undefined>(path: string, body?: object | FormData): Promise<T> {
  const form = body instanceof FormData;
  const response = await call(path, {
    method: "POST",
    ...(form
      ? { body }
      : { body: JSON.stringify(body ?? {}), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** POST of JSON that is answered by a file. */
export async function postForFile(path: string, body: object): Promise<{ file: Blob; name: string }> {
  const response = await call(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return { file: await response.blob(), name: decodeURIComponent(named ?? "download") };
}

export function command(name: string, input: Record<string, unknown>): Command {
  return { id: newId(), name, at: new Date().toISOString(), input };
}

/**
 * Sends one command. Sending the same one again is harmless (its id is ours), so a caller whose network failed keeps the command
 * and sends it again. Throws `Refused` or `Unreachable`.
 */
export async function perform(sent: Command): Promise<AnswerWithPassword | undefined> {
  const response = await reach("/api/commands", {
    method: "POST",
    body: JSON.stringify(sent),
    headers: { "content-type": "application/json" },
  });
  const body = (await readJson(response)) as ({ answers?: AnswerWithPassword[] } & RefusalBody) | undefined;
  const answer = body?.answers?.find((each) => each.id === sent.id) ?? body?.answers?.[0];
  if (answer?.status === "refused" || answer?.status === "malformed")
    throw new Refused(response.status, answer);
  if (!response.ok) throw new Refused(response.status, body ?? {});
  return answer;
}

async function call(path: string, init: RequestInit): Promise<Response> {
  const response = await reach(path, init);
  if (!response.ok)
    throw new Refused(response.status, ((await readJson(response)) as RefusalBody | undefined) ?? {});
  return response;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (office) headers.set("x-office", office);
  if (account && init.method === "POST" && !path.startsWith("/api/auth/")) headers.set("x-account", account);
  try {
    return await fetch(path, { ...init, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable("no answer", { cause: error });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
