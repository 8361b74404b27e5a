import { overlap, type Range } from "#understanding/text/range.ts";

/** A part of a text that may identify a person or give access to something. */
export type FoundSecret = Range & { kind: "email" | "query" | "date" | "number" | "code" };

/** Each pattern is bounded, so that no text takes long. The first pattern that finds a part of the text wins. */
const patterns: readonly { kind: FoundSecret["kind"]; pattern: RegExp }[] = [
  { kind: "email", pattern: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}/gu },
  // The part after the question mark of an address.
  { kind: "query", pattern: /(?<=:\/\/[^\s?#<>"]{1,500}[?#])[^\s<>"]{1,2000}/gu },
  {
    kind: "date",
    pattern: /(?<!\p{Nd}[-/.() ]{0,2})\p{Nd}{1,4}([-/.])\p{Nd}{1,2}\1\p{Nd}{1,4}(?![-/. ]{0,2}\p{Nd})/gu,
  },
  // British and Canadian postal codes. Codes of digits only are found as numbers.
  { kind: "code", pattern: /\b[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z][ ]?\d[A-Z]\d\b/giu },
  // References, number plates, bank accounts: letters and digits together.
  {
    kind: "code",
    pattern: /(?<![\p{L}\p{N}])(?=\p{N}{0,4000}\p{L})(?=\p{L}{0,4000}\p{N})[\p{L}\p{N}]{6,4000}/gu,
  },
  // Telephone, card and account numbers, as people group them.
  { kind: "number", pattern: /\+?\p{Nd}(?:[^\S\n]?[().\-/]{0,2}[^\S\n]?\p{Nd}){6,30}/gu },
  { kind: "number", pattern: /\p{Nd}{4,}/gu },
];

/** All secrets, in the order of the text. They do not overlap. */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const { kind, pattern } of patterns)
    for (const match of text.matchAll(pattern)) {
      const secret = { kind, start: match.index, end: match.index + match[0].length };
      if (!found.some((each) => overlap(each, secret))) found.push(secret);
    }
  return found.sort((one, other) => one.start - other.start);
}
