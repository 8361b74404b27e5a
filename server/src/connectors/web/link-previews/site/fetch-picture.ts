import { buffer } from "node:stream/consumers";
import { readImageSize } from "#channel/image-size.ts";
import { detectType, headBytes } from "#channel/media-types.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { visit, type Visitor } from "./visit.ts";

/** A picture that browsers draw and do not run, whole, as its bytes say and not as its site does. */
export type Picture = { bytes: Buffer; mediaType: string };

const accepted = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const mostPictureBytes = 2_000_000;
/** Pixels: a small file may unfold to a picture that fills the memory of a phone. */
const mostPixels = 20_000_000;

/** @throws Refusal */
export async function fetchPicture(address: URL, visitor: Visitor, signal: AbortSignal): Promise<Picture> {
  const { response } = await visit(address, accepted.join(", "), visitor, signal);
  // One byte more shows that it is larger.
  const bytes = await buffer(readBody(response, mostPictureBytes + 1, signal));
  if (bytes.byteLength > mostPictureBytes) throw new Refusal("type");
  const mediaType = detectType("image/png", bytes.subarray(0, headBytes), accepted);
  const size = mediaType === undefined ? undefined : readImageSize(bytes, mediaType);
  if (mediaType === undefined || size === undefined || size.width * size.height > mostPixels) throw new Refusal("type");
  return { bytes, mediaType };
}
