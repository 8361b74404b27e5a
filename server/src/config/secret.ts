import { hkdfSync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { makeFolder } from "#app/make-folder.ts";

/** Keys of 32 bytes, one for each purpose: what signs tokens cannot sign anything else. */
export function deriveKeys(secret: string): (purpose: string) => Uint8Array {
  return (purpose) => new Uint8Array(hkdfSync("sha256", secret, "causerie", purpose, 32));
}

/** The secret kept in the data folder, made at the first start. @throws ConfigError when the folder cannot be used. */
export function keptSecret(folder: string): string {
  const file = join(folder, "secret.key");
  try {
    const kept = read(file);
    if (kept !== undefined) return kept;
    // With a store of the program's own nobody else makes the folder.
    makeFolder(folder);
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (cause) {
    // Two processes that start at once: the file of the faster one counts.
    if (!hasCode(cause, "EEXIST"))
      throw new ConfigError(
        [`the secret could not be kept in ${file}; make the folder writable or set CAUSERIE_SECRET`],
        { cause },
      );
  }
  const kept = read(file);
  if (kept === undefined)
    throw new ConfigError([`${file} is empty; delete it (all visitors get new sessions) or set CAUSERIE_SECRET`]);
  return kept;
}

function read(file: string): string | undefined {
  try {
    const text = readFileSync(file, "utf8").trim();
    return text === "" ? undefined : text;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
