import type { Content, QuickReply } from "#parse/content.ts";
import type { JournalEntry } from "#journal.ts";
import type { JsonObject } from "#parse/json.ts";
import type { Bubble } from "#people/thread.ts";

/** A message of a page that Meta has accepted. */
export interface SentMessage {
  mid: string;
  pageId: string;
  psid: string;
  /** The app whose token was used. */
  appId: string;
  at: number;
  /** The request body as it came in. */
  body: JsonObject;
  /** The text of the bubble, for text messages and button templates. */
  text: string | undefined;
  content: Content;
  quickReplies: readonly QuickReply[];
  metadata: string | undefined;
}

export type WebhookAnswer = { type: "status"; status: number } | { type: "lost"; reason: string };

/** One attempt to post a webhook. */
export interface WebhookAttempt {
  at: number;
  appId: string;
  url: string;
  /** 1 for the first try; a duplicate counts on. */
  attempt: number;
  body: JsonObject;
  answer: WebhookAnswer;
}

interface Address {
  pageId: string;
  psid: string;
}

export interface FeedEvents {
  /** A request was answered, refused or cut. */
  request: JournalEntry;
  /** A page's message was accepted. */
  sent: SentMessage;
  /** The person's bubble appeared. */
  said: Address & { bubble: Bubble };
  /** The page's dots appeared or went. They also end after about 20 s without an event. */
  typing: Address & { typing: boolean };
  /** The page has seen the conversation. */
  seen: Address & { at: number };
  /** Someone put an emoji on a bubble, or took it away (undefined). */
  reaction: Address & { mid: string; emoji: string | undefined };
  webhook: WebhookAttempt;
  /** An hour of failed webhooks took the app off the page. */
  unsubscribed: { appId: string; pageId: string };
}

/** Tells subscribers what happens in this world. */
export class Feed {
  #listeners: { [Type in keyof FeedEvents]?: Set<(event: FeedEvents[Type]) => void> } = {};

  /** Returns the function that ends the subscription. */
  on<Type extends keyof FeedEvents>(type: Type, listener: (event: FeedEvents[Type]) => void): () => void {
    const listeners = this.#of(type);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  tell<Type extends keyof FeedEvents>(type: Type, event: FeedEvents[Type]): void {
    for (const listener of this.#of(type)) listener(event);
  }

  #of<Type extends keyof FeedEvents>(type: Type): Set<(event: FeedEvents[Type]) => void> {
    const listeners: Set<(event: FeedEvents[Type]) => void> = this.#listeners[type] ?? new Set();
    Object.assign(this.#listeners, { [type]: listeners });
    return listeners;
  }
}
