import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { FileScanner, ScanVerdict } from "#channel/host/file-scanner.ts";
import type { CheckedFile } from "./upload-store.ts";

/** Milliseconds that a scanner has for one file. */
const scanMs = 30_000;

type Parts = { blobs: Pick<BlobStore, "get">; logger: Logger };

/** @returns `failed`: it threw, took too long, or said something else. */
export async function scanFile(
  scanner: FileScanner,
  { blob, mediaType }: CheckedFile,
  { blobs, logger }: Parts,
): Promise<ScanVerdict | "failed"> {
  const found = await blobs.get(blob);
  if (found === undefined) throw new RequestError("not_found", "the upload is gone: begin it anew");
  const { id, bytes } = found;
  using limit = new TimeLimit({ ms: scanMs });
  try {
    const asked = Promise.resolve(scanner.scan({ id, mediaType, bytes, content: () => found.content() }, limit.signal));
    const verdict: unknown = await rejectOnAbort(asked, limit.signal);
    if (verdict === "clean" || verdict === "refused" || verdict === "later") return verdict;
    throw new TypeError('a scanner must answer "clean", "refused" or "later"');
  } catch (error) {
    logger.warn({ err: error, mediaType, bytes }, "the scanner gave no answer about a file; it is asked again");
    return "failed";
  }
}
