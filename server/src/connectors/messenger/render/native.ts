import * as v from "valibot";
import type { BotMessage, NativeMessage } from "#channel/message.ts";
import { type SendMessage, sendMessageSchema } from "#connectors/messenger/send/send-api.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "messenger";

declare module "#channel/message.ts" {
  interface NativeOverrides {
    readonly messenger?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in the format of Meta's Send API. It is sent as it is, instead of the whole neutral message with its quick
 * replies. The payloads of its buttons are the author's own: one that is a link leads to its story, any other tap arrives as
 * the button's title.
 *
 * ```ts
 * yield text("Your code: SNOW20", {
 *   on: { messenger: [messengerMessage({ attachment: { type: "template", payload: {
 *     template_type: "coupon", title: "20 % off", coupon_code: "SNOW20" } } })] },
 * });
 * ```
 */
export function messengerMessage(message: SendMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

export type NativePayloads =
  | { type: "none" }
  | { type: "fit"; payloads: SendMessage[] }
  /** Meta would refuse these (counted from 1). The neutral message is sent instead, so that the person gets all of it. */
  | { type: "refused"; positions: number[] };

/** Reads the messages that a story gives for Messenger only. */
export function readNativePayloads(message: BotMessage): NativePayloads {
  const messages = message.on?.[channel] ?? [];
  if (messages.length === 0) return { type: "none" };
  const isOurs = (native: NativeMessage): boolean =>
    native.channel === channel && v.is(sendMessageSchema, native.payload);
  const positions = messages.flatMap((native, index) => (isOurs(native) ? [] : [index + 1]));
  if (positions.length > 0) return { type: "refused", positions };
  return { type: "fit", payloads: messages.map(({ payload }) => payload as SendMessage) };
}
