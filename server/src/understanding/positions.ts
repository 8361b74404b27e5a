import { shippedLanguages } from "./languages/shipped.ts";
import { wordsIn } from "./numbers/number-words.ts";

/** A position in a list: 1 is the first, -1 the last, "middle" the one with as many before it as after it. */
export type Position = number | "middle";

/** What the ordinals of the languages lack: forms before a noun. All words here are normalized. */
const moreOrdinals: readonly string[] = ["primer", "", "tercer"];

/** Each ordinal, the way it is spelt without spaces: "twentyfirst". */
const ordinals: readonly (readonly [string, number])[] = [
  ...shippedLanguages.map(({ numbers }) => wordsIn(numbers?.ordinals)),
  moreOrdinals,
].flatMap((list) =>
  list.flatMap((spellings, index) => spellings.split("/").map((word): [string, number] => [word, index + 1])),
);

const cardinals: readonly string[] = [
  "one un une eins uno een um uma",
  "two deux zwei dos due twee dois duas",
  "three trois drei tres tre drie",
  "four quatre vier cuatro quattro quatro",
  "five cinq funf cinco cinque vijf",
  "six sechs seis sei zes",
  "seven sept sieben siete sette zeven sete",
  "eight huit acht ocho otto oito",
  "nine neuf neun nueve nove negen",
  "ten dix zehn diez dieci tien dez",
];

const last = "last dernier derniere letzte letzter letztes letzten ultimo ultima laatste";

const top = "top haut oben arriba boven cima";
const middle = "middle milieu mitte medio mezzo midden meio";
const bottom = "bottom bas unten abajo onder onderste baixo";

/** Alone, these words mean something else: "Top !", "prima". */
const onlyBesideOthers = new Set(`${top} ${middle} ${bottom} prima`.split(" "));

const positions: ReadonlyMap<string, Position> = new Map<string, Position>([
  ...ordinals.filter(([word]) => word !== ""),
  ...top.split(" ").map((word) => [word, 1] as const),
  ...`${last} ${bottom}`.split(" ").map((word) => [word, -1] as const),
  ...middle.split(" ").map((word) => [word, "middle"] as const),
]);

const numbers = new Map(
  cardinals.flatMap((words, index) => words.split(" ").map((word) => [word, index + 1] as const)),
);

/** "2nd", "1er", "2e", "2de", "3ª" (normalized: "3a"), "2te". */
const shortOrdinal = /^(\d{1,3})(?:st|nd|rd|th|er|ere|re|e|eme|ieme|nde|de|o|a|te[rsn]?|ste[rsn]?)$/;

const indefinite = new Set("a an one un une ein eine una uno um uma een".split(" "));

/**
 * The position that a word names, among the other words of its text. Undefined: it names none.
 * @param word an ordinal of several words is one word here: "twentyfirst".
 */
export function positionOf(word: string, words: readonly string[]): Position | undefined {
  const digits = shortOrdinal.exec(word)?.[1];
  if (digits !== undefined) return Number(digits);
  // "One second, please" asks the bot to wait.
  const isMoment = indefinite.has(words[0] ?? "") && words[0] !== word;
  return isMoment || (onlyBesideOthers.has(word) && words.length < 2) ? undefined : positions.get(word);
}

/** 2 for "2", "two" and "deux". In words only one to ten are known. "02" is a part of a date or a code. */
export function numberOf(word: string): number | undefined {
  return /^(?:0|[1-9]\d{0,3})$/.test(word) ? Number(word) : numbers.get(word);
}
