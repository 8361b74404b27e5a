import { limits } from "@causerie/protocol";
import type { Capabilities } from "#channel/capabilities.ts";

/** What the widget can do. A text has no bound of its own; a choice has those of what its tap sends back. */
export const capabilities: Capabilities = {
  reply: { type: "async" },
  proactive: { type: "always" },
  text: { max: Number.MAX_SAFE_INTEGER, formats: ["plain", "markdown"] },
  buttons: { count: Number.MAX_SAFE_INTEGER, label: limits.labelLength, value: limits.linkLength },
  quickReplies: { count: Number.MAX_SAFE_INTEGER, label: limits.labelLength, value: limits.linkLength },
  list: { rows: Number.MAX_SAFE_INTEGER, title: limits.labelLength, description: Number.MAX_SAFE_INTEGER },
  carousel: { cards: Number.MAX_SAFE_INTEGER },
  typing: true,
  stream: "native",
  ratings: true,
  revisions: true,
  groups: false,
  interface: "text",
};
