import { expect, test } from "vitest";
import { type ChatProperties, defaultProperties, heights, readProperties } from "./chat-properties.ts";

test("the properties of a new part are the defaults", () => {
  expect(readProperties({})).toEqual(defaultProperties);
});

test("a part of tock-sharepoint keeps its address", () => {
  expect(readProperties({ endpoint: "https://bot.example.com/web" })).toEqual({
    ...defaultProperties,
    endpoint: "https://bot.example.com/web",
  });
});

test("what is of another type or no known word counts as not set", () => {
  const stored = { height: "600px", theme: "pink", mode: 3, keepHistory: "no", heading: null, fill: true };
  expect(readProperties(stored)).toEqual({ ...defaultProperties, fill: true });
  expect(readProperties({ height: heights.max + 1 }).height).toBe(defaultProperties.height);
});

test("what a newer version has stored is there when that one is installed again", () => {
  const stored = { endpoint: "https://bot.example.com/web", voice: { speed: 2 } };
  expect(readProperties(stored)).toMatchObject({ voice: { speed: 2 } });
});

test("whatever is stored, the properties that are read are whole, and are read again as they are", () => {
  const values = [undefined, null, "", "x", 0, -1, 600, Number.NaN, true, false, [], {}, "inline", "refuse"];
  const bags = Object.keys(defaultProperties).flatMap((name) => values.map((value) => ({ [name]: value })));
  for (const stored of [...values, ...bags]) {
    const read = readProperties(stored);
    for (const [name, value] of Object.entries(defaultProperties))
      expect(typeof read[name as keyof ChatProperties]).toBe(typeof value);
    expect(read.height).toBeGreaterThanOrEqual(heights.min);
    expect(readProperties(read)).toEqual(read);
  }
});
