/** The outcome that decides the HTTP response. Meta sends the webhook again unless it gets 200. */
export type WebhookResponse =
  | { type: "received" }
  | { type: "forged" }
  | { type: "not_json" }
  | { type: "wrong_object" }
  /** Some event could not be stored. The stored ones are recognised as duplicates when Meta sends all of them again. */
  | { type: "not_stored" }
  /** The same, because the store is away for a while. */
  | { type: "not_stored_now" };
