import { useEffect, useState } from "react";
import { fetchFeatureTexts } from "#i18n/feature-texts.ts";
import { launcherNames } from "#i18n/launcher-strings.ts";
import type { Plural, Translator } from "#i18n/translate.ts";
import { useText } from "#react/text.ts";

type Words<Texts> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Plural };

/** The languages of the interface besides English. */
export type OtherLanguage = "ar" | "de" | "es" | "fr" | "he" | "it" | "ja" | "nl" | "pl" | "pt";

/** The texts of a feature in all languages. The build leaves the English ones in its file, and fetches those of one other language. */
export type FeatureTexts<Texts> = { readonly en: Texts } & { readonly [Language in OtherLanguage]?: Words<Texts> };

/** Each language must have all texts. The build keeps English here, and so no other is asked for. */
export function defineTexts<const Texts extends Record<string, string | Plural>>(
  texts: { readonly en: Texts } & { readonly [Language in OtherLanguage]: Words<Texts> },
): FeatureTexts<Texts> {
  return texts;
}

type Fetched = Readonly<Record<string, string | Plural>>;
const fetches = new Map<string, Promise<Fetched>>();

/** Texts of a feature in the chat's language: English until that has come. `strings` of the page replaces each by its name. */
export function useTexts<Texts extends Record<string, string | Plural>>(
  texts: FeatureTexts<Texts>,
): { t: Translator<Texts>; language: string } {
  const { translate, locale } = useText();
  const language = /^[a-z]+/.exec(locale)?.[0] ?? "en";
  const [fetched, setFetched] = useState<{ language: string; texts: Fetched }>();
  useEffect(() => {
    if (!Object.hasOwn(launcherNames, language)) return;
    let isOver = false;
    let fetching = fetches.get(language);
    if (fetching === undefined) fetches.set(language, (fetching = fetchFeatureTexts(language)));
    fetching.then(
      (arrived) => isOver || setFetched({ language, texts: arrived }),
      () => fetches.delete(language), // English ones do as well. The next feature asks again.
    );
    return () => {
      isOver = true;
    };
  }, [language]);
  const own: Fetched | undefined = Object.hasOwn(texts, language) ? texts[language as OtherLanguage] : undefined;
  return {
    t: translate(texts.en, { ...(fetched?.language === language && fetched.texts), ...own } as Partial<Texts>),
    language,
  };
}
