import { resolve } from "node:path";
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
  /** A folder of standards/; "none": start empty; undefined: the first that has a sample. */
  sample: string | undefined;
  production: boolean;
}

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
];

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
    sample: environment["WELLSIDE_SAMPLE"] || undefined,
    production: flags.includes("--production"),
  };
}

/** Only this machine can reach these. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
