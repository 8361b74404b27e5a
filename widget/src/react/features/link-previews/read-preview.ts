import type { LinkMark, LinkPreview } from "@causerie/protocol";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Undefined: a mark that only a newer server makes, or with an address that must not be opened. */
export function readMark(input: unknown): LinkMark | undefined {
  const { id, url } = (input ?? {}) as Partial<LinkMark>;
  return isText(id) && isText(url) && safeUrl(url) !== undefined ? { id, url } : undefined;
}

/** Undefined: there is no preview. Read by hand: the protocol's schemas belong to the chat's own file. */
export function readPreview(answer: unknown): LinkPreview | undefined {
  const { preview } = (answer ?? {}) as { preview?: Partial<LinkPreview> };
  const { host, title, description, siteName, image } = preview ?? {};
  if (!isText(host) || !isText(title)) return undefined;
  const { url, expiresInMs } = (image ?? {}) as Partial<NonNullable<typeof image>>;
  const isImage = isText(url) && safeMediaUrl(url) !== undefined && Number.isFinite(expiresInMs);
  return {
    host,
    title,
    ...(isText(description) && { description }),
    ...(isText(siteName) && { siteName }),
    ...(isImage && { image: { url, expiresInMs: Number(expiresInMs) } }),
  };
}
