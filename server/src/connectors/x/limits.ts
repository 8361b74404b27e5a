import type { Capabilities } from "#channel/capabilities.ts";

/** What X takes. Source: docs.x.com, "Manage Direct Messages" and "Media". */
export const limits = {
  /** Letters of a direct message. */
  text: 10_000,
  /** Our own bound for addresses: X writes each as one of its own short ones. */
  url: 3_000,
  /** Bytes of a file that is sent, by what it is. */
  upload: { image: 5_000_000, gif: 15_000_000, video: 512_000_000 },
  /** Bytes of one piece of an upload. */
  piece: 4_000_000,
  /** Files of one message that are fetched, and bytes of each. A message has one. */
  files: { most: 4, bytes: 50_000_000 },
} as const;

export const capabilities: Capabilities = {
  reply: { type: "async" },
  // Whoever has not written needs to take messages from everybody: X itself says so.
  proactive: { type: "always" },
  text: { max: limits.text, formats: ["plain"] },
  media: { image: { maxBytes: limits.upload.image }, video: { maxBytes: limits.upload.video } },
  typing: false,
  // Each message costs money, so none goes out paragraph by paragraph that could go out whole.
  stream: "paragraphs",
  groups: false,
  interface: "text",
};
