import type { DateWords } from "#understanding/dates/grammar/date-words.ts";
import type { YesNoWords } from "#understanding/entities/yes-no-words.ts";
import type { NumberWords } from "#understanding/numbers/number-words.ts";

/** What the entities know of a language. What is left out is not understood in that language. */
export type Language = {
  /** The language of a locale (BCP 47), e.g. `sv`. */
  language: string;
  numbers?: NumberWords;
  dates?: DateWords;
  yesNo?: YesNoWords;
};
