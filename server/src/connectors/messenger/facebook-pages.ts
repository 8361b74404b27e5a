import { ConfigError } from "#app/errors.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { PolicyAction } from "#connectors/meta/send/gate.ts";
import type { KnownConversations } from "./known-conversations.ts";
import type { Payloads } from "./payload.ts";

/** `mids`: Meta's ids. `until`: everything that was sent before is meant, too (milliseconds since 1970). */
export type Receipt = {
  status: "delivered" | "read";
  user: string;
  conversationId: string;
  mids: readonly string[];
  until: number | undefined;
};

/** A Facebook page whose events this server handles. */
export type FacebookPage = {
  appId: string;
  pageId: string;
  connectorId: string;
  locale: string | undefined;
  payloads: Payloads;
  /** Who gets the conversations that stories hand over: people write there. */
  handoverTo: string;
  /** Milliseconds that the bot leaves a conversation to people after they wrote. */
  agentPauseMs: number;
  /** Whether stories get Meta's tokens for later messages. */
  keepsTokens: boolean;
  /** Which conversation is whose. */
  conversations: KnownConversations;
  /** As this page's connector, whichever connector's path the event came by. Resolves when it is stored durably. */
  accept(event: InboundEvent): Promise<{ duplicate: boolean }>;
  /**
   * Removes from the log what an event said: the person took it back.
   * @returns whether there is such an event.
   */
  redact(conversationId: string, eventId: string, messageId: string): Promise<boolean>;
  /** The channel has delivered these messages, or the person has read them. */
  reportReceipt(receipt: Receipt): Promise<void>;
  /** The same for the echo of a message of this page. */
  confirmDelivery(deliveryId: string, externalId: string | undefined): Promise<boolean>;
  /** The same for a part of a delivery that others follow: so many are out. */
  confirmPart(deliveryId: string, partsOut: number): Promise<boolean>;
  /** What a token in one of this page's buttons stands for. */
  readToken(token: string): Promise<string | undefined>;
  /** Meta has judged the page by its policy, at this time by its own clock. Any number of times, in any order. */
  judged(action: PolicyAction, at: number): void;
  /** An event was stored for the first time. */
  saw(event: InboundEvent): void;
  /** What this app is on the page has changed. Never rejects. */
  hasRoles(roles: readonly string[]): Promise<void>;
  /** Removes all that is kept of a person on this page. */
  forget(psid: string): Promise<void>;
  /** Shows the person that the page has read their message. */
  markSeen(psid: string): void;
};

/** The pages of one server. A Meta app has one webhook URL, so Meta posts the events of all its pages there. */
export type FacebookPages = {
  /** @throws ConfigError when another connector already has this page. */
  add(page: FacebookPage): Disposable;
  find(appId: string, pageId: string): FacebookPage | undefined;
  /** All pages of the app. */
  of(appId: string): FacebookPage[];
};

export function createFacebookPages(): FacebookPages {
  const pages = new Map<string, FacebookPage>();
  const keyOf = (appId: string, pageId: string): string => `${appId}|${pageId}`;
  return {
    add(page) {
      const key = keyOf(page.appId, page.pageId);
      const other = pages.get(key);
      if (other !== undefined) {
        const both = `"${other.connectorId}" and "${page.connectorId}"`;
        throw new ConfigError([`The connectors ${both} have the same appId and pageId: remove one of them.`]);
      }
      pages.set(key, page);
      return { [Symbol.dispose]: () => void pages.delete(key) };
    },
    find: (appId, pageId) => pages.get(keyOf(appId, pageId)),
    of: (appId) => [...pages.values()].filter((page) => page.appId === appId),
  };
}
