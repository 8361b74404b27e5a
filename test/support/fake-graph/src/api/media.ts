import type { Content, MediaSource, MediaType } from "#parse/content.ts";
import type { Core } from "#core.ts";
import { mediaTooBig, mediaTypeMismatch, mediaUnreachable, unknownAttachment, videoTimedOut } from "./graph-errors.ts";
import { newAttachmentId } from "#ids.ts";
import { limits } from "#parse/limits.ts";
import { askLoopback, isLoopback, SlowError, TooBigError } from "./loopback.ts";
import type { LoopbackResponse } from "./loopback.ts";
import type { PageState } from "#state.ts";
import type { UploadedFile } from "./multipart.ts";

/** Looks up attachment ids, and fetches addresses if the world is set to; the result always has an address. */
export async function resolveMedia(content: Content, page: PageState, core: Core): Promise<Content> {
  if (content.type !== "media" && content.type !== "media_card") return content;
  const url = addressOf(content.source, content.mediaType, page, core.clock.now());
  const isNew = content.type === "media" && content.source.type === "url";
  if (isNew && core.options.fetchMedia === true) await fetchMedia(url, content.mediaType, core.signal);
  return { ...content, source: { type: "url", url } };
}

/** Keeps media for `attachment_id`, for 90 days. */
export function saveAttachment(content: Content, page: PageState, now: number): string | undefined {
  if (content.type !== "media" || content.source.type !== "url") return undefined;
  return keep(content.mediaType, content.source.url, page, now);
}

/** The bytes of a file, as they came in a multipart body. Its declared type must be that of the attachment. */
export function keepUpload(file: UploadedFile, mediaType: MediaType, page: PageState, now: number): string {
  checkType(mediaType, file.contentType);
  const maxBytes = mediaType === "image" ? limits.attachment.imageBytes : limits.attachment.otherBytes;
  if (Buffer.byteLength(file.base64, "base64") > maxBytes) throw mediaTooBig();
  return keep(mediaType, `data:${file.contentType};base64,${file.base64}`, page, now);
}

function keep(mediaType: MediaType, url: string, page: PageState, now: number): string {
  const id = newAttachmentId();
  page.attachments.set(id, { mediaType, url, expiresAt: now + limits.attachment.lifeMs });
  return id;
}

/** An id is one page's, and of one type. */
function addressOf(source: MediaSource, mediaType: MediaType, page: PageState, now: number): string {
  if (source.type === "url") return source.url;
  const saved = page.attachments.get(source.attachmentId);
  if (saved === undefined || saved.expiresAt <= now) throw unknownAttachment();
  if (saved.mediaType !== mediaType) throw mediaTypeMismatch();
  return saved.url;
}

async function fetchMedia(url: string, type: MediaType, signal: AbortSignal): Promise<void> {
  if (!isLoopback(url)) throw mediaUnreachable();
  const { status, contentType } = await ask(url, type, signal);
  if (status !== 200) throw mediaUnreachable();
  checkType(type, contentType);
}

function checkType(type: MediaType, contentType: string): void {
  if (type !== "file" && !contentType.startsWith(`${type}/`)) throw mediaTypeMismatch();
}

async function ask(url: string, type: MediaType, signal: AbortSignal): Promise<LoopbackResponse> {
  const timeoutMs = type === "video" ? limits.fetchMs.video : limits.fetchMs.other;
  const maxBytes = type === "image" ? limits.attachment.imageBytes : limits.attachment.otherBytes;
  try {
    return await askLoopback(url, { method: "GET", timeoutMs, signal, maxBytes });
  } catch (error) {
    if (error instanceof TooBigError) throw mediaTooBig();
    if (error instanceof SlowError && type === "video") throw videoTimedOut();
    throw mediaUnreachable();
  }
}
