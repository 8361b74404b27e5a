/** A part of a text that may tell who somebody is, or open a door. UTF-16 units, `end` exclusive. */
export type Secret = { kind: "email" | "query" | "date" | "number" | "code"; start: number; end: number };

/** Each is bounded, so that no text takes long; the first that takes a part of the text has it. */
const patterns: readonly { kind: Secret["kind"]; pattern: RegExp }[] = [
  { kind: "email", pattern: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}/gu },
  // What stands behind the question mark of an address.
  { kind: "query", pattern: /(?<=:\/\/[^\s?#<>"]{1,500}[?#])[^\s<>"]{1,2000}/gu },
  {
    kind: "date",
    pattern: /(?<!\p{Nd}[-/.() ]{0,2})\p{Nd}{1,4}([-/.])\p{Nd}{1,2}\1\p{Nd}{1,4}(?![-/. ]{0,2}\p{Nd})/gu,
  },
  // British and Canadian postal codes; those of figures alone are numbers.
  { kind: "code", pattern: /\b[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z][ ]?\d[A-Z]\d\b/giu },
  // References, number plates, bank accounts: letters and figures together.
  {
    kind: "code",
    pattern: /(?<![\p{L}\p{N}])(?=\p{N}{0,4000}\p{L})(?=\p{L}{0,4000}\p{N})[\p{L}\p{N}]{6,4000}/gu,
  },
  // Telephone, card and account numbers, as people group them.
  { kind: "number", pattern: /\p{Nd}(?:[^\S\n]?[().\-/]{0,2}[^\S\n]?\p{Nd}){6,30}/gu },
  { kind: "number", pattern: /\p{Nd}{4,}/gu },
];

/** All of them, in order, none over another. */
export function findSecrets(text: string): Secret[] {
  const found: Secret[] = [];
  for (const { kind, pattern } of patterns)
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.every((each) => each.end <= start || each.start >= end)) found.push({ kind, start, end });
    }
  return found.sort((one, other) => one.start - other.start);
}
