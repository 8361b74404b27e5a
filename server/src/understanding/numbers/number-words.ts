/**
 * How a language writes numbers in words. Words are normalized: small letters without accents, without hyphens. A list is
 * separated by spaces, the spellings of one number by `/`: "eins/ein/eine zwei/zwo drei".
 */
export type NumberWords = {
  zero: string;
  /** 1 to 19. */
  small: string;
  /** 20, 30, … 90. A word may have several parts: "quatre-vingt" is `quatrevingt`. */
  tens: string;
  /** Between tens and units: "veinte y uno". It may be left out. */
  tensJoin?: string;
  /** "einundzwanzig": the unit stands before the ten. */
  unitsFirst?: boolean;
  /** Tens that 10 to 19 may follow: "soixante-dix-sept". */
  teensAfter?: readonly number[];
  /** A ten loses its last vowel before a unit that begins with one: "ventuno". */
  elides?: boolean;
  /** 100. */
  hundred: string;
  /** 200, 300, … 900, if they are no unit with the word for 100. */
  hundreds?: string;
  /** "cent" is 100. In English it takes "one" or "a". */
  bareHundred?: boolean;
  /** "twelve hundred". */
  teenHundreds?: boolean;
  /** "two hundred and five". It may be left out. */
  and?: string;
  /** Words for 1,000 and more. */
  scales: Readonly<Record<string, number>>;
  /** Scales that need no number: "mille" is 1,000. */
  bareScales?: string;
  /** Before a hundred, a scale or a collective: "a dozen", "une douzaine". */
  article?: string;
  /** "dozen": 12. They need an article or a number. */
  collectives?: Readonly<Record<string, number>>;
  /** "half a dozen". */
  half?: string;
  /** "five point five". */
  point?: string;
  /** "minus five". */
  minus?: string;
  /** After a number: "two and a half" is `{ "and a half": 0.5 }`. */
  plus?: Readonly<Record<string, number>>;
  /** Denominators: "three quarters" is `{ quarters: 4 }`. */
  parts?: Readonly<Record<string, number>>;
  /** Fractions that stand alone: `{ half: 0.5 }`. They count only as an answer. */
  fractions?: Readonly<Record<string, number>>;
  /** 1st, 2nd, …, in order. */
  ordinals?: string;
  /** The endings of ordinals in digits: "st nd rd th". */
  ordinalEndings?: string;
  /** Words of one that are also articles. They count in a sentence only beside another number: "un ou deux". */
  articles?: string;
  /** Number words that are often something else: "one", "neuf". They count before a noun. */
  doubtful?: string;
  /** Words that never follow as a noun: "one of them". */
  joining?: string;
  /** Words before "one" that make it none: "no one". */
  denial?: string;
  /** Words after which a doubtful word is no number: "the blue one". */
  pronounBefore?: string;
  /**
   * Amounts that nobody can count, as phrases separated by `;`. Behind an article ("ein paar") and before a hundred or a scale
   * ("einige tausend") they make it no number. A phrase that begins with "of" does so behind every number: "of hundreds".
   */
  indefinite?: string;
  /** Scales and hundreds that are also nouns: "vingt cents". */
  nouns?: string;
};

/** One number of a list, with all its spellings. */
export function spellingsIn(list: string): string[][] {
  return wordsIn(list).map((word) => word.split("/"));
}

export function wordsIn(list = ""): string[] {
  return list.split(/\s+/).filter((word) => word !== "");
}
