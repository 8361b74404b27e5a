import { type Station, stations } from "./railway.ts";

type Point = { latitude: number; longitude: number };

/** The station that is nearest as the crow flies, and how far it is. */
export function nearestStation(point: Point): { station: Station; km: number } {
  const [nearest] = stations
    .map((station) => ({ station, km: kilometresBetween(point, station) }))
    .sort((a, b) => a.km - b.km);
  if (nearest === undefined) throw new Error("the line has no stations");
  return nearest;
}

/** On a globe, by the haversine formula. */
export function kilometresBetween(one: Point, other: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (a: number, b: number): number => Math.sin(radians(b - a) / 2) ** 2;
  const chord =
    half(one.latitude, other.latitude) +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half(one.longitude, other.longitude);
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
