import { type NumberGrammar, type SpelledNumber, counting, spelled, withRest } from "./number-grammar.ts";

const small = new Map([
  ...counting("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen", 1),
  ...counting("seventeen eighteen nineteen", 17),
]);
const tens = new Map([
  ...counting("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
  ["fourty", 40] as const,
]);

export const englishNumbers: NumberGrammar = {
  group: below1000,
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
  words: [...small.keys(), ...tens.keys(), "hundred"],
};

/** "a hundred", "two hundred and five", "twelve hundred". */
function below1000(words: readonly string[], at: number): SpelledNumber | undefined {
  const count = words[at] === "a" ? { value: 1, next: at + 1 } : below100(words, at);
  if (count === undefined || words[count.next] !== "hundred") return words[at] === "a" ? undefined : count;
  const next = count.next + 1;
  const rest = below100(words, words[next] === "and" ? next + 1 : next);
  // "two hundred and three hundred" are two numbers.
  return withRest(count.value * 100, rest !== undefined && words[rest.next] === "hundred" ? undefined : rest, next);
}

function below100(words: readonly string[], at: number): SpelledNumber | undefined {
  const ten = tens.get(words[at] ?? "");
  if (ten === undefined) return spelled(small.get(words[at] ?? ""), at + 1);
  const unit = small.get(words[at + 1] ?? "");
  return unit !== undefined && unit < 10 ? { value: ten + unit, next: at + 2 } : { value: ten, next: at + 1 };
}
