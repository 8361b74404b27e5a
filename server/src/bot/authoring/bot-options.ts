import type { Catalogue } from "#i18n/catalogue.ts";
import type { Corpus } from "#understanding/corpus/read-corpus.ts";
import type { ContinuationSentences } from "#bot/sentences/continuation-sentences.ts";
import type { FormCommand, MoreFormWords } from "#understanding/forms/form-words.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import type { EmbeddingOptions } from "#understanding/embedding/embedding-understander.ts";
import type { Understander } from "#understanding/understanding.ts";
import type { Resumption } from "#bot/running/resumption.ts";
import type { Turn } from "#bot/running/turn.ts";
import type { Revision } from "#bot/state/turn-before.ts";
import type { HandlerResult } from "./handler-types.ts";
import type { RemoteBot } from "./remote-bot.ts";
import type { SpeechToText } from "./speech-to-text.ts";
import type { TextToSpeech } from "./text-to-speech.ts";
import type { StoryDefinition } from "./story.ts";

/** What `createBot` takes. */
export type BotOptions = {
  stories: readonly StoryDefinition[];
  /**
   * Bots that run elsewhere and answer some of what comes, e.g. `tockBot({ … })`. Stories come first, then the bots in this order;
   * what nobody understands goes to the bot that the person talks to, else to the first that wants it.
   */
  bots?: readonly RemoteBot[];
  /**
   * Answers when no story does, with the reason. `not_understood`: the bot has no story for the text. `unknown_link`: the
   * bot does not have the story, the step or the parameters of a link, e.g. of a button from before a deployment.
   * `gave_up`: a slot could not be filled. `said_nothing`: the story ended without a message, and the person waits.
   * `failed`: the story threw.
   */
  fallback: Fallback;
  /** Languages of the stories (BCP 47), the default first. */
  locales?: readonly [string, ...string[]];
  /** Whether a person who writes in another of the bot's languages gets the answer in it. Default true. */
  detectLocale?: boolean;
  /** IANA time zone for words such as "tomorrow". Default: the server's. */
  timeZone?: string;
  /** Remote services and language models, asked in this order when neither keywords nor examples explain a text. */
  understanding?: readonly Understander[];
  /** The `catalogue()`s that the stories say their words with: the desk shows what is missing in them. */
  catalogues?: readonly Words[];
  /** More examples, by intent and language: those that the team has added at the desk. `readCorpus` reads them from their files. */
  corpus?: Corpus;
  /**
   * Vectors of sentences, of a model or a service that you bring: they know that two sentences mean the same though they share
   * no word. They are asked before the classifier; while they fail it answers alone.
   */
  embedding?: EmbeddingOptions;
  /**
   * Makes text of voice notes, which are then understood like what is typed. It has 20 s, and gets notes of up to 10 MB. When it
   * throws or is late, the note stays a file: the story for `attachment` answers, or the fallback.
   */
  speechToText?: SpeechToText;
  /** Makes sounds of words, for stories that call `turn.readAloud`. It has 20 s. */
  textToSpeech?: TextToSpeech;
  /** Entities to look for in every text, in addition to those of the stories' slots. */
  entities?: readonly Entity[];
  /** Offers to go on with a question that another subject interrupted. `false`: no offer is made. */
  resumption?: Resumption | false;
  /** How people leave, steer and correct forms by words. */
  forms?: FormOptions;
  /** When a person answers in the bot's place. */
  handover?: Partial<HandoverPolicy>;
  /** A conversation without a turn for so many milliseconds begins anew; the data of the person stays. Default 24 hours. */
  conversationTimeout?: number;
  /**
   * Says that no human answers, by locale (the language is enough), before the first answer of a conversation and of each time that
   * people have given it back. Some places want that by law. Default: nothing is said.
   */
  disclosure?: Readonly<Record<string, string>>;
  /**
   * What is said before two channels are joined by `turn.continueIn`, by locale (the language is enough); `{from}` stands for the place
   * that the person comes from. Default: the bot's own words in the languages of the widget; say in the question what is shared.
   */
  continuation?: Readonly<Record<string, Partial<ContinuationSentences>>>;
  /** The text that is sent when even the fallback fails, by locale. English for the others. */
  apologies?: Readonly<Record<string, string>>;
  /**
   * What a person may ask for under the newest answer, on channels that can show it (the web): `regenerate`, another answer to their last
   * message; `edit`, to write that message anew. The conversation then goes on from what it knew before that message. What a story has
   * done outside of it, e.g. a booking, is not undone, and what is kept of the person stays. A message with `may: []` allows nothing.
   * Default: nothing.
   */
  revisions?: readonly Revision[];
  /** Milliseconds that a story may take. After them the fallback answers, and has the same time. Default 60,000. */
  storyTimeout?: number;
};

/** How people leave, steer and correct forms by words. */
export type FormOptions = {
  /** Words in addition to those that the bot knows, by language (BCP 47): `{ de: { cancel: ["vergiss es"] } }`. */
  words?: MoreFormWords;
  /** What a person may ask of a form that waits for an answer. Default: all. `[]`: nothing. */
  commands?: readonly FormCommand[];
};

/** What the desk reads of a catalogue. */
export type Words = Pick<Catalogue<unknown>, "locales" | "messages" | "empty">;

/** Answers when no story can. */
export type Fallback = (turn: Turn, reason: FallbackReason) => HandlerResult;
/** Why the fallback answers. `BotOptions.fallback` explains each reason. */
export type FallbackReason = "not_understood" | "unknown_link" | "gave_up" | "said_nothing" | "failed";

/** When the bot is silent because a person answers, and what ends that. */
export type HandoverPolicy = {
  /** Milliseconds after which the bot answers again. Default five days. */
  expiresAfter: number;
  /** Whether a tap on a button ends the handover. Default `stay`: the button may be from the person who answers. */
  taps: "stay" | "resume";
};
