import type { NativeMessage } from "#channel/message/message.ts";
import type { CallMessage } from "#connectors/telephone/call-message.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "twilio-voice";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly "twilio-voice"?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * What a story wants of a call besides what the message says: `verbs` of TwiML after it, a number to which the call is put through, or its end.
 *
 * ```ts
 * yield text("I put you through.", { on: { "twilio-voice": [twilioVoiceMessage({ dial: "+33123456789" })] } });
 * ```
 */
export function twilioVoiceMessage(message: CallMessage<string>): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/** What is not well-formed would end the call; the connector knows only whether it looks like it. */
export function isTwiml(value: unknown): value is string {
  return typeof value === "string" && /^\s*<[A-Z][\s\S]*>\s*$/.test(value) && value.length <= 20_000;
}
