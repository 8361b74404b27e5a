import { signedForMs } from "#channel/connector-definition.ts";
import { join } from "node:path";
import { print } from "#cli/print.ts";
import { readSettings } from "#cli/loading/load-config.ts";
import { ConfigError } from "#app/errors.ts";
import type { CauserieConfig } from "#config/config.ts";
import { rotateSecret } from "#config/secret.ts";
import { backUp } from "#store/sqlite/backup/backup.ts";
import { restore } from "#store/sqlite/backup/restore.ts";

type Options = { json?: boolean | undefined; replace?: boolean | undefined; force?: boolean | undefined };

export async function backupTo(config: CauserieConfig, { json = false }: Options, target: string): Promise<void> {
  const { data, database, files: bucket } = readSettings(config);
  if (database !== undefined)
    throw new ConfigError([
      `the conversations are in PostgreSQL: back them up with pg_dump --format=custom, and keep CAUSERIE_SECRET and the folder ${join(data, "blobs")} with the dump`,
    ]);
  const manifest = await backUp(data, target);
  const { conversations, events, files, secret } = manifest;
  const filesOfPeople = Object.keys(files).filter((name) => /^blobs[/\\].*(?<!\.json)$/.test(name)).length;
  const kept = `the database (${conversations} conversations, ${events} events)`;
  print({ target, ...manifest, ...leftOut(bucket) }, json, () => [
    ...(bucket === undefined
      ? [`The backup is in ${target}: ${kept} and ${filesOfPeople} files of people.`]
      : [
          `The backup is in ${target}: ${kept}.`,
          `The files of people are in ${shown(bucket)} and not in the backup: keep the bucket's own versions or a copy of it.`,
        ]),
    ...(secret
      ? ["It has the secret, too: keep it as safe as the server."]
      : ["The secret is in your configuration: keep it, too."]),
  ]);
}

export async function restoreFrom(config: CauserieConfig, options: Options, backup: string): Promise<void> {
  const { data, database, files: bucket } = readSettings(config);
  if (database !== undefined)
    throw new ConfigError([
      `the conversations are in PostgreSQL: stop the servers, restore with pg_restore and put the files back into ${join(data, "blobs")}, then run npx causerie restored`,
    ]);
  const { manifest, epoch, movedTo } = await restore(backup, data, { replace: options.replace ?? false });
  const { at, conversations, events } = manifest;
  print({ data, epoch, movedTo, at, conversations, events, ...leftOut(bucket) }, options.json ?? false, () => [
    `The backup of ${at} is in ${data}: ${conversations} conversations, ${events} events. Pages load their conversation anew.`,
    ...(movedTo === undefined ? [] : [`What was there is in ${movedTo} now; delete it when you do not need it.`]),
    ...(bucket === undefined
      ? []
      : [
          `The files of people are in ${shown(bucket)} and stay as they are: what was deleted there since ${at} is gone.`,
        ]),
    `People who were deleted after ${at} are back: delete them again.`,
  ]);
}

/** Without its options, which say nothing to whoever reads. */
const shown = (bucket: string): string => bucket.split("?", 1)[0] ?? bucket;

const leftOut = (bucket: string | undefined) => (bucket === undefined ? {} : { filesLeftOut: shown(bucket) });

export async function rotate(config: CauserieConfig, { json = false, force = false }: Options): Promise<void> {
  const { data, secret, connectors } = readSettings(config);
  if (secret !== undefined)
    throw new ConfigError([
      "the secret is in your configuration: move it to CAUSERIE_PREVIOUS_SECRET, set CAUSERIE_SECRET to a new one (openssl rand -base64 32), and start the server again",
    ]);
  const longestMs = Math.max(0, ...connectors.map(signedForMs));
  rotateSecret(data, { signedForMs: longestMs, now: Date.now(), force });
  print({ data, rotated: true }, json, () => [
    `A new secret is in ${data}, and the one before it is still believed. Start the server again to use it.`,
  ]);
}
