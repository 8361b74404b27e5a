import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MultiMap } from "@causerie/server/collections/multi-map.ts";

const values = Array.from({ length: 4 }, (_, name) => ({ name }));
const step = fc.record({ adds: fc.boolean(), key: fc.constantFrom("a", "b"), value: fc.constantFrom(...values) });

test("it holds what a map of sets would hold", () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const map = new MultiMap<string, object>();
      const model = new Map([
        ["a", new Set<object>()],
        ["b", new Set<object>()],
      ]);
      for (const { adds, key, value } of steps) {
        const set = model.get(key);
        if (adds) map.add(key, value);
        const isDeleted = !adds && map.delete(key, value);
        expect(isDeleted).toBe(!adds && set?.delete(value));
        if (adds) set?.add(value);
        for (const [each, expected] of model) {
          expect(map.get(each)).toEqual([...expected]);
          expect(map.count(each)).toBe(expected.size);
        }
        const used = [...model].filter(([, { size }]) => size > 0).map(([each]) => each);
        expect([...map.keys()].sort()).toEqual(used);
        expect(map.size).toBe(used.length);
      }
    }),
  );
});

test("a value may be a set", () => {
  const map = new MultiMap<string, Set<number>>();
  const value = new Set([1, 2]);
  map.add("key", value);
  expect(map.get("key")).toEqual([value]);
});
