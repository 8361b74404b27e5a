import { currentStory } from "#bot/running/story-scope.ts";
import type { Logger } from "./logger.ts";

/**
 * An error that nobody catches ends the process with a line of the log. Node's own words are no such line, and they quote the
 * error's message, which may be what a person wrote. Errors that a story throws late and that the server survives
 * (`surviveLateStoryErrors`) are not meant.
 */
export function logCrashes(logger: Logger): void {
  process.on("uncaughtException", (error) => {
    const scope = currentStory();
    if (scope?.threwLate !== undefined) return;
    const where = scope === undefined ? {} : { story: scope.story, conversationId: scope.conversationId };
    logger.error({ ...where, err: error }, "nobody has caught this error: the process ends");
    process.exit(1);
  });
}
