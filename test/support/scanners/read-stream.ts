import { createParser } from "eventsource-parser";

/** The data of a stream of server-sent events that arrives in pieces of `size` bytes, which cut letters and lines. */
export function readStream(text: string, size: number): string {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const data: string[] = [];
  const parser = createParser({ onEvent: (event) => data.push(event.data) });
  for (let at = 0; at < bytes.length; at += size)
    parser.feed(decoder.decode(bytes.subarray(at, at + size), { stream: true }));
  return data.join("\n");
}
