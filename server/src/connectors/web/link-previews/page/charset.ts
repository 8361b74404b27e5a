import { TextDecoder } from "node:util";

/** Bytes in which a page says its own charset (HTML standard, 13.2.3.2). */
export const charsetBytes = 1_024;

/**
 * Reads the bytes of a page as text: by its byte order mark, by what the server says, by what the page says of itself, or as UTF-8. A name that
 * nobody knows counts as none.
 * @param head the first {@link charsetBytes} of the page, or all of it.
 */
export function decoderFor(head: Uint8Array, contentType: string): TextDecoder {
  const said = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
  return decoderOf(markOf(head)) ?? decoderOf(said) ?? decoderOf(charsetInPage(head)) ?? new TextDecoder();
}

function decoderOf(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined; // No encoding of the web (https://encoding.spec.whatwg.org).
  }
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}

function charsetInPage(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1");
  const name = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(text)?.[1]?.toLowerCase();
  // Whoever could write this could not be read in UTF-16.
  return name?.startsWith("utf-16") ? "utf-8" : name;
}
