const signs: Readonly<Record<string, string>> = { "-": "dash", ".": "dot", ":": "colon", _: "" };
const digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const names = new Map<string, string>([
  ...Object.entries(signs),
  ...digits.map((word, digit) => [String(digit), word] as const),
]);
const characters = new Map([...names].map(([character, name]) => [name, character]));

/** Hexadecimal digits as letters. */
const letters = "ghijklmnopabcdef";

/**
 * A name as Amazon takes it, which has letters and underscores only: `book-trip2` is `book_dash_trip_two_`. {@link fromAlexaName} reads it back.
 */
export function toAlexaName(name: string): string {
  return Array.from(name, (character) => {
    if (/[A-Za-z]/.test(character)) return character;
    const code = names.get(character) ?? `x${toLetters(character.codePointAt(0) ?? 0)}`;
    return `_${code}_`;
  }).join("");
}

/** Names that somebody else has chosen, e.g. `OrderPizza` or `order_pizza`, stay as they are. */
export function fromAlexaName(name: string): string {
  return name.replaceAll(/_([a-z]*)_/g, (all, code: string) => characters.get(code) ?? readLetters(code) ?? all);
}

function toLetters(codePoint: number): string {
  return Array.from(codePoint.toString(16), (digit) => letters[Number.parseInt(digit, 16)]).join("");
}

function readLetters(code: string): string | undefined {
  if (!/^x[a-p]{1,6}$/.test(code)) return undefined;
  const value = Array.from(code.slice(1)).reduce((sum, letter) => sum * 16 + letters.indexOf(letter), 0);
  return value > 0 && value <= 0x10ffff ? String.fromCodePoint(value) : undefined;
}
