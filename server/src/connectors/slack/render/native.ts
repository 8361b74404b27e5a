import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { asList, isObject } from "#channel/kit/json-with-ids.ts";
import type { SlackMessage } from "#connectors/slack/block.ts";
import { limits } from "#connectors/slack/limits.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "slack";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly slack?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in Slack's own words, sent as it is in place of the neutral one. A tap on a button of it whose `value` is no choice of this server
 * counts as saying what the button shows.
 *
 * ```ts
 * yield text("Lift 3 is closed.", { on: { slack: [
 *   slackMessage({ text: "Lift 3 is closed.", blocks: [{ type: "alert", level: "warning", text: { type: "mrkdwn", text: "Lift 3 is closed." } }] })] } });
 * ```
 */
export function slackMessage(message: SlackMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/** `refused`: Slack would refuse those at these positions, counted from 1; the neutral message is sent instead. */
export type NativePayloads =
  | { type: "none" }
  | { type: "fit"; payloads: SlackMessage[] }
  | { type: "refused"; positions: number[] };

/** Reads the messages that a story gives for Slack only. */
export function readNativePayloads(message: BotMessage): NativePayloads {
  const messages = message.on?.[channel] ?? [];
  if (messages.length === 0) return { type: "none" };
  const positions = messages.flatMap((native, index) =>
    native.channel === channel && isSlackMessage(native.payload) ? [] : [index + 1],
  );
  if (positions.length > 0) return { type: "refused", positions };
  return { type: "fit", payloads: messages.map(({ payload }) => payload as SlackMessage) };
}

function isSlackMessage(payload: unknown): payload is SlackMessage {
  if (!isObject(payload)) return false;
  const { text, blocks = [] } = payload;
  if (typeof text !== "string" || !Array.isArray(blocks) || blocks.length > limits.blocks) return false;
  return text.trim() !== "" && asList(blocks).every((block) => isObject(block) && typeof block["type"] === "string");
}
