/** A number that words spell from the first to `next` (exclusive). */
export type SpelledNumber = { value: number; next: number };

type Read = (words: readonly string[], at: number) => SpelledNumber | undefined;

/** How a language builds numbers from groups below a thousand. */
type Grammar = {
  group: Read;
  scales: ReadonlyMap<string, number>;
  /** Scales that need no group: "mille" is a thousand, "million" alone is nothing. */
  bare: ReadonlySet<string>;
  /** "two thousand and five". */
  and: string | undefined;
  collectives: ReadonlyMap<string, number>;
  half: readonly string[];
};

function counting(words: string, from: number): [string, number][] {
  return words.split(" ").map((word, index) => [word, from + index]);
}

function inTens(words: string, from: number): [string, number][] {
  return words.split(" ").map((word, index) => [word, from + 10 * index]);
}

const enSmall = new Map(
  counting(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    1,
  ),
);
const enTens = new Map([
  ...inTens("twenty thirty forty fifty sixty seventy eighty ninety", 20),
  ["fourty", 40] as const,
]);
const frSmall = new Map([
  ...counting("un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", 1),
  ["une", 1] as const,
]);
const frTens = new Map([
  ...inTens("vingt trente quarante cinquante soixante septante huitante nonante", 20),
  ["octante", 80] as const,
]);

const en: Grammar = {
  group: below1000En,
  scales: new Map([
    ["thousand", 1e3],
    ["million", 1e6],
    ["billion", 1e9],
  ]),
  bare: new Set(),
  and: "and",
  collectives: new Map([
    ["dozen", 12],
    ["dozens", 12],
  ]),
  half: ["half", "a"],
};

const fr: Grammar = {
  group: below1000Fr,
  scales: new Map([
    ["mille", 1e3],
    ["million", 1e6],
    ["millions", 1e6],
    ["milliard", 1e9],
    ["milliards", 1e9],
  ]),
  bare: new Set(["mille"]),
  and: undefined,
  collectives: new Map(
    [
      ...inTens("dizaine vingtaine trentaine quarantaine cinquantaine soixantaine", 10),
      ["douzaine", 12] as const,
      ["quinzaine", 15] as const,
      ["centaine", 100] as const,
      ["millier", 1000] as const,
    ].flatMap(([word, value]) => [[word, value] as const, [`${word}s`, value] as const]),
  ),
  half: ["demi"],
};

const grammars: ReadonlyMap<string, Grammar> = new Map([
  ["en", en],
  ["fr", fr],
]);

/** The languages whose number words are known. */
export const spelledLanguages: readonly string[] = [...grammars.keys()];

/** The longest number that begins at a word, e.g. "quatre vingt dix sept"; `words` are folded and belong together. */
export function readNumberWords(words: readonly string[], at: number, language: string): SpelledNumber | undefined {
  const grammar = grammars.get(language);
  if (grammar === undefined) return undefined;
  if (words[at] === "zero") return { value: 0, next: at + 1 };
  return collective(words, at, grammar) ?? scaled(words, at, grammar);
}

/** What a number before this word is multiplied by: "2 millions", "3 dozen". */
export function scaleOf(word: string): number | undefined {
  for (const { scales, collectives } of grammars.values()) {
    const scale = scales.get(word) ?? collectives.get(word);
    if (scale !== undefined) return scale;
  }
  return undefined;
}

/** "a dozen", "half a dozen", "deux douzaines"; "dozens" by itself is no number. */
function collective(
  words: readonly string[],
  at: number,
  { collectives, half, group }: Grammar,
): SpelledNumber | undefined {
  const isHalf = half.every((word, index) => words[at + index] === word);
  const count = isHalf
    ? { value: 0.5, next: at + half.length }
    : (group(words, at) ?? { value: 1, next: words[at] === "a" ? at + 1 : at });
  const word = words[count.next] ?? "";
  const size = collectives.get(word);
  if (size === undefined || (count.next === at && word.endsWith("s"))) return undefined;
  return { value: count.value * size, next: count.next + 1 };
}

