import { type EventPage, parseCursor, formatCursor } from "@causerie/protocol";
import type { Request, Response } from "express";
import { RequestError } from "#app/errors.ts";
import { type Connection, endOnClose, reconnectDelayMs } from "#connectors/web/reading/connections.ts";
import { type LogReader, openReader } from "#connectors/web/reading/reader.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import { waitFor } from "#async/wait-for.ts";
import type { WebContext } from "#connectors/web/web-context.ts";

/** `GET …/stream`: the log as server-sent events, until one side ends the connection. */
export async function stream(
  web: WebContext,
  claims: SessionClaims,
  request: Request,
  response: Response,
): Promise<void> {
  await web.limits.handshakes(claims.visitorId);
  using connection = await web.connections.open(claims, "stream");
  endOnClose(response, connection);
  const { fileLinks, linkPreviews, host } = web;
  const source = { log: host.log, watch: host.watch, fileLinks, linkPreviews, conversationId: claims.conversationId };
  try {
    using reader = await openReader({
      ...source,
      since: readSince(request),
      onFrame: (frame) => {
        // A peer that is behind has no use for a frame: the log will give it the whole message.
        if (!response.writableNeedDrain) response.write(formatSse({ event: "frame", data: frame }));
      },
    });
    begin(response, web);
    await pump(reader, connection, response, web);
  } catch (error) {
    if (!(error instanceof RequestError && error.code === "resync")) throw error;
    if (!response.headersSent) begin(response, web);
    response.end(formatSse({ event: "resync", data: { oldestSeq: error.oldestSeq } }));
    return;
  }
  endStream(connection, response);
}

/** The header wins: an EventSource updates it, but repeats the URL unchanged at each reconnect. */
function readSince(request: Request): string | undefined {
  const header = request.get("last-event-id");
  if (header !== undefined && header !== "") return header;
  const { since } = request.query;
  if (since === undefined || typeof since === "string") return since;
  throw new RequestError("invalid_request", "since: expected a cursor, <epoch>.<seq>");
}

/** First it says how often it gives a sign of life, so that the peer knows when one is late. */
function begin(response: Response, { heartbeatMs }: WebContext): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    // Otherwise nginx buffers the stream before it passes it on.
    "X-Accel-Buffering": "no",
  });
  response.write(`:${heartbeatMs / 1000}s\n${formatSse({ retry: reconnectDelayMs() })}`);
}

async function pump(
  reader: LogReader,
  connection: Connection,
  response: Response,
  { stallMs, heartbeatMs }: WebContext,
): Promise<void> {
  const heartbeat = setInterval(() => {
    // The number of the last event that was sent: a peer that has not got it asks for it. A comment needs no empty line after it.
    if (!response.writableNeedDrain) response.write(`:${reader.sent}\n`);
  }, heartbeatMs);
  try {
    while (!connection.signal.aborted) {
      const page = await reader.next(connection.signal);
      if (page.events.length === 0 || response.write(formatPage(page))) continue;
      const drained = await waitFor<true>(
        (done) => response.once("drain", () => done(true)),
        connection.signal,
        stallMs,
      );
      if (drained === undefined) connection.end("stalled");
    }
  } finally {
    clearInterval(heartbeat);
  }
}

function formatPage({ events, cursor }: EventPage): string {
  const epoch = parseCursor(cursor)?.epoch ?? "";
  return events.map((event) => formatSse({ id: formatCursor({ epoch, seq: event.seq }), data: event })).join("");
}

function endStream(connection: Connection, response: Response): void {
  switch (connection.ended) {
    case "closing": {
      const inMs = reconnectDelayMs();
      response.end(formatSse({ event: "bye", retry: inMs, data: { inMs } }));
      break;
    }
    case "expired":
    case "revoked":
      response.end();
      break;
    case "stalled":
    case "refused":
    case "gone":
    case undefined:
      // A graceful end would wait for ever for a peer that does not read.
      response.destroy();
  }
}

type SseEvent = { id?: string; event?: string; retry?: number; data?: unknown };

/** One server-sent event. JSON has no raw line breaks (CR, LF), so no text can end its own line and begin a field. */
function formatSse({ id, event, retry, data }: SseEvent): string {
  let text = "";
  if (id !== undefined) text += `id: ${id}\n`;
  if (event !== undefined) text += `event: ${event}\n`;
  if (retry !== undefined) text += `retry: ${retry}\n`;
  if (data !== undefined) text += `data: ${JSON.stringify(data)}\n`;
  return `${text}\n`;
}
