import type { ErrorCode } from "@causerie/protocol";

/** How the server misbehaves. A test may change it at any time. */
export type Faults = {
  /** Transports that are blocked, as by a proxy: upgrades are cut, streams and polls get a page of HTML. */
  blocked: Set<"socket" | "sse" | "poll">;
  /** Answers every request and socket with this problem. */
  refuse: ErrorCode | undefined;
  /** Renewals are answered with `unauthorized`. */
  refuseRefresh: boolean;
  /** The number of next messages that are stored and never acknowledged. */
  lostAcks: number;
  /** The responses of REST: good, a page of HTML, an empty body or a body that ends in the middle. */
  response: "good" | "html" | "empty" | "cut";
  /** Requests are taken and never answered. */
  silent: boolean;
  /** Each page of events is delivered twice. */
  twice: boolean;
  /** Events that are never sent to open transports. */
  skipped: Set<number>;
  /** Milliseconds for which a token is valid. */
  tokenMs: number;
  /** Events in a snapshot. */
  snapshotEvents: number;
  /** Kinds of content that this server is too old to know. */
  unknownContent: Set<string>;
  /** Its heartbeats are those of a server from before there was a `noop`. */
  oldHeartbeats: boolean;
  /** Answers to polls are held back until they are whole, as by a proxy. */
  heldBack: boolean;
  /** The response to a request to stop. A server that can stop an answer sends 204. */
  stopStatus: 204 | 404 | 405;
};

/** A server that does everything right. */
export function noFaults(): Faults {
  return {
    blocked: new Set(),
    refuse: undefined,
    refuseRefresh: false,
    lostAcks: 0,
    response: "good",
    silent: false,
    twice: false,
    skipped: new Set(),
    tokenMs: 900_000,
    snapshotEvents: 50,
    unknownContent: new Set(),
    oldHeartbeats: false,
    heldBack: false,
    stopStatus: 204,
  };
}
