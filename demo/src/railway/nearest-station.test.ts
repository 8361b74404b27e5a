import { expect, test } from "vitest";
import { nearestStation } from "./nearest-station.ts";
import { stations } from "./railway.ts";

test.each(stations)("who stands at $name is at its station", (station) => {
  expect(nearestStation(station)).toEqual({ station, km: 0 });
});

test("the distance is that of a globe, and anywhere on it has a nearest station", () => {
  expect(nearestStation({ latitude: 48.8566, longitude: 2.3522 }).km).toBeCloseTo(676, 0);
  expect(nearestStation({ latitude: -43.062, longitude: -173.848 }).km).toBeGreaterThan(19_900);
});
