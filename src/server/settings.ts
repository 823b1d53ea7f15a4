import { resolve } from "node:path";
import { parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";

/** What a person may set, all by environment variables. Every one is in the manual, and a check says so. */
export interface Settings {
  /** Where data and the master key are kept. */
  dataFolder: string;
  /** An outside PostgreSQL instead of the embedded one. */
  databaseUrl: string | undefined;
  port: number;
  host: string;
  keyFile: string;
  /** A command that prints the master keys instead of the file. */
  keyCommand: string | undefined;
  /** A folder of standards/; "none": start empty; undefined: the first that has a sample. */
  sample: string | undefined;
  /** How others reach this machine by HTTPS; undefined: they do not. */
  certificate: CertificateSetting | undefined;
  /** A folder for the backups of each day, on another disk; undefined: none are made. */
  backups: string | undefined;
  /** ISO day before which nobody needs a second factor yet: while an office is introducing it. */
  secondFactorFrom: string | null;
  /** The way out for letters; undefined: none are sent. */
  mail: MailSetting | undefined;
  production: boolean;
  /** What was written last bears a later time than the machine's clock shows, and it is the clock that is right. */
  clockIsRight: boolean;
}

/** A server as nodemailer takes it, and whom letters come from. */
export interface MailSetting {
  server: string;
  from: string;
}

/** `own`: made here; `proxy`: whatever stands in front speaks HTTPS. */
export type CertificateSetting = "own" | "proxy" | { chain: string; key: string };

export const settingNames: { name: string; about: Text }[] = [
  { name: "PORT", about: { zh: "网页端口，默认 8210。", en: "The port of the pages; 8210 by default." } },
  {
    name: "HOST",
    about: {
      zh: "监听地址，默认 127.0.0.1；有演示账号时只能是本机。",
      en: "The address to listen on; 127.0.0.1 by default, and this machine only while there are demonstration accounts.",
    },
  },
  {
    name: "WELLSIDE_DATA",
    about: { zh: "数据文件夹，默认 ./data。", en: "The data folder; ./data by default." },
  },
  {
    name: "WELLSIDE_KEY",
    about: {
      zh: "主密钥文件，默认在数据文件夹的 keys/master.key。另存一份，别与数据放在一起。",
      en: "The master key's file; keys/master.key in the data folder by default. Keep a copy, away from the data.",
    },
  },
  {
    name: "WELLSIDE_KEY_COMMAND",
    about: {
      zh: "不用文件，由这条命令打印主密钥（一行一个，最新的在第一行），比如从密钥管理系统取；15 秒内要答完。",
      en: "A command that prints the master keys instead of the file, one a line, the newest first: out of a safe for keys, say. It has 15 seconds.",
    },
  },
  {
    name: "DATABASE_URL",
    about: {
      zh: "改用外部的 PostgreSQL（15 以上）。",
      en: "An outside PostgreSQL (15 or newer) instead of the embedded one.",
    },
  },
  {
    name: "WELLSIDE_SAMPLE",
    about: {
      zh: "首次启动装入的样例，standards/ 下文件夹的名字；默认装第一个带样例的，none 为不装。",
      en: "The sample loaded on first start: a folder of standards/. By default the first that has one; none for none.",
    },
  },
  {
    name: "WELLSIDE_CERTIFICATE",
    about: {
      zh: "让别的电脑和手机用 HTTPS 打开：own 由本机自己签发；或写证书文件（PEM）；proxy 表示前面另有代理负责 HTTPS。",
      en: "HTTPS for other computers and telephones: own, made by this machine; or a certificate's file (PEM); proxy if one in front of this speaks HTTPS.",
    },
  },
  {
    name: "WELLSIDE_CERTIFICATE_KEY",
    about: { zh: "上述证书文件的私钥文件。", en: "The file with the key of that certificate." },
  },
  {
    name: "WELLSIDE_BACKUPS",
    about: {
      zh: "每天自动备份到这个文件夹，应在另一块盘上；不写就不自动备份。",
      en: "The folder for a backup every day, which should be on another disk; none are made without.",
    },
  },
  {
    name: "WELLSIDE_SECOND_FACTOR_FROM",
    about: {
      zh: "从哪天起，看得到受限信息的岗位登录必须有两步验证，如 2026-12-01；这天以前只是提醒。不写：每个账号开出七天后。",
      en: "The day, 2026-12-01 say, from which posts that open guarded facts need a second step to sign in; before it they are only asked to. Without it: seven days after each account is opened.",
    },
  },
  {
    name: "WELLSIDE_MAIL",
    about: {
      zh: "发信服务器，如 smtps://账号:密码@smtp.example.cn；每日提醒发到邮箱时用。",
      en: "The server for letters, smtps://user:password@smtp.example.cn say: for notifications by e-mail.",
    },
  },
  {
    name: "WELLSIDE_MAIL_FROM",
    about: { zh: "信从哪个地址发出。", en: "The address that letters come from." },
  },
];

/** Those that are set, as they are. */
export function settingsIn(
  environment: Record<string, string | undefined>,
): (readonly [name: string, value: string])[] {
  const names = new Set(settingNames.map(({ name }) => name));
  return Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && value !== "" && names.has(name) ? [[name, value] as const] : [],
  );
}

