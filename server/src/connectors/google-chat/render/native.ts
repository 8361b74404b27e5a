import { isObject } from "#channel/kit/json-with-ids.ts";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/google-chat/limits.ts";
import type { GoogleChatMessage } from "#connectors/google-chat/message.ts";
import { bytesOf } from "./bytes.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "google-chat";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly "google-chat"?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in Google Chat's own words, sent as it is in place of the neutral one. What a button of its card brings back comes to the story as the
 * event `channel_event` with the name `card_clicked`.
 *
 * ```ts
 * yield text("Lift 3 is closed.", { on: { "google-chat": [
 *   googleChatMessage({ cardsV2: [{ cardId: "lift", card: liftCard }] })] } });
 * ```
 */
export function googleChatMessage(message: GoogleChatMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/** `refused`: Google Chat would refuse those at these positions, counted from 1; the neutral message is sent instead. */
export type NativePayloads =
  | { type: "none" }
  | { type: "fit"; payloads: GoogleChatMessage[] }
  | { type: "refused"; positions: number[] };

/** Reads the messages that a story gives for Google Chat only. */
export function readNativePayloads(message: BotMessage): NativePayloads {
  const messages = message.on?.[channel] ?? [];
  if (messages.length === 0) return { type: "none" };
  const positions = messages.flatMap((native, index) =>
    native.channel === channel && isMessage(native.payload) ? [] : [index + 1],
  );
  if (positions.length > 0) return { type: "refused", positions };
  return { type: "fit", payloads: messages.map(({ payload }) => payload as GoogleChatMessage) };
}

function isMessage(payload: unknown): payload is GoogleChatMessage {
  if (!isObject(payload) || bytesOf(payload) > limits.message) return false;
  const { text = "", cardsV2 = [] } = payload;
  if (typeof text !== "string" || text.length > limits.text || !Array.isArray(cardsV2)) return false;
  return (
    (text.trim() !== "" || cardsV2.length > 0) && cardsV2.every((each) => isObject(each) && isObject(each["card"]))
  );
}
