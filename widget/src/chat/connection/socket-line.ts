import { formatCursor, protocolVersion, type SendResult, type SocketAuth } from "@causerie/protocol";
import { io } from "socket.io-client";
import { ChatError, fromProblem, toChatError } from "#chat/chat-error.ts";
import type { LineEvents, LineTarget, Line } from "./line.ts";
import { readDelay, readPage, readProblem, readSendResult } from "./parse.ts";

/** Reads and sends by Socket.IO. One socket a line: when to connect again is decided for all transports alike. */
export function openSocketLine(target: LineTarget, events: LineEvents): Line {
  const unanswered = new Set<(error: ChatError) => void>();
  const socket = io(target.socketUrl.origin, {
    path: target.socketUrl.pathname,
    transports: ["websocket"],
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    auth: (give: (auth: SocketAuth) => void) => give(authOf(target)),
  });
  let isOver = false;

  function end(): void {
    isOver = true;
    socket.disconnect();
    for (const reject of unanswered) reject(new ChatError("network"));
    unanswered.clear();
  }

  function fail(error: ChatError): void {
    if (isOver) return;
    end();
    events.closed(error);
  }

  function on(name: string, hear: (...details: unknown[]) => void): void {
    socket.on(name, (...details: unknown[]) => {
      if (isOver) return;
      try {
        hear(...details);
      } catch (error) {
        fail(toChatError(error)); // what came cannot be read
      }
    });
  }

  function ask(name: string, detail: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (isOver || !socket.connected) return reject(new ChatError("network"));
      unanswered.add(reject);
      socket.emit(name, detail, (answer: unknown) => {
        unanswered.delete(reject);
        resolve(answer);
      });
    });
  }

  on("connect", () => events.opened());
  on("connect_error", (error) => fail(refusalOf(error)));
  on("disconnect", () => fail(new ChatError("network")));
  on("events", (page, received) => {
    events.page(readPage(page));
    if (typeof received === "function") received();
  });
  on("frame", (frame) => events.frame(frame));
  on("resync", () => fail(new ChatError("resync")));
  on("bye", (info) => events.bye(readDelay(info)));
  socket.connect();
  return {
    close: end,
    send: async (message) => readAnswer(await ask("send", message)),
    renew: async (token) => void readOk(await ask("renew", token)),
  };
}

function authOf({ token, conversationId, since }: LineTarget): SocketAuth {
  const cursor = since();
  return {
    token: token(),
    conversationId,
    protocol: protocolVersion,
    ...(cursor === undefined ? {} : { since: formatCursor(cursor) }),
  };
}

/** The server's reason travels in `data`; an error without one is the way's. */
function refusalOf(error: unknown): ChatError {
  const problem = readProblem(error instanceof Error && "data" in error ? error.data : undefined);
  return problem === undefined ? new ChatError("network", { cause: error }) : fromProblem(problem);
}

function readAnswer(answer: unknown): SendResult {
  return readSendResult(readOk(answer).result);
}

function readOk(answer: unknown): { result?: unknown } {
  if (typeof answer !== "object" || answer === null || !("ok" in answer)) throw new ChatError("bad_answer");
  if (answer.ok === true) return "result" in answer ? { result: answer.result } : {};
  const problem = readProblem("problem" in answer ? answer.problem : undefined);
  throw problem === undefined ? new ChatError("bad_answer") : fromProblem(problem);
}
