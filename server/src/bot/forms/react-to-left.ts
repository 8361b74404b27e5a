import type { StoryDefinition } from "#bot/authoring/story.ts";
import { callHandler } from "#bot/running/call-handler.ts";
import type { StoryRun } from "#bot/running/story-run.ts";
import { knownValues } from "./known-values.ts";

/** Lets the forms react that a handler of another story has left. */
export async function reactToLeft(run: StoryRun, by: StoryDefinition): Promise<void> {
  for (const form of run.left) {
    const story = run.bot.stories.get(form.state.story);
    if (form.hasReacted || story?.onCancel === undefined || story === by) continue;
    form.hasReacted = true;
    const { onCancel } = story;
    const turn = run.turnFor(story);
    const values = await knownValues(run, story, form.state);
    await callHandler(() => onCancel(turn, values), turn);
  }
}
