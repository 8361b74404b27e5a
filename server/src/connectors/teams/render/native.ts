import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { asList, isObject } from "#channel/kit/json-with-ids.ts";
import { limits } from "#connectors/teams/limits.ts";
import type { TeamsMessage } from "#connectors/teams/message.ts";
import { lengthOf } from "./lengths.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "teams";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly teams?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in Teams' own words, sent as it is in place of the neutral one. What a button of its card brings back comes to the story as the
 * event `channel_event` with the name `submit`.
 *
 * ```ts
 * yield text("Lift 3 is closed.", { on: { teams: [
 *   teamsMessage({ attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: liftCard }] })] } });
 * ```
 */
export function teamsMessage(message: TeamsMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/** `refused`: Teams would refuse those at these positions, counted from 1; the neutral message is sent instead. */
export type NativePayloads =
  | { type: "none" }
  | { type: "fit"; payloads: TeamsMessage[] }
  | { type: "refused"; positions: number[] };

/** Reads the messages that a story gives for Teams only. */
export function readNativePayloads(message: BotMessage): NativePayloads {
  const messages = message.on?.[channel] ?? [];
  if (messages.length === 0) return { type: "none" };
  const positions = messages.flatMap((native, index) =>
    native.channel === channel && isTeamsMessage(native.payload) ? [] : [index + 1],
  );
  if (positions.length > 0) return { type: "refused", positions };
  return { type: "fit", payloads: messages.map(({ payload }) => payload as TeamsMessage) };
}

function isTeamsMessage(payload: unknown): payload is TeamsMessage {
  if (!isObject(payload) || lengthOf(payload) > limits.message) return false;
  const { text = "", attachments = [] } = payload;
  if (typeof text !== "string" || !Array.isArray(attachments)) return false;
  const areAttachments = asList(attachments).every((each) => isObject(each) && typeof each["contentType"] === "string");
  // Teams makes two messages of one that has both.
  return areAttachments && (text.trim() === "") === attachments.length > 0;
}
