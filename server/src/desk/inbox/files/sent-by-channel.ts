import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import { kindOf, mediaTypes } from "#channel/media-types.ts";

/** Of a connector, what says which files it takes. */
export type SendingConnector = Pick<HostedConnector, "id" | "delivery" | "capabilities">;

/** Whatever a channel takes: where a file is handed on, it goes through the memory of the server. */
const mostBytes = 25_000_000;

/** Media types and the largest size that operators may send by a channel. Undefined: it takes no files. */
export function sentByChannel(connector: SendingConnector): { accept: string[]; maxBytes: number } | undefined {
  const accept = Object.keys(mediaTypes).filter((type) => mostBytesOf(connector, type) > 0);
  if (accept.length === 0) return undefined;
  return { accept, maxBytes: Math.max(...accept.map((type) => mostBytesOf(connector, type))) };
}

/** Bytes of a file of this type at most; 0: none is taken. Where people read the log themselves, a file is a link to our own store. */
export function mostBytesOf({ delivery, capabilities: { media = {} } }: SendingConnector, mediaType: string): number {
  if (!Object.hasOwn(mediaTypes, mediaType)) return 0;
  return delivery === "push" ? Math.min(media[kindOf(mediaType)]?.maxBytes ?? 0, mostBytes) : mostBytes;
}
