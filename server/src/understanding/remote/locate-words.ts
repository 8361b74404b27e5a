/** UTF-16 units, `end` exclusive. */
export type Place = { start: number; end: number };

/**
 * Finds where words stand in a text, for services that do not tell. Case does not count, whole words go first, and words
 * that are asked for twice are found at two places.
 * @returns a function that gives the place; undefined: the words are not, or no longer, in the text.
 */
export function createLocator(text: string): (words: string) => Place | undefined {
  const taken: Place[] = [];
  return (words) => {
    const place = placesOf(words, text).find(({ start, end }) =>
      taken.every((other) => end <= other.start || start >= other.end),
    );
    if (place !== undefined) taken.push(place);
    return place;
  };
}

function placesOf(words: string, text: string): Place[] {
  const literal = words.trim().replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  if (literal === "") return [];
  const whole = String.raw`(?<![\p{L}\p{N}])${literal}(?![\p{L}\p{N}])`;
  return [whole, literal]
    .flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "giu"))])
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}
