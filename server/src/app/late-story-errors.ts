import { currentStory, type ThrewLate } from "#bot/running/story-scope.ts";
import type { Logger } from "./logger.ts";

let users = 0;

/**
 * Keeps the process alive when a story throws where no turn can catch it: in a timer, a callback, or a promise that nobody
 * awaits. Such an error goes to its story; every other one ends the process as before. Disposing ends that.
 */
export function surviveLateStoryErrors(): Disposable {
  users += 1;
  if (users === 1) process.on("uncaughtException", handle);
  return {
    [Symbol.dispose]() {
      users -= 1;
      if (users === 0) process.off("uncaughtException", handle);
    },
  };
}

function handle(error: unknown): void {
  const scope = currentStory();
  if (scope?.threwLate !== undefined) return scope.threwLate(scope, error);
  // Whoever else listens has decided that the process lives on.
  if (process.listenerCount("uncaughtException") > 1) return;
  process.off("uncaughtException", handle);
  // Once nobody listens, Node prints it and ends the process, as without us.
  process.nextTick(() => {
    throw error;
  });
}

/** Logs such an error with its story, and how often that has happened to the story since the server started. */
export function createLateErrorLog(logger: Logger): ThrewLate {
  const counts = new Map<string, number>();
  return ({ story, conversationId }, error) => {
    const count = (counts.get(story) ?? 0) + 1;
    counts.set(story, count);
    logger.error(
      { story, conversationId, count, err: error },
      "a story threw in a timer, a callback or a promise that nobody awaits; the others go on",
    );
  };
}
