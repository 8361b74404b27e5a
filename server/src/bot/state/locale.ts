import { asSpoken } from "#channel/event.ts";
import type { Lease } from "#conversation/turns.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { detectLocale } from "#i18n/detect-locale.ts";
import { countryOf, languageOf } from "#i18n/locale.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";

type Locales = readonly [string, ...string[]];

/**
 * The language to answer in: the first wish that the bot's locales match, exactly or by language ("fr-CA" is served by
 * "fr", "pt" by "pt-BR"); without a match, the first of the locales.
 */
export function chooseLocale(locales: Locales, ...wishes: readonly (string | undefined)[]): string {
  for (const wish of wishes) {
    const match = wish === undefined ? undefined : matchLocale(locales, wish);
    if (match !== undefined) return match;
  }
  return locales[0];
}

/** Undefined: none of the locales is in the language of the wish. */
export function matchLocale(locales: Locales, wish: string): string | undefined {
  const exact = locales.find((locale) => locale.toLowerCase() === wish.toLowerCase());
  return exact ?? locales.find((locale) => languageOf(locale) === languageOf(wish));
}

/** The country of the person's page: the bot's locale may have none. */
export function regionOf(page: string | undefined): { region?: string } {
  const region = page === undefined ? undefined : countryOf(page);
  return region === undefined ? {} : { region };
}

/** The person's language: the one they write in now, then the one they asked for or wrote in, their page's, the last turn's. */
export function localeOfTurn(
  { locales, detectLocale: detects }: Pick<Bot, "locales" | "detectLocale">,
  { event }: Pick<Lease, "event">,
  state: ConversationState,
): { locale: string; preferredLocale: string | undefined } {
  const current = chooseLocale(locales, state.preferredLocale, event.locale, state.locale);
  const content = asSpoken(event.content);
  const detected = detects && content.type === "text" ? detectLocale(content.text, locales, current) : undefined;
  return { locale: detected ?? current, preferredLocale: detected ?? state.preferredLocale };
}
