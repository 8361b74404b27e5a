import type { Capabilities } from "#channel/capabilities.ts";

/**
 * What Mattermost takes. Sources: docs.mattermost.com/developers/integrate/reference/mm-blocks and /message-attachments, api.mattermost.com,
 * and the default configuration of its server.
 */
export const limits = {
  /** Code points of a post; UTF-16 units are never fewer. */
  text: 16_383,
  /** Units of all texts and labels in the blocks of a post. */
  blocks: { text: 16_000, count: 100, actions: 50 },
  /** Our own bounds: as many buttons as somebody may look through, and as long as they can be read. */
  button: { label: 80, value: 2_000, perRow: 25 },
  url: 3_000,
  /** Files of one message that are fetched, and bytes of each. */
  files: { most: 10, bytes: 50_000_000 },
  /** Posts in a second, with the rate limiter of Mattermost's server as it comes. */
  perSecond: 10,
} as const;

export const capabilities: Capabilities = {
  reply: { type: "async" },
  proactive: { type: "always" },
  text: { max: limits.text, formats: ["markdown"] },
  buttons: { count: limits.blocks.actions, label: limits.button.label, value: limits.button.value },
  media: {
    image: { maxBytes: limits.files.bytes },
    video: { maxBytes: limits.files.bytes },
    audio: { maxBytes: limits.files.bytes },
    file: { maxBytes: limits.files.bytes },
  },
  typing: true,
  stream: "edit",
  groups: true,
  interface: "text",
  rate: { perSecond: limits.perSecond },
};
