import type { BotMessage } from "#channel/message/message.ts";
import type { StreamedText } from "./messages/stream.ts";

/** What a handler may send: a text, a message made by a builder, or a text that is still being written. */
export type Sendable = string | BotMessage | StreamedText | AsyncIterable<string>;
