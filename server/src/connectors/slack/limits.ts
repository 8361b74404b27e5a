import type { Capabilities } from "#channel/capabilities.ts";

/** What Slack takes. Sources: docs.slack.dev/reference/block-kit, /apis/web-api/rate-limits, /authentication/verifying-requests-from-slack. */
export const limits = {
  /** UTF-16 units of one text in a block, and of the words of a notification. */
  text: 3_000,
  /** Blocks of one message. */
  blocks: 50,
  /** Units of all texts of one message. Slack names no number; of its Markdown block it takes 12,000. */
  message: 12_000,
  header: 150,
  button: { label: 75, value: 2_000, url: 3_000 },
  /** Buttons of one block, and of one message: as many as somebody may look through. */
  actions: { perBlock: 25, perMessage: 100 },
  image: { url: 3_000, alt: 2_000 },
  card: { title: 150, body: 200, buttons: 3 },
  carousel: 10,
  /** Seconds for which a signed request is good. */
  signatureSeconds: 300,
  /** Milliseconds between two messages to one channel. */
  betweenMs: 1_000,
  /** Files of one message that are fetched, and bytes of each. */
  files: { most: 10, bytes: 50_000_000 },
} as const;

export const capabilities: Capabilities = {
  reply: { type: "async" },
  proactive: { type: "always" },
  text: { max: limits.text, formats: ["mrkdwn"] },
  buttons: { count: limits.actions.perMessage, label: limits.button.label, value: limits.button.value },
  carousel: { cards: limits.carousel },
  media: {
    image: { maxBytes: limits.files.bytes },
    video: { maxBytes: limits.files.bytes },
    audio: { maxBytes: limits.files.bytes },
    file: { maxBytes: limits.files.bytes },
  },
  typing: false,
  stream: "edit",
  groups: true,
  interface: "text",
  rate: { perRecipientMs: limits.betweenMs },
};
