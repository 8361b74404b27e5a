import { type NumberWords, spellingsIn } from "./number-words.ts";

/**
 * All numbers below a thousand, written without spaces and hyphens: `quatrevingtdixsept`.
 * They are generated, so that compounds such as "einundzwanzig" and words with spaces are looked up alike.
 */
export function groupsOf(words: NumberWords): Map<string, number> {
  const below100 = belowHundred(words);
  const groups = new Map(below100);
  const ands = ["", ...(words.and ?? "").split("/").filter((and) => and !== "")];
  for (const [prefix, value] of hundredsOf(words)) {
    groups.set(prefix, value);
    for (const and of ands) for (const [rest, small] of below100) set(groups, `${prefix}${and}${rest}`, value + small);
    if (words.elides === true) {
      for (const [rest, small] of below100)
        if (rest.startsWith("o")) set(groups, prefix.slice(0, -1) + rest, value + small);
    }
  }
  return groups;
}

function belowHundred(words: NumberWords): Map<string, number> {
  const small = spellingsIn(words.small);
  const numbers = new Map(small.flatMap((spellings, index) => spellings.map((each) => [each, index + 1] as const)));
  spellingsIn(words.tens).forEach((spellings, index) => {
    const ten = 20 + 10 * index;
    const units = small.slice(0, words.teensAfter?.includes(ten) === true ? 19 : 9);
    for (const word of spellings) {
      set(numbers, word, ten);
      units.forEach((written, unit) => {
        for (const each of written) for (const text of joined(word, each, words)) set(numbers, text, ten + unit + 1);
      });
    }
  });
  return numbers;
}

function joined(
  ten: string,
  unit: string,
  { tensJoin = "", unitsFirst = false, elides = false }: NumberWords,
): string[] {
  const joins = ["", ...tensJoin.split("/")];
  if (unitsFirst) return joins.filter((join) => join !== "").map((join) => unit + join + ten);
  const plain = joins.map((join) => ten + join + unit);
  return elides && /^[aeiou]/.test(unit) ? [...plain, ten.slice(0, -1) + unit] : plain;
}

function hundredsOf(words: NumberWords): [string, number][] {
  const { hundred, hundreds, bareHundred = false, article = "" } = words;
  const spellings = hundred.split("/");
  const small = spellingsIn(words.small);
  const counts = small.slice(0, 9).flatMap((written, index) => written.map((each) => [each, index + 1] as const));
  const counted = counts
    .filter(([, count]) => hundreds === undefined && (count > 1 || !bareHundred || words.unitsFirst))
    .flatMap(([each, count]) => spellings.map((word): [string, number] => [each + word, count * 100]));
  const alone = bareHundred ? [""] : article.split("/").filter((each) => each !== "");
  const one = alone.flatMap((each) => spellings.map((word): [string, number] => [each + word, 100]));
  const own = spellingsIn(hundreds ?? "").flatMap((written, index) =>
    written.map((each): [string, number] => [each, 200 + 100 * index]),
  );
  return [...one, ...counted, ...own];
}

function set(numbers: Map<string, number>, text: string, value: number): void {
  if (!numbers.has(text)) numbers.set(text, value);
}
