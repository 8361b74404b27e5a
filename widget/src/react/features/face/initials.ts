/** Up to two letters for a name: those of its first and last word. A name without letters has none. */
export function initialsOf(name: string, locale: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word = "") => /^\P{M}\p{M}*/u.exec(word)?.[0] ?? "")
    .join("")
    .toLocaleUpperCase(locale);
}
