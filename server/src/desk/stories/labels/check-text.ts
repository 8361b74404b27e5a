import type { RevisedText } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { Words } from "#bot/authoring/bot-options.ts";
import { isVariant, problemsOfText } from "#i18n/find-problems.ts";
import { IcuSyntaxError, type IcuText, parseText } from "#i18n/icu-text.ts";

/**
 * Refuses a text that could not be said: the bot would say a key or a gap in its place.
 * @throws RequestError that says what to do. It quotes no text.
 */
export function checkText(
  { key, locale, variant, texts }: RevisedText,
  catalogues: readonly Words[],
  channels: readonly string[],
): void {
  const having = catalogues.filter(({ locales, messages }) => messages.get(locales[0])?.has(key) === true);
  if (having.length === 0) throw new RequestError("not_found", `no catalogue of the bot has a text "${key}"`);
  const inLanguage = having.filter(({ locales }) => locales.includes(locale));
  if (inLanguage.length === 0) throw wrong(`the catalogue of "${key}" is not in ${locale}; add the language there`);
  if (!isVariant(variant, channels))
    throw wrong(`"${variant}" is neither default, text, voice nor a kind of channel of this server`);
  const parsed = texts.map((text, index) => parse(text, locale, texts.length > 1 ? `wording ${index + 1}: ` : ""));
  for (const { locales, messages } of inLanguage) {
    const source = messages.get(locales[0])?.get(key) ?? new Map<string, readonly IcuText[]>();
    const found = problemsOfText(locale, key, new Map([[variant, parsed]]), source);
    const stops = found.find(({ kind }) => kind === "unknown_argument" || kind === "different_argument");
    if (stops !== undefined) throw wrong(stops.detail);
  }
}

function parse(text: string, locale: string, prefix: string): IcuText {
  try {
    return parseText(text, locale);
  } catch (error) {
    if (error instanceof IcuSyntaxError) throw wrong(prefix + error.message);
    throw error;
  }
}

function wrong(detail: string): RequestError {
  return new RequestError("invalid_request", detail);
}