export function readSettings(
  environment: Record<string, string | undefined>,
  flags: string[] = [],
): Settings {
  const dataFolder = resolve(environment["WELLSIDE_DATA"] || "data");
  const port = Number(environment["PORT"] || 8210);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT=${environment["PORT"]} is not a port number (0–65535).`);
  return {
    dataFolder,
    databaseUrl: environment["DATABASE_URL"] === "" ? undefined : environment["DATABASE_URL"],
    port,
    host: environment["HOST"] || "127.0.0.1",
    keyFile: resolve(environment["WELLSIDE_KEY"] || `${dataFolder}/keys/master.key`),
    keyCommand: environment["WELLSIDE_KEY_COMMAND"] || undefined,
    sample: environment["WELLSIDE_SAMPLE"] || undefined,
    certificate: certificateSetting(
      environment["WELLSIDE_CERTIFICATE"] || undefined,
      environment["WELLSIDE_CERTIFICATE_KEY"] || undefined,
    ),
    backups: environment["WELLSIDE_BACKUPS"] ? resolve(environment["WELLSIDE_BACKUPS"]) : undefined,
    secondFactorFrom: daySetting("WELLSIDE_SECOND_FACTOR_FROM", environment["WELLSIDE_SECOND_FACTOR_FROM"]),
    mail: mailSetting(
      environment["WELLSIDE_MAIL"] || undefined,
      environment["WELLSIDE_MAIL_FROM"] || undefined,
    ),
    production: flags.includes("--production"),
    clockIsRight: flags.includes("--clock-is-right"),
  };
}

function certificateSetting(value: string | undefined, key: string | undefined): Settings["certificate"] {
  if (value === undefined || value === "own" || value === "proxy") return value;
  if (key === undefined)
    throw new Error(
      "WELLSIDE_CERTIFICATE names a file; WELLSIDE_CERTIFICATE_KEY has to name that of its key.",
    );
  return { chain: resolve(value), key: resolve(key) };
}

function daySetting(name: string, value: string | undefined): string | null {
  if (value === undefined || value === "") return null;
  if (parseDay(value) === undefined) throw new Error(`${name}=${value} is no day: write it as 2026-12-01.`);
  return value;
}

function mailSetting(server: string | undefined, from: string | undefined): MailSetting | undefined {
  if (server === undefined) return undefined;
  if (!/^smtps?:\/\//.test(server)) throw new Error("WELLSIDE_MAIL begins with smtp:// or smtps://.");
  if (from === undefined)
    throw new Error(
      "WELLSIDE_MAIL names a server; WELLSIDE_MAIL_FROM has to name the address letters come from.",
    );
  return { server, from };
}

/** Only this machine can reach these. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
