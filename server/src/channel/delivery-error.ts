/**
 * Why a channel did not deliver a message. A connector only says what happened; {@link outcomes} is the one table of what
 * the outbox does about it.
 *
 * - `transient`: a fault that will pass: no connection, a server error that says the message was not delivered.
 * - `rate`: too many messages. `retryAfterMs` says when to come again.
 * - `window`: the channel's rules forbid to write to this person now, e.g. Meta's 24 hours are over.
 * - `recipient`: this person cannot be reached: gone, blocked, unknown.
 * - `auth`: the connector's credentials are refused. The operator must act; messages wait for it.
 * - `content`: the message itself is refused.
 * - `platform`: the platform forbids it for another reason, e.g. a missing permission.
 * - `unknown`: nobody can say whether the message was delivered, e.g. the connection broke after the request was sent.
 */
export type DeliveryErrorKind =
  | "transient"
  | "rate"
  | "window"
  | "recipient"
  | "auth"
  | "content"
  | "platform"
  | "unknown";

/**
 * `retry`: not delivered, may be later. `refused`: never will be; the next message goes out. `unknown`: it is sent again
 * unless the channel's echo of it comes first.
 */
export type DeliveryOutcome = "retry" | "refused" | "unknown";

/** What the outbox does about each kind of failure. */
export const outcomes: Readonly<Record<DeliveryErrorKind, DeliveryOutcome>> = {
  transient: "retry",
  rate: "retry",
  // The operator can mend it within the day that the outbox tries.
  auth: "retry",
  window: "refused",
  recipient: "refused",
  content: "refused",
  platform: "refused",
  unknown: "unknown",
};

/**
 * A channel did not deliver a message.
 *
 * ```ts
 * if (response.status === 429) throw new DeliveryError("too many messages", "rate", { retryAfterMs: 30_000 });
 * ```
 */
export class DeliveryError extends Error {
  override name = "DeliveryError";
  readonly kind: DeliveryErrorKind;
  /** The channel's own code, for the log and the operator, e.g. `100/2018001`. Default: the kind. */
  readonly code: string;
  /** Milliseconds to wait before the next try, where the channel says so. */
  readonly retryAfterMs: number | undefined;

  /** @param message for the log: no secrets, no message text. */
  constructor(
    message: string,
    kind: DeliveryErrorKind,
    options: ErrorOptions & { code?: string; retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.code = options.code ?? kind;
    this.retryAfterMs = options.retryAfterMs;
  }

  get outcome(): DeliveryOutcome {
    return outcomes[this.kind];
  }
}
