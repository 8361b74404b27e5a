import { isObject } from "#channel/kit/json-with-ids.ts";
import type { BotMessage } from "#channel/message/message.ts";

/**
 * What a story wants of a call besides words. `verbs`: in the words of the platform, after what is said. `dial`: the number to which the call is put
 * through (E.164). `hangUp`: the call ends after it. Of several messages the last one counts.
 */
export type CallMessage<Verbs> = { readonly verbs?: Verbs; readonly dial?: string; readonly hangUp?: boolean };

/** Reads the messages that a story gives for one channel only. `refused`: the platform would end the call for one of them. */
export function readCallMessages<Verbs>(
  message: BotMessage,
  channel: string,
  isVerbs: (value: unknown) => value is Verbs,
): { messages: CallMessage<Verbs>[]; refused: number } {
  const given = message.on?.[channel] ?? [];
  const messages = given.flatMap((each) => {
    const { payload } = each;
    return each.channel === channel && isCallMessage(payload, isVerbs) ? [payload] : [];
  });
  return { messages, refused: given.length - messages.length };
}

function isCallMessage<Verbs>(
  payload: unknown,
  isVerbs: (value: unknown) => value is Verbs,
): payload is CallMessage<Verbs> {
  if (!isObject(payload)) return false;
  const { verbs, dial = "+1", hangUp = false } = payload;
  const isNumber = typeof dial === "string" && /^\+?\d{1,15}$/.test(dial);
  return (verbs === undefined || isVerbs(verbs)) && isNumber && typeof hangUp === "boolean";
}
