import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { waitFor } from "#async/wait-for.ts";
import { mostUnsent } from "#http/stalled.ts";
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

/** One listener a connection: of the requests that wait on it, each would add another. */
const closed = new WeakMap<Socket, AbortSignal>();

function closeOf(socket: Socket): AbortSignal {
  const known = closed.get(socket);
  if (known !== undefined) return known;
  const controller = new AbortController();
  socket.once("close", () => controller.abort());
  if (socket.destroyed) controller.abort();
  closed.set(socket, controller.signal);
  return controller.signal;
}

/** Aborts when the peer leaves. */
class GoneSignal implements Disposable {
  readonly signal: AbortSignal;
  readonly #answered = new AbortController();
  readonly #response: ServerResponse;
  readonly #end = (): void => this.#answered.abort();

  constructor(response: ServerResponse) {
    this.#response = response;
    this.signal = AbortSignal.any([this.#answered.signal, closeOf(response.req.socket)]);
    response.once("close", this.#end);
    if (response.destroyed) this.#end();
  }

  [Symbol.dispose](): void {
    this.#response.off("close", this.#end);
  }
}
