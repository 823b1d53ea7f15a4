/**
 * What is wrong with a database that did not do what it was asked, for no fault of what was asked: it is `away` (stopped,
 * starting again, out of reach), `busy` (something holds it up for longer than anybody waits), or its disk is `full`.
 * All three pass; what was being written then stands wholly or not at all, and is harmless to give again.
 */
export type DatabaseFault = "away" | "busy" | "full";

/** Undefined where the error is of another kind. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  // Sign-in's library hands the first error on as the cause of its own.
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    const found =
      ofCode((one as { code?: unknown }).code) ?? (saysAway.test(one.message) ? "away" : undefined);
    if (found !== undefined) return found;
    if (one instanceof AggregateError && one.errors.some((each) => databaseFault(each) === "away"))
      return "away"; // every address of a name was tried
  }
  return undefined;
}

function ofCode(code: unknown): DatabaseFault | undefined {
  if (typeof code !== "string") return undefined;
  if (full.has(code)) return "full";
  if (busy.has(code)) return "busy";
  return away.has(code) || code.startsWith("08") ? "away" : undefined;
}

const full = new Set(["53100", "ENOSPC"]);
/** Cancelled for its time, waited too long for a lock, a deadlock, too many connections, out of memory, idle for too long. */
const busy = new Set(["57014", "55P03", "40P01", "40001", "53300", "53200", "25P03", "25P04"]);
/** Shut down, crashed, starting; only to be read just now; and what the system says of a socket that leads nowhere. */
const away = new Set(
  ["57P01", "57P02", "57P03", "57P05", "25006", "58030"].concat(
    ["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ENOENT", "ENOTCONN"],
    ["EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ENOTFOUND", "EAI_AGAIN"],
  ),
);

/** `pg` gives these no code. */
const saysAway =
  /^Connection terminated|^Connection ended|^timeout exceeded when trying to connect|^Query read timeout|connection error and is not queryable|^Client was closed|^This socket has been ended/;
