import { rejectOnAbort } from "#async/reject-on-abort.ts";
import type { HandlerResult } from "#bot/authoring/handler-types.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import { underStory } from "./story-scope.ts";
import type { Turn } from "./turn.ts";

/** Sends all messages of a handler, for as long as its turn lasts. A handler that ignores its signal is left behind. */
export async function callHandler(handler: () => HandlerResult, turn: Turn): Promise<void> {
  turn.signal.throwIfAborted();
  await rejectOnAbort(
    underStory(turn, async () => sendResult(handler(), turn)),
    turn.signal,
  );
}

async function sendResult(result: HandlerResult, turn: Turn): Promise<void> {
  if (isAsyncIterable(result) || isIterable(result)) {
    for await (const message of result) await turn.send(message);
    return;
  }
  const message = await result;
  if (message !== undefined) await turn.send(message);
}

function isAsyncIterable(result: HandlerResult): result is AsyncIterable<Sendable, void> {
  return typeof result === "object" && result !== null && Symbol.asyncIterator in result;
}

function isIterable(result: HandlerResult): result is Iterable<Sendable, void> {
  return typeof result === "object" && result !== null && Symbol.iterator in result;
}
