import { formCommands, formWordLists } from "#understanding/forms/form-words.ts";
import type { BotOptions, FormOptions, HandoverPolicy } from "./bot-options.ts";
import type { ContinuationSentences } from "#bot/sentences/continuation-sentences.ts";
import { unknownName, unknownOptions } from "./known-options.ts";
import { isLocale } from "#i18n/locale.ts";
import type { RemoteBot } from "./remote-bot.ts";
import type { StoryDefinition } from "./story.ts";

/** Everything that is wrong with a bot and that types cannot check. Each problem says what to do about it. */
export function findProblems(options: BotOptions): string[] {
  const missing = missingParts(options);
  if (missing.length > 0) return missing;
  return [
    ...optionProblems(options),
    ...localeProblems(options),
    ...durationProblems(options),
    ...clashes(options.stories, "the intent", (story) => story.starters),
    ...clashes(options.stories, "the event", (story) => story.events),
    ...options.stories.flatMap(storyProblems),
    ...keyProblems(options.bots ?? []),
    ...corpusProblems(options),
  ].map((problem) => `bot: ${problem}`);
}

/** Examples of an intent that nothing begins with or steps to would teach the bot what it cannot say. */
function corpusProblems({ stories, corpus = {} }: BotOptions): string[] {
  const known = [...new Set(stories.flatMap((each) => [...each.starters, ...each.vocabulary.map(({ name }) => name)]))];
  return Object.keys(corpus)
    .filter((intent) => !known.includes(intent))
    .map((intent) => `corpus has examples of an intent ${unknownName(intent, "intents", known)}`);
}

/** Parts that a program in JavaScript may forget, and without which the other checks make no sense. */
function missingParts({ stories, fallback }: Partial<BotOptions>): string[] {
  const problems: string[] = [];
  if (!Array.isArray(stories)) problems.push("bot: stories must be a list of stories with their handlers");
  for (const [index, each] of (Array.isArray(stories) ? stories : []).entries()) {
    const story: Partial<StoryDefinition> | undefined = each;
    if (typeof story?.run !== "function")
      problems.push(
        `bot: story ${index + 1} (${story?.id ?? "?"}) has no handlers; give it some: contract.handle({ run: … })`,
      );
  }
  if (typeof fallback !== "function")
    problems.push('bot: fallback is missing; e.g. fallback: () => "Sorry, I did not understand."');
  return problems;
}

const botOptions: Record<keyof BotOptions, true> = {
  stories: true,
  bots: true,
  fallback: true,
  locales: true,
  detectLocale: true,
  timeZone: true,
  understanding: true,
  catalogues: true,
  corpus: true,
  embedding: true,
  speechToText: true,
  textToSpeech: true,
  disclosure: true,
  revisions: true,
  continuation: true,
  entities: true,
  resumption: true,
  forms: true,
  handover: true,
  conversationTimeout: true,
  apologies: true,
  storyTimeout: true,
};

function optionProblems({ handover = {}, forms = {}, continuation = {}, ...options }: BotOptions): string[] {
  const handoverOptions = { expiresAfter: true, taps: true } satisfies Record<keyof HandoverPolicy, true>;
  const formOptions = { words: true, commands: true } satisfies Record<keyof FormOptions, true>;
  const wordLists = Object.fromEntries(formWordLists.map((name) => [name, true as const]));
  return [
    ...unknownOptions("createBot", options, botOptions),
    ...(options.speechToText === undefined || typeof options.speechToText === "function"
      ? []
      : ["speechToText must be a function that gets a voice note and returns what it says"]),
    ...(options.textToSpeech === undefined || typeof options.textToSpeech === "function"
      ? []
      : ["textToSpeech must be a function that gets words and returns a sound"]),
    ...unknownOptions("handover", handover, handoverOptions),
    ...unknownOptions("forms", forms, formOptions),
    ...Object.entries(forms.words ?? {}).flatMap(([language, words]) =>
      unknownOptions(`forms.words.${language}`, words, wordLists, "a list"),
    ),
    ...commandProblems("forms.commands", forms.commands),
    ...Object.entries(continuation).flatMap(continuationProblems),
  ];
}

