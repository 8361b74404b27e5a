/**
 * How many typing errors lie between two words: a letter too much, too few or wrong, or two neighbours exchanged (optimal
 * string alignment). More than `max` errors give `max + 1`. The work grows with the length of the words times `max`.
 */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  if (endA === start || endB === start) return Math.max(endA, endB) - start;
  return align(a.slice(start, endA), b.slice(start, endB), max);
}

/** All calls share three rows of the table: a lookup compares thousands of words, and new arrays would take most of the time. */
let twoBefore: number[] = [];
let before: number[] = [];
let current: number[] = [];

function align(a: string, b: string, max: number): number {
  const tooFar = max + 1;
  for (let column = 0; column <= Math.min(b.length, tooFar); column++) before[column] = column;
  for (let row = 1; row <= a.length; row++) {
    // Outside of this band more than `max` letters would be too many or too few.
    const first = Math.max(1, row - max);
    const last = Math.min(b.length, row + max);
    current[first - 1] = first === 1 ? Math.min(row, tooFar) : tooFar;
    let least = current[first - 1] ?? tooFar;
    for (let column = first; column <= last; column++) {
      const cost = cheapest(a, row, b, column, tooFar);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > max) return tooFar;
    current[last + 1] = tooFar;
    [twoBefore, before, current] = [before, current, twoBefore];
  }
  return before[b.length] ?? tooFar;
}

function cheapest(a: string, row: number, b: string, column: number, tooFar: number): number {
  const letter = a.charCodeAt(row - 1);
  const replaced = (before[column - 1] ?? tooFar) + (letter === b.charCodeAt(column - 1) ? 0 : 1);
  const added = Math.min(before[column] ?? tooFar, current[column - 1] ?? tooFar) + 1;
  const exchanged =
    row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1)
      ? (twoBefore[column - 2] ?? tooFar) + 1
      : tooFar;
  return Math.min(replaced, added, exchanged, tooFar);
}
