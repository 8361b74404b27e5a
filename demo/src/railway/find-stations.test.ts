import { expect, test } from "vitest";
import { findJourney } from "./find-journey.ts";
import { findNearStations, findStations } from "./find-stations.ts";
import { stations } from "./railway.ts";

const named = (text: string): string[] => findStations(text).map(({ station }) => station.id);
const near = (text: string): string[] => findNearStations(text).map(({ id }) => id);
const journey = (text: string): (string | undefined)[] => {
  const { from, to } = findJourney(text);
  return [from?.id, to?.id];
};

test.each(stations)(
  "$name is recognized as it is written, in capitals, and without its accents and hyphens",
  (station) => {
    const plain = station.name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("-", " ");
    for (const spelling of [station.name, station.name.toUpperCase(), plain, ...station.shortNames]) {
      expect(named(`hm, ${spelling} please`)).toEqual([station.id]);
    }
  },
);

test("stations come in the order of the text", () => {
  expect(named("from St-Evrard to Brécy")).toEqual(["saint-evrard", "brecy"]);
});

test("a name with a slip of the finger has near ones, nonsense has none", () => {
  expect(named("Hautpiere")).toEqual([]);
  expect(near("Hautpiere")).toEqual(["hautepierre"]);
  expect(near("Saint Evrar")).toEqual(["saint-evrard"]);
  expect(near("Paris, Gare de Lyon")).toEqual([]);
  expect(near("")).toEqual([]);
});

test("the small word before a name tells where the journey goes", () => {
  expect(journey("from Brécy to Hautepierre")).toEqual(["brecy", "hautepierre"]);
  expect(journey("a train to the lake from Brécy")).toEqual(["brecy", "lac-arvieres"]);
  expect(journey("un train pour Hautepierre")).toEqual([undefined, "hautepierre"]);
  expect(journey("de Montaubrel à Port-Clément")).toEqual(["montaubrel", "port-clement"]);
  expect(journey("next train Brécy")).toEqual(["brecy", undefined]);
  expect(journey("hello")).toEqual([undefined, undefined]);
});
