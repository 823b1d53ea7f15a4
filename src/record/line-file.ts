import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Text } from "#basics/text.ts";
import type { MasterKeys } from "./master-key.ts";
import { openBytes, sealBytes, sealedStart } from "./sealed-bytes.ts";

/** What was read is no such file, or not a whole one. */
export class BrokenFile extends Error {
  readonly say: Text;
  constructor(say: Text) {
    super(say.en ?? say.zh);
    this.say = say;
  }
}

/**
 * A JSON object a line, gzipped, and last the SHA-256 of all lines before it; with a key, sealed as a whole. Written aside and then renamed, so that a file of
 * that name is always a whole one; only its owner may read it.
 */
export async function writeLineFile(
  file: string,
  lines: AsyncIterable<object>,
  master?: MasterKeys,
): Promise<void> {
  const half = `${file}.${process.pid}.part`;
  try {
    // Made by ourselves first: a file that is there already would keep the rights it has.
    await (await open(half, "wx", 0o600)).close();
    const out = createWriteStream(half, { flags: "a", flush: true });
    const seal = (bytes: AsyncIterable<Buffer>) =>
      master === undefined ? bytes : sealBytes(master.newest, bytes);
    await pipeline(asText(lines), createGzip(), seal, out);
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

async function* asText(lines: AsyncIterable<object>): AsyncGenerator<string> {
  const digest = createHash("sha256");
  for await (const line of lines) {
    const text = `${JSON.stringify(line)}\n`;
    digest.update(text);
    yield text;
  }
  yield `${JSON.stringify({ whole: digest.digest("hex") })}\n`;
}

/**
 * The objects of such a file, or of a plain one without gzip or digest, one at a time. @throws NotOpened where it is sealed and
 * does not open by this key; BrokenFile that names a line that is none;
 * at the end, where the digest says otherwise, or is missing though it `mustBeWhole`.
 */
export async function* readLineFile<Line extends object>(
  file: string,
  shown: string,
  mustBeWhole = false,
  master?: MasterKeys,
): AsyncGenerator<Line> {
  const digest = createHash("sha256");
  let number = 0;
  let isWhole: boolean | undefined;
  try {
    for await (const text of linesOf(await plainStream(file, shown, master))) {
      number += 1;
      if (text === "") continue;
      const line = parsed(text, shown, number);
      if ("whole" in line) isWhole = line.whole === digest.copy().digest("hex");
      else yield line as Line;
      digest.update(`${text}\n`);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))) throw error;
    throw cutAt(shown, number + 1);
  }
  if (isWhole === false || (mustBeWhole && isWhole === undefined))
    throw new BrokenFile({
      zh: `${shown} 不完整：最后一行的校验值缺失或对不上，文件被截断或改动过。`,
      en: `${shown} is not whole: the digest in its last line is missing or differs; the file was cut or altered.`,
    });
}

/** Not readline: a stream that breaks while nobody waits for its next line would end the program instead of this loop. */
async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  let rest = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  if (rest !== "") yield rest;
}

/** Is it sealed as a whole, as a backup is? */
export async function isSealed(file: string): Promise<boolean> {
  return (await startOf(file)).toString("latin1") === sealedStart;
}

async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(sealedStart.length), 0, sealedStart.length, 0);
  await handle.close();
  return buffer.subarray(0, bytesRead);
}

async function plainStream(file: string, shown: string, master?: MasterKeys): Promise<NodeJS.ReadableStream> {
  const sealed = await isSealed(file);
  const isGzip = sealed || (await startOf(file)).subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]));
  const bytes = createReadStream(file);
  const inside = sealed ? Readable.from(openBytes(master, shown, bytes)) : bytes;
  if (!isGzip) return inside;
  const plain = createGunzip();
  inside.once("error", (error) => plain.destroy(error));
  return inside.pipe(plain);
}

function parsed(text: string, shown: string, number: number): Record<string, unknown> {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === "object" && line !== null && !Array.isArray(line))
      return line as Record<string, unknown>;
    return {};
  } catch {
    throw cutAt(shown, number);
  }
}

function cutAt(shown: string, number: number): BrokenFile {
  return new BrokenFile({
    zh: `${shown} 第 ${number} 行不是完整的一条：这里被改动或截断过。`,
    en: `Line ${number} of ${shown} is not whole: it was altered or cut there.`,
  });
}
