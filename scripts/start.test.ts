import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "wellside-start-"));
after(() => rmSync(folder, { recursive: true, force: true }));
makeClone();

/** The launcher takes another way on each: older Node cannot replace itself by another program. */
const nodes = {
  "this Node": process.execPath,
  "a Node that cannot become another program": join(folder, "old-node"),
};
writeFileSync(nodes["a Node that cannot become another program"], oldNode(), { mode: 0o755 });

for (const [what, node] of Object.entries(nodes)) {
  test(`${what}: arguments, output and exit code are the program's own`, () => {
    const { stdout, stderr, status } = spawnSync(
      node,
      ["start.mjs", "--run", "echo.mjs", "--help", "两 词"],
      { cwd: folder, encoding: "utf8" },
    );
    assert.deepEqual({ stdout, stderr, status }, { stdout: '["--help","两 词"]\n', stderr: "", status: 3 });
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    test(`${what}: ${signal} reaches the program, and its exit code comes back`, async () => {
      const child = start(node, ["start.mjs", "--run", "wait.mjs"]);
      await said(child);
      child.kill(signal);
      const [code] = (await once(child, "exit")) as [number];
      assert.equal(code, signal === "SIGINT" ? 5 : 6);
    });
  }

  test(`${what}: the program stops when what started it is killed outright`, async () => {
    const child = start("npm", ["run", "--silent", "wait"], { NODE_UNDER_TEST: node });
    const pid = Number(await said(child));
    child.kill("SIGKILL");
    assert.equal(await said(child), "SIGTERM");
    assert.ok(pid > 0);
  });
}

test("an installation that differs from the lockfile is made again, and what npm says of a failure is shown", () => {
  const lockfile = join(folder, "package-lock.json");
  const before = readFileSync(lockfile, "utf8");
  writeFileSync(lockfile, before.replace('"version": "1.0.0"', '"version": "9.9.9"'));
  const env = { ...process.env, npm_execpath: join(folder, "npm-broken.mjs") };
  const run = spawnSync(process.execPath, ["start.mjs", "--run", "echo.mjs"], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  writeFileSync(lockfile, before);
  assert.equal(run.status, 1);
  assert.equal(run.stdout, "");
  assert.match(run.stderr, /安装依赖.*installing/);
  assert.match(run.stderr, /npm said: ci --include=dev/);
});

/** A folder with the launcher, the pinned Node and a lockfile of one package that is installed. */
function makeClone(): void {
  mkdirSync(join(folder, "scripts"));
  mkdirSync(join(folder, "node_modules"));
  copyFileSync(join(root, "start.mjs"), join(folder, "start.mjs"));
  copyFileSync(join(root, "scripts/stop-with-parent.mjs"), join(folder, "scripts/stop-with-parent.mjs"));
  symlinkSync(join(root, "node_modules/node"), join(folder, "node_modules/node"));
  const packages = { "": {}, "node_modules/one": { version: "1.0.0", integrity: "sha512-x" } };
  const absent = { "node_modules/other-machine": { version: "1.0.0", optional: true } };
  writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({ packages: { ...packages, ...absent } }, undefined, 2),
  );
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ scripts: { wait: '"$NODE_UNDER_TEST" start.mjs --run wait.mjs' } }),
  );
  writeFileSync(
    join(folder, "echo.mjs"),
    "console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 3;",
  );
  writeFileSync(
    join(folder, "wait.mjs"),
    `for (const [name, code] of [["SIGINT", 5], ["SIGTERM", 6]])
       process.once(name, () => { console.log(name); process.exit(code); });
     console.log(process.pid);
     setInterval(() => {}, 1000);`,
  );
  writeFileSync(
    join(folder, "npm-broken.mjs"),
    "console.error('npm said: ' + process.argv.slice(2).join(' ')); process.exit(1);",
  );
}

function oldNode(): string {
  const forget = `data:text/javascript,${encodeURIComponent("delete process.execve")}`;
  return `#!/bin/sh\nexec "${process.execPath}" --import "${forget}" "$@"\n`;
}

function start(file: string, argv: string[], more: Record<string, string> = {}): ChildProcess {
  const env = { ...process.env, ...more };
  return spawn(file, argv, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
}

async function said(child: ChildProcess): Promise<string> {
  const [words] = (await once(child.stdout!, "data")) as [Buffer];
  return words.toString().trim();
}
