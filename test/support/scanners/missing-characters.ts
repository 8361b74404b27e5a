/** The characters that `kept` has fewer times than `wanted`. */
export function missingCharacters(wanted: readonly string[], kept: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const character of kept) counts.set(character, (counts.get(character) ?? 0) + 1);
  return wanted
    .filter((character) => {
      const left = counts.get(character) ?? 0;
      counts.set(character, left - 1);
      return left <= 0;
    })
    .join("");
}
