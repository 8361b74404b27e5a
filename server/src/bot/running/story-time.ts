import { AuthorError } from "#app/errors.ts";
import { TimeLimit } from "#async/time-limit.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";

/** The reason of a signal whose turn nobody waits for any longer. This is no failure: the messages so far are kept. */
export class TurnBrokenOff extends Error {
  override readonly name = "TurnBrokenOff";
  readonly reason: "stopped" | "superseded";

  constructor(reason: "stopped" | "superseded") {
    super(reason === "stopped" ? "the person stopped the answer" : "the person has written again");
    this.reason = reason;
  }
}

/** Starts the time that a story has. A story that takes longer counts as failed. */
export function startStoryTime({ storyTimeout }: Pick<Bot, "storyTimeout">, stopping: AbortSignal): TimeLimit {
  return new TimeLimit({
    ms: storyTimeout,
    timeoutReason: () => new AuthorError("the story took too long"),
    parent: stopping,
  });
}
