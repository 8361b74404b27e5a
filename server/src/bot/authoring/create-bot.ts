import { ConfigError } from "#app/errors.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import type { TrainedClassifier, TrainingOptions } from "#understanding/classifier/train/train-classifier.ts";
import { createAbstraction } from "#understanding/classifier/abstraction.ts";
import { createTrainedUnderstander } from "#understanding/classifier/trained-understander.ts";
import { createEmbeddingUnderstander } from "#understanding/embedding/embedding-understander.ts";
import { keywordUnderstanding, phrasesByLocale } from "#understanding/keywords.ts";
import type { Example, Understander } from "#understanding/understanding.ts";
import { findProblems } from "./bot-problems.ts";
import { formCommands } from "#understanding/forms/form-words.ts";
import { languageOf } from "#i18n/locale.ts";
import { type ContinuationSentences, continuationSentencesFor } from "#bot/sentences/continuation-sentences.ts";
import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import type { BotOptions, Fallback, FormOptions, HandoverPolicy, Words } from "./bot-options.ts";
import type { Intent } from "./intent.ts";
import { defaultResumption, type Resumption } from "#bot/running/resumption.ts";
import type { RemoteBot } from "./remote-bot.ts";
import { toRemoteStory } from "./remote-story.ts";
import type { Revision } from "#bot/state/turn-before.ts";
import type { SpeechToText } from "./speech-to-text.ts";
import type { TextToSpeech } from "./text-to-speech.ts";
import type { StoryDefinition, StoryEvent } from "./story.ts";

/** The stories and how they are found; knows no channel, no store, no HTTP. */
export type Bot = {
  /** By id. */
  readonly stories: ReadonlyMap<string, StoryDefinition>;
  /** By every intent that begins one. */
  readonly starters: ReadonlyMap<string, StoryDefinition>;
  readonly events: ReadonlyMap<StoryEvent, StoryDefinition>;
  readonly bots: readonly RemoteBot[];
  /** The bots that get what no story claims: an intent, and a text that nobody understands. */
  readonly rest: { readonly intents: StoryDefinition | undefined; readonly notUnderstood: StoryDefinition | undefined };
  readonly entities: readonly Entity[];
  /** Understanders for every text, in this order. */
  readonly understanding: readonly Understander[];
  /** Understanders for texts that the others cannot explain. */
  readonly services: readonly Understander[];
  /** What stories say their words with, as far as the author has named it. */
  readonly catalogues: readonly Words[];
  /** The examples that the classifier learns from. */
  readonly examples: readonly Example[];
  /** Trains the classifier in a thread of its own. Await it before the first event. Undefined: there are no examples. */
  train(options?: TrainingOptions): Promise<TrainedClassifier | undefined>;
  readonly speechToText: SpeechToText | undefined;
  readonly textToSpeech: TextToSpeech | undefined;
  readonly fallback: Fallback;
  readonly locales: readonly [string, ...string[]];
  readonly detectLocale: boolean;
  readonly timeZone: string;
  readonly resumption: Resumption | undefined;
  readonly handover: HandoverPolicy;
  readonly conversationTimeout: number;
  readonly storyTimeout: number;
  readonly revisions: readonly Revision[];
  readonly forms: Required<FormOptions>;
  apology(locale: string): string;
  /** Undefined: the author wants none, or has none in this language nor in the bot's first. */
  disclosure(locale: string): string | undefined;
  /** What is said before two channels are joined. */
  continuation(locale: string): ContinuationSentences;
};

const hour = 3_600_000;

/**
 * Joins stories to a bot.
 *
 * ```ts
 * const bot = createBot({ stories: [weatherStory], fallback: () => "Sorry, I did not understand." });
 * ```
 * @throws ConfigError with every problem, e.g. two stories that claim the same name.
 */
