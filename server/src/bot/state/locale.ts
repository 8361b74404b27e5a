import type { Lease } from "#conversation/turns.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { detectLocale } from "#i18n/detect-locale.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";

type Spoken = readonly [string, ...string[]];

/**
 * The language to answer in: the first wish that the bot speaks, exactly or by its language ("fr-CA" is served by "fr",
 * "pt" by "pt-BR"); else the bot's first.
 */
export function chooseLocale(spoken: Spoken, ...wishes: readonly (string | undefined)[]): string {
  for (const wish of wishes) {
    const match = wish === undefined ? undefined : matchLocale(spoken, wish);
    if (match !== undefined) return match;
  }
  return spoken[0];
}

/** Undefined: the bot does not speak it. */
export function matchLocale(spoken: Spoken, wish: string): string | undefined {
  const exact = spoken.find((locale) => locale.toLowerCase() === wish.toLowerCase());
  return exact ?? spoken.find((locale) => languageOf(locale) === languageOf(wish));
}

/** The person's language: the one they ask for or write in, then their page's, then the one that was spoken before. */
export function localeOf(
  { locales, detectLocale: detects }: Pick<Bot, "locales" | "detectLocale">,
  { event }: Pick<Lease, "event">,
  state: ConversationState,
): { locale: string; spoken: string | undefined } {
  const current = chooseLocale(locales, state.spoken, event.locale, state.locale);
  const { content } = event;
  const written = detects && content.type === "text" ? detectLocale(content.text, locales, current) : undefined;
  return { locale: written ?? current, spoken: written ?? state.spoken };
}

function languageOf(locale: string): string {
  return (locale.split("-")[0] ?? "").toLowerCase();
}
