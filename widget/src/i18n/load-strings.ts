import type { Strings } from "./strings.ts";

/** The built-in texts of one language. */
export type StringsModule = { strings: Partial<Strings> };

/** Each language but English, which is always there. */
const modules: Readonly<Record<string, () => Promise<StringsModule>>> = {
  ar: () => import("./locales/ar.ts"),
  de: () => import("./locales/de.ts"),
  es: () => import("./locales/es.ts"),
  fr: () => import("./locales/fr.ts"),
  he: () => import("./locales/he.ts"),
  it: () => import("./locales/it.ts"),
  ja: () => import("./locales/ja.ts"),
  nl: () => import("./locales/nl.ts"),
  pl: () => import("./locales/pl.ts"),
  pt: () => import("./locales/pt.ts"),
};

/** Fetches the texts of a language of `launcherNames`. */
export async function loadStrings(language: string): Promise<StringsModule> {
  return (await modules[language]?.()) ?? { strings: {} };
}
