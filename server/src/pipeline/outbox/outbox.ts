import type { Delivery } from "#channel/connector.ts";

/**
 * Payloads on their way to push channels. One lane per person and connector (the conversation): the head blocks what
 * follows, so order holds. Times are milliseconds since 1970.
 */
export interface OutboxStore {
  /** Lanes whose head can go out at `now`, longest waiting first; none of `except`. */
  due(now: number, limit: number, except: ReadonlySet<string>): Promise<string[]>;
  /** When the next head that is not due yet will be. */
  nextDue(now: number): Promise<number | undefined>;
  /**
   * The head of the lane, now marked `sending`, if it is due. How a delivery ends must be written; one for which that
   * failed is handed out again after a while, as resent.
   */
  begin(lane: string, now: number): Promise<OutboxItem | undefined>;
  /** Taken; the payload is not kept. */
  sent(id: string, externalId: string | undefined, now: number): Promise<void>;
  /** Not taken; again at `notBefore`. */
  retry(id: string, notBefore: number, reason: string): Promise<void>;
  /** It may have been taken: unless an echo confirms it before `notBefore`, it is sent again then. */
  unknown(id: string, notBefore: number, reason: string): Promise<void>;
  /** As if it had not begun: the try is not counted. Again at `notBefore`. */
  release(id: string, notBefore: number): Promise<void>;
  /** Given up; the lane goes on, and the payload is not kept. */
  fail(id: string, reason: string, now: number): Promise<void>;
  /**
   * The channel's echo of our own message: it was taken. Any order, any number of times. @returns its lane, which may go
   * on now; undefined when the id is not ours.
   */
  confirm(id: string, externalId: string | undefined, now: number): Promise<string | undefined>;
  /** What became of deliveries, by id. One that is not known is not in the answer. */
  states(ids: readonly string[]): Promise<Map<string, DeliveryState>>;
}

export type DeliveryState = { type: "waiting" } | { type: "sent" } | { type: "failed"; reason: string };

/** `resent`: an earlier attempt may have been taken, so the person may see this twice. */
export type OutboxItem = Delivery & { resent: boolean };
