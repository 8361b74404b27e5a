import type { RequestHandler } from "express";
import type { Duplex } from "node:stream";
import type { Socket } from "node:net";

/** Bytes that may wait for one peer before no more is read for it. */
export const mostUnsent = 256 * 1024;

/** Bytes beyond which a peer is cut at once: it makes the server answer, and takes no answer. */
const tooMuchUnsent = 4 * 1024 * 1024;

/** `users`: requests may be under way on one connection one behind another (pipelined), and each watches it. */
type Watch = { written: number; since: number; users: number };

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

  /** One for all connections, which emit "close" once: `once` with a function for each would cost each of them 0.3 kB. */
  function forget(this: Socket): void {
    open.delete(this);
  }

  function begin(socket: Socket): Watch {
    const begun = { written: 0, since: performance.now(), users: 0 };
    open.set(socket, begun);
    socket.on("close", forget);
    return begun;
  }

  function watch(socket: Duplex): Disposable {
    const watched = socket as Socket;
    const current = open.get(watched) ?? begin(watched);
    current.users += 1;
    return {
      [Symbol.dispose]: () => {
        current.users -= 1;
        if (current.users > 0) return;
        // A connection that is kept alive has many requests, so nothing of one may stay at it.
        open.delete(watched);
        watched.off("close", forget);
      },
    };
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
