import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { waitFor } from "#async/wait-for.ts";
import { mostUnsent } from "#http/connections/stalled.ts";
import type { Connection } from "./connections.ts";

const lookEveryMs = 50;

/**
 * Waits until little enough of what was sent waits for the peer. An acknowledgement proves nothing: a peer can send it
 * without having read, so only what the operating system has accepted counts.
 * @param unsent bytes that wait. @returns false: the peer took too little for `stallMs`, or the connection has ended.
 */
export async function waitForRoom(
  unsent: () => number,
  { signal }: Pick<Connection, "signal">,
  stallMs: number,
): Promise<boolean> {
  const deadline = performance.now() + stallMs;
  while (unsent() > mostUnsent) {
    if (signal.aborted || performance.now() >= deadline) return false;
    await waitFor(() => undefined, signal, lookEveryMs);
  }
  return !signal.aborted;
}

/**
 * Waits until this response is the next one on its connection, and its peer has taken those before. Requests that come in
 * one go (pipelined) would otherwise all read the log, and hold what they read, until the first is taken.
 * @returns false: the peer left, or took nothing for `stallMs`.
 */
export async function waitForTurn(response: ServerResponse, stallMs: number): Promise<boolean> {
  // By far most requests are alone on their connection.
  if (response.socket !== null && response.socket.writableLength <= mostUnsent) return true;
  using gone = new GoneSignal(response);
  const assigned = (done: (socket: Socket) => void): void => void response.once("socket", done);
  const socket = response.socket ?? (await waitFor<Socket>(assigned, gone.signal, stallMs));
  if (socket === undefined) return false;
  return waitForRoom(() => socket.writableLength, gone, stallMs);
}

/** What ends with a connection. It has one listener for all: each request that waits on it would add another. */
const endings = new WeakMap<Socket, Set<() => void>>();

function endingsOf(socket: Socket): Set<() => void> {
  const known = endings.get(socket);
  if (known !== undefined) return known;
  const made = new Set<() => void>();
  socket.once("close", () => made.forEach((end) => end()));
  endings.set(socket, made);
  return made;
}

/** Aborts when the peer leaves. */
class GoneSignal implements Disposable {
  readonly #controller = new AbortController();
  readonly #response: ServerResponse;
  readonly #end = (): void => this.#controller.abort();

  constructor(response: ServerResponse) {
    this.#response = response;
    response.once("close", this.#end);
    endingsOf(response.req.socket).add(this.#end);
    if (response.destroyed || response.req.socket.destroyed) this.#end();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    this.#response.off("close", this.#end);
    endingsOf(this.#response.req.socket).delete(this.#end);
  }
}
