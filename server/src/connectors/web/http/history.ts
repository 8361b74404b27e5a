import { type EventPage, formatCursor, limits, type Snapshot, type UnreadResult } from "@causerie/protocol";
import type { ConversationLog, LogEvent } from "#channel/log.ts";
import type { FileLinks } from "#connectors/web/files/file-links.ts";
import type { LinkPreviews } from "#connectors/web/link-previews/link-previews.ts";
import { findStart, readCursor } from "#connectors/web/reading/cursor-start.ts";
import { toWire } from "#connectors/web/render/to-wire.ts";

const snapshotEvents = 50;

type LogAccess = {
  host: { log: ConversationLog };
  fileLinks: Pick<FileLinks, "sign">;
  linkPreviews?: Pick<LinkPreviews, "markOf"> | undefined;
};

/** The first read of a client: the newest events, and the cursor to continue from. */
export async function readSnapshot(web: LogAccess, conversationId: string): Promise<Snapshot> {
  const { log } = web.host;
  const events = await log.tail(conversationId, snapshotEvents);
  // Read the tail before the position. If a turn ends in between, its events are still to be read by the client. In the
  // other order the snapshot could hold the answer and still say `pending`, and the screen would wait for ever.
  const { epoch, oldestSeq, pending } = await log.position(conversationId);
  const last = events.at(-1)?.seq ?? Math.max(0, oldestSeq - 1);
  const cursor = formatCursor({ epoch, seq: last });
  return { conversationId, events: toWireAll(web, conversationId, events), cursor, oldestSeq, pending };
}

/** The `limit` events before `before`, oldest first. */
export async function readBefore(
  web: LogAccess,
  conversationId: string,
  before: number,
  limit: number,
): Promise<EventPage> {
  const { log } = web.host;
  const { epoch, lastSeq, oldestSeq } = await log.position(conversationId);
  const oldest = Math.max(1, oldestSeq);
  const end = Math.min(before, lastSeq + 1);
  const first = Math.max(oldest, end - limit);
  const events = first < end ? await log.read(conversationId, first - 1, end - first) : [];
  const last = events.at(-1)?.seq ?? Math.max(0, end - 1);
  const shown = toWireAll(web, conversationId, events);
  return { events: shown, cursor: formatCursor({ epoch, seq: last }), more: first > oldest };
}

function toWireAll(
  { fileLinks, linkPreviews }: LogAccess,
  conversationId: string,
  events: readonly LogEvent[],
): EventPage["events"] {
  const toFileUrl = (seq: number): string => fileLinks.sign({ conversationId, seq, index: 0 }).url;
  return events.map((event) => toWire(event, toFileUrl, (said) => linkPreviews?.markOf(said)));
}

/** @throws RequestError `invalid_request` or `resync` */
export async function countUnread(log: ConversationLog, conversationId: string, since: string): Promise<UnreadResult> {
  const start = findStart(readCursor(since), await log.position(conversationId));
  const events = await log.read(conversationId, start, limits.pageOfEvents);
  return { unread: events.filter(({ type }) => type === "message" || type === "message.final").length };
}
