import * as v from "valibot";

/**
 * What is worth showing now and not worth keeping: no seq, never replayed, may be lost. On SSE a frame has no `id:`,
 * so that Last-Event-ID does not move.
 */
export const frameSchema = v.variant("type", [
  v.object({ type: v.literal("typing"), on: v.boolean() }),
  /** A piece of a streamed message: `text` belongs at `offset` (UTF-16 units) of the message `messageId`. */
  v.object({ type: v.literal("delta"), messageId: v.string(), offset: v.number(), text: v.string() }),
  /**
   * What the bot is doing, as a whole each time; without steps and reasoning it is over. `reasoning`: the end of what it has
   * thought so far. `steps` fits `progressSchema`.
   */
  v.object({ type: v.literal("progress"), steps: v.array(v.unknown()), reasoning: v.optional(v.string()) }),
]);
export type Frame = v.InferOutput<typeof frameSchema>;

/** @returns undefined for a kind of frame that this version does not know; such frames are passed over. */
export function parseFrame(input: unknown): Frame | undefined {
  const result = v.safeParse(frameSchema, input);
  return result.success ? result.output : undefined;
}
