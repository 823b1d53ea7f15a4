import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { masterKey, newMasterKey, readMasterKey, readMasterKeys, replaceMasterKey } from "./master-key.ts";

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

test("the next one takes its place and the one before stands beside it; a process that asks by name finds both", async () => {
  const file = join(folder, "turned", "master.key");
  const known = await readMasterKeys({ keyFile: file }, true);
  const [first, next] = [known.newest, newMasterKey()];
  await replaceMasterKey(file, next);
  await replaceMasterKey(file, next);
  assert.equal(known.find(next.name), undefined);
  assert.deepEqual(await known.get(next.name), next);
  assert.deepEqual([known.newest, known.find(first.name)], [next, first]);
  const again = await readMasterKeys({ keyFile: file }, false);
  assert.deepEqual(
    again.all.map(({ name }) => name),
    [next.name, first.name],
  );
  if (process.platform !== "win32") assert.equal((await stat(`${file}.${first.name}`)).mode & 0o777, 0o600);
  await rm(`${file}.${first.name}`);
  await known.reread();
  assert.deepEqual(known.find(first.name), first, "what was known stays so while the process lives");
  await assert.rejects(again.get("0".repeat(12)), /wrapped by master key 0{12}.*Put its file back/);
});

const saying = async (script: string) =>
  readMasterKeys({ keyFile: join(folder, "none"), keyCommand: `"${process.execPath}" -e "${script}"` }, true);

test("a command prints them, the newest first", async () => {
  const known = await saying("console.log('1'.repeat(64)); console.log('2'.repeat(64))");
  assert.deepEqual(known.all, [masterKey(Buffer.alloc(32, 0x11)), masterKey(Buffer.alloc(32, 0x22))]);
  assert.deepEqual(
    (await saying("process.stdout.write('3'.repeat(64))")).newest.bytes,
    Buffer.alloc(32, 0x33),
  );
});

test("a command that fails is told of, and nothing that it said", async () => {
  const secret = "ab".repeat(20);
  const failures = [
    [
      `console.log('${secret}'); console.error('${secret}'); process.exit(3)`,
      /ended with 3.*Run the command by hand/,
    ],
    [`console.log('${secret}')`, /nothing but master keys, the newest first/],
    ["", /nothing but master keys/],
    [`console.log('${secret}'.repeat(9000))`, /WELLSIDE_KEY_COMMAND/],
  ] as const;
  for (const [script, why] of failures)
    await assert.rejects(saying(script), (error: Error) => {
      assert.match(error.message, why);
      assert.equal(error.cause, undefined);
      assert.ok(!`${error.stack}`.includes(secret));
      return true;
    });
});
