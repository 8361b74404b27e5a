import { createReadStream } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type * as S3 from "@aws-sdk/client-s3";
import { ConfigError, RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { Bucket } from "./bucket.ts";
import type { S3Address } from "#channel/kit/s3-address.ts";

/** Each of them is made again by the client's own rules where its body can be. */
const tries = 4;
/** Milliseconds before the second try; twice as long before each other. */
const pauseMs = 200;
/** Milliseconds in which a store must begin to answer, and may be silent. */
const silenceMs = 20_000;

type Sent = { $metadata?: { httpStatusCode?: number }; name?: string };

/**
 * A bucket by the client of AWS, which finds its keys and its clock, signs, and tries again what is refused for the moment.
 * @throws ConfigError when the package `@aws-sdk/client-s3` is not installed.
 */
export async function openS3Bucket(address: S3Address, logger: Logger | undefined): Promise<Bucket & Disposable> {
  const { bucket: Bucket, endpoint, region, pathStyle } = address;
  const sdk = await loadClient();
  const client = new sdk.S3Client({
    region,
    forcePathStyle: pathStyle,
    ...(endpoint === undefined ? {} : { endpoint }),
    requestHandler: { connectionTimeout: 5_000, requestTimeout: silenceMs, socketTimeout: silenceMs },
    // Checksums of AWS's own are not known everywhere. Ours is the SHA-256 that names the file.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  let isWell = true;

  /** A body that is read once cannot be sent again by the client, so it is made anew for each try. */
  async function ask<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await send();
        if (!isWell) logger?.info({ bucket: Bucket }, "the store of files answers again");
        isWell = true;
        return answer;
      } catch (error) {
        if (isMissing(error)) throw error;
        if (attempt >= tries || !isPassing(error)) throw failed(error);
        await sleep(pauseMs * 2 ** (attempt - 1));
      }
    }
  }

  /** For the operator once, until it answers again; for the peer each time. */
  function failed(cause: unknown): RequestError {
    const { name = "unknown", $metadata } = Object(cause) as Sent;
    const facts = { bucket: Bucket, error: name, status: $metadata?.httpStatusCode };
    if (isWell)
      logger?.error(facts, "the store of files refuses, or cannot be reached; files can be neither taken nor given");
    isWell = false;
    return new RequestError("unavailable", "The server cannot reach its files at the moment: come again later", {
      retryAfterMs: 5_000,
      cause,
    });
  }

  async function* read(Key: string, { start, end }: { start: number; end: number }): AsyncGenerator<Uint8Array, void> {
    let at = start;
    for (let broken = 0; at <= end; broken += 1) {
      const from = at;
      const answer = await ask(() =>
        client.send(new sdk.GetObjectCommand({ Bucket, Key, Range: `bytes=${from}-${end}` })),
      );
      try {
        for await (const chunk of answer.Body as AsyncIterable<Uint8Array>) {
          at += chunk.byteLength;
          yield chunk;
        }
        if (at <= end) throw new Error("the answer was shorter than it said");
      } catch (error) {
        // The rest is asked for again.
        if (broken >= tries || at > end) throw failed(error);
      }
    }
  }

  return {
    async put(Key, { path, bytes, sha256 }, ContentType) {
      await ask(() =>
        client.send(
          new sdk.PutObjectCommand({
            Bucket,
            Key,
            Body: createReadStream(path),
            ContentLength: bytes,
            ContentType,
            ChecksumSHA256: sha256,
          }),
        ),
      );
    },
    async mark(Key) {
      await ask(() => client.send(new sdk.PutObjectCommand({ Bucket, Key, Body: "", ContentLength: 0 })));
    },
    async head(Key) {
      try {
        const { ContentLength = 0, ContentType = "application/octet-stream" } = await ask(() =>
          client.send(new sdk.HeadObjectCommand({ Bucket, Key })),
        );
        return { bytes: ContentLength, mediaType: ContentType };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    read,
    async copy(from, Key) {
      try {
        await ask(() => client.send(new sdk.CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${from}` })));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async remove(Key) {
      await ask(() => client.send(new sdk.DeleteObjectCommand({ Bucket, Key })));
    },
    async *list(Prefix) {
      let ContinuationToken: string | undefined;
      do {
        const token = ContinuationToken;
        const page: S3.ListObjectsV2CommandOutput = await ask(() =>
          client.send(
            new sdk.ListObjectsV2Command({
              Bucket,
              Prefix,
              ...(token === undefined ? {} : { ContinuationToken: token }),
            }),
          ),
        );
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
        ContinuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (ContinuationToken !== undefined);
    },
    [Symbol.dispose]: () => client.destroy(),
  };
}

function isMissing(error: unknown): boolean {
  const { name, $metadata } = Object(error) as Sent;
  return name === "NotFound" || name === "NoSuchKey" || ($metadata?.httpStatusCode === 404 && name !== "NoSuchBucket");
}

/** May go well the next time: busy, broken off, or a clock that the client has set by the answer. */
function isPassing(error: unknown): boolean {
  const { name = "", $metadata } = Object(error) as Sent;
  const status = $metadata?.httpStatusCode;
  return (
    status === undefined ||
    status >= 500 ||
    status === 429 ||
    status === 408 ||
    /Skewed|Timeout|Expired|BadDigest/.test(name)
  );
}

async function loadClient(): Promise<typeof S3> {
  try {
    return await import("@aws-sdk/client-s3");
  } catch (cause) {
    throw new ConfigError(
      ["files names a bucket, but the package `@aws-sdk/client-s3` is not installed: npm install @aws-sdk/client-s3"],
      { cause },
    );
  }
}
