import type { Link } from "./link.ts";

/**
 * What goes out, in words that belong to no channel. Authors make these with the builders of `bot/messages.ts`.
 * @module
 */

/** A button stays with its message. */
export type Button = { type: "postback"; label: string; link: Link } | { type: "url"; label: string; url: string };

/** A quick reply is offered under the newest message only. One of type `text` says its text as if it had been typed. */
export type QuickReply =
  | { type: "postback"; label: string; link: Link; imageUrl?: string }
  | { type: "text"; label: string; text?: string; imageUrl?: string };

export type Card = { title: string; subtitle?: string; image?: { url: string; alt: string }; buttons: Button[] };

export type Media = { kind: "image" | "video" | "audio" | "file"; url: string; alt: string; name?: string };

export type BotMessage = { quickReplies: QuickReply[]; on?: NativeOverrides } & (
  | { type: "text"; text: string; buttons: Button[] }
  | { type: "card"; card: Card }
  | { type: "carousel"; cards: Card[] }
  | { type: "media"; media: Media; caption?: string; buttons: Button[] }
);

/** A message in one channel's own words. Made by that connector's builder, which types the payload. */
export type NativeMessage = { channel: string; payload: unknown };

/** By channel: what that channel sends instead of the neutral message. */
export type NativeOverrides = Readonly<Record<string, readonly NativeMessage[]>>;
