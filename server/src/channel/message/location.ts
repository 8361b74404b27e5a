import type { MapLocation } from "./message.ts";

type Coordinates = Pick<MapLocation, "latitude" | "longitude">;

/** Whether a map has this place. What is computed or comes from elsewhere may be no number, or a huge one. */
export function isOnMap({ latitude, longitude }: Coordinates): boolean {
  return isWithin(latitude, 90) && isWithin(longitude, 180);
}

/** A map with a mark, at OpenStreetMap: it needs neither key nor account, and opens in any browser. */
export function mapUrl({ latitude, longitude }: Coordinates): string {
  // Six decimals are about ten centimetres, and never written as 1e-7.
  const [lat, lon] = [latitude.toFixed(6), longitude.toFixed(6)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}

function isWithin(degrees: unknown, max: number): boolean {
  return typeof degrees === "number" && Math.abs(degrees) <= max;
}
