import type { StoryState } from "#conversation/conversation.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { Step } from "#bot/authoring/steps.ts";

/** Where an intent leads inside the story that is under way: to a step, to its beginning, or nowhere. */
export type Place = { type: "step"; name: string } | { type: "run" } | { type: "elsewhere" };

/**
 * The nearest step wins: those below the current one, the current one itself, its sisters, and so on up to the root;
 * then the story's own beginning, if the intent is one of its secondary ones.
 */
export function pickStep(story: StoryDefinition, { step }: StoryState, intent: string): Place {
  const all = [...story.steps.values()];
  const below = (parent: string | undefined): Step | undefined =>
    all.find((each) => each.parent === parent && each.intents.includes(intent));
  for (let at = step === undefined ? undefined : story.steps.get(step); at !== undefined; at = parentOf(story, at)) {
    const found = below(at.name) ?? (at.intents.includes(intent) ? at : undefined);
    if (found !== undefined) return { type: "step", name: found.name };
  }
  const root = below(undefined);
  if (root !== undefined) return { type: "step", name: root.name };
  return story.secondary.includes(intent) ? { type: "run" } : { type: "elsewhere" };
}

function parentOf(story: StoryDefinition, { parent }: Step): Step | undefined {
  return parent === undefined ? undefined : story.steps.get(parent);
}
