import type { Findings } from "#tock-import/dump/findings.ts";
import type { TockStory } from "#tock-import/dump/story-dump.ts";
import { claimName, toName } from "./names.ts";

/** What a story is called here. `intent` undefined: its id is its intent, or another story has it. */
export type StoryName = { readonly id: string; readonly intent: string | undefined };

/**
 * Ids and intents share one space of names here: a link names either. So no story may have the id that is another one's intent, and
 * an intent begins one story only.
 */
export function nameStories(stories: readonly TockStory[], findings: Findings): Map<TockStory, StoryName> {
  const intents = new Map<string, TockStory>();
  for (const story of stories) {
    const intent = toName(story.intent, "intent");
    const owner = intents.get(intent);
    if (owner === undefined) intents.set(intent, story);
    else
      findings.add(
        "lost",
        `${story.at}.intent`,
        `the intent "${intent}", which begins the story "${owner.id}" already; this one is reached by links, rules and its id`,
      );
  }
  const used = new Set<string>();
  return new Map(
    stories.map((story) => {
      const own = toName(story.intent, "intent");
      const wanted = toName(story.id, "story");
      const rival = intents.get(wanted);
      const id = claimName(rival === undefined || rival === story ? wanted : `${wanted}_story`, used);
      if (id !== story.id) findings.add("changed", `${story.at}.storyId`, `the id "${story.id}" is "${id}" here`);
      if (own !== story.intent)
        findings.add("changed", `${story.at}.intent`, `the intent "${story.intent}" is "${own}" here`);
      const isOwner = intents.get(own) === story;
      return [story, { id, intent: isOwner && own !== id ? own : undefined }];
    }),
  );
}
