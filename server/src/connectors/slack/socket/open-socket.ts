import type { WebSocket } from "ws";
import { agentFor } from "#channel/kit/outgoing-agent.ts";
import { readEnvelope } from "#connectors/slack/incoming/slack-request.ts";
import type { SlackRequest } from "#connectors/slack/incoming/slack-request.ts";

export type SocketEvents = {
  /** Resolves when what Slack has sent is stored. One that rejects is not acknowledged, so that Slack sends it again. */
  readonly receive: (request: SlackRequest) => Promise<void>;
  /** Something could not be stored. */
  readonly failed: (error: unknown) => void;
};

/** A connection of Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode). */
export type OpenSocket = {
  /** Resolves when Slack has said hello. Rejects when it is closed before. */
  readonly opened: Promise<void>;
  /** Resolves when Slack will close it, or has: another one must be opened. With `link_disabled` Socket Mode was switched off. */
  readonly leaving: Promise<string>;
  /** Takes no more, and ends what is under way. */
  close(): Promise<void>;
};

/** Milliseconds between two looks at a connection. One from which nothing has come since the last look is gone. */
const lookMs = 20_000;
/** Milliseconds in which a connection must be there. */
const handshakeMs = 15_000;
/** Bytes of one envelope. */
const maxPayload = 5_000_000;

/** Opens a connection. The package for it is loaded by those alone who use Socket Mode. */
export async function openSocket(address: string, events: SocketEvents): Promise<OpenSocket> {
  const { WebSocket: Client } = await import("ws");
  const agent = agentFor(new URL(address.replace(/^ws/, "http")));
  const socket = new Client(address, {
    handshakeTimeout: handshakeMs,
    maxPayload,
    ...(agent === false ? {} : { agent }),
  });
  const opened = Promise.withResolvers<void>();
  const leaving = Promise.withResolvers<string>();
  const closed = Promise.withResolvers<void>();
  // Nobody may be waiting for it any more.
  opened.promise.catch(() => undefined);
  const working = new Set<Promise<void>>();
  let isAlive = true;
  let isClosing = false;
  const look = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, lookMs);

  async function take(id: string, request: SlackRequest): Promise<void> {
    try {
      await events.receive(request);
      acknowledge(socket, id);
    } catch (error) {
      events.failed(error);
    }
  }

  const lives = (): void => void (isAlive = true);
  socket.on("ping", lives).on("pong", lives);
  socket.on("message", (data: Buffer) => {
    lives();
    const envelope = readEnvelope(data.toString());
    if (envelope.type === "hello") opened.resolve();
    if (envelope.type === "disconnect") leaving.resolve(envelope.reason);
    if (envelope.type !== "request" || isClosing) return;
    const work = take(envelope.id, envelope.request).finally(() => working.delete(work));
    working.add(work);
  });
  socket.on("error", (error) => opened.reject(error));
  socket.once("close", (code) => {
    clearInterval(look);
    opened.reject(new Error(`Slack closed the connection (${code}) before it said hello`));
    leaving.resolve("closed");
    closed.resolve();
  });
  return {
    opened: opened.promise,
    leaving: leaving.promise,
    async close() {
      isClosing = true;
      await Promise.allSettled(working);
      socket.close(1_000);
      // Slack may not answer any more.
      const timer = setTimeout(() => socket.terminate(), 1_000);
      await closed.promise;
      clearTimeout(timer);
    },
  };
}

/** What cannot be said is sent again by Slack, and known by its id then. */
function acknowledge(socket: WebSocket, id: string): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ envelope_id: id }));
}
