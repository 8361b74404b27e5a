import type { EventPage, RenewAck, SendAck } from "@causerie/protocol";
import type { Frame } from "#channel/log.ts";
import { RequestError } from "#app/errors.ts";
import { problemOf } from "#http/refusing/problem.ts";
import { forgetRefusals, isRefusedTooOften } from "#http/refusing/refused-again.ts";
import { acceptMessage } from "#connectors/web/accept-message.ts";
import { inConversation } from "#connectors/web/conversations/own-conversation.ts";
import { reconnectDelayMs, type Connection } from "#connectors/web/reading/connections.ts";
import { type LogReader, openReader } from "#connectors/web/reading/reader.ts";
import { waitForRoom } from "#connectors/web/reading/room.ts";
import { mostUnsent } from "#http/connections/stalled.ts";
import { waitFor } from "#async/wait-for.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import type { WebSocket } from "./admit.ts";
import { closeRefused } from "./close-refused.ts";
import { socketFacts } from "./socket-facts.ts";

const maxWaitingFrames = 16;
/** A peer may be busy for so long before it acknowledges what it has. Then it is asked whether its line lives. */
const slowestMs = 2_000;

export async function serveSocket(web: WebContext, socket: WebSocket): Promise<void> {
  const { claims, since } = socket.data;
  // A disconnect of the namespace alone would leave the transport open without use.
  socket.on("disconnect", closeTransport);
  socket.on("send", (message, ack) => void accept(web, socket, message).then((sent) => answer(web, socket, ack, sent)));
  socket.on("renew", (token, ack) => void renew(web, socket, token).then((result) => answer(web, socket, ack, result)));
  try {
    const { fileLinks, linkPreviews } = web;
    const { log, watch } = web.host;
    const onFrame = (frame: Frame): void => sendFrame(socket, frame);
    const { conversationId } = claims;
    const reader = await openReader({ log, watch, fileLinks, linkPreviews, conversationId, since, onFrame });
    await new SocketReading(web, socket, reader).start();
  } catch (error) {
    fail(web, socket, error);
  }
}

function closeTransport(this: WebSocket): void {
  this.conn.close();
}

/** Sends what a reader reads. While nothing comes it has no promise open: each would cost an idle socket a kilobyte. */
class SocketReading {
  readonly #web: WebContext;
  readonly #socket: WebSocket;
  readonly #reader: LogReader;
  #rests = false;
  readonly #go = (): void => void this.#run();

  constructor(web: WebContext, socket: WebSocket, reader: LogReader) {
    this.#web = web;
    this.#socket = socket;
    this.#reader = reader;
  }

  async start(): Promise<void> {
    const running = this.#run();
    this.#socket.data.connection.whenEnded(() => {
      if (this.#rests) this.#close();
    });
    await running;
  }

  async #run(): Promise<void> {
    const { connection } = this.#socket.data;
    this.#rests = false;
    try {
      while (connection.ended === undefined) {
        const page = await this.#reader.read();
        if (page !== undefined) {
          const isSent = await hasLeft(this.#socket, page, connection, this.#web.stallMs);
          if (!isSent) connection.end("stalled");
        } else if (!this.#hasEnded() && this.#reader.rest(this.#go)) {
          this.#rests = true;
          return;
        }
      }
      this.#close();
    } catch (error) {
      this.#reader[Symbol.dispose]();
      fail(this.#web, this.#socket, error);
    }
  }

  /** Asked anew after each wait. */
  #hasEnded(): boolean {
    return this.#socket.data.connection.ended !== undefined;
  }

  #close(): void {
    this.#reader[Symbol.dispose]();
    closeSocket(this.#socket);
  }
}

function fail(web: WebContext, socket: WebSocket, error: unknown): void {
  const facts = socketFacts(web, "read", socket.data.claims.network);
  const { code, oldestSeq = 0 } = problemOf(error, web.host.logger, facts);
  if (code === "resync") socket.emit("resync", { oldestSeq });
  socket.conn.close();
}

/** A peer that is behind gets no frames: few may wait until the operating system has accepted what was sent before. */
function sendFrame(socket: WebSocket, frame: Frame): void {
  if (waitingPackets(socket).length < maxWaitingFrames) socket.emit("frame", frame);
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
 * has not got it: something between us has swallowed one of the two. It comes again, and reads on from its cursor. It is not
 * left to the next regular heartbeat, which may be half a minute away.
 */
function watchOvertaken({ conn, data }: WebSocket, overtaken: () => void): () => void {
  let unanswered = Infinity;
  const asking = setTimeout(() => (unanswered = data.heartbeat.ask()), slowestMs);
  const onHeartbeat = (): void => {
    unanswered -= 1;
    if (unanswered === 0) overtaken();
  };
  conn.on("heartbeat", onHeartbeat);
  return () => {
    clearTimeout(asking);
    conn.off("heartbeat", onHeartbeat);
  };
}

/** What the operating system has not accepted yet: in its stream, and with Engine.IO before that. */
function unsentBytes(socket: WebSocket): number {
  const inEngine = waitingPackets(socket).reduce(
    (sum, { data }) => sum + (typeof data === "string" ? data.length : 0),
    0,
  );
  return inEngine + socket.request.socket.writableLength;
}

/** What Engine.IO keeps until its transport can send again. */
function waitingPackets(socket: WebSocket): { data?: unknown }[] {
  return Reflect.get(socket.conn, "writeBuffer") as { data?: unknown }[];
}

/** @param message A peer may send anything, so the types of the protocol cannot be trusted here. */
async function accept(web: WebContext, socket: WebSocket, message: unknown): Promise<SendAck> {
  const { claims, connection } = socket.data;
  try {
    if (connection.ended === "expired" || connection.ended === "revoked")
      throw new RequestError("unauthorized", "the token is not valid any more; connect again");
    return { ok: true, result: await acceptMessage(web, claims, message) };
  } catch (error) {
    return { ok: false, problem: problemOf(error, web.host.logger, socketFacts(web, "send", claims.network)) };
  }
}

/** @param token as `message` above. */
async function renew(web: WebContext, socket: WebSocket, token: unknown): Promise<RenewAck> {
  const { claims, connection } = socket.data;
  try {
    await web.limits.refreshes(claims.visitorId);
    if (typeof token !== "string") throw new RequestError("invalid_request", "renew: expected a token");
    const renewed = await inConversation(web, await web.sessions.verify(token), claims.conversationId);
    connection.expireAt(renewed.expiresAt);
    return { ok: true };
  } catch (error) {
    return { ok: false, problem: problemOf(error, web.host.logger, socketFacts(web, "renew", claims.network)) };
  }
}

function answer(web: WebContext, socket: WebSocket, ack: unknown, result: SendAck | RenewAck): void {
  const { connection, claims } = socket.data;
  // A peer that goes on asking without taking the answers would have them all kept for it.
  if (unsentBytes(socket) > mostUnsent) connection.end("stalled");
  else if (typeof ack === "function") (ack as (result: SendAck | RenewAck) => void)(result);
  if (result.ok) forgetRefusals(connection);
  else if (isRefusedTooOften(connection, result.problem, web.host.logger, socketFacts(web, "ask", claims.network)))
    connection.end("refused");
}

/** Uses `conn.close` rather than `disconnect`: after a `disconnect` the client would not reconnect by itself. */
function closeSocket(socket: WebSocket): void {
  switch (socket.data.connection.ended) {
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
    case "refused":
      closeRefused(socket);
      break;
    case "stalled":
      // A graceful close would wait until the peer has read everything that was sent.
      socket.request.socket.destroy();
  }
}
