import { hkdfSync, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { describeNoAccess } from "#app/file-owner.ts";
import { makeFolder } from "#app/make-folder.ts";

/**
 * What the server signs with (`current`), and what it signed with before: that is still believed, so that nobody loses a
 * session when the secret changes. `isNew`: it was made just now.
 */
export type Secrets = { current: string; former: readonly string[]; isNew: boolean };

/** Keys of 32 bytes, one for each purpose: what signs tokens cannot sign anything else. */
export function deriveKeys(secret: string): (purpose: string) => Uint8Array {
  return (purpose) => new Uint8Array(hkdfSync("sha256", secret, "causerie", purpose, 32));
}

/** Tells one secret from another, and says nothing else of it. */
export function fingerprint(secret: string): string {
  return Buffer.from(deriveKeys(secret)("fingerprint")).toString("base64url").slice(0, 16);
}

export function secretFile(folder: string): string {
  return join(folder, "secret.key");
}

/** The secret kept in the data folder, made at the first start. @throws ConfigError when the folder cannot be used. */
export function keptSecrets(folder: string): Secrets {
  const file = secretFile(folder);
  let isNew = false;
  try {
    const kept = read(file);
    if (kept !== undefined) return { ...kept, isNew };
    // With a store of the program's own nobody else makes the folder.
    makeFolder(folder);
    writeFileSync(file, newSecret(), { mode: 0o600, flag: "wx", flush: true });
    isNew = true;
  } catch (cause) {
    // Two processes that start at once: the file of the faster one counts.
    if (!hasCode(cause, "EEXIST"))
      throw new ConfigError(
        [
          describeNoAccess(cause) ??
            `the secret could not be kept in ${file}; make the folder writable or set CAUSERIE_SECRET`,
        ],
        { cause },
      );
  }
  const kept = read(file);
  if (kept === undefined)
    throw new ConfigError([`${file} is empty; delete it (all visitors get new sessions) or set CAUSERIE_SECRET`]);
  return { ...kept, isNew };
}

export type RotateOptions = {
  /** For how long somebody may come back with what the former secret has signed. */
  signedForMs: number;
  /** Milliseconds since 1970. */
  now: number;
  /** Forget the former secret although it may still be needed. */
  force?: boolean;
};

/**
 * Puts a new secret before the one that is kept, which is still believed; one from before that is not any more. Takes effect at the next start.
 * @throws ConfigError when none is kept in the folder, or what the former one has signed may still be in use.
 */
export function rotateSecret(folder: string, { signedForMs, now, force = false }: RotateOptions): void {
  const file = secretFile(folder);
  const kept = read(file);
  if (kept === undefined)
    throw new ConfigError([
      `there is no secret in ${file}. If yours is in CAUSERIE_SECRET, move it to CAUSERIE_PREVIOUS_SECRET and put a new one in its place (openssl rand -base64 32)`,
    ]);
  // The file is written by a rotation only, once it has a former secret.
  const neededUntil = kept.former.length === 0 ? now : Math.floor(statSync(file).mtimeMs) + signedForMs;
  if (neededUntil > now && !force)
    throw new ConfigError([
      `the secret was changed not long ago, and visitors may come back with a session of the one before until ${new Date(neededUntil).toISOString().slice(0, 16)}Z: change it again after that, or say --force, which ends those sessions`,
    ]);
  // Whole or not at all: half a secret would be another secret.
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${newSecret()}\n${kept.current}\n`, { mode: 0o600, flag: "wx", flush: true });
  renameSync(draft, file);
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const opened = openSync(folder, "r");
  fsyncSync(opened);
  closeSync(opened);
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What the folder keeps, undefined: nothing. @throws the file system's error. */
export function readSecrets(folder: string): Omit<Secrets, "isNew"> | undefined {
  return read(secretFile(folder));
}

/** One secret a line, the one that is signed with first. */
function read(file: string): { current: string; former: string[] } | undefined {
  try {
    const [current, ...former] = readFileSync(file, "utf8").split(/\s+/).filter(Boolean);
    return current === undefined ? undefined : { current, former };
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
