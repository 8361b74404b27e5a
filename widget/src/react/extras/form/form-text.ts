import type { ExtraStrings } from "#i18n/extra-strings.ts";
import type { Translator } from "#i18n/translate.ts";
import { type ExtraTranslate, useExtraText } from "#react/extras/extra-text.ts";
import { texts } from "#react/features/form/strings.ts";
import { useTexts } from "#react/features/texts.ts";

type OwnTexts = (typeof texts)["en"];

/** The texts of forms: those of the extra parts, and some that came later and are fetched like those of features. */
export type FormTexts = ExtraStrings & OwnTexts;

export function useFormText(): Translator<FormTexts> {
  const t: ExtraTranslate = useExtraText();
  const { t: own } = useTexts(texts);
  return (key, values) => (isOwn(key) ? own(key, values) : t(key, values));
}

function isOwn(key: keyof FormTexts): key is keyof OwnTexts {
  return Object.hasOwn(texts.en, key);
}
