import type { EventContent } from "#channel/event.ts";

/** What an event means: which story it asks for, and how sure that is. */
export type Understanding = {
  /** Undefined: not understood. */
  intent?: string;
  step?: string;
  /** Untrusted until the story's schema has read them. */
  params: Record<string, unknown>;
  /** 0 to 1. From {@link clear} upwards it may interrupt a question that is waiting for its answer. */
  confidence: number;
  source: "link" | "keywords" | "none";
};

/** The confidence from which an intent counts as clear. */
export const clear = 0.9;

export const notUnderstood: Understanding = { params: {}, confidence: 0, source: "none" };

export type UnderstandingRequest = { content: EventContent; locale: string };

/** Undefined: this one cannot tell, ask the next. */
export type Understand = (request: UnderstandingRequest) => Promise<Understanding | undefined>;

/** Asks one after another; the first that can tell wins. */
export async function understand(chain: readonly Understand[], request: UnderstandingRequest): Promise<Understanding> {
  for (const ask of chain) {
    const understanding = await ask(request);
    if (understanding !== undefined) return understanding;
  }
  return notUnderstood;
}
