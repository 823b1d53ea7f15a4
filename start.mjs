// Starts Wellside on a machine that has any Node from 20 on and npm, and nothing else. Plain JavaScript, because what
// it runs under is whatever happens to be there: it installs what is missing, then hands over to the Node of the lockfile.
//
//   node start.mjs [arguments]             wellside start, with the screens built anew if their sources changed
//   node start.mjs --run FILE [arguments]  runs FILE
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const windows = process.platform === "win32";
const node = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");
const [first, ...rest] = process.argv.slice(2);
const program = first === "--run" ? rest[0] : undefined;

if (
  !isInstalled({
    alsoForDevelopers: program !== undefined && resolve(program).startsWith(join(root, "scripts")),
  })
)
  install();
const environment = { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? "") };
if (program) handOver([resolve(program), ...rest.slice(1)]);
else {
  const built = spawnSync(node, [join(root, "scripts", "build-screens.ts")], {
    stdio: "inherit",
    env: environment,
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
  // Left to itself Node gives young objects 64 MB: with 16 a server under load takes 80 MB less, and an import a tenth longer.
  handOver([
    "--max-semi-space-size=8",
    join(root, "src", "cli", "wellside.ts"),
    "start",
    ...process.argv.slice(2),
  ]);
}

/** Compares the lockfile with the copy that npm leaves in node_modules when, and only when, an install has succeeded. */
function isInstalled({ alsoForDevelopers }) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !present || !existsSync(node)) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional, dev }]) => {
    const found = present[path];
    if (path === "") return true;
    if (!found) return optional || (dev && !alsoForDevelopers); // optional ones are for other kinds of machine
    return found.version === version && found.integrity === integrity;
  });
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}

function install() {
  const begun = Date.now();
  process.stderr.write("安装依赖，约需一分钟 · installing what is missing, about a minute …\n");
  const npm = process.env.npm_execpath;
  const options = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const [file, ...before] =
    npm && basename(npm).startsWith("npm") ? [process.execPath, npm] : [windows ? "npm.cmd" : "npm"];
  const run = spawnSync(file, [...before, ...options], {
    cwd: root,
    encoding: "utf8",
    shell: file === "npm.cmd",
  });
  if (run.status === 0 && !existsSync(node)) installNode();
  if (run.status !== 0 || !existsSync(node)) {
    process.stderr.write(`${run.stdout ?? ""}${run.stderr ?? ""}${run.error ?? ""}\n`);
    process.stderr.write(
      "依赖没有装上，原因见上 · what is missing could not be installed; the reason is above.\n",
    );
    process.exit(1);
  }
  process.stderr.write(`依赖已就绪 · installed (${Math.round((Date.now() - begun) / 1000)} s)\n`);
}

/** The package `node` fetches its binary in an install script; where npm is told to run none, we run this one. */
function installNode() {
  const folder = join(root, "node_modules", "node");
  spawnSync(process.execPath, ["installArchSpecificPackage"], { cwd: folder, stdio: "ignore" });
}

/** Becomes the program where Node can do that (from 22.15 on); else runs it, passing on signals and the exit code. */
function handOver(argv) {
  const whole = ["--import", pathToFileURL(join(root, "scripts", "stop-with-parent.mjs")).href, ...argv];
  if (process.execve && !windows) {
    process.emitWarning = () => {}; // execve is marked experimental in some releases
    process.execve(node, [node, ...whole], environment);
  }
  const child = spawn(node, whole, { env: environment, stdio: ["inherit", "inherit", "inherit", "ipc"] });
  const terminal = process.stdin.isTTY || process.stdout.isTTY;
  // Ctrl-C in a terminal goes to the whole group; passing it on would make it two.
  process.on("SIGINT", () => terminal || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  child.on("exit", (code, signal) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code);
  });
}
