import { createHash, hash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { makeFolder } from "#app/make-folder.ts";
import type { Example } from "#understanding/understanding.ts";
import type { Model } from "./model.ts";

/** A model as it is stored. */
export type SavedModel = { model: Model; trainedInMs: number };

/** Raise it with every change of the training or of the model's form: models of another version are not read. */
const trainingVersion = 9;
/** How many models stay in a folder. The newest stay. */
const mostModels = 8;
/** After this time, an unfinished file is taken for abandoned. */
const abandonedAfterMs = 3_600_000;
const checksumLength = 32;

const modelName = /^classifier-[0-9a-f]{64}\.model$/;
const unfinishedName = /^classifier-[0-9a-f]{64}\.model\.[0-9a-f-]+\.tmp$/;

/** Two corpora have the same key if they have the same examples in the same order, and the same version trains them. */
export function cacheKey(corpus: readonly Example[]): string {
  const examples = corpus.map(({ intent, text, abstract }) => [intent, text, abstract]);
  return hash("sha256", JSON.stringify([trainingVersion, process.versions.v8, examples]), "hex");
}

export function encodeModel(saved: SavedModel): Buffer {
  return serialize(saved);
}

/** @param encoded by {@link encodeModel}. The checksum of a file is verified before. */
export function decodeModel(encoded: Uint8Array): SavedModel {
  return deserialize(encoded) as SavedModel;
}

/** @returns the encoded model; undefined: there is none, or it is damaged or not ours. @throws when the folder cannot be read. */
export function readModel(folder: string, key: string): Buffer | undefined {
  const file = modelFile(folder, key);
  if (!existsSync(file)) return undefined;
  const content = readFileSync(file);
  const encoded = content.subarray(checksumLength);
  return checksumOf(key, encoded).equals(content.subarray(0, checksumLength)) ? encoded : undefined;
}

/**
 * Stores the model and removes old ones. The file appears whole or not at all, even if several processes write at once.
 * @throws the error of the file system.
 */
export function writeModel(folder: string, key: string, encoded: Uint8Array): void {
  makeFolder(folder);
  const unfinished = `${modelFile(folder, key)}.${randomUUID()}.tmp`;
  try {
    writeFileSync(unfinished, Buffer.concat([checksumOf(key, encoded), encoded]), { flag: "wx", mode: 0o600 });
    renameSync(unfinished, modelFile(folder, key));
  } finally {
    rmSync(unfinished, { force: true });
  }
  removeOld(folder, key);
}

function modelFile(folder: string, key: string): string {
  return join(folder, `classifier-${key}.model`);
}

/** The key is included: a valid file under the name of another model is as wrong as a damaged one. */
function checksumOf(key: string, encoded: Uint8Array): Buffer {
  return createHash("sha256").update(key).update(encoded).digest();
}

function removeOld(folder: string, key: string): void {
  const files = readdirSync(folder).flatMap((name) => {
    const changed = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
    return changed === undefined ? [] : [{ name, changed }];
  });
  const models = files
    .filter(({ name }) => modelName.test(name) && !name.includes(key))
    .sort((a, b) => b.changed - a.changed)
    .slice(mostModels - 1);
  const abandoned = files.filter(
    ({ name, changed }) => unfinishedName.test(name) && changed < Date.now() - abandonedAfterMs,
  );
  for (const { name } of [...models, ...abandoned]) rmSync(join(folder, name), { force: true });
}
