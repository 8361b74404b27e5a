import { StoryError } from "#errors.ts";
import type { Bot, FallbackReason } from "./create-bot.ts";
import { findNonJson } from "./find-non-json.ts";
import type { HandlerResult, Sendable } from "./handler.ts";
import type { Candidate, Pick } from "./pick-story.ts";
import { inTime } from "./time-limit.ts";
import type { Turn } from "./turn.ts";

/** What became of a story: for the log line of the turn. */
export type StoryOutcome = {
  story: string;
  step?: string;
  outcome: "answered" | FallbackReason | "silence";
  error?: StoryError;
};

/** The same turn under two clocks: when the story has used up its own, the fallback still has time to speak. */
export type StoryTurns = { story: Turn; fallback: () => Turn; stopping: AbortSignal };

/** One turn may say this much; more is a mistake, and a flood on the person's phone. */
const maxMessages = 50;

/**
 * Runs the picked handler to its end. A story that throws, takes too long, or is called by a bad link is answered for by
 * the bot's fallback; what it said before stays said.
 * @throws what the fallback throws, and when the server stops: the event will be handled after the restart.
 */
export async function runStory(bot: Bot, pick: Pick, turns: StoryTurns): Promise<StoryOutcome> {
  const ran = await runFirst(pick.candidates, turns);
  if (ran?.outcome === "answered") return ran;
  const reason = ran?.outcome ?? pick.otherwise;
  if (reason === "silence") return { story: "", outcome: "silence" };
  const turn = turns.fallback();
  await consume(() => bot.fallback(turn, reason), turn);
  return ran ?? { story: "fallback", outcome: reason };
}

type Ran = { story: string; step?: string } & ({ outcome: "answered" } | { outcome: "failed"; error: StoryError });

/** Undefined: no candidate takes the parameters. */
async function runFirst(
  candidates: readonly Candidate[],
  { story: turn, stopping }: StoryTurns,
): Promise<Ran | undefined> {
  for (const { story, part, step, params } of candidates) {
    const place = { story: story.id, ...(step === undefined ? {} : { step }) };
    try {
      const read = await inTime(
        Promise.resolve(part.schema?.["~standard"].validate(params) ?? { value: {} }),
        turn.signal,
      );
      if (read.issues !== undefined) continue;
      await consume(() => part.handler(turn, read.value), turn);
      const wrong = findNonJson(turn.data);
      if (wrong !== undefined) throw new TypeError(`turn.data${wrong} is not plain JSON and cannot be kept`);
      return { ...place, outcome: "answered" };
    } catch (cause) {
      stopping.throwIfAborted();
      return {
        ...place,
        outcome: "failed",
        error: new StoryError(`the story "${story.id}" failed`, story.id, { cause }),
      };
    }
  }
  return undefined;
}

/** Sends all that a handler yields, for as long as its turn lasts. One that does not listen to its signal is left behind. */
async function consume(handler: () => HandlerResult, turn: Turn): Promise<void> {
  turn.signal.throwIfAborted();
  await inTime(sendAll(handler(), turn), turn.signal);
}

async function sendAll(result: HandlerResult, turn: Turn): Promise<void> {
  if (isAsyncIterable(result) || isIterable(result)) {
    let count = 0;
    for await (const message of result) {
      count += 1;
      if (count > maxMessages)
        throw new Error(
          `said more than ${maxMessages} messages in one turn; to stream a text, yield its source: what is returned as an iterable are messages`,
        );
      await turn.send(message);
    }
    return;
  }
  const message = await result;
  if (message !== undefined) await turn.send(message);
}

function isAsyncIterable(result: HandlerResult): result is AsyncIterable<Sendable, void> {
  return typeof result === "object" && Symbol.asyncIterator in result;
}

function isIterable(result: HandlerResult): result is Iterable<Sendable, void> {
  return typeof result === "object" && Symbol.iterator in result;
}
