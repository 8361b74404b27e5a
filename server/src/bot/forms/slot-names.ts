import { isFiller } from "#understanding/text/fillers.ts";
import { normalizeLetters, wordsOf } from "#understanding/text/mapped-text.ts";
import type { Range } from "#understanding/text/range.ts";
import { normalize } from "#understanding/text/normalize.ts";
import { languageOf } from "#i18n/locale.ts";
import type { Slot } from "#bot/authoring/slot.ts";

/** Where a text names a slot: by its title in any language, or by its name in the contract. */
export function findSlotNames(slot: Slot, text: string): Range[] {
  const words = wordsOf(normalizeLetters(text));
  return phrasesOf(slot).flatMap((phrase) => {
    const at = words.findIndex((_, index) => phrase.every((word, offset) => words[index + offset]?.text === word));
    const [first, last] = [words[at], words[at + phrase.length - 1]];
    return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
  });
}

/** What the slot is called in words for people. */
export function titleOf({ name, title }: Slot, locale: string): string {
  return title[locale] ?? title[languageOf(locale)] ?? spelledOut(name);
}

function phrasesOf({ name, title }: Slot): string[][] {
  const names = [...Object.values(title), spelledOut(name)].map((each) => normalize(each));
  // "to" and "from" stand in any sentence, and name nothing.
  return [...new Set(names)]
    .map((each) => each.split(" "))
    .filter((words) => !words.every((word) => word === "" || isFiller(word)));
}

/** "deliveryDate" is "delivery date". */
function spelledOut(name: string): string {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/[_.:-]+/g, " ")
    .toLowerCase();
}