function scaled(
  words: readonly string[],
  at: number,
  { group, scales, bare, and }: Grammar,
): SpelledNumber | undefined {
  let value = 0;
  let next = at;
  let below = Number.POSITIVE_INFINITY;
  for (;;) {
    const joined = next > at && and !== undefined && words[next] === and ? next + 1 : next;
    const part = group(words, joined) ?? articleBeforeScale(words, joined, scales);
    const word = words[part?.next ?? joined] ?? "";
    const scale = part === undefined && !bare.has(word) ? undefined : scales.get(word);
    if (scale !== undefined) {
      if (scale >= below) break;
      value += (part?.value ?? 1) * scale;
      next = (part?.next ?? joined) + 1;
      below = scale;
    } else {
      if (part === undefined || part.value >= below) break;
      return { value: value + part.value, next: part.next };
    }
  }
  return next === at ? undefined : { value, next };
}

/** "a thousand". */
function articleBeforeScale(
  words: readonly string[],
  at: number,
  scales: ReadonlyMap<string, number>,
): SpelledNumber | undefined {
  return words[at] === "a" && scales.has(words[at + 1] ?? "") ? { value: 1, next: at + 1 } : undefined;
}

/** "a hundred", "two hundred and five", "twelve hundred". */
function below1000En(words: readonly string[], at: number): SpelledNumber | undefined {
  const count = words[at] === "a" ? { value: 1, next: at + 1 } : below100En(words, at);
  if (count === undefined || words[count.next] !== "hundred") return words[at] === "a" ? undefined : count;
  const next = count.next + 1;
  const rest = below100En(words, words[next] === "and" ? next + 1 : next);
  // "two hundred and three hundred" are two numbers.
  return withRest(count.value * 100, rest !== undefined && words[rest.next] === "hundred" ? undefined : rest, next);
}

/** "cent", "cent vingt", "deux cents". */
function below1000Fr(words: readonly string[], at: number): SpelledNumber | undefined {
  const count = below100Fr(words, at);
  // "vingt cents" is money.
  const counted = count !== undefined && count.value > 1 && count.value < 10 && isHundredFr(words[count.next]);
  if (!counted && words[at] !== "cent") return count;
  const next = counted ? count.next + 1 : at + 1;
  const rest = below100Fr(words, next);
  const hundred = counted ? count.value * 100 : 100;
  return withRest(hundred, rest !== undefined && isHundredFr(words[rest.next]) ? undefined : rest, next);
}

function isHundredFr(word: string | undefined): boolean {
  return word === "cent" || word === "cents";
}

function below100En(words: readonly string[], at: number): SpelledNumber | undefined {
  const ten = enTens.get(words[at] ?? "");
  if (ten === undefined) return found(enSmall.get(words[at] ?? ""), at + 1);
  const unit = enSmall.get(words[at + 1] ?? "");
  return unit !== undefined && unit < 10 ? { value: ten + unit, next: at + 2 } : { value: ten, next: at + 1 };
}

function below100Fr(words: readonly string[], at: number): SpelledNumber | undefined {
  if (words[at] === "quatre" && /^vingts?$/.test(words[at + 1] ?? ""))
    return withRest(80, below20Fr(words, at + 2), at + 2);
  const ten = frTens.get(words[at] ?? "");
  if (ten === undefined) return below20Fr(words, at);
  const rest = below20Fr(words, words[at + 1] === "et" ? at + 2 : at + 1);
  // "vingt et un", "soixante et onze": no other number has an "et".
  if (rest === undefined || (words[at + 1] === "et" && rest.value !== 1 && rest.value !== 11)) {
    return { value: ten, next: at + 1 };
  }
  return rest.value < 10 || ten === 60 ? withRest(ten, rest, at + 1) : { value: ten, next: at + 1 };
}

/** 1 to 19. */
function below20Fr(words: readonly string[], at: number): SpelledNumber | undefined {
  const value = frSmall.get(words[at] ?? "");
  const unit = value === 10 ? frSmall.get(words[at + 1] ?? "") : undefined;
  if (unit !== undefined && unit >= 7 && unit <= 9) return { value: 10 + unit, next: at + 2 };
  return found(value, at + 1);
}

function found(value: number | undefined, next: number): SpelledNumber | undefined {
  return value === undefined ? undefined : { value, next };
}

function withRest(value: number, rest: SpelledNumber | undefined, next: number): SpelledNumber {
  return rest === undefined ? { value, next } : { value: value + rest.value, next: rest.next };
}
