/** Whose a subscription is. It ends with the session, and with the conversation. */
export type PushOwner = { connectorId: string; conversationId: string; visitorId: string; sessionId: string };

/**
 * Where a browser is reached while no page is open (Push API). `p256dh`, `auth`: the keys for which messages to it are encrypted, as
 * base64url. `serverKey`: the public key that its push service knows us by. `title`, `url`: what the page wants to be shown, and opened.
 */
export type PushSubscription = {
  endpoint: string;
  p256dh: string;
  auth: string;
  serverKey: string;
  title: string;
  url: string;
};

/** `notifiedSeq`: what came up to this event is known there. `tries`: failed ones since then. */
export type DuePush = PushOwner & PushSubscription & { notifiedSeq: number; tries: number };

/** The subscriptions of browsers, for all processes of the server. */
export interface PushStore {
  /**
   * Keeps it for `keepMs`, in the place of one with the same endpoint. All that the conversation has is known there. Of one
   * conversation the newest {@link mostSubscriptions} are kept.
   */
  save(owner: PushOwner, subscription: PushSubscription, keepMs: number, now: number): Promise<void>;
  /** @returns false: the owner's conversation has no such one. */
  remove(owner: Pick<PushOwner, "connectorId" | "conversationId">, endpoint: string): Promise<boolean>;
  /** Whatever its owner: its push service knows it no longer. */
  drop(endpoint: string): Promise<void>;
  endSession(connectorId: string, sessionId: string): Promise<void>;
  /**
   * Those whose conversation has something new of the bot or of a person who answers, and that are due; the longest due first.
   * Nobody else gets them for `leaseMs`.
   */
  take(connectorId: string, count: number, leaseMs: number, now: number): Promise<DuePush[]>;
  /** All up to this event is known there. */
  settle(endpoint: string, notifiedSeq: number): Promise<void>;
  /** To be taken again after `afterMs`. `failed`: this was a try. */
  retry(endpoint: string, afterMs: number, failed: boolean, now: number): Promise<void>;
  /** Removes some that have expired. @returns how many. */
  expire(now: number): Promise<number>;
}

/** As many as a person has browsers. */
export const mostSubscriptions = 5;

/** Subscriptions that one call of `expire` removes. */
export const expiredSubscriptionsPage = 100;
