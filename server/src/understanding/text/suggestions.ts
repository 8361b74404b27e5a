import { editDistance } from "#names/edit-distance.ts";
import { withoutFillers } from "./fillers.ts";
import { normalizeLetters, wordsOf } from "./mapped-text.ts";
import type { Spelling } from "./spelling.ts";
import { singular } from "./word-distance.ts";

const maxSuggestions = 5;

/** A person who writes more words than this does not name a thing, but talks about it. */
const maxTypedWords = 8;

type Entry<Value> = { value: Value; words: string[] };
type Hit = { matched: number; cost: number };

/**
 * Values for "did you mean …?", which {@link wordDistance} finds too far from the typed words. The suggestions share as many
 * words as possible with the typed text: equal words, beginnings of words, or similar words.
 */
export function createSuggestions<Value extends string>(
  spellings: readonly Spelling<Value>[],
): (typed: readonly string[]) => Value[] {
  const entries = spellings.map(({ value, text }): Entry<Value> => ({
    value,
    words: wordsOf(normalizeLetters(text)).map((word) => word.text),
  }));
  const withWord = new Map<string, Entry<Value>[]>();
  for (const entry of entries) {
    for (const word of new Set(entry.words)) {
      const others = withWord.get(word);
      if (others === undefined) withWord.set(word, [entry]);
      else others.push(entry);
    }
  }

  return (typed) => {
    const contentWords = withoutFillers(typed, (word) => withWord.has(word));
    if (contentWords.length > maxTypedWords) return [];
    const hits = new Map<Entry<Value>, Hit>();
    for (const word of new Set(contentWords)) {
      for (const [entry, cost] of entriesNear(word, withWord)) {
        const { matched, cost: sum } = hits.get(entry) ?? { matched: 0, cost: 0 };
        hits.set(entry, { matched: matched + 1, cost: sum + cost });
      }
    }
    return best(hits);
  };
}

function entriesNear<Value>(
  typed: string,
  withWord: ReadonlyMap<string, readonly Entry<Value>[]>,
): Map<Entry<Value>, number> {
  const nearest = new Map<Entry<Value>, number>();
  for (const [known, entries] of withWord) {
    const cost = looseDistance(typed, known);
    if (cost === undefined) continue;
    for (const entry of entries) nearest.set(entry, Math.min(cost, nearest.get(entry) ?? cost));
  }
  return nearest;
}

function looseDistance(typed: string, known: string): number | undefined {
  if (typed === known) return 0;
  if (singular(typed) === singular(known)) return 0.25;
  if (typed.length >= 3 && known.startsWith(typed)) return 0.5;
  const errors = Math.floor(Math.min(typed.length, known.length) / 3);
  const distance = editDistance(typed, known, errors);
  return distance <= errors ? distance : undefined;
}

function best<Value>(hits: ReadonlyMap<Entry<Value>, Hit>): Value[] {
  const ranked = Array.from(hits, ([{ value, words }, { matched, cost }]) => ({
    value,
    matched,
    cost: cost + (words.length - matched) / 4,
  })).sort((a, b) => b.matched - a.matched || a.cost - b.cost);
  const likeliest = ranked.filter(({ matched }) => matched === ranked[0]?.matched);
  return [...new Set(likeliest.map(({ value }) => value))].slice(0, maxSuggestions);
}
