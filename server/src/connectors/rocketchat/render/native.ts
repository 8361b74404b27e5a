import { asList, isObject } from "#channel/kit/json-with-ids.ts";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/rocketchat/limits.ts";
import type { RocketChatMessage } from "#connectors/rocketchat/message.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "rocketchat";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly rocketchat?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in Rocket.Chat's own words, sent as it is in place of the neutral one.
 *
 * ```ts
 * yield text("Lift 3 is closed.", { on: { rocketchat: [
 *   rocketChatMessage({ text: ":warning: *Lift 3* is closed.", attachments: [{ color: "#FF8000", text: "Until noon." }] })] } });
 * ```
 */
export function rocketChatMessage(message: RocketChatMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/** `refused`: Rocket.Chat would refuse those at these positions, counted from 1; the neutral message is sent instead. */
export type NativePayloads =
  | { type: "none" }
  | { type: "fit"; payloads: RocketChatMessage[] }
  | { type: "refused"; positions: number[] };

/** Reads the messages that a story gives for Rocket.Chat only. */
export function readNativePayloads(message: BotMessage): NativePayloads {
  const messages = message.on?.[channel] ?? [];
  if (messages.length === 0) return { type: "none" };
  const positions = messages.flatMap((native, index) =>
    native.channel === channel && isMessage(native.payload) ? [] : [index + 1],
  );
  if (positions.length > 0) return { type: "refused", positions };
  return { type: "fit", payloads: messages.map(({ payload }) => payload as RocketChatMessage) };
}

function isMessage(payload: unknown): payload is RocketChatMessage {
  if (!isObject(payload)) return false;
  const { text, attachments = [] } = payload;
  if (typeof text !== "string" || text.length > limits.text || !Array.isArray(attachments)) return false;
  return (text.trim() !== "" || attachments.length > 0) && asList(attachments).every(isObject);
}
