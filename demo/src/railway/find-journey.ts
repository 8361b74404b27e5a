import { findStations } from "./find-stations.ts";
import type { Station } from "./railway.ts";

/** What a text tells of a journey. */
export type Journey = { from: Station | undefined; to: Station | undefined };

const endsWithTo = /\b(to|for|towards|pour|vers|a|au)$/;

/** "A train to the lake from Brécy": the small word before a name tells which is which, else their order. */
export function findJourney(text: string): Journey {
  const [first, second] = findStations(text);
  return first !== undefined && endsWithTo.test(first.before)
    ? { from: second?.station, to: first.station }
    : { from: first?.station, to: second?.station };
}
