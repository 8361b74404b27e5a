import type { TockStory } from "./wire.ts";

export const unknownIntent = "tock:unknown";
export const unknownStory = "tock_unknown_story";

/** Where the person is in the bot's stories. */
export type TockPosition = { storyId: string; step?: string };

export type TockAsk = {
  /** What the bot has declared. Undefined: it has declared nothing yet. */
  stories: readonly TockStory[] | undefined;
  /** Where the person was after the turn before. */
  current: TockPosition | undefined;
  intent: string | undefined;
  /** The step that a button names. */
  step: string | undefined;
};

/**
 * The story and step of a request, as Tock chooses them: the story under way if it knows the intent, else the one that the intent
 * begins, else the one for what is not known. The intent keeps its name even then.
 */
export function pickTockStory({ stories, current, intent = unknownIntent, step }: TockAsk): {
  intent: string;
  position: TockPosition;
} {
  // A bot that says nothing of its stories finds them by the name of the intent.
  if (stories === undefined) return { intent, position: at(intent === unknownIntent ? unknownStory : intent, step) };
  const known = stories.filter(({ mainIntent }) => mainIntent !== unknownIntent);
  const under = known.find(({ name }) => name === current?.storyId);
  const stays = under !== undefined && knows(under, intent);
  const story = stays ? under : known.find((each) => starters(each).includes(intent));
  if (story === undefined) return { intent, position: at(unknownStory, step) };
  return { intent, position: at(story.name, step ?? stepFor(story, stays ? current?.step : undefined, intent)) };
}

function at(storyId: string, step: string | undefined): TockPosition {
  return step === undefined ? { storyId } : { storyId, step };
}

type Intents = Pick<TockStory, "otherStarterIntents" | "secondaryIntents"> & { mainIntent?: string | null | undefined };

function starters({ mainIntent, otherStarterIntents }: Intents): string[] {
  return [...(mainIntent === null || mainIntent === undefined ? [] : [mainIntent]), ...(otherStarterIntents ?? [])];
}

function supports(each: Intents, intent: string): boolean {
  return starters(each).includes(intent) || each.secondaryIntents?.includes(intent) === true;
}

function knows(story: TockStory, intent: string): boolean {
  return supports(story, intent) || story.steps?.some((step) => supports(step, intent)) === true;
}

/** The step under way as long as it knows the intent, else the one that the intent leads to. */
function stepFor({ steps }: TockStory, current: string | undefined, intent: string): string | undefined {
  const under = steps?.find(({ name }) => name === current);
  if (under !== undefined && (starters(under).length === 0 || supports(under, intent))) return under.name;
  return steps?.find((step) => starters(step).includes(intent))?.name;
}
