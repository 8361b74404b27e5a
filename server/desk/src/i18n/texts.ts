import { fill, type Values } from "@causerie/widget/i18n/translate.ts";
import { createStore, useStore } from "#state/store.ts";
import type { Texts } from "./all-texts.ts";

export type TextKey = keyof Texts;
export type Translate = (key: TextKey, values?: Values) => string;

/** Each language by its tag, in its own words. */
export const languages = { en: "English", de: "Deutsch", fr: "Français" } as const;
export type Language = keyof typeof languages;

const loaders: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import("./en.ts")).en,
  de: async () => (await import("./de.ts")).de,
  fr: async () => (await import("./fr.ts")).fr,
};

type Loaded = { language: Language; t: Translate };
const store = createStore<Loaded | undefined, Loaded>((_, loaded) => loaded, undefined);

export async function loadTexts(language: Language): Promise<void> {
  const texts = await loaders[language]();
  document.documentElement.lang = language;
  store.dispatch({ language, t: (key, values = {}) => fill(texts[key], values, language) });
}

/** The first language of the browser that there are texts for. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [wide = ""] = tag.toLowerCase().split("-");
    if (isLanguage(wide)) return wide;
  }
  return "en";
}

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}

/** The texts are loaded before anything is drawn. */
export function useTexts(): Translate {
  return read(useStore(store, (loaded) => loaded)).t;
}

export function useLanguage(): Language {
  return read(useStore(store, (loaded) => loaded)).language;
}

/** For dates and numbers: as people in the browser's region write them, where it speaks the language that was chosen. */
export function useLocale(): string {
  return localeOf(useLanguage());
}

export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;
}

/** Outside of what is drawn, e.g. for a notification. */
export function texts(): Loaded {
  return read(store.get());
}

function read(loaded: Loaded | undefined): Loaded {
  if (loaded === undefined) throw new Error("The texts are not loaded yet");
  return loaded;
}
