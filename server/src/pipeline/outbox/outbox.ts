import type { Delivery, DeliveryReport } from "#channel/connector.ts";
import type { DeliveryErrorKind } from "#channel/delivery-error.ts";

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
  /** Delivered; the payload is not kept. The lane's next delivery waits until `nextNotBefore`, if that is given. */
  sent(id: string, externalId: string | undefined, now: number, nextNotBefore?: number): Promise<void>;
  /** Not delivered; again at `notBefore`. */
  retry(id: string, notBefore: number, cause: FailureCause): Promise<void>;
  /** It may have been delivered: unless an echo confirms it before `notBefore`, it is sent again then. */
  unknown(id: string, notBefore: number, cause: FailureCause): Promise<void>;
  /** As if it had not begun: the attempt is not counted. Again at `notBefore`. */
  release(id: string, notBefore: number): Promise<void>;
  /** Given up; the lane goes on, and the payload is not kept. */
  fail(id: string, cause: FailureCause, now: number): Promise<void>;
  /**
   * A delivery is sent as several messages, of which the channel has `partsOut`: from now on what is left is its payload, also
   * for another process.
   * @returns false when this process no longer sends it: it was taken over, confirmed or dropped.
   */
  keepRest(id: string, payload: unknown, partsOut: number, now: number): Promise<boolean>;
  /**
   * The channel's echo of a part: so many are out, of a delivery that is sent as several messages. If that was in doubt, the
   * others go out now. Any order, any number of times. @returns as `confirm`.
   */
  confirmPart(connectorId: string, id: string, partsOut: number, now: number): Promise<string | undefined>;
  /**
   * Given up because it is too old, for the reason {@link tooOld}. With it, or not at all, the notice is queued at the end of
   * the lane, which tells the person: unless one waits there, or was tried last after this delivery was queued. One
   * notice is about all that was queued before it.
   */
  setAside(id: string, notice: readonly Notice[], now: number): Promise<void>;
  /**
   * The channel's echo of our own message: it was delivered. Any order, any number of times. @returns its lane, which may
   * go on now; undefined when the id is not of this connector.
   */
  confirm(connectorId: string, id: string, externalId: string | undefined, now: number): Promise<string | undefined>;
  /**
   * What the channel reports of a message that it accepted earlier. Any order, any number of times.
   * @returns the lane; undefined when the message is not of this connector.
   */
  report(connectorId: string, report: DeliveryReport, now: number): Promise<string | undefined>;
  /**
   * The newest message of a lane that the channel refused because of the person (`recipient`), or because it was too late
   * (`window`). `at`: when it was queued.
   */
  lastRefusal(lane: string): Promise<{ kind: "recipient" | "window"; at: number } | undefined>;
  /** What became of deliveries, by id. One that is not known is not in the answer. */
  states(ids: readonly string[]): Promise<Map<string, DeliveryState>>;
}

/** `reason`: the channel's own code, or ours. `kind`: what it means; undefined for a defect. */
export type FailureCause = { reason: string; kind?: DeliveryErrorKind };

export type DeliveryState =
  | { type: "waiting" }
  /** `receipt`: what the channel has reported since. */
  | { type: "sent"; receipt?: "delivered" | "read" }
  | ({ type: "failed" } & FailureCause);

/**
 * `resent`: an earlier attempt may have been delivered, so the person may see this twice. `waitedMs`: since it was queued; 0
 * for a notice about others, which is of use at any time.
 */
export type OutboxItem = Delivery & { resent: boolean; waitedMs: number };

/** Why a delivery was set aside: its answer is of no use any more. */
export const tooOld = { reason: "too_old" } as const satisfies FailureCause;

/** A message, or a part of one, that tells a person of deliveries that were too old. */
export type Notice = { id: string; payload: unknown };
