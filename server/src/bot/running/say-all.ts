import type { HandlerResult } from "#bot/authoring/handler-types.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import type { Turn } from "./turn.ts";

/** Sends all that a handler yields, for as long as its turn lasts. One that does not listen to its signal is left behind. */
export async function sayAll(handler: () => HandlerResult, turn: Turn): Promise<void> {
  turn.signal.throwIfAborted();
  await rejectOnAbort(sendAll(handler(), turn), turn.signal);
}

async function sendAll(result: HandlerResult, turn: Turn): Promise<void> {
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
