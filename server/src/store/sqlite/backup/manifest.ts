import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { ConfigError } from "#app/errors.ts";

/** What stands in `backup.json` of a backup. */
const manifestSchema = v.object({
  version: v.literal(1),
  /** ISO 8601. */
  at: v.string(),
  identity: v.string(),
  position: v.number(),
  conversations: v.number(),
  events: v.number(),
  /** Whether `secret.key` is part of it. If not, the secret is in the configuration. */
  secret: v.boolean(),
  remark: v.string(),
  /** Each file with the SHA-256 of its bytes. */
  files: v.record(v.string(), v.string()),
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

export const remark =
  "Whoever is deleted after this backup was made is still in it. After a restore, delete them again; and keep backups no longer than you may keep people's data.";

export const manifestFile = "backup.json";

/** @throws ConfigError when the folder is no backup, or one of a newer version. */
export function readManifest(folder: string): Manifest {
  try {
    return v.parse(manifestSchema, JSON.parse(readFileSync(join(folder, manifestFile), "utf8")));
  } catch (cause) {
    throw new ConfigError([`${folder} is no whole backup of causerie: its backup.json is missing or cannot be read`], {
      cause,
    });
  }
}

export async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest("hex");
}
