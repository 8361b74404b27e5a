import { normalize } from "#understanding/text/normalize.ts";
import { neutralCode, neutralDate, neutralDigits, neutralLike, neutralWord } from "./neutral-words.ts";
import type { FoundSecret } from "./secrets.ts";

export type ReplacedKind = FoundSecret["kind"] | "word";

/** The replacements of one test. The same thing gets the same replacement everywhere, in any spelling. */
export class Replacements {
  readonly #indexes = new Map<string, number>();
  readonly #counts = new Map<ReplacedKind, number>();
  readonly #reserved: ReadonlySet<string>;

  readonly #isPhone: (text: string) => boolean;

  /**
   * @param reserved words that mean something to the bot. They are no replacement for other words.
   * @param isPhone whether a text is a phone number: then its replacement is one too, so that the recorded test still fills
   * the slot.
   */
  constructor(reserved: ReadonlySet<string>, isPhone: (text: string) => boolean) {
    this.#reserved = reserved;
    this.#isPhone = isPhone;
  }

  has(kind: ReplacedKind, original: string): boolean {
    return this.#indexes.has(keyOf(kind, original));
  }

  nameOf(kind: ReplacedKind, original: string): string {
    const index = this.#indexOf(kind, original);
    switch (kind) {
      case "email":
        return index === 0 ? "person@example.org" : `person-${index + 1}@example.org`;
      case "query":
        return "redacted";
      case "date":
        return neutralDate(index, original);
      case "number":
        return this.#isPhone(original) ? this.#neutralPhone(index, original) : neutralNumber(index, original, 0);
      case "code":
        return neutralCode(index, original);
      case "word":
        return neutralLike(original, neutralWord(index, Array.from(original).length));
    }
  }

  /** It keeps as few leading digits, such as the country code, as make it a phone number. The last four never stay. */
  #neutralPhone(index: number, original: string): string {
    const length = original.replaceAll(/\P{Nd}/gu, "").length;
    for (let kept = 0; kept <= length - 4; kept++) {
      const neutral = neutralNumber(index, original, kept);
      if (this.#isPhone(neutral)) return neutral;
    }
    return neutralNumber(index, original, 0);
  }

  #indexOf(kind: ReplacedKind, original: string): number {
    const key = keyOf(kind, original);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    let index = this.#counts.get(kind) ?? 0;
    if (kind === "word") while (this.#reserved.has(neutralWord(index, Array.from(original).length))) index += 1;
    this.#counts.set(kind, index + 1);
    this.#indexes.set(key, index);
    return index;
  }
}

/** Other digits in the form of the original, behind those that are kept. */
function neutralNumber(index: number, original: string, kept: number): string {
  const all = original.replaceAll(/\P{Nd}/gu, "");
  const digits = Array.from(all.slice(0, kept) + neutralDigits(index, all.length - kept));
  return original.replaceAll(/\p{Nd}/gu, () => digits.shift() ?? "0");
}

function keyOf(kind: ReplacedKind, original: string): string {
  const isExact = kind === "email" || kind === "query";
  return JSON.stringify([kind, isExact ? original.toLowerCase() : normalize(original).replaceAll(" ", "")]);
}
