import type { Sendable } from "./sendable.ts";
import type { Ask } from "./slot.ts";
import type { Turn } from "#bot/running/turn.ts";

/**
 * Answers one event: returns a message, yields several, or awaits `turn.send(message)`; it is over when it returns. It
 * may run again for the same event after a crash: what it does elsewhere goes through `turn.once`.
 */
export type Handler<Params> = (turn: Turn, params: Params) => HandlerResult;

/** Asks for a slot. The person's next words are read for it. `known`: the slots that are filled already. */
export type AskHandler<Known = Record<never, never>> = (turn: Turn, ask: Ask, known: Known) => HandlerResult;

/** Says that the story cannot go on without a slot that nobody could fill. */
export type GiveUpHandler = (turn: Turn, slot: { slot: string; attempts: number }) => HandlerResult;

/** What a handler may return: nothing, one message, or several as a generator yields them. */
export type HandlerResult = Returned | Promise<Returned> | AsyncIterable<Sendable, void> | Iterable<Sendable, void>;

/** What is returned as an iterable are messages. So a text to stream is yielded, not returned. */
type Returned = void | Exclude<Sendable, AsyncIterable<string>>;
