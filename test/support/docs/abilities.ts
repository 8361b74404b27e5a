import { sentencesFor } from "@causerie/server/bot/sentences/sentences-for.ts";
import { formWordsOf } from "@causerie/server/understanding/forms/form-languages.ts";
import { dateGrammar } from "@causerie/server/understanding/dates/grammar/date-grammar.ts";
import { phrasesOf } from "@causerie/server/understanding/entities/yes-no-words.ts";
import { spokenNumbers } from "@causerie/server/understanding/numbers/readers.ts";
import { hiddenBoundaries } from "@causerie/server/understanding/text/segment.ts";
import { languageFor } from "@causerie/server/understanding/languages/shipped.ts";

/** What is understood of a language. It is read from the words themselves, so it cannot promise more than there is. */
export type Abilities = {
  /** Number words, and ordinals in words up to this one. */
  numbers: boolean;
  ordinals: number;
  /** Days and times in words, lengths of time. */
  dates: boolean;
  durations: boolean;
  yesNo: boolean;
  /** Forms can be left, steered and corrected by words. */
  forms: boolean;
  /** What the bot says by itself, e.g. the offer to go on. */
  sentences: boolean;
  /** Words are found though no spaces part them. */
  segmented: boolean;
};

/** A few words of each language that writes without spaces. */
const unspacedSamples: Readonly<Record<string, string>> = {
  ja: "駅はどこですか",
  zh: "火车站在哪里",
  th: "สถานีอยู่ที่ไหน",
  km: "ស្ថានីយ៍នៅឯណា",
  lo: "ສະຖານີຢູ່ໃສ",
  my: "ဘူတာဘယ်မှာလဲ",
};

export function abilitiesOf(locale: string): Abilities {
  const language = languageFor(locale);
  const grammar = language && dateGrammar(language);
  return {
    numbers: language !== undefined && spokenNumbers(language) !== undefined,
    ordinals: (language?.numbers?.ordinals ?? "").split(" ").filter((word) => word !== "").length,
    dates: grammar !== undefined && grammar.days.byWord.size > 0,
    durations: grammar !== undefined && grammar.units.size > 0,
    yesNo: phrasesOf(locale).size > 0,
    forms: Object.values(formWordsOf(locale)).every((phrases) => phrases.length > 0),
    sentences: locale === "en" || sentencesFor(locale) !== sentencesFor("en"),
    segmented: hiddenBoundaries(unspacedSamples[locale] ?? "").length > 2,
  };
}
