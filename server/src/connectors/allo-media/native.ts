import { isObject } from "#channel/kit/json-with-ids.ts";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "allo-media";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly "allo-media"?: readonly NativeMessage<typeof channel>[];
  }
}

/** `goodbye`: the call ends after what is said. */
export type AlloMediaMessage = { readonly goodbye: boolean };

/**
 * What a story wants of a call besides what the message says.
 *
 * ```ts
 * yield text("Au revoir !", { on: { "allo-media": [alloMediaMessage({ goodbye: true })] } });
 * ```
 */
export function alloMediaMessage(message: AlloMediaMessage): NativeMessage<typeof channel> {
  return { channel, payload: message };
}

/** Whether one of the messages ends the call. Undefined: none says so. */
export function isGoodbye(messages: readonly BotMessage[]): boolean | undefined {
  const own = messages.flatMap((message) => message.on?.[channel] ?? []);
  const last = own.findLast(({ payload }) => isObject(payload) && typeof payload["goodbye"] === "boolean");
  return last === undefined ? undefined : (last.payload as AlloMediaMessage).goodbye;
}
