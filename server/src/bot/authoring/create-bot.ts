import { ConfigError } from "#app/errors.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import type { TrainedClassifier, TrainingOptions } from "#understanding/classifier/train/train-classifier.ts";
import { createTrainedUnderstander } from "#understanding/classifier/model/trained-understander.ts";
import { keywordUnderstanding, phrasesByLocale } from "#understanding/keywords.ts";
import type { Example, Understander } from "#understanding/understanding.ts";
import { findProblems } from "./bot-problems.ts";
import type { HandlerResult } from "./handler.ts";
import type { Intent } from "./intent.ts";
import { defaultResumption, type Resumption } from "#bot/running/resumption.ts";
import type { StoryDefinition, StoryEvent } from "./story.ts";
import type { Turn } from "#bot/running/turn.ts";

/** What `createBot` takes. */
export type BotOptions = {
  stories: readonly StoryDefinition[];
  /**
   * Answers what no story answers. `not_understood`: a text that no story is for. `unknown_link`: a tap on a link whose
   * story, step or parameters this bot does not have, e.g. a button from before a deployment. `gave_up`: nobody could
   * fill a slot. `said_nothing`: the story ended without a word, and the person waits. `failed`: the story threw.
   */
  fallback: Fallback;
  /** Languages the stories speak (BCP 47), the default first. */
  locales?: readonly [string, ...string[]];
  /** Whether who writes in another of the bot's languages is answered in it. Default true. */
  detectLocale?: boolean;
  /** IANA time zone that "tomorrow" is meant in. Default: the server's. */
  timeZone?: string;
  /** Asked, in this order, when neither keywords nor examples make sense of a text: remote services, language models. */
  understanding?: readonly Understander[];
  /** Kinds of things to look for in every text, besides those of the stories' slots. */
  entities?: readonly Entity[];
  /** Offers to take up a question that another subject interrupted. `false`: never offer. */
  resumption?: Resumption | false;
  /** When a person answers in the bot's place. */
  handover?: Partial<HandoverPolicy>;
  /** Milliseconds after which a conversation at rest begins anew; what is known of the person stays. Default 24 hours. */
  conversationTimeout?: number;
  /** Said when even the fallback fails. By locale; English otherwise. */
  apologies?: Readonly<Record<string, string>>;
  /** Milliseconds a story may take before the fallback answers in its place; the fallback gets as many. Default 60,000. */
  storyTimeout?: number;
};

/** Answers what no story answers, or what one could not answer. */
export type Fallback = (turn: Turn, reason: FallbackReason) => HandlerResult;
/** Why the fallback speaks; `BotOptions.fallback` tells each. */
export type FallbackReason = "not_understood" | "unknown_link" | "gave_up" | "said_nothing" | "failed";

/** When the bot is silent because a person answers, and what ends that. */
export type HandoverPolicy = {
  /** Milliseconds after which the bot is itself again. Default five days. */
  expiresAfter: number;
  /** Whether a tap on a button wakes the bot. Default `stay`: the person who answers may have sent it. */
  taps: "stay" | "resume";
};

/** The stories and how they are found; knows no channel, no store, no HTTP. */
export type Bot = {
  /** By id. */
  readonly stories: ReadonlyMap<string, StoryDefinition>;
  /** By every intent that begins one. */
  readonly starters: ReadonlyMap<string, StoryDefinition>;
  readonly events: ReadonlyMap<StoryEvent, StoryDefinition>;
  readonly entities: readonly Entity[];
  /** What is asked about every text, in this order. */
  readonly understanding: readonly Understander[];
  /** What is asked about texts that nobody else makes sense of. */
  readonly services: readonly Understander[];
  /** What the classifier learns from. */
  readonly examples: readonly Example[];
  /** Lets the classifier learn, in a thread of its own; to be awaited before the first event. Undefined: no examples. */
  train(options?: TrainingOptions): Promise<TrainedClassifier | undefined>;
  readonly fallback: Fallback;
  readonly locales: readonly [string, ...string[]];
  readonly detectLocale: boolean;
  readonly timeZone: string;
  readonly resumption: Resumption | undefined;
  readonly handover: HandoverPolicy;
  readonly conversationTimeout: number;
  readonly storyTimeout: number;
  apology(locale: string): string;
};

const defaultApologies: Readonly<Record<string, string>> = {
  en: "Sorry, something went wrong on our side. Please try again.",
  fr: "Désolé, une erreur s'est produite de notre côté. Merci de réessayer.",
};

const hour = 3_600_000;

/**
 * Joins stories to a bot.
 *
 * ```ts
 * const bot = createBot({ stories: [weatherStory], fallback: () => "Sorry, I did not understand." });
 * ```
 * @throws ConfigError with all that is wrong, e.g. two stories that claim the same name.
 */
export function createBot(options: BotOptions): Bot {
  const { stories, locales = ["en"], resumption = defaultResumption, understanding = [] } = options;
  const problems = findProblems(options);
  if (problems.length > 0) throw new ConfigError(problems);
  const apologies = { ...defaultApologies, ...options.apologies };
  const vocabulary = stories.flatMap((story) => story.vocabulary);
  const examples = vocabulary.flatMap(toExamples);
  const classifier = examples.length === 0 ? undefined : createTrainedUnderstander(examples);
  return {
    stories: new Map(stories.map((story) => [story.id, story])),
    starters: new Map(stories.flatMap((story) => story.starters.map((name) => [name, story]))),
    events: new Map(stories.flatMap((story) => story.events.map((event) => [event, story]))),
    entities: distinct([...stories.flatMap(slotEntities), ...(options.entities ?? [])]),
    understanding: [
      keywordUnderstanding(vocabulary.map(({ name, keywords }) => ({ intent: name, keywords }))),
      ...(classifier === undefined ? [] : [classifier]),
    ],
    services: understanding,
    examples,
    train: async (options) => classifier?.train(options),
    fallback: options.fallback,
    locales,
    detectLocale: options.detectLocale ?? locales.length > 1,
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    resumption: resumption === false ? undefined : resumption,
    handover: { expiresAfter: 5 * 24 * hour, taps: "stay", ...options.handover },
    conversationTimeout: options.conversationTimeout ?? 24 * hour,
    storyTimeout: options.storyTimeout ?? 60_000,
    apology: (locale) => apologies[locale] ?? apologies[locale.split("-")[0] ?? "en"] ?? apologies.en ?? "",
  };
}

function toExamples({ name, examples }: Intent): Example[] {
  return phrasesByLocale(examples).map(({ text, locale }) => ({
    intent: name,
    text,
    ...(locale === undefined ? {} : { locale }),
  }));
}

function slotEntities({ slots }: StoryDefinition): Entity[] {
  return slots.flatMap(({ entity }) => (entity === undefined ? [] : [entity]));
}

function distinct(entities: readonly Entity[]): Entity[] {
  return [...new Set(entities)];
}
