import type { Capabilities } from "#channel/capabilities.ts";

/** What a request may be, in our own choice: OpenAI's interface leaves it to the model. */
export const limits = {
  /** Bytes of a body. Clients send the whole conversation with each request, and files in it. */
  body: 16 * 1024 * 1024,
  /** UTF-16 units of what a person says. */
  text: 16_000,
  /** UTF-16 units of the name of a person or of a conversation. */
  name: 500,
  /** UTF-16 units of an address of a file, which the log keeps. */
  address: 3_000,
  /** Files of one message, and bytes of each. */
  files: { most: 10, bytes: 10 * 1024 * 1024 },
} as const;

/** @param deadlineMs for how long a request waits. */
export function capabilitiesFor(deadlineMs: number): Capabilities {
  return {
    reply: { type: "sync", deadlineMs },
    proactive: { type: "never" },
    text: { max: Number.MAX_SAFE_INTEGER, formats: ["markdown"] },
    typing: false,
    stream: "native",
    groups: false,
    interface: "text",
  };
}
