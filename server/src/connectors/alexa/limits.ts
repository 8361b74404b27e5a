import type { Capabilities } from "#channel/capabilities.ts";

/** What Amazon says (developer.amazon.com/docs/alexa/custom-skills): letters of SSML and of a card, seconds that a signature holds. */
export const limits = {
  speech: 8_000,
  card: 8_000,
  imageUrl: 2_000,
  signatureSeconds: 150,
  /** Amazon waits for eight seconds, of which the network needs some. */
  deadlineMs: 7_000,
  certificateBytes: 64 * 1024,
  /** Letters of a sample utterance. */
  sample: 200,
  intents: 250,
} as const;

export function capabilitiesFor(deadlineMs: number): Capabilities {
  return {
    reply: { type: "sync", deadlineMs },
    proactive: { type: "never" },
    text: { max: limits.speech, formats: ["plain"] },
    typing: false,
    stream: "paragraphs",
    groups: false,
    interface: "voice",
  };
}
