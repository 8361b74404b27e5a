import { type Message, messageSchema } from "@causerie/protocol";
import * as v from "valibot";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "web";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly web?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in the format of the web's protocol. It is shown instead of the neutral message. Only one can be given, because
 * a message of a story is one bubble on the web. Its addresses and choices are checked like those of any other message.
 *
 * ```ts
 * yield text("Our lines: A, B, C", {
 *   on: { web: [webMessage({ type: "custom", name: "line-map", data: { lines: ["A", "B", "C"] },
 *     alt: "Our lines: A, B, C", quickReplies: [] })] },
 * });
 * ```
 */
export function webMessage(message: Message): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

export type NativePayloads =
  | { type: "none" }
  /** `others`: how many more there are than the one that is shown. */
  | { type: "fit"; message: Message; others: number }
  | { type: "refused" };

/** Reads the message that a story gives for the web only. */
export function readNativePayloads(message: BotMessage): NativePayloads {
  const [first, ...others] = message.on?.[channel] ?? [];
  if (first === undefined) return { type: "none" };
  const parsed = v.safeParse(messageSchema, first.payload);
  return parsed.success && first.channel === channel
    ? { type: "fit", message: parsed.output, others: others.length }
    : { type: "refused" };
}
