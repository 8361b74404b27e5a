import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { createFolderBlobStore, removeAbandonedFiles } from "./folder-blob-store.ts";
import { parseS3Address } from "#channel/kit/s3-address.ts";
import type { Bucket } from "./s3/bucket.ts";
import { createS3BlobStore } from "./s3/s3-blob-store.ts";
import { openS3Bucket } from "./s3/s3-bucket.ts";

/** No file takes a day to arrive. */
const abandonedAfterMs = 24 * 3_600_000;

/** `files`: the address of a bucket. Undefined: a folder beside the data. */
export type BlobSettings = { data: string; files: string | undefined };

/**
 * The place for files that the configuration names. A bucket needs the folder, too, for what is on its way there.
 * @throws ConfigError when the client of the bucket is not installed.
 */
export async function openBlobStore({ data, files }: BlobSettings, logger?: Logger): Promise<BlobStore & Disposable> {
  const folder = join(data, "blobs");
  await removeAbandonedFiles(folder, Date.now() - abandonedAfterMs);
  if (files === undefined) return { ...createFolderBlobStore(folder), [Symbol.dispose]: () => {} };
  const { prefix, bucket } = await openBucket(files, logger);
  return { ...createS3BlobStore({ bucket, prefix, folder }), [Symbol.dispose]: () => bucket[Symbol.dispose]() };
}

async function openBucket(files: string, logger?: Logger): Promise<{ prefix: string; bucket: Bucket & Disposable }> {
  const address = parseS3Address(files);
  if (address === undefined) throw new ConfigError(["files is no address of a bucket."]);
  return { prefix: address.prefix, bucket: await openS3Bucket(address, logger) };
}

/**
 * Whether files could be read there, for `causerie check`. Changes nothing.
 * @returns where the files are.
 * @throws ConfigError when the bucket refuses or cannot be reached.
 */
export async function checkBlobStore(settings: BlobSettings): Promise<string> {
  const { data, files } = settings;
  if (files === undefined) return data;
  const shown = files.replace(/\?.*$/, "");
  const { prefix, bucket } = await openBucket(files);
  using _open = bucket;
  try {
    for await (const _ of bucket.list(`${prefix}recent/`)) break;
    return shown;
  } catch (cause) {
    const { name = "no answer" } = Object((cause as Error).cause) as { name?: string };
    throw new ConfigError(
      [`files: the bucket ${shown} cannot be used (${name}): look at its address, its endpoint, and the keys of AWS.`],
      { cause },
    );
  }
}
