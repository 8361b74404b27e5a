import type { RemoteBot } from "./remote-bot.ts";
import { story, type StoryDefinition } from "./story.ts";

/** The story that stands for the bot: what leads to it, and what answers. */
export function toRemoteStory(remote: RemoteBot): StoryDefinition {
  const { id, intents, events } = remote;
  const contract = story(id, { intents: intents === "all" ? [] : intents, events });
  // Only `runCandidate` calls it, and that asks the bot.
  return { ...contract.handle((turn) => remote.answer(turn, { params: {} })), remote };
}
