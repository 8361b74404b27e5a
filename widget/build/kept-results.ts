/**
 * Keeps from build to build what takes long and always comes out the same, by all that it is made of. Minifying is four fifths of a
 * build, and most files are as they were in the build before.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder =
  process.env["CAUSERIE_BUILD_CACHE"] ?? join(import.meta.dirname, "../..", "node_modules", ".cache", "causerie-build");
const used = new Set<string>();

/**
 * The result for these parts, from an earlier build where one had the same.
 * @param parts everything that the result depends on, the version of the program that makes it above all
 */
export async function keptResult(
  parts: readonly (string | Uint8Array)[],
  make: () => Promise<string | Uint8Array>,
): Promise<Buffer> {
  const hash = createHash("sha256");
  // With its length, so that no two lists of parts look the same.
  for (const part of parts) hash.update(`${part.length} `).update(part);
  const name = hash.digest("hex");
  used.add(name);
  return read(name) ?? write(name, Buffer.from(await make()));
}

/** Removes what the build that ends now did not need. */
export function removeUnusedResults(): void {
  for (const name of readdirSync(folder)) if (!used.has(name)) rmSync(join(folder, name), { force: true });
}

function read(name: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, name));
  } catch {
    return undefined; // It is made anew.
  }
}

/** Under its name only when it is whole: a build may be ended half-way. */
function write(name: string, result: Buffer): Buffer {
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `${name}.${process.pid}`);
  writeFileSync(unfinished, result);
  renameSync(unfinished, join(folder, name));
  return result;
}
