import { StoryError } from "#errors.ts";
import type { Bot, FallbackReason } from "./create-bot.ts";
import type { HandlerResult, Sendable } from "./handler.ts";
import type { Pick } from "./pick-story.ts";
import type { ParamsSchema } from "./story.ts";
import type { Turn } from "./turn.ts";

/** What became of a story: for the log line of the turn. */
export type StoryOutcome = {
  story: string;
  step?: string;
  outcome: "answered" | FallbackReason | "silence";
  error?: StoryError;
};

/** The same turn under two clocks: when the story has used up its own, the fallback still has time to speak. */
export type StoryTurns = { story: Turn; fallback: Turn; stopping: AbortSignal };

/**
 * Runs the picked handler to its end. A story that throws, takes too long, or is called by a bad link is answered for by
 * the bot's fallback; what it said before stays said.
 * @throws what the fallback throws, and when the server stops: the event will be handled after the restart.
 */
export async function runStory(bot: Bot, pick: Pick, turns: StoryTurns): Promise<StoryOutcome> {
  const fallBack = (reason: FallbackReason): Promise<void> =>
    consume(() => bot.fallback(turns.fallback, reason), turns.fallback);
  switch (pick.type) {
    case "silence":
      return { story: "", outcome: "silence" };
    case "fallback":
      await fallBack(pick.reason);
      return { story: pick.wanted ?? "fallback", outcome: pick.reason };
    case "story": {
      const place = { story: pick.story.id, ...(pick.step === undefined ? {} : { step: pick.step }) };
      try {
        const params = await readParams(pick.part.schema, pick.params);
        if (params.type === "refused") {
          await fallBack("unknown_link");
          return { ...place, outcome: "unknown_link" };
        }
        await consume(() => pick.part.handler(turns.story, params.value), turns.story);
        return { ...place, outcome: "answered" };
      } catch (cause) {
        turns.stopping.throwIfAborted();
        const error = new StoryError(`the story "${pick.story.id}" failed`, pick.story.id, { cause });
        await fallBack("failed");
        return { ...place, outcome: "failed", error };
      }
    }
  }
}

/** Sends all that a handler yields, for as long as its turn lasts. One that does not listen to its signal is left behind. */
async function consume(handler: () => HandlerResult, turn: Turn): Promise<void> {
  turn.signal.throwIfAborted();
  await inTime(sendAll(handler(), turn), turn.signal);
}

async function sendAll(result: HandlerResult, turn: Turn): Promise<void> {
  if (isAsyncIterable(result)) for await (const message of result) await turn.send(message);
  else if (isIterable(result)) for (const message of result) await turn.send(message);
  else {
    const message = await result;
    if (message !== undefined) await turn.send(message);
  }
}

type Read = { type: "read"; value: unknown } | { type: "refused" };

async function readParams(schema: ParamsSchema, params: Record<string, unknown>): Promise<Read> {
  if (schema === undefined) return { type: "read", value: {} };
  const result = await schema["~standard"].validate(params);
  return result.issues === undefined ? { type: "read", value: result.value } : { type: "refused" };
}

function inTime(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", late, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", late));
  });
}

function isAsyncIterable(result: HandlerResult): result is AsyncIterable<Sendable, void> {
  return typeof result === "object" && Symbol.asyncIterator in result;
}

function isIterable(result: HandlerResult): result is Iterable<Sendable, void> {
  return typeof result === "object" && Symbol.iterator in result;
}
