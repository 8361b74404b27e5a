import type { Capabilities } from "#channel/capabilities.ts";

/**
 * What Teams takes. Sources: learn.microsoft.com/microsoftteams/platform, "Format your bot messages", "Rate limiting", "Cards reference". Lengths
 * are UTF-16 units of JSON, because Teams counts a message as it is sent.
 */
export const limits = {
  /** Of one message. Microsoft has documented 28 KB, 40 KB and 100 KB, two bytes for each unit: this is within all but the first. */
  message: 18_000,
  /** Of the elements of one message: the rest is for what is around them. */
  body: 15_000,
  /** Of one block of text. */
  text: 6_000,
  /** Of a text without a card. */
  words: 12_000,
  /** What a notification says. */
  summary: 200,
  button: { label: 100, url: 2_000 },
  /** Buttons of one row, units of their labels together, and buttons of one message: as many as somebody may look through. */
  actions: { perRow: 6, rowLabels: 60, perMessage: 60 },
  image: { url: 2_000, alt: 500, bytes: 1_000_000, types: ["image/png", "image/jpeg", "image/gif"] },
  carousel: { cards: 10, title: 150, body: 400 },
  /** Messages to one conversation: 60 in 30 seconds, and 30 in a second of one app in one tenant. */
  pace: { betweenMs: 500, perSecond: 30 },
  /** Files of one message that are fetched, and bytes of each. */
  files: { most: 10, bytes: 50_000_000 },
} as const;

export const capabilities: Capabilities = {
  reply: { type: "async" },
  proactive: { type: "always" },
  text: { max: limits.words, formats: ["html", "markdown"] },
  buttons: { count: limits.actions.perMessage, label: limits.button.label },
  carousel: { cards: limits.carousel.cards },
  media: { image: { maxBytes: limits.image.bytes } },
  typing: true,
  stream: "edit",
  groups: true,
  interface: "text",
  rate: { perSecond: limits.pace.perSecond, perRecipientMs: limits.pace.betweenMs },
};
