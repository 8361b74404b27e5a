import type { Capabilities } from "#channel/capabilities.ts";

/** What Rocket.Chat takes. Sources: developer.rocket.chat, and the default settings of its server. */
export const limits = {
  /** Letters of a message (the setting Message_MaxAllowedSize, as it comes). */
  text: 5_000,
  /** Our own bounds: as many buttons as somebody may look through, and as long as they can be read. */
  button: { label: 80, perRow: 10, perMessage: 50 },
  url: 3_000,
  /** Files of one message that are fetched, and bytes of each. */
  files: { most: 10, bytes: 50_000_000 },
} as const;

export const capabilities: Capabilities = {
  reply: { type: "async" },
  proactive: { type: "always" },
  text: { max: limits.text, formats: ["markdown"] },
  buttons: { count: limits.button.perMessage, label: limits.button.label },
  media: {
    image: { maxBytes: limits.files.bytes },
    video: { maxBytes: limits.files.bytes },
    audio: { maxBytes: limits.files.bytes },
    file: { maxBytes: limits.files.bytes },
  },
  typing: false,
  stream: "paragraphs",
  groups: true,
  interface: "text",
};
