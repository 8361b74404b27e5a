import type { ServerResponse } from "node:http";
import { RequestError } from "#app/errors.ts";
import type { SessionClaims } from "#connectors/web/session.ts";

/** `gone`: the peer left. `expired`: its token expired. `closing`: the server goes down. `stalled`: the peer does not read. */
export type EndReason = "gone" | "expired" | "closing" | "stalled";

/** One open connection of a visitor: a socket, a stream, or a waiting poll. It ends once, for one reason. */
export type Connection = Disposable & {
  /** Aborted when the connection ends. */
  readonly signal: AbortSignal;
  readonly ended: EndReason | undefined;
  end(reason: EndReason): void;
  /** Sets when the token expires, which ends the connection. A renewed token sets a later time. */
  expireAt(time: number): void;
};

export type Connections = {
  /** @throws RequestError `too_many_connections` or `unavailable` */
  open(claims: Pick<SessionClaims, "visitorId" | "network" | "expiresAt">): Connection;
  readonly closing: boolean;
  /** Ends all connections. Later ones are refused. */
  close(): void;
};

export type ConnectionBounds = { perVisitor: number; perAddress: number; now: () => number };

export function createConnections({ perVisitor, perAddress, now }: ConnectionBounds): Connections {
  const connectionsOf = new Map<string, Set<Connection>>();
  const countOf = new Map<string, number>();
  let closing = false;

  function count(address: string, change: 1 | -1): void {
    const next = (countOf.get(address) ?? 0) + change;
    if (next === 0) countOf.delete(address);
    else countOf.set(address, next);
  }

  function forget(visitorId: string, connection: Connection): void {
    const connections = connectionsOf.get(visitorId);
    connections?.delete(connection);
    if (connections?.size === 0) connectionsOf.delete(visitorId);
  }

  return {
    open({ visitorId, network = visitorId, expiresAt }) {
      if (closing) throw serverGoesDown();
      const connections = connectionsOf.get(visitorId) ?? new Set();
      if (connections.size >= perVisitor) {
        throw new RequestError("too_many_connections", `at most ${perVisitor} at a time; close another tab`, {
          retryAfterMs: 5000,
        });
      }
      if ((countOf.get(network) ?? 0) >= perAddress)
        throw new RequestError("too_many_connections", `at most ${perAddress} from one address; wait`, {
          retryAfterMs: 30_000,
        });
      count(network, 1);
      const connection = createConnection(now, () => {
        count(network, -1);
        forget(visitorId, connection);
      });
      connectionsOf.set(visitorId, connections.add(connection));
      connection.expireAt(expiresAt);
      return connection;
    },
    get closing() {
      return closing;
    },
    close() {
      closing = true;
      for (const connection of [...connectionsOf.values()].flatMap((connections) => [...connections]))
        connection.end("closing");
    },
  };
}

/** A random delay: all clients lose their connections at the same time, and must not reconnect at the same time. */
export function reconnectDelayMs(): number {
  return 1000 + Math.floor(Math.random() * 4000);
}

export function serverGoesDown(): RequestError {
  return new RequestError("unavailable", "the server restarts; connect again", { retryAfterMs: reconnectDelayMs() });
}

function createConnection(now: () => number, forget: () => void): Connection {
  const controller = new AbortController();
  let ended: EndReason | undefined;
  let expiry: NodeJS.Timeout | undefined;
  const connection: Connection = {
    signal: controller.signal,
    get ended() {
      return ended;
    },
    end(reason) {
      if (ended !== undefined) return;
      ended = reason;
      clearTimeout(expiry);
      forget();
      controller.abort();
    },
    expireAt(time) {
      clearTimeout(expiry);
      if (ended === undefined) expiry = setTimeout(() => connection.end("expired"), Math.max(0, time - now()));
    },
    [Symbol.dispose]() {
      connection.end("gone");
    },
  };
  return connection;
}

/** Ends the connection when the peer leaves. It may have left already, and "close" is not emitted again. */
export function endOnClose(response: ServerResponse, connection: Connection): void {
  response.once("close", () => connection.end("gone"));
  if (response.closed || response.destroyed) connection.end("gone");
}
