import type { Rendered } from "#channel/connector.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { type SayingOptions, sayTurn } from "#channel/kit/speech/say-turn.ts";
import type { BotMessage } from "#channel/message/message.ts";

/**
 * What is said of one message in a call. For previews, and to name what is lost: an answer goes out as a whole. Pure and total.
 * @param refused how many of the story's own messages the platform would not take.
 */
export function renderCall(
  message: BotMessage,
  { refused, ...saying }: SayingOptions & { refused: number },
): Rendered & { payloads: { say: string }[] } {
  const { words, question, losses } = sayTurn([message], { keys: true, ...saying });
  const parts = splitText([words, question].filter((part) => part !== "").join("\n"), saying.max);
  const native = refused === 0 ? [] : [{ rule: "native_refused", detail: `${refused} messages` }];
  return { payloads: parts.map((say) => ({ say })), losses: [...native, ...losses] };
}
