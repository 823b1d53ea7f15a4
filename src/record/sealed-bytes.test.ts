import assert from "node:assert/strict";
import { test } from "node:test";
import { onlyMasterKey } from "./master-key.ts";
import { NotOpened, openBytes, sealBytes } from "./sealed-bytes.ts";

const master = onlyMasterKey(Buffer.alloc(32, 7));
const piece = 65_536 + 16;

async function sealed(plain: Buffer, atATime = 10_000): Promise<Buffer> {
  const some = async function* () {
    for (let from = 0; from < plain.length; from += atATime) yield plain.subarray(from, from + atATime);
  };
  return Buffer.concat(await Array.fromAsync(sealBytes(master.newest, some())));
}

async function opened(bytes: Buffer, key: typeof master | undefined = master): Promise<Buffer> {
  const some = async function* () {
    for (let from = 0; from < bytes.length; from += 7_777) yield bytes.subarray(from, from + 7_777);
  };
  return Buffer.concat(await Array.fromAsync(openBytes(key, "a file", some())));
}

test("what was sealed comes back, whatever its length, and nothing of it can be read meanwhile", async () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    const plain = Buffer.alloc(length, "井台 ");
    const bytes = await sealed(plain);
    assert.ok(!bytes.includes("井台"), `${length}`);
    assert.deepEqual(await opened(bytes), plain, `${length}`);
  }
  assert.notDeepEqual(
    await sealed(Buffer.from("one")),
    await sealed(Buffer.from("one")),
    "a key of its own each",
  );
});

test("cut anywhere, altered anywhere, with pieces moved or taken out, it is refused", async () => {
  const bytes = await sealed(Buffer.alloc(200_000, "x"));
  const start = bytes.indexOf("\n") + 1;
  const refused = async (what: Buffer, why: string) => assert.rejects(opened(what), NotOpened, why);
  for (const length of [0, 10, start, start + 5, start + piece, start + 2 * piece, bytes.length - 1])
    await refused(bytes.subarray(0, length), `cut at ${length}`);
  for (const place of [25, start, start + piece + 9, bytes.length - 1]) {
    const altered = Buffer.from(bytes);
    altered[place] = (altered[place] ?? 0) ^ 1;
    await refused(altered, `altered at ${place}`);
  }
  const [head, one, two, rest] = [
    bytes.subarray(0, start),
    bytes.subarray(start, start + piece),
    bytes.subarray(start + piece, start + 2 * piece),
    bytes.subarray(start + 2 * piece),
  ];
  await refused(Buffer.concat([head, two, one, rest]), "moved");
  await refused(Buffer.concat([head, one, rest]), "taken out");
  await refused(Buffer.concat([head, one, one, two, rest]), "repeated");
});

test("another key, or none, is said by its name", async () => {
  const bytes = await sealed(Buffer.from("x"));
  await assert.rejects(opened(bytes, onlyMasterKey(Buffer.alloc(32, 8))), /Another master key: a file needs/);
  await assert.rejects(Array.fromAsync(openBytes(undefined, "a file", [bytes] as never)), /is encrypted/);
});
