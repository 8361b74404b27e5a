import type { StoryState } from "#conversation/conversation.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { StoryRun } from "#bot/running/story-run.ts";
import { fillSlots } from "./fill-slots.ts";

/** The values that the form has, as its schemas read them. */
export async function knownValues(
  { context }: Pick<StoryRun, "context">,
  story: StoryDefinition,
  form: StoryState,
): Promise<Record<string, unknown>> {
  const { values } = await fillSlots(story.slots, {
    params: {},
    said: undefined,
    asked: undefined,
    waits: false,
    askFirst: undefined,
    memory: form.slots,
    words: {},
    newest: undefined,
    context,
  });
  return values;
}
