import { AuthorError } from "#app/errors.ts";
import { TimeLimit } from "#async/time-limit.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";

/** The reason of a signal whose turn nobody waits for any longer. No failure: what was said stays said. */
export class TurnBrokenOff extends Error {
  override readonly name = "TurnBrokenOff";
  readonly reason: "stopped" | "superseded";

  constructor(reason: "stopped" | "superseded") {
    super(reason === "stopped" ? "the person stopped the answer" : "the person has written again");
    this.reason = reason;
  }
}

/** The time that a story has. Over it, the story counts as failed. */
export function startStoryTime({ storyTimeout }: Pick<Bot, "storyTimeout">, stopping: AbortSignal): TimeLimit {
  return new TimeLimit({
    ms: storyTimeout,
    timeoutReason: () => new AuthorError("the story took too long"),
    parent: stopping,
  });
}
