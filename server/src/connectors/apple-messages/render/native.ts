import { encodeChoice } from "#channel/kit/choice-code.ts";
import { asText, isObject } from "#channel/kit/json-with-ids.ts";
import type { Link } from "#channel/message/link.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { toPlainText } from "#channel/message/plain-text.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import { type AppleMessage, type ApplePayload, interactive } from "#connectors/apple-messages/message.ts";
import { identifierOf } from "./choices.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "apple-messages";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly "apple-messages"?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * Times from which a person chooses one, with what they already have in their calendar. `start`: an ISO 8601 time with its offset; `to`: what
 * choosing it means. `timeZoneOffset`: minutes from GMT, if times are shown as at the event's location and not as at the person's.
 */
export type AppleTimePicker = {
  readonly title: string;
  readonly subtitle?: string;
  readonly slots: readonly { readonly start: string; readonly minutes: number; readonly to: Link }[];
  readonly location?: {
    readonly title: string;
    readonly latitude: number;
    readonly longitude: number;
    readonly radius?: number;
  };
  readonly timeZoneOffset?: number;
};

/**
 * A message in Apple's own words, sent as it is in place of the neutral one. What comes back of it and is no choice of this server comes to the story
 * as the event `channel_event` with the name `list_picker`, `time_picker`, `form` or `interactive`.
 *
 * ```ts
 * yield text("Lift 3 is closed.", { on: { "apple-messages": [appleMessage({ type: "interactive", interactiveData })] } });
 * ```
 */
export function appleMessage(message: AppleMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/**
 * Apple's time picker. A slot that is chosen is a tap on its link. On a device without it the message's own words are shown, so give it the same
 * choices.
 *
 * ```ts
 * yield text("When?", { quickReplies: slots, on: { "apple-messages": [
 *   appleTimePicker({ title: "Your ride", slots: [{ start: "2027-01-31T10:00+01:00", minutes: 30, to: book.link({ at: "10" }) }] })] } });
 * ```
 */
export function appleTimePicker(picker: AppleTimePicker): NativeMessage<typeof channel> {
  return { channel, payload: { timePicker: picker } };
}

/** `refused`: Apple would refuse those at these positions, counted from 1; the neutral message is sent instead. */
export type NativePayloads =
  | { type: "none" }
  | { type: "fit"; payloads: ApplePayload[] }
  | { type: "refused"; positions: number[] };

/** Reads the messages that a story gives for Apple Messages only. */
export function readNativePayloads(message: BotMessage, toToken: ToToken): NativePayloads {
  const messages = message.on?.[channel] ?? [];
  if (messages.length === 0) return { type: "none" };
  const read = messages.map((native) =>
    native.channel === channel ? readOne(native.payload, toPlainText(message).trim(), toToken) : undefined,
  );
  const positions = read.flatMap((payload, index) => (payload === undefined ? [index + 1] : []));
  if (positions.length > 0) return { type: "refused", positions };
  return { type: "fit", payloads: read.flatMap((payload) => payload ?? []) };
}

/** @param words of the neutral message: for devices that do not show the native one. */
function readOne(payload: unknown, words: string, toToken: ToToken): ApplePayload | undefined {
  if (!isObject(payload)) return undefined;
  const { timePicker } = payload;
  if (timePicker === undefined) return isAppleMessage(payload) ? { message: payload } : undefined;
  if (!isTimePicker(timePicker) || words === "" || words.length > limits.text) return undefined;
  return { message: toTimeMessage(timePicker, toToken), needs: "TIME", instead: words };
}

function isAppleMessage(payload: object): payload is AppleMessage {
  const { type, body, richLinkData, interactiveData } = payload as Record<string, unknown>;
  if (Buffer.byteLength(JSON.stringify(payload)) > limits.native) return false;
  switch (type) {
    case "text":
      return typeof body === "string" && body.trim() !== "" && body.length <= limits.text;
    case "richLink":
      return isObject(richLinkData) && isObject(richLinkData["assets"]);
    case "interactive":
      return (
        isObject(interactiveData) && asText(interactiveData["bid"]) !== undefined && isObject(interactiveData["data"])
      );
    default:
      return false;
  }
}

function isTimePicker(value: unknown): value is AppleTimePicker {
  if (!isObject(value) || !Array.isArray(value["slots"])) return false;
  const { title, slots } = value as Partial<AppleTimePicker>;
  if (typeof title !== "string" || title.trim() === "" || title.length > limits.title || slots === undefined)
    return false;
  return slots.length > 0 && slots.length <= limits.slots && slots.every(isSlot);
}

function isSlot(slot: unknown): boolean {
  if (!isObject(slot)) return false;
  const { start, minutes, to } = slot;
  const isTime = typeof start === "string" && !Number.isNaN(Date.parse(start));
  return isTime && typeof minutes === "number" && minutes > 0 && minutes <= 1_440 && typeof to === "string";
}

function toTimeMessage(picker: AppleTimePicker, toToken: ToToken): AppleMessage {
  const { title, subtitle, slots, location, timeZoneOffset } = picker;
  const timeslots = slots.map(({ start, minutes, to }, index) => {
    const startTime = `${new Date(start).toISOString().slice(0, 16)}+0000`;
    const tap = toToken(encodeChoice({ label: startTime, link: to }));
    return { identifier: identifierOf({ number: index + 1, tap }), startTime, duration: Math.round(minutes * 60) };
  });
  const event = {
    identifier: "1",
    title,
    timeslots,
    ...(location === undefined ? {} : { location }),
    ...(timeZoneOffset === undefined ? {} : { timezoneOffset: timeZoneOffset }),
  };
  const bubble = { title, style: "icon" as const };
  const received = { ...bubble, ...(subtitle === undefined ? {} : { subtitle }) };
  return interactive({ event }, { receivedMessage: received, replyMessage: bubble });
}
