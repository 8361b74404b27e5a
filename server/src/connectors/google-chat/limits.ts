import type { Capabilities } from "#channel/capabilities.ts";

/**
 * What Google Chat takes. Sources: developers.google.com/workspace/chat, "Message" (`spaces.messages`), "Card" (`cards v2`), "Usage limits". What is
 * not documented there has a bound of our own.
 */
export const limits = {
  /** Units of a text without a card. */
  text: 4_096,
  /** Bytes of a message as JSON, with its texts and cards. */
  message: 32_000,
  /** Bytes of the widgets of a message: the rest is for what is around them. */
  widgets: 29_000,
  /** Widgets of a card, with those inside of others. Chat leaves out what is more than 100. */
  widgetsPerCard: 90,
  /** Units of one text on a card. */
  cardText: 4_000,
  /** What a notification says. */
  fallback: 200,
  /** Of our own: as many as somebody may look through. */
  button: { label: 100, url: 2_000, perRow: 8 },
  /** Of our own. */
  carousel: { cards: 10, bytes: 20_000 },
  /** One write in a second to a space, and 3,000 in a minute of a project. */
  pace: { betweenMs: 1_000, perSecond: 50 },
  /** Files of one message that are fetched, and bytes of each. */
  files: { most: 10, bytes: 50_000_000 },
} as const;

export const capabilities: Capabilities = {
  reply: { type: "async" },
  proactive: { type: "always" },
  text: { max: limits.text, formats: ["markdown"] },
  buttons: { count: limits.widgetsPerCard * limits.button.perRow, label: limits.button.label },
  carousel: { cards: limits.carousel.cards },
  typing: false,
  stream: "edit",
  groups: true,
  interface: "text",
  rate: { perSecond: limits.pace.perSecond, perRecipientMs: limits.pace.betweenMs },
};
