import type { Rendered } from "#channel/connector.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { type SayingOptions, sayTurn } from "#channel/kit/speech/say-turn.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { readCallMessages } from "./call-message.ts";

/** What is said of one message in a call. For previews, and to name what is lost: an answer goes out as a whole. Pure and total. */
export function renderCall<Verbs>(
  message: BotMessage,
  { channel, isVerbs, ...saying }: SayingOptions & { channel: string; isVerbs: (value: unknown) => value is Verbs },
): Rendered & { payloads: { say: string }[] } {
  const { words, question, losses } = sayTurn([message], { keys: true, ...saying });
  const { refused } = readCallMessages(message, channel, isVerbs);
  const parts = splitText([words, question].filter((part) => part !== "").join("\n"), saying.max);
  return {
    payloads: parts.map((say) => ({ say })),
    losses: refused === 0 ? losses : [{ rule: "native_refused", detail: `${refused} of ${channel}` }, ...losses],
  };
}
