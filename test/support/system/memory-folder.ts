import { chmodSync, existsSync, mkdtempSync, readFileSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";

const sharedMemory = "/dev/shm";
/** The applications that tests install are the largest part of what lies there, at most two of these at once. */
const enoughBytes = 8e9;

/**
 * A new folder in memory for the temporary files of a whole run, which the caller removes; undefined where there is none with
 * enough room. Tests open thousands of databases, and each commit would wait for the disk. What is lost with the power is shown
 * by `test/support/power-loss`, which keeps what had been made durable, on any drive.
 */
export function memoryFolder(): string | undefined {
  if (!existsSync(sharedMemory) || !existsSync("/proc/mounts")) return undefined;
  const { bavail, bsize } = statfsSync(sharedMemory);
  const room = Math.min(bavail * bsize, freemem());
  if (!isFit(readFileSync("/proc/mounts", "utf8"), room)) return undefined;
  const folder = mkdtempSync(join(sharedMemory, "causerie-"));
  // As `/tmp`: PostgreSQL and some tests run as another user.
  chmodSync(folder, 0o1777);
  return folder;
}

/** @param mounts the text of `/proc/mounts`. Containers often let nothing be executed there, and give it 64 MB. */
export function isFit(mounts: string, roomBytes: number): boolean {
  const [, type, options = ""] = new RegExp(`^\\S+ ${sharedMemory} (\\S+) (\\S+)`, "m").exec(mounts) ?? [];
  return type === "tmpfs" && !options.split(",").includes("noexec") && roomBytes >= enoughBytes;
}
