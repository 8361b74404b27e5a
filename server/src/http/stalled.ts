import type { RequestHandler } from "express";
import type { Duplex } from "node:stream";
import type { Socket } from "node:net";

/** Bytes that may wait for one peer before no more is read for it. */
export const mostUnsent = 256 * 1024;

/** Bytes beyond which a peer is cut at once: it makes the server answer, and takes no answer. */
const tooMuchUnsent = 4 * 1024 * 1024;

type Watch = { written: number; since: number };

/** Cuts connections whose peer takes nothing of what waits for it. Disposing ends the watch. */
export type StallGuard = Disposable & {
  /** Until the connection closes or the watch is disposed of. */
  watch(socket: Duplex): Disposable;
  /** Watches each request's connection until it is answered: between ours, an application may serve what it likes. */
  requests: RequestHandler;
};

/**
 * It counts what the operating system has accepted, not what the peer says: so it holds for streams, sockets, answers to
 * polls and files alike.
 * @param stallMs how long a peer may take nothing.
 */
export function createStallGuard(stallMs: number, everyMs = Math.min(1_000, stallMs / 4)): StallGuard {
  const open = new Map<Socket, Watch>();
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [socket, watch] of open) if (isStalled(socket, watch, now, stallMs)) socket.destroy();
  }, everyMs);
  timer.unref();

  function watch(socket: Duplex): Disposable {
    const watched = socket as Socket;
    if (!open.has(watched)) {
      open.set(watched, { written: 0, since: performance.now() });
      watched.once("close", () => open.delete(watched));
    }
    return { [Symbol.dispose]: () => void open.delete(watched) };
  }

  return {
    watch,
    requests(request, response, next) {
      const watched = watch(request.socket);
      response.once("close", () => watched[Symbol.dispose]());
      next();
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      open.clear();
    },
  };
}

function isStalled(socket: Socket, watch: Watch, now: number, stallMs: number): boolean {
  const unsent = socket.writableLength;
  if (unsent > tooMuchUnsent) return true;
  const written = socket.bytesWritten - unsent;
  if (unsent === 0 || written !== watch.written) {
    watch.written = written;
    watch.since = now;
    return false;
  }
  return now - watch.since >= stallMs;
}
