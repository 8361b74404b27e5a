import { editDistance } from "./edit-distance.ts";
import { type Station, stations } from "./railway.ts";

/** A station named in a text; `before` is what stands in front of the name, normalized. */
export type Mention = { station: Station; before: string };

/** The stations that a text names, in the order of the text. Case, accents and hyphens do not count. */
export function findStations(text: string): Mention[] {
  const words = normalizeName(text);
  return stations.flatMap((station) => mentionOf(station, words)).sort((a, b) => a.before.length - b.before.length);
}

/** The stations that someone may have meant who wrote "Saint Evrar", the nearest first; at most three. */
export function findNearStations(text: string): Station[] {
  const words = normalizeName(text);
  return stations
    .map((station) => ({ station, distance: distanceTo(station, words) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ station }) => station);
}

/** "St-Évrard" becomes "saint evrard". */
export function normalizeName(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replaceAll(/\bst\b/g, "saint");
}

/** The whole name, and the short ones that people use. */
function namesOf({ name, shortNames }: Station): string[] {
  return [name, ...shortNames].map(normalizeName);
}

function mentionOf(station: Station, words: string): Mention[] {
  for (const name of namesOf(station)) {
    const at = ` ${words} `.indexOf(` ${name} `);
    if (at >= 0) return [{ station, before: words.slice(0, at).trim() }];
  }
  return [];
}

/** Of the whole text, or of the word in it that is nearest. */
function distanceTo(station: Station, words: string): number {
  const parts = [words, ...words.split(" ")];
  return Math.min(...namesOf(station).flatMap((name) => parts.map((part) => editDistance(part, name))));
}
