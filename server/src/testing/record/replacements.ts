import { normalize } from "#understanding/text/normalize.ts";
import { neutralCode, neutralDate, neutralDigits, neutralLike, neutralWord } from "./neutral-words.ts";
import type { FoundSecret } from "./secrets.ts";

export type ReplacedKind = FoundSecret["kind"] | "word";

/** The replacements of one test. The same thing gets the same replacement everywhere, in any spelling. */
export class Replacements {
  readonly #indexes = new Map<string, number>();
  readonly #counts = new Map<ReplacedKind, number>();
  readonly #reserved: ReadonlySet<string>;

  /** @param reserved words that mean something to the bot. They are no replacement for other words. */
  constructor(reserved: ReadonlySet<string>) {
    this.#reserved = reserved;
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
      case "number": {
        const digits = Array.from(neutralDigits(index, original.replaceAll(/\P{Nd}/gu, "").length));
        return original.replaceAll(/\p{Nd}/gu, () => digits.shift() ?? "0");
      }
      case "code":
        return neutralCode(index, original);
      case "word":
        return neutralLike(original, neutralWord(index, Array.from(original).length));
    }
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

function keyOf(kind: ReplacedKind, original: string): string {
  const isExact = kind === "email" || kind === "query";
  return JSON.stringify([kind, isExact ? original.toLowerCase() : normalize(original).replaceAll(" ", "")]);
}
