import { useMemo } from "react";
import { extraEn, type ExtraStrings } from "#i18n/extra-strings.ts";
import type { Translator } from "#i18n/translate.ts";
import { useText } from "#react/text.ts";
import { texts } from "./strings.ts";

/** The texts of forms: those of the extra parts, and some of their own. */
export type FormTexts = ExtraStrings & (typeof texts)["en"];

export function useFormText(): Translator<FormTexts> {
  const { translate } = useText();
  return useMemo(() => translate({ ...extraEn, ...texts.en }), [translate]);
}
