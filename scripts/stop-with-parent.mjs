// Loaded before a program that start.mjs runs. A program whose starter is killed outright would go on unseen, and the
// next start would find it in its way: it asks itself to stop instead.
import { readFileSync } from "node:fs";

// The launcher's channel closes when the launcher ends.
process.once("disconnect", stop);
process.channel?.unref();

// Between npm and us stand a shell and perhaps the launcher. If one of them ends, its child gets another parent.
const links = process.platform === "linux" && process.env.npm_lifecycle_event ? linksUpToNpm() : [];
if (links.length > 0) setInterval(() => links.every(holds) || stop(), 500).unref();

function stop() {
  process.kill(process.pid, "SIGTERM");
}

function linksUpToNpm() {
  const found = [];
  for (let child = process.pid; found.length < 5; child = found.at(-1).parent) {
    const parent = parentOf(child);
    if (!parent) return [];
    found.push({ child, parent });
    if (read(parent, "cmdline").startsWith("npm")) return found;
  }
  return [];
}

function holds({ child, parent }) {
  return parentOf(child) === parent;
}

/** proc(5): "pid (name) state ppid …", where the name may hold spaces and brackets. */
function parentOf(pid) {
  const line = read(pid, "stat");
  return Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[1]);
}

function read(pid, what) {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}
