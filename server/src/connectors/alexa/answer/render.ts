import type { Rendered } from "#channel/connector.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { sayTurn } from "#channel/kit/speech/say-turn.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/alexa/limits.ts";
import { speak } from "./speak.ts";

/** What is said of one message, as words; with what only Alexa's own messages have. For previews, and to name what is lost. */
export type AlexaPayload = { say?: string; card?: Readonly<Record<string, unknown>> };

/** Pure and total. An answer goes out as a whole: see `toResponse`. */
export function render(message: BotMessage, locale: string): Rendered & { payloads: AlexaPayload[] } {
  const { card, losses } = speak([message], locale);
  const { words, question } = sayTurn([message], { locale, max: limits.speech });
  const parts = splitText([words, question].filter((part) => part !== "").join("\n"), limits.speech);
  const [first, ...rest] = parts;
  const shown = { ...(first === undefined ? {} : { say: first }), ...(card === undefined ? {} : { card }) };
  const payloads: AlexaPayload[] = [shown, ...rest.map((say) => ({ say }))];
  return { payloads: payloads.filter((payload) => Object.keys(payload).length > 0), losses };
}
