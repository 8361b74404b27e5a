import { type NumberGrammar, type SpelledNumber, counting, spelled, withRest } from "./number-grammar.ts";

const small = new Map([
  ...counting("un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", 1),
  ["une", 1] as const,
]);
const tens = new Map([
  ...counting("vingt trente quarante cinquante soixante septante huitante nonante", 20, 10),
  ["octante", 80] as const,
]);
const collectives = [
  ...counting("dizaine vingtaine trentaine quarantaine cinquantaine soixantaine", 10, 10),
  ["douzaine", 12] as const,
  ["quinzaine", 15] as const,
  ["centaine", 100] as const,
  ["millier", 1000] as const,
];

export const frenchNumbers: NumberGrammar = {
  group: below1000,
  scales: new Map([
    ["mille", 1e3],
    ["million", 1e6],
    ["millions", 1e6],
    ["milliard", 1e9],
    ["milliards", 1e9],
  ]),
  bare: new Set(["mille"]),
  and: undefined,
  collectives: new Map([...collectives, ...collectives.map(([word, value]) => [`${word}s`, value] as const)]),
  half: ["demi"],
  words: [...small.keys(), ...tens.keys(), "cent", "cents", "vingts", "et"],
};

/** "cent", "cent vingt", "deux cents". */
function below1000(words: readonly string[], at: number): SpelledNumber | undefined {
  const count = below100(words, at);
  // "vingt cents" is money.
  const counted = count !== undefined && count.value > 1 && count.value < 10 && isHundred(words[count.next]);
  if (!counted && words[at] !== "cent") return count;
  const next = counted ? count.next + 1 : at + 1;
  const rest = below100(words, next);
  const hundred = counted ? count.value * 100 : 100;
  return withRest(hundred, rest !== undefined && isHundred(words[rest.next]) ? undefined : rest, next);
}

function isHundred(word: string | undefined): boolean {
  return word === "cent" || word === "cents";
}

function below100(words: readonly string[], at: number): SpelledNumber | undefined {
  if (words[at] === "quatre" && /^vingts?$/.test(words[at + 1] ?? ""))
    return withRest(80, below20(words, at + 2), at + 2);
  const ten = tens.get(words[at] ?? "");
  if (ten === undefined) return below20(words, at);
  const rest = below20(words, words[at + 1] === "et" ? at + 2 : at + 1);
  // "vingt et un", "soixante et onze": no other number has an "et".
  if (rest === undefined || (words[at + 1] === "et" && rest.value !== 1 && rest.value !== 11)) {
    return { value: ten, next: at + 1 };
  }
  return rest.value < 10 || ten === 60 ? withRest(ten, rest, at + 1) : { value: ten, next: at + 1 };
}

/** 1 to 19. */
function below20(words: readonly string[], at: number): SpelledNumber | undefined {
  const value = small.get(words[at] ?? "");
  const unit = value === 10 ? small.get(words[at + 1] ?? "") : undefined;
  if (unit !== undefined && unit >= 7 && unit <= 9) return { value: 10 + unit, next: at + 2 };
  return spelled(value, at + 1);
}
