import type { BotMessage } from "#channel/message.ts";
import type { StreamedText } from "./messages.ts";
import type { Turn } from "./turn.ts";

/** What a handler may say: a text, a message made by a builder, or a text that is still being written. */
export type Sendable = string | BotMessage | StreamedText | AsyncIterable<string>;

/**
 * Answers one event: returns a message, yields several, or awaits `turn.send(message)`; it is over when it returns. It
 * may run again for the same event after a crash: what it does elsewhere must bear that.
 */
export type Handler<Params> = (turn: Turn, params: Params) => HandlerResult;

export type HandlerResult = Returned | Promise<Returned> | AsyncIterable<Sendable, void> | Iterable<Sendable, void>;

/** A text to stream is yielded, not returned: what a handler returns as an iterable are its messages. */
export type Returned = void | string | BotMessage | StreamedText;
