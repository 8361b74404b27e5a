import { readFileSync } from "node:fs";

const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const lookEveryMs = 500;

/**
 * Resolves at Ctrl-C, SIGTERM or SIGHUP, and when npm or npx, which started this program, is gone: they pass on no SIGHUP and
 * cannot pass on a SIGKILL, and a server that nobody sees would keep the port and the data. A second signal ends the process
 * at once.
 * @returns why, for the log.
 */
export function stopRequested(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const signal of endingSignals) {
    process.once(signal, () => {
      resolve(signal);
      process.once(signal, () => process.exit(1));
    });
  }
  // Started by anything else, e.g. by a shell that is closed after `nohup`, the server is meant to stay.
  if (process.env.npm_execpath !== undefined) {
    const starters = ancestors();
    setInterval(() => {
      if (ancestors() !== starters) resolve("who started it is gone");
    }, lookEveryMs).unref();
  }
  return promise;
}

/** The parent and its parent: between npm and the program there may be a shell, which outlives npm. */
function ancestors(): string {
  try {
    // Behind the name in parentheses stand the state and the parent.
    const [, grandparent] = readFileSync(`/proc/${process.ppid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return `${process.ppid} ${grandparent}`;
  } catch {
    return String(process.ppid); // not on Linux, or the parent is gone
  }
}
