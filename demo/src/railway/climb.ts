import { kilometresBetween } from "./nearest-station.ts";
import { stations } from "./railway.ts";

/** From one end of the line to the other. */
export type Climb = { metres: number; km: number; perMille: number };

/** How steep the line is on its whole way, if the rails ran straight from each station to the next. */
export function climb(): Climb {
  const pairs = stations.slice(1).map((station, index) => ({ from: stations[index] ?? station, to: station }));
  const km = pairs.reduce((sum, { from, to }) => sum + kilometresBetween(from, to), 0);
  const metres = pairs.reduce((sum, { from, to }) => sum + to.altitude - from.altitude, 0);
  return { metres, km, perMille: metres / km };
}
