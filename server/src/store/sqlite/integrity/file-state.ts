import { readFileSync, statSync } from "node:fs";

/** The file that a path leads to now. Never opens it: closing a file would free the locks that SQLite has on it. */
export type FileState = { device: string; inode: string; changed: string; size: number };

/** Undefined: there is none. */
export function stateOf(file: string): FileState | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const { dev, ino, ctimeNs, size } = found;
  return { device: String(dev), inode: String(ino), changed: String(ctimeNs), size: Number(size) };
}

/** Names this start of the machine. Empty where the system does not say it (only Linux does). */
export function bootName(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  } catch {
    return "";
  }
}
