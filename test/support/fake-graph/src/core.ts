import type { VirtualClock } from "./clock.ts";
import type { Feed } from "./webhook/feed.ts";
import type { FakeGraphOptions } from "./options.ts";
import type { GraphState } from "./state.ts";
import type { WebhookSender } from "./webhook/webhook-sender.ts";

/** What routes and people share. */
export interface Core {
  readonly options: FakeGraphOptions;
  readonly state: GraphState;
  readonly clock: VirtualClock;
  readonly feed: Feed;
  readonly webhooks: WebhookSender;
  /** Aborted when the world ends. */
  readonly signal: AbortSignal;
}
