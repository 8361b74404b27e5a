/** How many letters must be changed, added or taken away to make one word of the other (Levenshtein). */
export function editDistance(one: string, other: string): number {
  const otherLetters = Array.from(other);
  let above = Array.from({ length: otherLetters.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1];
    for (const [column, otherLetter] of otherLetters.entries()) {
      const changed = (above[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      current.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
