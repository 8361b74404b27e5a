/** The name of a voice, or one for each language (BCP 47; the language alone is enough). */
export type Voices = string | Readonly<Record<string, string>>;

/** Undefined: there is none for this language. */
export function voiceFor(voices: Voices, locale: string): string | undefined {
  if (typeof voices === "string") return voices;
  return voices[locale] ?? voices[locale.split("-", 1)[0] ?? locale];
}