export function createBot(options: BotOptions): Bot {
  const { locales = ["en"], resumption = defaultResumption, understanding = [], bots = [] } = options;
  const remotes = bots.map(toRemoteStory);
  const stories = [...options.stories, ...remotes];
  const problems = findProblems({ ...options, stories });
  if (problems.length > 0) throw new ConfigError(problems);
  const { apologies = {}, disclosure = {} } = options;
  const vocabulary = stories.flatMap((story) => story.vocabulary);
  const abstraction = createAbstraction(entitiesByIntent({ ...options, stories }));
  const added = Object.entries(options.corpus ?? {}).flatMap(([name, examples]) => toExamples({ name, examples }));
  const examples = abstraction.abstractExamples(withoutRepeats([...vocabulary.flatMap(toExamples), ...added]));
  const classifier = examples.length === 0 ? undefined : createTrainedUnderstander(examples, abstraction);
  const embedding =
    options.embedding === undefined ? undefined : createEmbeddingUnderstander(examples, options.embedding);
  return {
    stories: new Map(stories.map((story) => [story.id, story])),
    starters: new Map(stories.flatMap((story) => story.starters.map((name) => [name, story]))),
    events: new Map(stories.flatMap((story) => story.events.map((event) => [event, story]))),
    bots,
    rest: {
      intents: remotes.find(({ remote }) => remote?.intents === "all"),
      notUnderstood: remotes.find(({ remote }) => remote?.notUnderstood === true),
    },
    entities: distinct([...stories.flatMap(slotEntities), ...(options.entities ?? [])]),
    understanding: [
      keywordUnderstanding(vocabulary.map(({ name, keywords }) => ({ intent: name, keywords }))),
      ...(embedding === undefined ? [] : [embedding]),
      ...(classifier === undefined ? [] : [classifier]),
    ],
    services: understanding,
    catalogues: options.catalogues ?? [],
    examples,
    train: async (options) => {
      const [trained] = await Promise.all([classifier?.train(options), embedding?.prepare(options?.signal)]);
      return trained;
    },
    speechToText: options.speechToText,
    textToSpeech: options.textToSpeech,
    fallback: options.fallback,
    locales,
    detectLocale: options.detectLocale ?? locales.length > 1,
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    resumption: resumption === false ? undefined : resumption,
    handover: { expiresAfter: 5 * 24 * hour, taps: "stay", ...options.handover },
    conversationTimeout: options.conversationTimeout ?? 24 * hour,
    storyTimeout: options.storyTimeout ?? 60_000,
    revisions: options.revisions ?? [],
    apology: (locale) => apologies[locale] ?? apologies[languageOf(locale)] ?? ownApology(locale, apologies["en"]),
    disclosure: (locale) =>
      [locale, languageOf(locale), locales[0], languageOf(locales[0])].map((name) => disclosure[name]).find(isText),
    continuation: (locale) => continuationSentencesFor(locale, options.continuation),
    forms: { words: options.forms?.words ?? {}, commands: options.forms?.commands ?? formCommands },
  };
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== "";
}

/** @param english the author's, for the languages that the bot itself does not speak. */
function ownApology(locale: string, english: string | undefined): string {
  const own = sentencesFor(locale);
  return own === sentencesFor("en") ? (english ?? own.apology) : own.apology;
}

/** What the team has added may stand in the story since. */
function withoutRepeats(examples: readonly Example[]): Example[] {
  const byName = examples.map((each) => [JSON.stringify([each.intent, each.locale, each.text]), each] as const);
  return [...new Map(byName).values()];
}

function toExamples({ name, examples }: Pick<Intent, "name" | "examples">): Example[] {
  return phrasesByLocale(examples).map(({ text, locale }) => ({
    intent: name,
    text,
    ...(locale === undefined ? {} : { locale }),
  }));
}

/** The entities whose values a sentence for an intent may hold: those of the slots of its stories, and those of the bot. */
function entitiesByIntent({ stories, entities = [] }: BotOptions): Map<string, Entity[]> {
  const byIntent = new Map<string, Entity[]>();
  for (const story of stories)
    for (const { name } of story.vocabulary)
      byIntent.set(name, distinct([...(byIntent.get(name) ?? entities), ...slotEntities(story)]));
  return byIntent;
}

function slotEntities({ slots }: StoryDefinition): Entity[] {
  return slots.flatMap(({ entity }) => (entity === undefined ? [] : [entity]));
}

function distinct(entities: readonly Entity[]): Entity[] {
  return [...new Set(entities)];
}
