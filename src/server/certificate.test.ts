import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { givenCertificate, namesOfThisMachine, ownCertificate } from "./certificate.ts";

const names = ["localhost", "127.0.0.1", "::1", "office.lan", "192.168.7.20"];
const day = 86_400_000;
let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellside-certificate-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Asks a server that shows this certificate, as a telephone does that trusts the authority. */
async function ask(shown: { chain: string; key: string; authority: string | null }, name: string) {
  const server = createServer({ cert: shown.chain, key: shown.key }, (_, answer) => answer.end("well"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise<string>((resolve) => {
      get(
        { host: "127.0.0.1", port, servername: name, ca: shown.authority ?? "", agent: false },
        (answer) => {
          answer.resume();
          resolve("believed");
        },
      ).on("error", (error: NodeJS.ErrnoException) =>
        resolve(error.code === "UNSPECIFIED" ? error.message : (error.code ?? error.message)),
      );
    });
  } finally {
    server.close();
  }
}

test("a machine that trusts the office's authority believes its server, by every name it has, and nobody else does", async () => {
  const own = await ownCertificate(folder, names);
  assert.equal(await ask(own, "office.lan"), "believed");
  assert.equal(await ask(own, "localhost"), "believed");
  assert.equal(await ask({ ...own, authority: null }, "office.lan"), "SELF_SIGNED_CERT_IN_CHAIN");
  assert.equal(await ask(own, "other.lan"), "ERR_TLS_CERT_ALTNAME_INVALID");
  const held = new X509Certificate(own.chain);
  for (const name of ["127.0.0.1", "::1", "192.168.7.20"]) assert.notEqual(held.checkIP(name), undefined);
  assert.equal((await stat(join(folder, "authority.key"))).mode & 0o777, 0o600);
});

test("the authority vouches for names of a local network only: with its key nobody passes for a bank", async () => {
  const forged = await ownCertificate(folder, ["bank.example.com"]);
  assert.equal(await ask(forged, "bank.example.com"), "permitted subtree violation");
  const abroad = await ownCertificate(folder, ["localhost", "8.8.8.8"]);
  assert.equal(await ask(abroad, "localhost"), "permitted subtree violation");
});

test("it stays the same until it runs out or an address is new, and the authority stays the same through it all", async () => {
  const now = new Date("2026-11-23T08:00:00Z");
  const first = await ownCertificate(folder, names, now);
  assert.equal((await ownCertificate(folder, names, new Date(now.getTime() + 700 * day))).chain, first.chain);
  const later = await ownCertificate(folder, names, new Date(now.getTime() + 745 * day));
  assert.notEqual(later.chain, first.chain);
  const moved = await ownCertificate(folder, [...names, "192.168.7.21"], now);
  assert.notEqual(moved.chain, later.chain);
  assert.deepEqual([later.authority, moved.authority], [first.authority, first.authority]);
  assert.ok(first.until.getTime() - now.getTime() < 825 * day);
});

test("a certificate that was given is taken as it is", async () => {
  await ownCertificate(folder, names);
  const given = await givenCertificate(join(folder, "server.pem"), join(folder, "server.key"));
  assert.equal(given.chain, await readFile(join(folder, "server.pem"), "utf8"));
  assert.equal(given.authority, null);
  await assert.rejects(givenCertificate(join(folder, "nothing.pem"), join(folder, "server.key")), /ENOENT/);
});

test("this machine knows itself by this machine's own names and addresses of a local network", () => {
  const known = namesOfThisMachine();
  for (const name of ["localhost", "127.0.0.1", "::1"]) assert.ok(known.includes(name), name);
});
