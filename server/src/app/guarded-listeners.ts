import type { EventEmitter } from "node:events";
import { IncomingMessage, type Server } from "node:http";
import { Duplex } from "node:stream";

type Listener = (...facts: unknown[]) => unknown;

/**
 * Lets somebody else's code put listeners on the server. One that throws or rejects later would end the process; instead it
 * is reported, and the connection that it was called for is cut, because nobody else would ever answer or close it.
 */
export function guardListeners(server: Server, attach: () => void, failed: (error: unknown) => void): void {
  const before = new Map(listenersOf(server));
  try {
    attach();
  } finally {
    for (const [event, listeners] of listenersOf(server)) {
      const known = before.get(event) ?? [];
      for (const listener of listeners) if (!known.includes(listener)) replace(server, event, listener, failed);
    }
  }
}

function listenersOf(server: EventEmitter): [event: string | symbol, listeners: Listener[]][] {
  return server.eventNames().map((event) => [event, server.rawListeners(event) as Listener[]]);
}

function replace(
  server: EventEmitter,
  event: string | symbol,
  listener: Listener,
  failed: (error: unknown) => void,
): void {
  async function guarded(...facts: unknown[]): Promise<void> {
    try {
      await Reflect.apply(listener, server, facts);
    } catch (error) {
      failed(error);
      cut(facts[0]);
    }
  }
  server.off(event, listener);
  // Under this name Node finds the listener when its owner takes it off.
  server.on(
    event,
    Object.assign((...facts: unknown[]) => void guarded(...facts), { listener }),
  );
}

/** Requests and upgrades come with their request first, connections with their socket. */
function cut(subject: unknown): void {
  if (subject instanceof IncomingMessage) subject.socket.destroy();
  else if (subject instanceof Duplex) subject.destroy();
}
