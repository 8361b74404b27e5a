/** A word, a run of digits, or one sign of a normalized text. `from` and `to` count in that text. */
export type Token = {
  text: string;
  from: number;
  to: number;
  type: "word" | "digits" | "sign";
  /** No space stands before it. */
  glued: boolean;
  /** Only a hyphen stands before it, between two words: "après-midi", "Mo-Fr". The hyphen itself is no token. */
  hyphenated: boolean;
};

/** The tokens of a normalized text. An apostrophe belongs to the word before it: "l'", "o'". */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let hyphen = false;
  for (const match of text.matchAll(/\p{L}+'?|\d+|\n|[^\s\p{L}\d]/gu)) {
    const [from, to] = [match.index, match.index + match[0].length];
    const before = tokens.at(-1);
    const type = /^\p{L}/u.test(match[0]) ? "word" : /^\d/.test(match[0]) ? "digits" : "sign";
    if (match[0] === "-" && before?.type === "word" && before.to === from && /^\p{L}/u.test(text.slice(to, to + 2))) {
      hyphen = true;
      continue;
    }
    const glued = before !== undefined && before.to === from - (hyphen ? 1 : 0) && !hyphen;
    tokens.push({ text: match[0], from, to, type, glued, hyphenated: hyphen });
    hyphen = false;
  }
  return tokens;
}
