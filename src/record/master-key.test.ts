import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { masterKey, readMasterKey } from "./master-key.ts";

let folder = "";
before(async () => void (folder = await mkdtemp(join(tmpdir(), "wellside-key-"))));
after(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, text: string, mode = 0o600) => {
  await writeFile(join(folder, name), text);
  await chmod(join(folder, name), mode);
  return join(folder, name);
};

test("it is made on the first start, for its owner alone, and read again on the next", async () => {
  const file = join(folder, "deep", "er", "master.key");
  const made = await readMasterKey(file, true);
  assert.equal(made.bytes.length, 32);
  assert.match(await readFile(file, "utf8"), /^[0-9a-f]{64}\n$/);
  if (process.platform !== "win32") {
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(join(folder, "deep", "er"))).mode & 0o777, 0o700);
  }
  assert.deepEqual(await readMasterKey(file, false), made);
  assert.deepEqual(await readMasterKey(file, true), made);
});

test("beside data that needs it, it is never made anew", async () => {
  const file = join(folder, "lost.key");
  await assert.rejects(readMasterKey(file, false), /is missing.*put the copy you kept back/);
  await assert.rejects(stat(file), { code: "ENOENT" });
});

test(
  "one that others may read is refused, with how to mend it",
  { skip: process.platform === "win32" },
  async () => {
    for (const mode of [0o640, 0o604, 0o660, 0o644]) {
      const file = await written(`open-${mode}.key`, "0".repeat(64), mode);
      await assert.rejects(readMasterKey(file, false), new RegExp(`chmod 600 ${file}`));
    }
  },
);

test("what is not a key is not taken for one", async () => {
  for (const [place, text] of [
    "",
    "0".repeat(63),
    "0".repeat(65),
    "g".repeat(64),
    `${"0".repeat(64)} ${"0".repeat(64)}`,
  ].entries())
    await assert.rejects(
      readMasterKey(await written(`wrong-${place}.key`, text), true),
      /64 hexadecimal digits/,
    );
});

test("its name tells which key it is, and nothing of it", () => {
  const [one, other] = [masterKey(Buffer.alloc(32, 1)), masterKey(Buffer.alloc(32, 2))];
  assert.match(one.name, /^[0-9a-f]{12}$/);
  assert.notEqual(one.name, other.name);
  assert.ok(!one.bytes.toString("hex").includes(one.name));
});
