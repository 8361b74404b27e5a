import { formatCursor, protocolVersion, type SendResult, type SocketAuth } from "@causerie/protocol";
import { io } from "socket.io-client";
import { ChatError, fromProblem, toChatError } from "#chat/chat-error.ts";
import { asItIs } from "#chat/to-json.ts";
import type { TransportEvents, TransportTarget, Transport } from "./transport.ts";
import { readDelay, readEventPage, readProblem, readSendResult } from "#chat/connection/parse.ts";
import { watchSilence } from "./watch-silence.ts";

/** Reads and sends by Socket.IO, with one socket. It never reconnects: `createConnection` decides that for all transports. */
export function openSocketTransport(target: TransportTarget, events: TransportEvents): Transport {
  const pending = new Set<(error: ChatError) => void>();
  const socket = io(target.socketUrl.origin, {
    path: target.socketUrl.pathname,
    transports: ["websocket"],
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    auth: (give: (auth: SocketAuth) => void) => give(authOf(target)),
  });
  // The parser's encoder takes a replacer, and the manager that makes the encoder gives it none.
  Object.assign(Reflect.get(socket.io, "encoder") as object, { replacer: asItIs });
  const silence = watchSilence(target, () => fail(new ChatError("timeout")));
  let isOver = false;

  function end(): void {
    isOver = true;
    silence.end();
    socket.disconnect();
    for (const reject of pending) reject(new ChatError("network"));
    pending.clear();
  }

  function fail(error: ChatError): void {
    if (isOver) return;
    end();
    events.closed(error);
  }

  function receive(name: string, handle: (...details: unknown[]) => void): void {
    socket.on(name, (...details: unknown[]) => {
      if (isOver) return;
      try {
        handle(...details);
      } catch (error) {
        fail(toChatError(error)); // what arrived cannot be read
      }
    });
  }

  function emit(name: string, detail: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (isOver || !socket.connected) return reject(new ChatError("network"));
      pending.add(reject);
      socket.emit(name, detail, (ack: unknown) => {
        pending.delete(reject);
        resolve(ack);
      });
    });
  }

  receive("connect", () => events.opened());
  receive("connect_error", (error) => fail(refusalOf(error)));
  receive("disconnect", () => fail(new ChatError("network")));
  receive("events", (page, received) => {
    events.page(readEventPage(page));
    if (typeof received === "function") received();
  });
  receive("frame", (frame) => events.frame(frame));
  receive("resync", () => fail(new ChatError("resync")));
  receive("bye", (info) => events.bye(readDelay(info)));
  socket.connect();
  const { engine } = socket.io;
  engine.on("handshake", ({ pingInterval }) => {
    // A server that knows `noop` sends it half-way between two pings. An older one pings every 15 s.
    const dueMs = pingInterval > 15_000 ? 14_200 : 16_500;
    engine.on("heartbeat", () => {
      if (!isOver) silence.alive(dueMs);
    });
  });
  return {
    close: end,
    send: async (message) => readSendAck(await emit("send", message)),
    renew: async (token) => void readOk(await emit("renew", token)),
  };
}

function authOf({ token, conversationId, since }: TransportTarget): SocketAuth {
  const cursor = since();
  return {
    token: token(),
    conversationId,
    protocol: protocolVersion,
    noop: true,
    ...(cursor === undefined ? {} : { since: formatCursor(cursor) }),
  };
}

/** The server puts its reason into `data`. An error without one comes from the network. */
function refusalOf(error: unknown): ChatError {
  const problem = readProblem(error instanceof Error && "data" in error ? error.data : undefined);
  return problem === undefined ? new ChatError("network", { cause: error }) : fromProblem(problem);
}

function readSendAck(ack: unknown): SendResult {
  return readSendResult(readOk(ack).result);
}

function readOk(ack: unknown): { result?: unknown } {
  if (typeof ack !== "object" || ack === null || !("ok" in ack)) throw new ChatError("bad_answer");
  if (ack.ok === true) return "result" in ack ? { result: ack.result } : {};
  const problem = readProblem("problem" in ack ? ack.problem : undefined);
  throw problem === undefined ? new ChatError("bad_answer") : fromProblem(problem);
}
