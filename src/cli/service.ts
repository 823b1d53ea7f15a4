import { userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { settingsIn } from "#server/settings.ts";
import { sayBoth } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";
import { needed, oneOf, readOptions } from "./options.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

export const service: CliCommand = {
  name: "service",
  usage: "service --for linux|windows",
  about: {
    zh: "印出开机自动启动所需的文件（systemd）或命令（Windows 任务计划），用的是现在的设置；只印，不改动机器。",
    en: "Prints what starts Wellside with the machine, with the settings of now: a unit for systemd, or commands for Windows' task scheduler. It changes nothing.",
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["for"]);
    const system = oneOf(needed(values, "for"), "for", ["linux", "windows"] as const);
    const install = { root, user: userInfo().username, set: settingsIn(process.env) };
    terminal.out(system === "linux" ? systemdUnit(install) : windowsTask(install));
    terminal.err(`${sayBoth(next[system])}\n`);
    return 0;
  },
};

interface Install {
  root: string;
  user: string;
  set: (readonly [name: string, value: string])[];
}

const next = {
  linux: {
    zh: "存为 /etc/systemd/system/wellside.service，再执行 systemctl enable --now wellside",
    en: "save it as /etc/systemd/system/wellside.service, then run systemctl enable --now wellside",
  },
  windows: {
    zh: "用管理员身份打开 PowerShell，粘贴执行。这一种还没有在 Windows 上试过。",
    en: "open PowerShell as administrator, paste it and run it. This has not been tried on Windows yet.",
  },
};

/** Ended as Ctrl-C ends it: the server first, then its database. */
export function systemdUnit({ root: folder, user, set }: Install): string {
  const quoted = (text: string) => `"${text.replaceAll(/[\\"]/g, "\\$&").replaceAll("%", "%%")}"`;
  return [
    "[Unit]",
    "Description=Wellside",
    "After=network-online.target",
    "Wants=network-online.target",
    "",
    "[Service]",
    `User=${user}`,
    `WorkingDirectory=${folder.replaceAll("%", "%%")}`,
    ...set.map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`),
    `ExecStart=${quoted(join(folder, "node_modules/node/bin/node"))} start.mjs --production`,
    "KillMode=mixed",
    "KillSignal=SIGINT",
    "TimeoutStopSec=60",
    "Restart=on-failure",
    "RestartSec=10",
    "UMask=0077",
    "NoNewPrivileges=true",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n");
}

/** As LOCAL SERVICE: PostgreSQL refuses to run as an administrator, which SYSTEM is. */
export function windowsTask({ root: folder, set }: Install): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const data = set.find(([name]) => name === "WELLSIDE_DATA")?.[1] ?? `${folder}\\data`;
  const node = `${folder}\\node_modules\\node\\bin\\node.exe`;
  const settings = set.map(([name, value]) => `set "${name}=${value}" && `).join("");
  return [
    `New-Item -ItemType Directory -Force ${quoted(data)} | Out-Null`,
    `icacls ${quoted(data)} /grant "*S-1-5-19:(OI)(CI)M"`,
    `$action = New-ScheduledTaskAction -Execute cmd.exe -WorkingDirectory ${quoted(folder)} -Argument ${quoted(`/c ${settings}"${node}" start.mjs --production`)}`,
    "$trigger = New-ScheduledTaskTrigger -AtStartup",
    "$settings = New-ScheduledTaskSettingsSet -RestartCount 5 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit ([TimeSpan]::Zero) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries",
    `$principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-19' -LogonType ServiceAccount`,
    "Register-ScheduledTask -TaskName Wellside -Action $action -Trigger $trigger -Settings $settings -Principal $principal -Force",
    "Start-ScheduledTask -TaskName Wellside",
    "",
  ].join("\n");
}
