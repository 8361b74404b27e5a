import { isObject } from "#channel/kit/json-with-ids.ts";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/mattermost/limits.ts";
import type { MattermostMessage } from "#connectors/mattermost/post.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "mattermost";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly mattermost?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A post in Mattermost's own words, sent as it is in place of the neutral message: `props` may hold attachments, blocks, a priority.
 *
 * ```ts
 * yield text("Lift 3 is closed.", { on: { mattermost: [
 *   mattermostMessage({ message: ":warning: **Lift 3** is closed.", props: { attachments: [{ color: "#FF8000", text: "Until noon." }] } })] } });
 * ```
 */
export function mattermostMessage(message: MattermostMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/** `refused`: Mattermost would refuse those at these positions, counted from 1; the neutral message is sent instead. */
export type NativePayloads =
  | { type: "none" }
  | { type: "fit"; payloads: MattermostMessage[] }
  | { type: "refused"; positions: number[] };

/** Reads the messages that a story gives for Mattermost only. */
export function readNativePayloads(message: BotMessage): NativePayloads {
  const messages = message.on?.[channel] ?? [];
  if (messages.length === 0) return { type: "none" };
  const positions = messages.flatMap((native, index) =>
    native.channel === channel && isMessage(native.payload) ? [] : [index + 1],
  );
  if (positions.length > 0) return { type: "refused", positions };
  return { type: "fit", payloads: messages.map(({ payload }) => payload as MattermostMessage) };
}

function isMessage(payload: unknown): payload is MattermostMessage {
  if (!isObject(payload)) return false;
  const { message, props = {} } = payload;
  if (typeof message !== "string" || message.length > limits.text || !isObject(props)) return false;
  return message.trim() !== "" || Object.keys(props).length > 0;
}
