import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { systemdUnit, windowsTask } from "./service.ts";
import { run } from "./wellside.ts";

test("the unit starts this very folder with the settings of now, and is stopped as Ctrl-C would", async () => {
  const lines: string[] = [];
  const terminal = {
    out: (text: string) => lines.push(text),
    err: () => {},
    stands: "/",
    input: async () => "",
  };
  process.env["WELLSIDE_BACKUPS"] = "/mnt/second disk/50%";
  try {
    assert.equal(await run(["service", "--for", "linux"], terminal), 0);
  } finally {
    delete process.env["WELLSIDE_BACKUPS"];
  }
  const unit = lines.join("");
  const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
  assert.ok(unit.includes(`WorkingDirectory=${root}\n`));
  assert.ok(unit.includes('Environment="WELLSIDE_BACKUPS=/mnt/second disk/50%%"\n'));
  assert.match(unit, /^KillSignal=SIGINT$/m);
  assert.equal(await run(["service", "--for", "beos"], terminal), 2);
});

test("systemd, where this machine has it, finds no fault in the unit", (t) => {
  if (spawnSync("systemd-analyze", ["--version"]).error !== undefined) {
    t.skip("this machine has no systemd");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "wellside-unit-"));
  try {
    const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
    const unit = join(folder, "wellside.service");
    writeFileSync(unit, systemdUnit({ root, user: userInfo().username, set: [["PORT", "8300"]] }));
    const said = execFileSync("systemd-analyze", ["verify", unit], { encoding: "utf8", stdio: "pipe" });
    assert.equal(said.includes("wellside.service"), false, said);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("on Windows nobody with an administrator's rights runs the database, and a quote in a name stays one", () => {
  const task = windowsTask({ root: "C:\\O'Brien", user: "x", set: [["PORT", "8300"]] });
  assert.match(task, /S-1-5-19/);
  assert.match(task, /-WorkingDirectory 'C:\\O''Brien'/);
  assert.match(task, /set "PORT=8300" && /);
});
