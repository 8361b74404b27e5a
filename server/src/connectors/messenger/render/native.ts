import * as v from "valibot";
import type { BotMessage, NativeMessage } from "#channel/message.ts";
import { type SendMessage, sendMessageSchema } from "#connectors/messenger/send/send-api.ts";

/** The kind of channel, as natives and conversations name it. */
export const channel = "messenger";

declare module "#channel/message.ts" {
  interface NativeOverrides {
    readonly messenger?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in Messenger's own words, sent as it is in place of the neutral one: all of it, quick replies too. Its
 * payloads are the author's own; a tap on one comes back as its title.
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

export type Natives =
  | { type: "none" }
  | { type: "fit"; payloads: SendMessage[] }
  /** Meta would refuse these (counted from 1), so the neutral message is sent: the person gets all of it. */
  | { type: "refused"; places: number[] };

/** The messages that a story gives for Messenger only. */
export function readNatives(message: BotMessage): Natives {
  const natives = message.on?.[channel] ?? [];
  if (natives.length === 0) return { type: "none" };
  const isOurs = (native: NativeMessage): boolean =>
    native.channel === channel && v.is(sendMessageSchema, native.payload);
  const places = natives.flatMap((native, index) => (isOurs(native) ? [] : [index + 1]));
  if (places.length > 0) return { type: "refused", places };
  return { type: "fit", payloads: natives.map(({ payload }) => payload as SendMessage) };
}
