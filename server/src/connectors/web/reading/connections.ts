import type { ServerResponse } from "node:http";
import { RequestError } from "#app/errors.ts";
import type { SessionClaims } from "#connectors/web/session.ts";

/**
 * `gone`: the peer left. `expired`: its token expired. `revoked`: its session has ended. `closing`: the server goes down.
 * `stalled`: the peer does not read.
 */
export type EndReason = "gone" | "expired" | "revoked" | "closing" | "stalled";

/** One open connection of a visitor: a socket, a stream, or a waiting poll. It ends once, for one reason. */
export type Connection = Disposable & {
  /** Aborted when the connection ends. */
  readonly signal: AbortSignal;
  readonly ended: EndReason | undefined;
  end(reason: EndReason): void;
  /** Sets when the token expires, which ends the connection. A renewed token sets a later time. */
  expireAt(time: number): void;
};

export type Transport = "socket" | "stream" | "poll";

export type Connections = {
  /** @throws RequestError `too_many_connections` or `unavailable` */
  open(claims: Pick<SessionClaims, "visitorId" | "network" | "expiresAt">, transport: Transport): Promise<Connection>;
  /** How many are open in this process, by transport. */
  readonly counts: ReadonlyMap<Transport, number>;
  readonly closing: boolean;
  /** Ends all connections of a visitor, whose session has ended. */
  revoke(visitorId: string): void;
  /** Ends all connections. Later ones are refused. */
  close(): void;
};

/** At most `most` connections of one key. */
export type ConnectionBound = {
  /** One of the key's permits, in all processes together; undefined: all are in use. */
  permit(key: string): Promise<Disposable | undefined>;
  most: number;
};

export type ConnectionsParts = {
  visitor: ConnectionBound;
  address: ConnectionBound;
  hasEnded: (visitorId: string) => boolean;
  now: () => number;
};

export function createConnections({ visitor, address, hasEnded, now }: ConnectionsParts): Connections {
  const connections = new Set<Connection>();
  /** So that an end need not look at the others. */
  const byVisitor = new Map<string, Set<Connection>>();
  const counts = new Map<Transport, number>([
    ["socket", 0],
    ["stream", 0],
    ["poll", 0],
  ]);
  let closing = false;

  const count = (transport: Transport, by: number): void =>
    void counts.set(transport, (counts.get(transport) ?? 0) + by);

  return {
    counts,
    async open({ visitorId, network = visitorId, expiresAt }, transport) {
      if (closing) throw serverGoesDown();
      using permits = new DisposableStack();
      if (permits.use(await visitor.permit(visitorId)) === undefined)
        throw new RequestError("too_many_connections", `at most ${visitor.most} at a time; close another tab`, {
          retryAfterMs: 5000,
          facts: { limit: "maxSocketsPerVisitor" },
        });
      if (permits.use(await address.permit(network)) === undefined)
        throw new RequestError("too_many_connections", `at most ${address.most} from one address; wait`, {
          retryAfterMs: 30_000,
          facts: { limit: "maxSocketsPerAddress" },
        });
      // It may have begun to close meanwhile, and the session may have ended.
      if (closing) throw serverGoesDown();
      if (hasEnded(visitorId)) throw new RequestError("unauthorized", "the session has ended");
      const held = permits.move();
      const connection = createConnection(now, () => {
        count(transport, -1);
        connections.delete(connection);
        own.delete(connection);
        if (own.size === 0) byVisitor.delete(visitorId);
        held.dispose();
      });
      const own = byVisitor.get(visitorId) ?? new Set();
      byVisitor.set(visitorId, own.add(connection));
      count(transport, 1);
      connections.add(connection);
      connection.expireAt(expiresAt);
      return connection;
    },
    get closing() {
      return closing;
    },
    revoke(visitorId) {
      for (const connection of Array.from(byVisitor.get(visitorId) ?? [])) connection.end("revoked");
    },
    close() {
      closing = true;
      for (const connection of Array.from(connections)) connection.end("closing");
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
