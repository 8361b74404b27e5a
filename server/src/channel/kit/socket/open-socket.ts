import type { WebSocket } from "ws";
import { agentFor } from "#channel/kit/outgoing-agent.ts";

/** What a platform says by a connection. */
export type SocketMessage =
  /** It knows who we are. */
  | { readonly type: "ready" }
  /** It does not let us in. The message names no secret. */
  | { readonly type: "refused"; readonly error: Error }
  /** It will close the connection: another one must be opened. */
  | { readonly type: "leaving"; readonly reason: string }
  /** Resolves when what came is stored. `acknowledgement`: said then. */
  | { readonly type: "event"; readonly store: () => Promise<void>; readonly acknowledgement?: string }
  | { readonly type: "nothing" };

/** How a platform speaks by its connection. */
export type SocketDialect = {
  /** As operators call it. */
  readonly platform: string;
  /** Said once the connection is there. */
  readonly greeting?: string;
  /** Reads what the platform says. Total. */
  readonly read: (text: string) => SocketMessage;
  /** Something could not be stored. */
  readonly failed: (error: unknown) => void;
  /** Whether the platform sends by itself what is not acknowledged. Else a connection by which something was lost is given up, so that the next one begins with that. */
  readonly repeats: boolean;
};

/** A connection that we have opened to a platform. */
export type OpenSocket = {
  /** Resolves when the platform knows who we are. Rejects when it does not, or has closed the connection before. */
  readonly opened: Promise<void>;
  /** Resolves when the connection ends or should: another one must be opened. */
  readonly leaving: Promise<string>;
  /** Takes no more, and ends what is under way. */
  close(): Promise<void>;
};

/** Milliseconds between two looks at a connection. One from which nothing has come since the last look is gone. */
const lookMs = 20_000;
/** Milliseconds in which a connection must be there. */
const handshakeMs = 15_000;
/** Milliseconds in which the platform must say that it knows us. */
const helloMs = 30_000;
/** Bytes of one message. */
const maxPayload = 5_000_000;

/** Opens a connection. The package for it is loaded by those alone who need one. */
export async function openSocket(address: string, dialect: SocketDialect): Promise<OpenSocket> {
  const { WebSocket: Client } = await import("ws");
  const agent = agentFor(new URL(address.replace(/^ws/, "http")));
  const socket = new Client(address, {
    handshakeTimeout: handshakeMs,
    maxPayload,
    ...(agent === false ? {} : { agent }),
  });
  const { platform, greeting, read, failed, repeats } = dialect;
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

  const waiting = setTimeout(() => opened.reject(new Error(`${platform} did not say hello`)), helloMs);

  async function keep({ store, acknowledgement }: Extract<SocketMessage, { type: "event" }>): Promise<void> {
    try {
      await store();
      if (acknowledgement !== undefined) say(socket, acknowledgement);
    } catch (error) {
      failed(error);
      if (!repeats) leaving.resolve("not_stored");
    }
  }

  const lives = (): void => void (isAlive = true);
  if (greeting !== undefined) socket.once("open", () => say(socket, greeting));
  socket.on("ping", lives).on("pong", lives);
  socket.on("message", (data: Buffer) => {
    lives();
    const message = read(data.toString());
    if (message.type === "ready") {
      clearTimeout(waiting);
      opened.resolve();
    }
    if (message.type === "refused") opened.reject(message.error);
    if (message.type === "leaving") leaving.resolve(message.reason);
    if (message.type !== "event" || isClosing) return;
    const work = keep(message).finally(() => working.delete(work));
    working.add(work);
  });
  socket.on("error", (error) => opened.reject(error));
  socket.once("close", (code) => {
    clearInterval(look);
    clearTimeout(waiting);
    opened.reject(new Error(`${platform} closed the connection (${code}) before it said hello`));
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
      // The other side may not answer any more.
      const timer = setTimeout(() => socket.terminate(), 1_000);
      await closed.promise;
      clearTimeout(timer);
    },
  };
}

/** What cannot be said is sent again by the platform, and known by its id then. */
function say(socket: WebSocket, text: string): void {
  if (socket.readyState === socket.OPEN) socket.send(text);
}
