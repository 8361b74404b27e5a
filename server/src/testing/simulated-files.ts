import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { RequestError } from "#app/errors.ts";
import type { Blob, BlobInfo, KeptBlob } from "#channel/host/blob-store.ts";
import type { InboundAttachment } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { detectType, headBytes, kindOf, mediaTypeOf, mediaTypes } from "#channel/media-types.ts";

/** A file of a test. `mediaType`: by default as the name says. `alt`: what the person says that it shows. */
export type SimulatedFile = { name: string; content: Uint8Array | string; mediaType?: string; alt?: string };

/** The files of a simulated person, in memory. They are checked and named as a web connector with `uploads` does it. */
export class SimulatedFiles {
  readonly #kept = new Map<string, KeptBlob>();

  get(id: string): Promise<KeptBlob | undefined> {
    return Promise.resolve(this.#kept.get(id));
  }

  /** What a story has made. @throws RequestError `too_large` */
  async put(content: AsyncIterable<Uint8Array>, { mediaType }: BlobInfo, maxBytes: number): Promise<Blob> {
    const bytes = await buffer(content);
    if (bytes.length > maxBytes) throw new RequestError("too_large", `a file may have at most ${maxBytes} bytes`);
    const { id } = this.#keep(bytes, mediaType);
    return { id, mediaType, bytes: bytes.length };
  }

  /** @throws Error where a web connector would refuse the file, with the reason. */
  attach({ name, content, mediaType: claimed = "", alt }: SimulatedFile): InboundAttachment {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    const said = mediaTypeOf(claimed, name);
    if (said === undefined) throw new Error(`"${name}" is of no type that a channel takes`);
    const mediaType = detectType(said, bytes.subarray(0, headBytes), Object.keys(mediaTypes));
    if (mediaType === undefined) throw new Error(`the content of "${name}" is not ${said}, so it would be refused`);
    const { id } = this.#keep(bytes, mediaType);
    return {
      kind: kindOf(mediaType),
      blob: id,
      name: cleanFileName(name, mediaType),
      mediaType,
      bytes: bytes.length,
      ...(alt === undefined ? {} : { alt }),
    };
  }

  #keep(bytes: Uint8Array, mediaType: string): KeptBlob {
    const id = `sha256-${createHash("sha256").update(bytes).digest("base64url")}`;
    const part = ({ start, end } = { start: 0, end: bytes.length - 1 }) => once(bytes.subarray(start, end + 1));
    const kept = { id, mediaType, bytes: bytes.length, content: part };
    this.#kept.set(id, kept);
    return kept;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}
