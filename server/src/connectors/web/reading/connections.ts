import type { ServerResponse } from "node:http";
import { RequestError } from "#app/errors.ts";
import { MultiMap } from "#collections/multi-map.ts";
import { Expiries } from "./expiries.ts";
import type { SessionClaims } from "#connectors/web/session.ts";

/**
 * `gone`: the peer left. `expired`: its token expired. `revoked`: its session has ended. `closing`: the server goes down.
 * `stalled`: the peer does not read. `refused`: it goes on asking for what it does not get.
 */
export type EndReason = "gone" | "expired" | "revoked" | "closing" | "stalled" | "refused";

/** One open connection of a visitor: a socket, a stream, or a waiting poll. It ends once, for one reason. */
export type Connection = Disposable & {
  /** Aborted when the connection ends. */
  readonly signal: AbortSignal;
  readonly ended: EndReason | undefined;
  /** Called when the connection ends, instead of the listener before; at once if it has ended. */
  whenEnded(listener: () => void): void;
  end(reason: EndReason): void;
  /** Sets when the token expires, which ends the connection. A renewed token sets a later time. */
  expireAt(time: number): void;
};

export type Transport = "socket" | "stream" | "poll";

export type Connections = {
  /** @throws RequestError `too_many_connections` or `unavailable` */
  open(
    claims: Pick<SessionClaims, "visitorId" | "sessionId" | "network" | "expiresAt">,
    transport: Transport,
  ): Promise<Connection>;
  /** How many are open in this process, by transport. */
  readonly counts: ReadonlyMap<Transport, number>;
  readonly closing: boolean;
  /** Ends all connections of a session that has ended. */
  revoke(sessionId: string): void;
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
  hasEnded: (sessionId: string) => boolean;
  now: () => number;
};

export function createConnections({ visitor, address, hasEnded, now }: ConnectionsParts): Connections {
  const bySession = new MultiMap<string, Connection>();
  const expiries = new Expiries(now);
  const counts = new Map<Transport, number>([
    ["socket", 0],
    ["stream", 0],
    ["poll", 0],
  ]);
  let closing = false;

  const count = (transport: Transport, by: number): void =>
    void counts.set(transport, (counts.get(transport) ?? 0) + by);

  const registry: Registry = {
    expiries,
    forget(connection) {
      count(connection.transport, -1);
      bySession.delete(connection.sessionId, connection);
    },
  };

  return {
    counts,
    async open({ visitorId, sessionId, network = visitorId, expiresAt }, transport) {
      if (closing) throw serverGoesDown();
      using permits = new DisposableStack();
      const ofVisitor = permits.use(await visitor.permit(visitorId));
      if (ofVisitor === undefined)
        throw new RequestError("too_many_connections", `at most ${visitor.most} at a time; close another tab`, {
          retryAfterMs: 5000,
          facts: { limit: "maxSocketsPerVisitor" },
        });
      const ofAddress = permits.use(await address.permit(network));
      if (ofAddress === undefined)
        throw new RequestError("too_many_connections", `at most ${address.most} from one address; wait`, {
          retryAfterMs: 30_000,
          facts: { limit: "maxSocketsPerAddress" },
        });
      // It may have begun to close meanwhile, and the session may have ended.
      if (closing) throw serverGoesDown();
      if (hasEnded(sessionId)) throw new RequestError("unauthorized", "the session has ended");
      permits.move();
      const connection = new OpenConnection({ registry, sessionId, transport, permits: [ofVisitor, ofAddress] });
      bySession.add(sessionId, connection);
      count(transport, 1);
      connection.expireAt(expiresAt);
      return connection;
    },
    get closing() {
      return closing;
    },
    revoke(sessionId) {
      for (const connection of bySession.get(sessionId)) connection.end("revoked");
    },
    close() {
      closing = true;
      const sessions = Array.from(bySession.keys());
      for (const connection of sessions.flatMap((sessionId) => bySession.get(sessionId))) connection.end("closing");
      expiries[Symbol.dispose]();
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

type Registry = { expiries: Expiries; forget(connection: OpenConnection): void };

type OpenConnectionParts = {
  registry: Registry;
  sessionId: string;
  transport: Transport;
  permits: readonly Disposable[];
};

/** A class, and with nothing that most of them never need: each visitor who reads holds one for hours. */
class OpenConnection implements Connection {
  readonly sessionId: string;
  readonly transport: Transport;
  readonly #registry: Registry;
  readonly #permits: readonly Disposable[];
  #ended: EndReason | undefined;
  #controller: AbortController | undefined;
  #listener: (() => void) | undefined;

  constructor({ registry, sessionId, transport, permits }: OpenConnectionParts) {
    this.sessionId = sessionId;
    this.transport = transport;
    this.#registry = registry;
    this.#permits = permits;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#ended !== undefined) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  get ended(): EndReason | undefined {
    return this.#ended;
  }

  whenEnded(listener: () => void): void {
    if (this.#ended === undefined) this.#listener = listener;
    else listener();
  }

  end(reason: EndReason): void {
    if (this.#ended !== undefined) return;
    this.#ended = reason;
    this.#registry.expiries.delete(this);
    this.#registry.forget(this);
    for (const permit of this.#permits) permit[Symbol.dispose]();
    this.#controller?.abort();
    this.#listener?.();
  }

  expireAt(time: number): void {
    if (this.#ended === undefined) this.#registry.expiries.set(this, time);
  }

  [Symbol.dispose](): void {
    this.end("gone");
  }
}

/** Ends the connection when the peer leaves. It may have left already, and "close" is not emitted again. */
export function endOnClose(response: ServerResponse, connection: Connection): void {
  response.once("close", () => connection.end("gone"));
  if (response.closed || response.destroyed) connection.end("gone");
}
