import type { Bot } from "#bot/authoring/create-bot.ts";
import type { Slot } from "#bot/authoring/slot.ts";
import type { ModelIntent, ModelSlot, ModelType } from "#connectors/alexa/model/model-intent.ts";
import { languageOf } from "#i18n/locale.ts";
import type { Entity, EntityContext } from "#understanding/entities/entity.ts";
import { phrasesByLocale, type Phrases } from "#understanding/keywords.ts";

/** Amazon's types for our entities, where both mean the same by the same words. */
const builtinTypes: Readonly<Record<string, string>> = {
  number: "AMAZON.NUMBER",
  ordinal: "AMAZON.Ordinal",
  date: "AMAZON.DATE",
  duration: "AMAZON.DURATION",
  phone: "AMAZON.PhoneNumber",
};

/** The intents of a bot with their words in a language, for the model of a platform that understands by itself. */
export function modelIntents(bot: Bot, locale: string): ModelIntent[] {
  const context: EntityContext = { locale, now: Date.UTC(2026, 0, 1), timeZone: "UTC" };
  const intents = new Map<string, { phrases: string[]; slots: ModelSlot[] }>();
  for (const { starters, vocabulary, slots } of bot.stories.values())
    for (const { name, keywords, examples } of vocabulary) {
      const entry = intents.get(name) ?? { phrases: [], slots: [] };
      entry.phrases.push(...phrasesOf(examples, locale), ...phrasesOf(keywords, locale));
      if (starters.includes(name)) entry.slots.push(...slots.flatMap((slot) => toModelSlot(slot, context)));
      intents.set(name, entry);
    }
  // A bot's corpus has sentences, too, which belong to the intents of its stories.
  for (const { intent, text, locale: of } of bot.examples)
    if (of === undefined || languageOf(of) === languageOf(locale)) intents.get(intent)?.phrases.push(text);
  return [...intents].map(([name, entry]) => ({ name, phrases: [...new Set(entry.phrases)], slots: entry.slots }));
}

function phrasesOf(phrases: Phrases, locale: string): string[] {
  return phrasesByLocale(phrases).flatMap(({ text, locale: of }) =>
    of === undefined || languageOf(of) === languageOf(locale) ? [text] : [],
  );
}

function toModelSlot({ name, entity }: Slot, context: EntityContext): ModelSlot[] {
  const type = entity === undefined ? undefined : typeOf(entity, context.locale);
  if (entity === undefined || type === undefined) return [];
  return [{ name, type, find: (text) => entity.find(text, context) }];
}

function typeOf({ name, spellings }: Entity, locale: string): ModelType | undefined {
  if (spellings === undefined) {
    const builtin = Object.hasOwn(builtinTypes, name) ? builtinTypes[name] : undefined;
    return builtin === undefined ? undefined : { type: "builtin", name: builtin };
  }
  const own = spellings.filter(({ language }) => language === undefined || languageOf(language) === languageOf(locale));
  const values = Map.groupBy(own, ({ value }) => value);
  return {
    type: "list",
    name,
    values: [...values].map(([id, all]) => ({ id, names: [...new Set(all.map(({ text }) => text))] })),
  };
}
