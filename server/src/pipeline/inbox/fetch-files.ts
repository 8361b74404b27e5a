import type { EventContent } from "#channel/event.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Lease } from "#conversation/turns.ts";
import { mayHaveFiles } from "./hold-unscanned.ts";
import { scanFetched, type ScanParts, scanUnscanned } from "./scan-fetched.ts";
import type { BotRuntime } from "./bot-runtime.ts";
import type { EventStore } from "./inbox.ts";

export type FileFetchParts = {
  events: Pick<EventStore, "amend">;
  blobs: ScanParts["blobs"];
  connectorOf(connectorId: string): HostedConnector | undefined;
  /** Undefined: nobody looks at files. */
  scan?: ScanParts["scan"] | undefined;
};

/**
 * Has the files of each event fetched and scanned before it is answered, and keeps in the log where they are. It is part of the turn: the
 * channel is not kept waiting, what a crash has ended is done again, and other people's turns go on meanwhile.
 */
export function withFiles(runtime: BotRuntime, parts: FileFetchParts): BotRuntime {
  return {
    ...runtime,
    async handle(lease, signal) {
      const content = await fetchFiles(parts, lease, signal);
      await runtime.handle({ ...lease, event: { ...lease.event, content } }, signal);
    },
  };
}

async function fetchFiles(parts: FileFetchParts, lease: Lease, signal: AbortSignal): Promise<EventContent> {
  const { content, connectorId } = lease.event;
  if (!mayHaveFiles(content)) return content;
  const { scan, blobs } = parts;
  const known = await scanUnscanned(content, { blobs, ...(scan && { scan }) }, signal);
  let fetched = known;
  if (known.type === "attachment") {
    const brought = (await parts.connectorOf(connectorId)?.fetchFiles(known, signal)) ?? known;
    fetched =
      scan === undefined ? brought : await scanFetched(brought, { scan, blobs, before: known.attachments }, signal);
  }
  if (JSON.stringify(fetched) !== JSON.stringify(content)) await amend(parts, lease, fetched);
  return fetched;
}

/** Replaces what the lease's event says, and removes the files that nobody names any more. */
export async function amend(
  { events, blobs }: Pick<FileFetchParts, "events" | "blobs">,
  { event: { id: eventId, connectorId, conversationId } }: Pick<Lease, "event">,
  content: EventContent,
): Promise<void> {
  const amended = await events.amend({ connectorId, conversationId, eventId, content });
  for (const file of amended?.files ?? []) await blobs.delete(file);
}
