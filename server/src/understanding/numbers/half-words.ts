import { normalize } from "#understanding/text/normalize.ts";

/** "A half" in languages whose number words are not known: with it behind, digits are a part of a number. */
const spaced =
  "pół połowa půl pol половиной половина пол півтора половиною halv halva halvt puoli buçuk yarım fél jumătate μισό μισή نصف ونصف חצי וחצי आधा";
/** Where no space parts the words, it may follow the unit: "2時半", "두 시 반". */
const unspaced = /^ ?\p{L}{0,2} ?[半반](?!\p{L})/u;
const words = spaced.split(" ").map((word) => normalize(word));
/** "2 i pół", "2 og en halv": up to two words stand between. */
const half = new RegExp(`^(?: \\p{L}+){0,2} (?:${words.join("|")})(?!\\p{L})`, "u");

/** No text between the digits and the half is longer. */
const reach = 60;

/** Whether the half of something follows. @param text as `normalizeLetters` gives it. @param end where the digits end in it. */
export function isHalved(text: string, end: number): boolean {
  const behind = text.slice(end, end + reach);
  return half.test(behind) || unspaced.test(behind);
}
