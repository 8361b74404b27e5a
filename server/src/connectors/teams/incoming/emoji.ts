/** The reactions that Teams names by words. Others begin with the code points of their sign, e.g. `1f44f_clappinghands`. */
const emojis: Readonly<Record<string, string>> = {
  like: "👍",
  heart: "❤️",
  laugh: "😆",
  surprised: "😮",
  sad: "😢",
  angry: "😠",
  plusOne: "👍",
};

/** The sign, or its name between colons where there is none for it. */
export function emojiOf(name: string): string {
  const known = Object.hasOwn(emojis, name) ? emojis[name] : undefined;
  if (known !== undefined) return known;
  const points = /^([\da-f]{4,6}(?:-[\da-f]{4,6}){0,9})_/.exec(name)?.[1]?.split("-") ?? [];
  const codes = points.map((point) => Number.parseInt(point, 16));
  return codes.length === 0 || codes.some((code) => code > 0x10_ff_ff)
    ? `:${name}:`
    : String.fromCodePoint(...codes).toWellFormed();
}
