import { groupsOf } from "./below-hundreds.ts";
import { type NumberWords, spellingsIn, wordsIn } from "./number-words.ts";

/** Reads numbers that are written without spaces and hyphens. */
export type SpelledValue = {
  /** The value of `twothousandandfive`. Undefined: it is not exactly one number. */
  valueOf: (joined: string) => number | undefined;
  /** The value of digits with the words behind them: `3`, `hundredandfive`. */
  valueAfter: (digits: number, joined: string) => number | undefined;
  /** The position of `twentyfirst`. */
  ordinalOf: (joined: string) => number | undefined;
};

export function createSpelledValue(words: NumberWords): SpelledValue {
  const groups = groupsOf(words);
  for (const zero of wordsIn(words.zero)) groups.set(zero, 0);
  const articles = split(words.article);
  const scales = Object.entries(words.scales).sort(([a, x], [b, y]) => y - x || b.length - a.length);
  const bare = new Set(wordsIn(words.bareScales));
  const hundreds = words.hundreds === undefined ? split(words.hundred) : [];
  const collectives = Object.entries(words.collectives ?? {});
  const halves = split(words.half?.replaceAll(" ", ""));
  const plus = Object.entries(words.plus ?? {}).map(([phrase, value]) => [phrase.replaceAll(" ", ""), value] as const);
  const ands = ["", ...split(words.and)];
  const ordinals = new Map(
    spellingsIn(words.ordinals ?? "").flatMap((spellings, index) =>
      spellings.map((each) => [each, index + 1] as const),
    ),
  );

  const valueOf = (text: string): number | undefined =>
    groups.get(text) ?? plusValue(text) ?? collectiveValue(text) ?? scaledValue(text) ?? hundredsValue(text);

  const plusValue = (text: string): number | undefined =>
    first(plus, ([phrase, value]) => {
      if (!text.endsWith(phrase)) return undefined;
      const before = text.slice(0, -phrase.length);
      const whole = groups.get(before);
      return whole === undefined ? sizedPlus(before, value) : whole + value;
    });

  /** "a million and a half", "una dozzina e mezza". */
  const sizedPlus = (text: string, value: number): number | undefined =>
    first([...scales, ...collectives], ([word, size]) => {
      if (!text.endsWith(word)) return undefined;
      const before = text.slice(0, -word.length);
      const count = articles.includes(before) ? 1 : groups.get(before);
      return count === undefined ? undefined : (count + value) * size;
    });

  const collectiveValue = (text: string): number | undefined =>
    first(collectives, ([word, size]) => {
      if (!text.endsWith(word)) return undefined;
      const before = text.slice(0, -word.length);
      const count = articles.includes(before) ? 1 : halves.includes(before) ? 0.5 : groups.get(before);
      return count === undefined ? undefined : count * size;
    });

  const scaledValue = (text: string): number | undefined =>
    first(scales, ([word, scale]) => {
      const at = text.indexOf(word);
      if (at < 0) return undefined;
      const before = text.slice(0, at);
      const count =
        before === "" && bare.has(word)
          ? 1
          : articles.includes(before)
            ? 1
            : (groups.get(before) ?? plusValue(before) ?? (scale > 1e3 ? thousandsValue(before) : undefined));
      return count === undefined ? undefined : withRest(count * scale, text.slice(at + word.length), scale);
    });

  /** The "dos mil" of "dos mil millones". */
  const thousandsValue = (text: string): number | undefined =>
    first(scales, ([word, scale]) => {
      if (scale !== 1e3 || !text.endsWith(word)) return undefined;
      const before = text.slice(0, -word.length);
      const count = before === "" && bare.has(word) ? 1 : groups.get(before);
      return count === undefined ? undefined : count * scale;
    });

  /** "twelve hundred", "drieentwintighonderd". */
  const hundredsValue = (text: string): number | undefined =>
    first(words.teenHundreds === true ? split(words.hundred) : [], (word) => {
      const at = text.indexOf(word);
      const count = at < 0 ? undefined : groups.get(text.slice(0, at));
      if (count === undefined || count < 11 || count > 99 || count % 10 === 0) return undefined;
      return withRest(count * 100, text.slice(at + word.length), 100);
    });

  const withRest = (value: number, text: string, below: number): number | undefined =>
    text === ""
      ? value
      : first(ands, (and) => {
          const rest = text.startsWith(and) ? valueOf(text.slice(and.length)) : undefined;
          return rest === undefined || rest >= below || rest === 0 ? undefined : value + rest;
        });

  const valueAfter = (digits: number, text: string): number | undefined =>
    first(plus, ([phrase, value]) => (text === phrase ? digits + value : undefined)) ??
    first(collectives, ([word, size]) => (text === word ? digits * size : undefined)) ??
    first([...scales, ...hundreds.map((word) => [word, 100] as const)], ([word, scale]) =>
      text.startsWith(word) ? withRest(digits * scale, text.slice(word.length), scale) : undefined,
    );

  return { valueOf, valueAfter, ordinalOf: (text) => ordinals.get(text) };
}

function split(list = ""): string[] {
  return list.split("/").filter((each) => each !== "");
}

/** The first result that is defined. */
function first<Item, Result>(items: readonly Item[], read: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = read(item);
    if (result !== undefined) return result;
  }
  return undefined;
}
