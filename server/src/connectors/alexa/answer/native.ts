import { isObject } from "#channel/kit/json-with-ids.ts";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/alexa/limits.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "alexa";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly alexa?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * What an answer says and shows in Alexa's own words. What is left out comes from the neutral message. `ssml`: without `<speak>` around it.
 * `shouldEndSession`: whether the skill stops listening; of several messages the last one counts.
 */
export type AlexaMessage = {
  readonly ssml?: string;
  readonly reprompt?: string;
  readonly card?: Readonly<Record<string, unknown>>;
  readonly directives?: readonly Readonly<Record<string, unknown>>[];
  readonly shouldEndSession?: boolean;
};

/**
 * A message in Alexa's own words.
 *
 * ```ts
 * yield text("Good bye!", { on: { alexa: [alexaMessage({ ssml: "<emphasis>Good bye!</emphasis>", shouldEndSession: true })] } });
 * ```
 */
export function alexaMessage(message: AlexaMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/** `refused`: Amazon would refuse the whole answer for it, so the neutral message is said. */
export type NativeReading = { type: "none" | "refused" } | { type: "fit"; messages: AlexaMessage[] };

export function readNative(message: BotMessage): NativeReading {
  const given = message.on?.[channel] ?? [];
  if (given.length === 0) return { type: "none" };
  const fits = given.every((each) => each.channel === channel && isAlexaMessage(each.payload));
  return fits ? { type: "fit", messages: given.map(({ payload }) => payload as AlexaMessage) } : { type: "refused" };
}

function isAlexaMessage(payload: unknown): payload is AlexaMessage {
  if (!isObject(payload)) return false;
  const { ssml = "", reprompt = "", card = {}, directives = [], shouldEndSession = false } = payload;
  return (
    isSsml(ssml) &&
    isSsml(reprompt) &&
    isObject(card) &&
    Array.isArray(directives) &&
    directives.every((each) => isObject(each) && typeof each["type"] === "string") &&
    typeof shouldEndSession === "boolean"
  );
}

/** The element around it is this connector's, and is there once. */
function isSsml(text: unknown): boolean {
  return typeof text === "string" && text.length <= limits.speech / 2 && !/<\/?speak/i.test(text);
}
