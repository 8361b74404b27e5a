import type { Plural } from "@causerie/widget/i18n/translate.ts";
import type { storiesEn } from "./en.ts";

export type StoryTexts = {
  readonly [Key in keyof typeof storiesEn]: (typeof storiesEn)[Key] extends string ? string : Plural;
};
