import type { Sendable } from "./sendable.ts";
import type { Ask } from "./slot.ts";
import type { Turn } from "#bot/running/turn.ts";

/**
 * Answers one event: returns a message, yields several, or awaits `turn.send(message)`. It is over when it returns. It may
 * run again for the same event after a crash, so effects in other systems go through `turn.once`.
 */
export type Handler<Params> = (turn: Turn, params: Params) => HandlerResult;

/** Asks for a slot. The person's next words are read for it. `known`: the slots that are filled already. */
export type AskHandler<Known = Record<never, never>> = (turn: Turn, ask: Ask, known: Known) => HandlerResult;

/** Tells the person that the story cannot go on, because a slot could not be filled. */
export type GiveUpHandler = (turn: Turn, slot: { slot: string; attempts: number }) => HandlerResult;

/** What a handler may return: nothing, one message, or several as a generator yields them. */
export type HandlerResult = Returned | Promise<Returned> | AsyncIterable<Sendable, void> | Iterable<Sendable, void>;

/** An iterable that is returned holds messages. So a text to stream must be yielded, not returned. */
type Returned = void | Exclude<Sendable, AsyncIterable<string>>;
