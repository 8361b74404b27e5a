import { FetchError, fetchFile } from "#channel/kit/fetch-file.ts";

export type Picture = { readonly data: string; readonly mimeType: string };

/** Formats that Messages shows. */
const shown = ["image/jpeg", "image/png", "image/gif"];
/** Milliseconds: the message waits for it. */
const pictureMs = 10_000;

/**
 * The bytes of a picture that a story has named, because Apple wants them in the message. From that host only, and never from within the own network.
 * @param trustedHost of a test or an own network.
 * @returns undefined: it does not come, is too large, or is none.
 */
export async function fetchPicture(
  url: string,
  maxBytes: number,
  { trustedHost, signal }: { readonly trustedHost: string | undefined; readonly signal: AbortSignal },
): Promise<Picture | undefined> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(pictureMs)]);
  const rules = { hosts: [new URL(url).hostname], maxBytes, ...(trustedHost === undefined ? {} : { trustedHost }) };
  try {
    const file = await fetchFile(url, rules, limit);
    const pieces: Uint8Array[] = [];
    for await (const piece of file.content()) pieces.push(piece);
    if (!shown.includes(file.mediaType)) return undefined;
    return { data: Buffer.concat(pieces).toString("base64"), mimeType: file.mediaType };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FetchError || limit.aborted) return undefined;
    throw error;
  }
}
