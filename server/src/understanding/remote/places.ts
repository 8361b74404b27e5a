import { createLocator, type Place } from "./locate-words.ts";

/**
 * Translates places in the text as a service saw it, which may have trimmed or changed it, to places in the text as the
 * person wrote it.
 * @returns a function that takes a place in UTF-16 units; undefined: those words are not in the person's text.
 */
export function createPlaces(text: string, seen: string): (place: Place) => Place | undefined {
  const shift = text.indexOf(seen);
  const locate = createLocator(text);
  return ({ start, end }) => {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end <= start || end > seen.length)
      return undefined;
    return shift < 0 ? locate(seen.slice(start, end)) : { start: start + shift, end: end + shift };
  };
}

/** Services written in Python count code points, which differ from UTF-16 units after an emoji. */
export function fromCodePoints(text: string, { start, end }: Place): Place {
  return { start: unitsBefore(text, start), end: unitsBefore(text, end) };
}

function unitsBefore(text: string, points: number): number {
  let units = 0;
  let count = 0;
  for (const point of text) {
    if (count === points) return units;
    units += point.length;
    count += 1;
  }
  return count === points ? units : -1;
}
