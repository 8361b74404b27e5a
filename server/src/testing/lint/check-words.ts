import type { Bot } from "#bot/authoring/create-bot.ts";
import type { Intent } from "#bot/authoring/intent.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import { type Phrases, phrasesByLocale } from "#understanding/keywords.ts";
import { normalize } from "#understanding/text/normalize.ts";
import type { Finding } from "./finding.ts";
import { languageOf } from "#i18n/locale.ts";

/** Checks the words of the contracts, without running a story. */
export function checkWords(bot: Bot): Finding[] {
  const stories = [...bot.stories.values()];
  const owned = ownedIntents(stories);
  return [
    ...stories.flatMap((story) => checkLanguages(bot, story, owned)),
    ...unknownIntents(bot, stories),
    ...duplicatePhrases(bot, owned),
    ...fewExamples(bot, owned),
  ];
}

/** An intent, and the first story that declares it. */
type Owned = { intent: Intent; story: StoryDefinition };

function ownedIntents(stories: readonly StoryDefinition[]): Owned[] {
  const all = stories.flatMap((story) => story.vocabulary.map((intent) => ({ intent, story })));
  return [...new Map(all.toReversed().map((owned) => [owned.intent, owned])).values()].toReversed();
}

/** A contract with words by language must have words in each language of the bot, and in no other. */
function checkLanguages(bot: Bot, story: StoryDefinition, owned: readonly Owned[]): Finding[] {
  const intents = owned.filter((each) => each.story === story).map(({ intent }) => intent);
  const texts: { what: string; locales: readonly string[]; isForAll: boolean }[] = [
    { what: "its title", locales: Object.keys(story.title ?? {}), isForAll: false },
    ...intents.map(({ name, keywords, examples }) => ({
      what: name === story.id ? "it" : `the intent "${name}"`,
      locales: [...localesOf(keywords), ...localesOf(examples)],
      isForAll: [keywords, examples].some((phrases) =>
        phrasesByLocale(phrases).some(({ locale }) => locale === undefined),
      ),
    })),
    ...story.slots.map(({ name, after }) => ({
      what: `the "after" of its slot "${name}"`,
      locales: localesOf(after),
      isForAll: false,
    })),
  ];
  return texts.flatMap(({ what, locales, isForAll }) => [
    ...(locales.length === 0 || isForAll ? [] : missingWords(bot, story, what, locales)),
    ...foreignWords(bot, story, what, locales),
  ]);
}

function missingWords(bot: Bot, story: StoryDefinition, what: string, locales: readonly string[]): Finding[] {
  const languages = locales.map(languageOf);
  return bot.locales
    .filter((locale) => !languages.includes(languageOf(locale)))
    .map((locale) => ({
      rule: "missing_words",
      severity: "error",
      story: story.id,
      locale,
      detail: `${what} has words in ${[...new Set(locales)].join(", ")}, but none in ${locale}; add some, or an empty list`,
    }));
}

function foreignWords(bot: Bot, story: StoryDefinition, what: string, locales: readonly string[]): Finding[] {
  const spoken = bot.locales.map(languageOf);
  return [...new Set(locales)]
    .filter((locale) => !spoken.includes(languageOf(locale)))
    .map((locale) => ({
      rule: "foreign_locale",
      severity: "error",
      story: story.id,
      locale,
      detail: `${what} has words in ${locale}, which is none of the bot's locales (${bot.locales.join(", ")})`,
    }));
}

function localesOf(phrases: Phrases): string[] {
  return Array.isArray(phrases) ? [] : Object.keys(phrases);
}

function unknownIntents(bot: Bot, stories: readonly StoryDefinition[]): Finding[] {
  if (bot.services.length > 0) return [];
  const vocabulary = stories.flatMap((story) => story.vocabulary);
  const isKnown = (name: string): boolean =>
    vocabulary.some(
      (intent) =>
        intent.name === name && [intent.keywords, intent.examples].some((each) => phrasesByLocale(each).length > 0),
    );
  return stories.flatMap((story) => {
    const named = [
      ...[...story.starters.slice(1), ...story.secondary].map((name) => ({ name, step: undefined })),
      ...[...story.steps.values()].flatMap((step) => step.intents.map((name) => ({ name, step: step.name }))),
    ];
    return named
      .filter(({ name }) => !isKnown(name))
      .map(({ name, step }) => ({
        rule: "unknown_intent",
        severity: "error",
        story: story.id,
        ...(step === undefined ? {} : { step }),
        detail: `the intent "${name}" has no keywords and no examples, and the bot has no service that may know it`,
      }));
  });
}

type Phrase = Owned & { text: string; locale: string | undefined };

function duplicatePhrases(bot: Bot, owned: readonly Owned[]): Finding[] {
  const phrases = owned.flatMap(({ intent, story }): Phrase[] =>
    [...phrasesByLocale(intent.keywords), ...phrasesByLocale(intent.examples)].map((each) => ({
      intent,
      story,
      ...each,
    })),
  );
  const alike = [...Map.groupBy(phrases, ({ text }) => normalize(text)).values()];
  return alike.flatMap((group) =>
    group.flatMap((one, index) =>
      group
        .slice(0, index)
        .filter((other) => other.intent.name !== one.intent.name && shareLanguage(one, other))
        .filter((other) => beginOf(bot, one) === undefined || beginOf(bot, one) !== beginOf(bot, other))
        .slice(0, 1)
        .map((other) => toDuplicate(bot, other, one)),
    ),
  );
}

function toDuplicate(bot: Bot, first: Phrase, second: Phrase): Finding {
  const locale = second.locale ?? first.locale;
  return {
    rule: "duplicate_phrase",
    // An intent that counts only inside its story may be expected by `turn.expect`.
    severity: [first, second].every((each) => beginOf(bot, each) !== undefined) ? "error" : "warning",
    story: second.story.id,
    ...(locale === undefined ? {} : { locale }),
    detail: `"${second.text}" asks for "${second.intent.name}" and for "${first.intent.name}" (story "${first.story.id}"); leave it to one`,
  };
}

/** The story that the intent begins. */
function beginOf(bot: Bot, { intent }: Phrase): StoryDefinition | undefined {
  return bot.starters.get(intent.name);
}

function shareLanguage(one: Phrase, other: Phrase): boolean {
  return one.locale === undefined || other.locale === undefined || languageOf(one.locale) === languageOf(other.locale);
}

const enoughExamples = 5;

function fewExamples(bot: Bot, owned: readonly Owned[]): Finding[] {
  const withExamples = owned.filter(({ intent }) => phrasesByLocale(intent.examples).length > 0);
  return bot.locales.flatMap((locale) => {
    const counted = withExamples.map((each) => ({ ...each, count: countIn(each.intent.examples, locale) }));
    if (counted.filter(({ count }) => count > 0).length < 2) return [];
    return counted
      .filter(({ count }) => count < enoughExamples)
      .map(({ intent, story, count }) => ({
        rule: "few_examples",
        severity: "warning",
        story: story.id,
        locale,
        detail: `the intent "${intent.name}" has ${count} example(s), which is little to learn from; write ${enoughExamples} or more`,
      }));
  });
}

function countIn(examples: Phrases, locale: string): number {
  return phrasesByLocale(examples).filter(
    (each) => each.locale === undefined || languageOf(each.locale) === languageOf(locale),
  ).length;
}
