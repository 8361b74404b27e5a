import type { AttachmentContent } from "#channel/event.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Lease } from "#conversation/turns.ts";
import { scanFetched, type ScanParts } from "./scan-fetched.ts";
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
 * Has the files of each event fetched before it is answered, and keeps in the log where they are. It is part of the turn: the
 * channel is not kept waiting, what a crash has ended is done again, and other people's turns go on meanwhile.
 */
export function withFiles(runtime: BotRuntime, parts: FileFetchParts): BotRuntime {
  return {
    ...runtime,
    async handle(lease, signal) {
      const { content } = lease.event;
      if (content.type !== "attachment") return await runtime.handle(lease, signal);
      const fetched = await fetchFiles(parts, lease, content, signal);
      await runtime.handle({ ...lease, event: { ...lease.event, content: fetched } }, signal);
    },
  };
}

async function fetchFiles(
  parts: FileFetchParts,
  lease: Lease,
  content: AttachmentContent,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const brought = (await parts.connectorOf(lease.event.connectorId)?.fetchFiles(content, signal)) ?? content;
  const { scan, blobs } = parts;
  const fetched =
    scan === undefined ? brought : await scanFetched(brought, { scan, blobs, before: content.attachments }, signal);
  if (JSON.stringify(fetched) !== JSON.stringify(content)) await amend(parts, lease, fetched);
  return fetched;
}

/** Replaces what the lease's event says, and removes the files that nobody names any more. */
export async function amend(
  { events, blobs }: Pick<FileFetchParts, "events" | "blobs">,
  { event: { id: eventId, connectorId, conversationId } }: Pick<Lease, "event">,
  content: AttachmentContent,
): Promise<void> {
  const amended = await events.amend({ connectorId, conversationId, eventId, content });
  for (const file of amended?.files ?? []) await blobs.delete(file);
}