/** Who is asked in no words, or has no words to refuse, is not asked. */
function continuationProblems([locale, sentences]: [string, Partial<ContinuationSentences>]): string[] {
  const owner = `continuation.${locale}`;
  const known = { question: true, yes: true, no: true, declined: true, refused: true } satisfies Record<
    keyof ContinuationSentences,
    true
  >;
  const isBlank = (text: unknown): boolean => typeof text !== "string" || text.trim() === "";
  return [
    ...unknownOptions(owner, sentences, known, "a text"),
    ...Object.entries(sentences)
      .filter(([, text]) => isBlank(text))
      .map(([name]) => `${owner}.${name} is empty; leave it out for the bot's own words`),
    ...(sentences.yes !== undefined && sentences.yes === sentences.no ? [`${owner}: yes and no are the same`] : []),
  ];
}

function commandProblems(path: string, commands: readonly string[] = []): string[] {
  return commands
    .filter((command) => !formCommands.some((known) => known === command))
    .map((command) => `${path} holds ${unknownName(command, "commands", formCommands)}`);
}

const longestTimer = 2 ** 31 - 1;

function localeProblems({ locales, timeZone }: BotOptions): string[] {
  const problems: string[] = [];
  if (locales?.length === 0) problems.push('locales is empty; name at least one, e.g. ["en"]');
  for (const locale of locales ?? [])
    if (!isLocale(locale))
      problems.push(`locales holds "${locale}", which is not a BCP 47 tag such as "fr" or "en-GB"`);
  if (timeZone !== undefined && !isTimeZone(timeZone))
    problems.push(`timeZone "${timeZone}" is not known; write it as "Europe/Paris"`);
  return problems;
}

function durationProblems({ storyTimeout, conversationTimeout, handover }: BotOptions): string[] {
  const problems: string[] = [];
  if (storyTimeout !== undefined && storyTimeout !== Infinity && !isWholeUpTo(storyTimeout, longestTimer))
    problems.push(`storyTimeout must be a whole number of milliseconds up to ${longestTimer}, or Infinity`);
  if (conversationTimeout !== undefined && !(conversationTimeout > 0))
    problems.push("conversationTimeout must be a number of milliseconds above 0, or Infinity");
  if (handover?.expiresAfter !== undefined && !(handover.expiresAfter > 0))
    problems.push("handover.expiresAfter must be a number of milliseconds above 0, or Infinity");
  return problems;
}

/** Two stories that claim the same name: their order would decide which one is meant. */
function clashes(
  stories: readonly StoryDefinition[],
  kind: string,
  claims: (story: StoryDefinition) => readonly string[],
): string[] {
  const owners = new Map<string, StoryDefinition>();
  const problems: string[] = [];
  for (const story of stories) {
    for (const claim of claims(story)) {
      const owner = owners.get(claim);
      if (owner !== undefined)
        problems.push(`the stories "${owner.id}" and "${story.id}" both answer to ${kind} "${claim}"; leave it to one`);
      owners.set(claim, story);
    }
  }
  return problems;
}

/** The key is the whole of the path, and decides which bot it is. Never quoted: it is a password. */
function keyProblems(bots: readonly RemoteBot[]): string[] {
  return bots.flatMap((bot, index) => {
    const { socketPath } = bot;
    const other = bots.slice(0, index).find((each) => socketPath !== undefined && each.socketPath === socketPath);
    return other === undefined ? [] : [`the bots "${other.id}" and "${bot.id}" have the same key; give each its own`];
  });
}

function storyProblems(story: StoryDefinition): string[] {
  const problems: string[] = [];
  const { id, steps, slots, parts, ask, attempts } = story;
  problems.push(...commandProblems(`the story "${id}": commands`, story.commands));
  for (const name of steps.keys())
    if (!parts.has(name))
      problems.push(`the story "${id}" has a step "${name}" but no handler for it; add steps.${name}`);
  for (const { name, optional } of slots)
    if (!optional && !ask.has(name))
      problems.push(`the story "${id}" needs "${name}" but never asks for it; add ask.${name}, or make it optional`);
  if (!isWholeUpTo(attempts, 100)) problems.push(`the story "${id}": attempts must be a whole number from 1 to 100`);
  return problems;
}

function isWholeUpTo(value: number, most: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= most;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
