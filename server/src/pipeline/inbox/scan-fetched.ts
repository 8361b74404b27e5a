import { setTimeout as sleep } from "node:timers/promises";
import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { ScanVerdict } from "#channel/host/file-scanner.ts";
import type { WithFiles } from "./hold-unscanned.ts";

export type ScanParts = {
  /** `failed`: it gave no answer. */
  scan: (file: { blob: string; mediaType: string }) => Promise<ScanVerdict | "failed">;
  blobs: Pick<BlobStore, "get" | "delete">;
};

/** Milliseconds before it is asked again. The person waits for the answer, and nobody can send the file for them a second time. */
const pauses = [1_000, 4_000];

/**
 * Has the scanner look at what was fetched just now, before the log names it: what is not clean is removed, and the attachment says why it is
 * missing. A crash before the end fetches and scans once more.
 * @param before the attachments as they were before that: what they name as `blob` was scanned.
 */
export async function scanFetched(
  content: AttachmentContent,
  { before, ...parts }: ScanParts & { before: readonly InboundAttachment[] },
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const known = new Set(before.map(({ blob }) => blob));
  const attachments: InboundAttachment[] = [];
  for (const attachment of content.attachments)
    attachments.push(known.has(attachment.blob) ? attachment : await scanned(attachment, parts, signal));
  return { ...content, attachments };
}

/**
 * Has the scanner look at what came with the event itself, and gives it to whoever reads `blob` once it is clean.
 * @param parts without `scan` the server has no scanner any more, and what passes our own checks is clean.
 */
export async function scanUnscanned<Content extends WithFiles>(
  content: Content,
  { scan, blobs }: Pick<ScanParts, "blobs"> & Partial<ScanParts>,
  signal: AbortSignal,
): Promise<Content> {
  if (content.attachments?.some(({ unscanned }) => unscanned !== undefined) !== true) return content;
  const attachments: InboundAttachment[] = [];
  for (const { unscanned, ...rest } of content.attachments) {
    const attachment = unscanned === undefined ? rest : { ...rest, blob: unscanned };
    const isDue = unscanned !== undefined && scan !== undefined;
    attachments.push(isDue ? await scanned(attachment, { scan, blobs }, signal) : attachment);
  }
  return { ...content, attachments };
}

async function scanned(
  attachment: InboundAttachment,
  parts: ScanParts,
  signal: AbortSignal,
): Promise<InboundAttachment> {
  const { blob, ...rest } = attachment;
  if (blob === undefined) return attachment;
  const mediaType = rest.mediaType ?? (await parts.blobs.get(blob))?.mediaType ?? "application/octet-stream";
  const verdict = await ask({ blob, mediaType }, parts, signal);
  if (verdict === "clean") return attachment;
  await parts.blobs.delete(blob);
  return { ...rest, missing: verdict === "refused" ? "scanner" : "not_scanned" };
}

async function ask(
  file: { blob: string; mediaType: string },
  { scan }: ScanParts,
  signal: AbortSignal,
): Promise<ScanVerdict | "failed"> {
  let verdict = await scan(file);
  for (const pause of pauses) {
    if (verdict === "clean" || verdict === "refused") return verdict;
    await sleep(pause, undefined, { signal });
    verdict = await scan(file);
  }
  return verdict;
}
