import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

const lookEveryMs = 500;
const shells = new Set(["sh", "dash", "bash", "ash", "zsh", "ksh", "busybox"]);

/**
 * Resolves at Ctrl-C, SIGTERM or SIGHUP, and when npm or npx, which started this program, is gone: they pass on no SIGHUP and
 * cannot pass on a SIGKILL, and a server that nobody sees would keep the port and the data. A second signal ends the process
 * at once. Behind `nohup` the terminal may go, and npm with it: the server stays.
 * @returns why, for the log.
 */
export function stopRequested(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const stays = isBehindNohup();
  for (const signal of ["SIGINT", "SIGTERM", ...(stays ? [] : ["SIGHUP"])]) {
    process.once(signal, () => {
      resolve(signal);
      process.once(signal, () => process.exit(1));
    });
  }
  // Node has undone what nohup did: without a listener SIGHUP would end it.
  if (stays) process.on("SIGHUP", () => undefined);
  // Started by anything else, e.g. by a shell that is closed, the server is meant to stay.
  else if (process.env.npm_execpath !== undefined) {
    const starters = findStarters();
    setInterval(() => {
      if (findStarters() !== starters) resolve("who started it is gone");
    }, lookEveryMs).unref();
  }
  return promise;
}

/**
 * Whether a person wants the server to outlive their terminal. Node takes SIGHUP back from those signals that are ignored, so that
 * nohup is known by its name only: shells put the command into `_`, and it writes to `nohup.out` unless it is given another file.
 */
function isBehindNohup(): boolean {
  return basename(process.env._ ?? "") === "nohup" || [1, 2].some((fd) => basename(fileOf(fd)) === "nohup.out");
}

function fileOf(fd: number): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return ""; // not on Linux
  }
}

/**
 * npm, and the shell that may stand between it and the program and outlives it. Not what started npm: that is the person's shell, which
 * may be closed.
 */
function findStarters(): string {
  try {
    // `pid (name) state parent …`
    const [, name = "", parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, "utf8")) ?? [];
    return shells.has(name) ? `${process.ppid} ${parent}` : String(process.ppid);
  } catch {
    return String(process.ppid); // not on Linux, or the parent is gone
  }
}
