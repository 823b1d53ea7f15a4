import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { isLoopback, readSettings } from "./settings.ts";

test("with nothing set it serves this machine alone, from ./data", () => {
  assert.deepEqual(readSettings({}), {
    dataFolder: resolve("data"),
    databaseUrl: undefined,
    port: 8210,
    host: "127.0.0.1",
    keyFile: resolve("data/keys/master.key"),
    keyCommand: undefined,
    sample: undefined,
    certificate: undefined,
    backups: undefined,
    secondFactorFrom: null,
    mail: undefined,
    production: false,
    clockIsRight: false,
  });
});

test("what is set is taken, and the key stays with the data unless it is put elsewhere", () => {
  const { dataFolder, keyFile, port, host, sample, databaseUrl } = readSettings({
    WELLSIDE_DATA: "/srv/wellside",
    PORT: "0",
    HOST: "0.0.0.0",
    WELLSIDE_SAMPLE: "none",
    DATABASE_URL: "",
  });
  assert.deepEqual(
    [dataFolder, keyFile, port, host, sample, databaseUrl],
    [resolve("/srv/wellside"), resolve("/srv/wellside/keys/master.key"), 0, "0.0.0.0", "none", undefined],
  );
  assert.equal(readSettings({ WELLSIDE_KEY: "/safe/key" }).keyFile, resolve("/safe/key"));
  assert.equal(readSettings({ DATABASE_URL: "postgres://x" }).databaseUrl, "postgres://x");
  assert.equal(readSettings({}, ["--production"]).production, true);
});

test("a certificate is this machine's own, a proxy's, or two files that come together", () => {
  const certificate = (of: Record<string, string>) => readSettings(of).certificate;
  assert.equal(certificate({ WELLSIDE_CERTIFICATE: "own" }), "own");
  assert.equal(certificate({ WELLSIDE_CERTIFICATE: "proxy" }), "proxy");
  assert.deepEqual(
    certificate({ WELLSIDE_CERTIFICATE: "/etc/a.pem", WELLSIDE_CERTIFICATE_KEY: "/etc/a.key" }),
    {
      chain: resolve("/etc/a.pem"),
      key: resolve("/etc/a.key"),
    },
  );
  assert.throws(() => certificate({ WELLSIDE_CERTIFICATE: "/etc/a.pem" }), /WELLSIDE_CERTIFICATE_KEY/);
});

test("letters need a server and an address they come from", () => {
  const [server, from] = ["smtps://a:b@smtp.example.cn", "wellside@example.cn"];
  assert.deepEqual(readSettings({ WELLSIDE_MAIL: server, WELLSIDE_MAIL_FROM: from }).mail, { server, from });
  assert.throws(() => readSettings({ WELLSIDE_MAIL: server }), /WELLSIDE_MAIL_FROM/);
  assert.throws(() => readSettings({ WELLSIDE_MAIL: "smtp.example.cn", WELLSIDE_MAIL_FROM: from }), /smtp:/);
});

test("a port that is none is said to be none", () => {
  for (const PORT of ["eighty", "-1", "65536", "80.5", "8210x"])
    assert.throws(() => readSettings({ PORT }), /PORT=/);
});

test("this machine's own addresses, and what only looks like one", () => {
  for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"])
    assert.ok(isLoopback(host), host);
  for (const host of [
    "0.0.0.0",
    "::",
    "192.168.0.1",
    "127.0.0.1.example.org",
    "localhost.example.org",
    "128.0.0.1",
    "",
  ])
    assert.ok(!isLoopback(host), host);
});

test("the day from which a second step is needed is a day, or is not set", () => {
  const read = (day: string) => readSettings({ WELLSIDE_SECOND_FACTOR_FROM: day }).secondFactorFrom;
  assert.deepEqual([read("2026-12-01"), read("")], ["2026-12-01", null]);
  assert.throws(() => read("soon"), /2026-12-01/);
});
