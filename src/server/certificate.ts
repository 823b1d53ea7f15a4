import { Integer, OctetString, Utf8String } from "asn1js";
import { X509Certificate } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { BlockList, isIP, isIPv4 } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ExtKeyUsage,
  Extension,
  GeneralName,
  GeneralNames,
  GeneralSubtree,
  NameConstraints,
} from "pkijs";

/** What a server shows to be believed, as PEM. */
export interface ServerCertificate {
  /** The server's certificate, and those above it. */
  chain: string;
  key: string;
  /** The office's own authority, for other machines to trust; null where a certificate was given. */
  authority: string | null;
  until: Date;
}

/** One that the office was given, by its own authority or a public one. @throws where a file is no PEM, or they do not belong together. */
export async function givenCertificate(chainFile: string, keyFile: string): Promise<ServerCertificate> {
  const [chain, key] = await Promise.all([readFile(chainFile, "utf8"), readFile(keyFile, "utf8")]);
  return { chain, key, authority: null, until: new Date(new X509Certificate(chain).validTo) };
}

/** Chrome, Safari and Android take none that is valid for longer (825 days, of a private authority). */
const daysOfServer = 800;
const daysOfAuthority = 3650;
const renewedDaysBefore = 60;
const dayLength = 86_400_000;

/**
 * One of the office's own, for every name and address by which this machine is reached, with an authority of its own above it:
 * made at the first start, and anew when it runs out or an address is new. Telephones that trust the authority trust them all.
 */
export async function ownCertificate(
  folder: string,
  names = namesOfThisMachine(),
  now = new Date(),
): Promise<ServerCertificate> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = (await kept(folder, "authority")) ?? (await makeAuthority(folder, now));
  const server = await kept(folder, "server");
  if (server !== undefined && isGood(server.pem, authority.pem, names, now)) return shown(server, authority);
  return shown(await makeServer(folder, authority, names, now), authority);
}

/** Everything this machine is called in its own network, and what it calls itself. */
export function namesOfThisMachine(): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ address, scopeid }) => isPrivate(address) && (scopeid ?? 0) === 0)
    .map(({ address }) => address);
  const name = hostname().toLowerCase();
  const own = /^[a-z0-9][a-z0-9-]*$/.test(name) ? [name, `${name}.local`, `${name}.lan`] : [];
  return [...new Set(["localhost", "127.0.0.1", "::1", ...own, ...addresses])];
}

interface Pair {
  pem: string;
  key: string;
}

function shown({ pem, key }: Pair, authority: Pair): ServerCertificate {
  const until = new Date(new X509Certificate(pem).validTo);
  return { chain: pem + authority.pem, key, authority: authority.pem, until };
}

