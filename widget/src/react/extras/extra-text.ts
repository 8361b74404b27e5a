import { useMemo } from "react";
import { extraEn, type ExtraStrings } from "#i18n/extra-strings.ts";
import type { Translator } from "#i18n/translate.ts";
import { useText } from "#react/text.ts";

export type ExtraTranslate = Translator<ExtraStrings>;

/** The texts of the parts in this folder. They are loaded with the parts. */
export function useExtraText(): ExtraTranslate {
  const { translate } = useText();
  return useMemo(() => translate(extraEn), [translate]);
}
