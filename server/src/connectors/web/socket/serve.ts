import type { EventPage, RenewAck, SendAck } from "@causerie/protocol";
import type { Frame } from "#channel/log.ts";
import { RequestError } from "#app/errors.ts";
import { problemOf } from "#http/problem.ts";
import { acceptMessage } from "#connectors/web/accept-message.ts";
import { requireOwn } from "#connectors/web/authorize.ts";
import { reconnectDelayMs, type Connection } from "#connectors/web/reading/connections.ts";
import { openReader } from "#connectors/web/reading/reader.ts";
import { waitForRoom } from "#connectors/web/reading/room.ts";
import { mostUnsent } from "#http/stalled.ts";
import { waitFor } from "#async/wait-for.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import type { WebSocket } from "./admit.ts";
import { socketFacts } from "./socket-facts.ts";

const maxWaitingFrames = 16;
/** A peer may be busy for so long before it acknowledges what it has. */
const slowestMs = 2_000;

export async function serveSocket(web: WebContext, socket: WebSocket): Promise<void> {
  const { claims, connection, since } = socket.data;
  // A disconnect of the namespace alone would leave the transport open without use.
  socket.once("disconnect", () => socket.conn.close());
  listenForMessages(web, socket);
  listenForRenewals(web, socket);

  try {
    const { log, watch } = web.host;
    using reader = await openReader({
      log,
      watch,
      conversationId: claims.conversationId,
      since,
      onFrame: createFrameSink(socket),
    });
    while (!connection.signal.aborted) {
      const page = await reader.next(connection.signal);
      if (page.events.length > 0 && !(await hasLeft(socket, page, connection, web.stallMs))) connection.end("stalled");
    }
  } catch (error) {
    const { code, oldestSeq = 0 } = problemOf(error, web.host.logger, socketFacts(web, "read", claims.network));
    if (code === "resync") socket.emit("resync", { oldestSeq });
    socket.conn.close();
    return;
  }
  closeSocket(connection, socket);
}

/** Sends frames only while few of them wait to be sent: a peer that is behind gets none. */
function createFrameSink(socket: WebSocket): (frame: Frame) => void {
  let waiting = 0;
  // Emitted when the operating system has accepted everything that was sent so far.
  socket.conn.transport.on("drain", () => (waiting = 0));
  return (frame) => {
    if (waiting >= maxWaitingFrames) return;
    waiting += 1;
    socket.emit("frame", frame);
  };
}

/** Sends one page and waits until it is acknowledged and has left, so that only one page is on its way at a time. */
async function hasLeft(socket: WebSocket, page: EventPage, connection: Connection, stallMs: number): Promise<boolean> {
  const { events, cursor } = page;
  let stopWatching = (): void => {};
  const send = (done: (isAcknowledged: boolean) => void): void => {
    socket.emit("events", { events, cursor }, () => done(true));
    stopWatching = watchOvertaken(socket, () => done(false));
  };
  const isAcknowledged = (await waitFor(send, connection.signal, stallMs)) === true;
  stopWatching();
  return isAcknowledged && (await waitForRoom(() => unsentBytes(socket), connection, stallMs));
}

/**
 * Frames keep their order. A peer that answers a heartbeat which was sent well after a page, and has not acknowledged that,
 * has not got it: something between us has swallowed one of the two. It comes again, and reads on from its cursor.
 */
function watchOvertaken({ conn }: WebSocket, overtaken: () => void): () => void {
  const sentAt = performance.now();
  let isAsked = false;
  const onPacket = ({ type }: { type: string }): void => {
    if (type === "ping" && performance.now() - sentAt > slowestMs) isAsked = true;
  };
  const onHeartbeat = (): void => {
    if (isAsked) overtaken();
  };
  conn.on("packetCreate", onPacket).on("heartbeat", onHeartbeat);
  return () => void conn.off("packetCreate", onPacket).off("heartbeat", onHeartbeat);
}

/** What the operating system has not accepted yet: in its stream, and with Engine.IO before that. */
function unsentBytes(socket: WebSocket): number {
  const waiting = Reflect.get(socket.conn, "writeBuffer") as { data?: unknown }[];
  const inEngine = waiting.reduce((sum, { data }) => sum + (typeof data === "string" ? data.length : 0), 0);
  return inEngine + socket.request.socket.writableLength;
}

function listenForMessages(web: WebContext, socket: WebSocket): void {
  const { claims, connection } = socket.data;
  const accept = async (message: unknown): Promise<SendAck> => {
    try {
      if (connection.ended === "expired" || connection.ended === "revoked")
        throw new RequestError("unauthorized", "the token is not valid any more; connect again");
      return { ok: true, result: await acceptMessage(web, claims, message) };
    } catch (error) {
      return { ok: false, problem: problemOf(error, web.host.logger, socketFacts(web, "send", claims.network)) };
    }
  };
  // A peer may send anything, so the types of the protocol cannot be trusted here.
  socket.on(
    "send",
    (message: unknown, ack: unknown) => void accept(message).then((result) => acknowledge(socket, ack, result)),
  );
}

function listenForRenewals(web: WebContext, socket: WebSocket): void {
  const { claims, connection } = socket.data;
  const renew = async (token: unknown): Promise<RenewAck> => {
    try {
      await web.limits.refreshes(claims.visitorId);
      if (typeof token !== "string") throw new RequestError("invalid_request", "renew: expected a token");
      const renewed = await web.sessions.verify(token);
      requireOwn(renewed, claims.conversationId);
      connection.expireAt(renewed.expiresAt);
      return { ok: true };
    } catch (error) {
      return { ok: false, problem: problemOf(error, web.host.logger, socketFacts(web, "renew", claims.network)) };
    }
  };
  socket.on(
    "renew",
    (token: unknown, ack: unknown) => void renew(token).then((result) => acknowledge(socket, ack, result)),
  );
}

function acknowledge(socket: WebSocket, ack: unknown, result: SendAck | RenewAck): void {
  // A peer that goes on asking without taking the answers would have them all kept for it.
  if (unsentBytes(socket) > mostUnsent) socket.data.connection.end("stalled");
  else if (typeof ack === "function") (ack as (result: SendAck | RenewAck) => void)(result);
}

/** Uses `conn.close` rather than `disconnect`: after a `disconnect` the client would not reconnect by itself. */
function closeSocket(connection: Connection, socket: WebSocket): void {
  switch (connection.ended) {
    case "closing":
      socket.emit("bye", { inMs: reconnectDelayMs() });
      socket.conn.close();
      break;
    case "expired":
    case "revoked":
    case "gone":
    case undefined:
      socket.conn.close();
      break;
    case "stalled":
      // A graceful close would wait until the peer has read everything that was sent.
      socket.request.socket.destroy();
  }
}
