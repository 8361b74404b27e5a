/** A position in a list: 1 is the first, -1 the last, "middle" the one with as many before it as after it. */
export type Position = number | "middle";

/** "first", "deuxième", "zweite": the first ten, with their genders and cases. All words here are normalized. */
const ordinals: readonly string[] = [
  "first premier premiere erste erster erstes ersten primero primera primer primo prima eerste primeiro primeira",
  "second deuxieme seconde zweite zweiter zweites zweiten segundo segunda secondo seconda tweede",
  "third troisieme dritte dritter drittes dritten tercero tercera tercer terzo terza derde terceiro terceira",
  "fourth quatrieme vierte vierter viertes vierten cuarto cuarta quarto quarta vierde",
  "fifth cinquieme funfte funfter funftes funften quinto quinta vijfde",
  "sixth sixieme sechste sechster sechstes sechsten sexto sexta sesto sesta zesde",
  "seventh septieme siebte siebter siebtes siebten septimo septima settimo settima zevende setimo setima",
  "eighth huitieme achte achter achtes achten octavo octava ottavo ottava achtste oitavo oitava",
  "ninth neuvieme neunte neunter neuntes neunten noveno novena nono nona negende",
  "tenth dixieme zehnte zehnter zehntes zehnten decimo decima tiende",
];

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
  ...ordinals.flatMap((words, index) => words.split(" ").map((word) => [word, index + 1] as const)),
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

/** The position that a word names, among the other words of its text. Undefined: it names none. */
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
