import { keywordUnderstanding } from "#understanding/keywords.ts";
import { understandLinks } from "#understanding/links.ts";
import type { Understand } from "#understanding/understanding.ts";
import { ConfigError } from "#errors.ts";
import type { HandlerResult } from "./handler.ts";
import type { StoryDefinition } from "./story.ts";
import type { Turn } from "./turn.ts";

export type BotOptions = {
  stories: readonly StoryDefinition[];
  /**
   * Answers what no story answers. `not_understood`: a text that no story is for. `unknown_link`: a tap on a link whose
   * story, step or parameters this bot does not have, e.g. a button from before a deployment. `failed`: the story threw.
   */
  fallback: Fallback;
  /** Greets when a conversation is opened. Without it the bot waits for the first word. */
  welcome?: StoryDefinition;
  /** Languages the stories speak (BCP 47), the default first. */
  locales?: readonly [string, ...string[]];
  /** Said when even the fallback fails. By locale; English otherwise. */
  apologies?: Readonly<Record<string, string>>;
  /** Milliseconds a story may take before the fallback answers in its place; the fallback gets as many. Default 60,000. */
  storyTimeout?: number;
};

export type Fallback = (turn: Turn, reason: FallbackReason) => HandlerResult;
export type FallbackReason = "not_understood" | "unknown_link" | "failed";

/** The stories and how they are found; knows no channel, no store, no HTTP. */
export type Bot = {
  readonly stories: ReadonlyMap<string, StoryDefinition>;
  readonly understanding: readonly Understand[];
  readonly fallback: Fallback;
  readonly welcome: StoryDefinition | undefined;
  readonly locales: readonly [string, ...string[]];
  readonly storyTimeout: number;
  apology(locale: string): string;
};

const defaultApologies: Readonly<Record<string, string>> = {
  en: "Sorry, something went wrong on our side. Please try again.",
  fr: "Désolé, une erreur s'est produite de notre côté. Merci de réessayer.",
};

const longestTimer = 2 ** 31 - 1;

/**
 * ```ts
 * const bot = createBot({ stories: [weatherStory], fallback: () => ["Sorry, I did not understand."] });
 * ```
 * @throws ConfigError with all that is wrong, e.g. two stories that claim the same name.
 */
export function createBot(options: BotOptions): Bot {
  const { locales = ["en"], storyTimeout = 60_000, welcome, fallback } = options;
  const all =
    welcome === undefined || options.stories.includes(welcome) ? options.stories : [...options.stories, welcome];
  const stories = new Map<string, StoryDefinition>();
  const problems: string[] = [];
  if (locales.length === 0) problems.push('bot: locales is empty; name at least one, e.g. ["en"]');
  if (
    storyTimeout !== Infinity &&
    !(Number.isInteger(storyTimeout) && storyTimeout > 0 && storyTimeout <= longestTimer)
  ) {
    problems.push(`bot: storyTimeout must be a whole number of milliseconds up to ${longestTimer}, or Infinity`);
  }
  for (const story of all) {
    for (const intent of story.intents) {
      const other = stories.get(intent);
      if (other !== undefined)
        problems.push(
          `bot: the stories "${other.id}" and "${story.id}" both answer to "${intent}"; rename one or remove the intent`,
        );
      stories.set(intent, story);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);

  const apologies = { ...defaultApologies, ...options.apologies };
  return {
    stories,
    understanding: [understandLinks, keywordUnderstanding(all.map(({ id, keywords }) => ({ intent: id, keywords })))],
    fallback,
    welcome,
    locales,
    storyTimeout,
    apology: (locale) => apologies[locale] ?? apologies[locale.split("-")[0] ?? "en"] ?? apologies.en ?? "",
  };
}