async function kept(folder: string, name: string): Promise<Pair | undefined> {
  try {
    const [pem, key] = await Promise.all([
      readFile(join(folder, `${name}.pem`), "utf8"),
      readFile(join(folder, `${name}.key`), "utf8"),
    ]);
    return { pem, key };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function keep(folder: string, name: string, { pem, key }: Pair): Promise<Pair> {
  const [keyFile, file] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  await writeFile(keyFile, key, { mode: 0o600 });
  await chmod(keyFile, 0o600); // a file that was there before keeps the rights it had
  await writeFile(file, pem);
  return { pem, key };
}

function isGood(pem: string, authority: string, names: string[], now: Date): boolean {
  const held = new X509Certificate(pem);
  const renewal = new Date(held.validTo).getTime() - renewedDaysBefore * dayLength;
  const has = (name: string) =>
    isIP(name) === 0 ? held.checkHost(name) !== undefined : held.checkIP(name) !== undefined;
  return now.getTime() < renewal && names.every(has) && held.verify(new X509Certificate(authority).publicKey);
}

const curve = { name: "ECDSA", namedCurve: "P-256" };

/**
 * The authority may vouch for names of a local network alone (RFC 5280, 4.2.1.10), so that whoever stole its key could not pass
 * for a bank on the telephones that trust it.
 */
async function makeAuthority(folder: string, now: Date): Promise<Pair> {
  const keys = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
  const name = `Wellside ${hostname()}`;
  const permitted = [...localDomains(), ...localNetworks()].map((base) => new GeneralSubtree({ base }));
  const pem = await signed({
    name,
    issuer: name,
    days: daysOfAuthority,
    now,
    of: keys.publicKey,
    by: keys.privateKey,
    extensions: [
      extension("2.5.29.19", true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
      keyUsage(0b0000_0110), // keyCertSign, cRLSign
      extension("2.5.29.30", true, new NameConstraints({ permittedSubtrees: permitted })),
    ],
  });
  return keep(folder, "authority", { pem, key: await keyText(keys.privateKey) });
}

async function makeServer(folder: string, authority: Pair, names: string[], now: Date): Promise<Pair> {
  const keys = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
  const altNames = names.map((name) =>
    isIP(name) === 0
      ? new GeneralName({ type: dnsName, value: name })
      : new GeneralName({ type: ipAddress, value: new OctetString({ valueHex: bytesOf(name).buffer }) }),
  );
  const pem = await signed({
    name: names[0] ?? "localhost",
    issuer: /^CN=(.*)$/m.exec(new X509Certificate(authority.pem).subject)?.[1] ?? "Wellside",
    days: daysOfServer,
    now,
    of: keys.publicKey,
    by: await crypto.subtle.importKey("pkcs8", derOf(authority.key), curve, false, ["sign"]),
    extensions: [
      extension("2.5.29.19", true, new BasicConstraints({ cA: false })),
      keyUsage(0b1000_0000), // digitalSignature
      extension("2.5.29.37", false, new ExtKeyUsage({ keyPurposes: ["1.3.6.1.5.5.7.3.1"] })), // serverAuth
      extension("2.5.29.17", false, new GeneralNames({ names: altNames })),
    ],
  });
  return keep(folder, "server", { pem, key: await keyText(keys.privateKey) });
}

const dnsName = 2;
const ipAddress = 7;

function localDomains(): GeneralName[] {
  const own = hostname().toLowerCase();
  return ["localhost", "local", "lan", own].map((value) => new GeneralName({ type: dnsName, value }));
}

/** Private use (RFC 1918), this machine, link-local and unique local (RFC 4193), each as an address and its mask. */
const networks = [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const;

function localNetworks(): GeneralName[] {
  return networks.map(([address, length]) => {
    const bytes = bytesOf(address);
    const mask = bytes.map((_, at) => 256 - 2 ** (8 - Math.min(8, Math.max(0, length - at * 8))));
    const both = new Uint8Array([...bytes, ...mask]);
    return new GeneralName({ type: ipAddress, value: new OctetString({ valueHex: both.buffer }) });
  });
}

function isPrivate(address: string): boolean {
  const list = new BlockList();
  for (const [network, length] of networks)
    list.addSubnet(network, length, isIPv4(network) ? "ipv4" : "ipv6");
  return list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

/** The bytes of an address: 4, or 16. */
function bytesOf(address: string): Uint8Array<ArrayBuffer> {
  if (isIPv4(address)) return Uint8Array.from(address.split(".").map(Number));
  const [head = "", tail] = address.split("::");
  const words = (text: string) =>
    text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
  const [first, last] = [words(head), words(tail ?? "")];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => 0);
  return Uint8Array.from([...first, ...zeros, ...last].flatMap((word) => [word >> 8, word & 255]));
}

async function signed(wanted: {
  name: string;
  issuer: string;
  days: number;
  now: Date;
  of: CryptoKey;
  by: CryptoKey;
  extensions: Extension[];
}): Promise<string> {
  const made = new Certificate();
  made.version = 2; // counted from 0
  const serial = crypto.getRandomValues(new Uint8Array(16));
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and never shorter
  made.serialNumber = new Integer({ valueHex: serial.buffer });
  for (const [who, value] of [
    [made.subject, wanted.name],
    [made.issuer, wanted.issuer],
  ] as const)
    who.typesAndValues.push(new AttributeTypeAndValue({ type: "2.5.4.3", value: new Utf8String({ value }) }));
  // An hour back: a telephone's clock may be slow.
  made.notBefore.value = new Date(wanted.now.getTime() - 3_600_000);
  made.notAfter.value = new Date(wanted.now.getTime() + wanted.days * dayLength);
  made.extensions = wanted.extensions;
  await made.subjectPublicKeyInfo.importKey(wanted.of);
  await made.sign(wanted.by, "SHA-256");
  return pemOf("CERTIFICATE", made.toSchema(true).toBER(false));
}

function extension(
  extnID: string,
  critical: boolean,
  value: { toSchema(): { toBER(sizeOnly?: boolean): ArrayBuffer } },
): Extension {
  return new Extension({ extnID, critical, extnValue: value.toSchema().toBER(false) });
}

/** The bits of KeyUsage from its highest, as a BIT STRING of one byte. */
function keyUsage(bits: number): Extension {
  const unused = Math.clz32(bits & -bits) === 0 ? 0 : 31 - Math.clz32(bits & -bits);
  return new Extension({
    extnID: "2.5.29.15",
    critical: true,
    extnValue: Uint8Array.from([3, 2, unused, bits]).buffer,
  });
}

async function keyText(key: CryptoKey): Promise<string> {
  return pemOf("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", key));
}

function pemOf(what: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${what}-----\n${lines.join("\n")}\n-----END ${what}-----\n`;
}

function derOf(pem: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64"));
}
