import { expect, test } from "vitest";
import { createRotation, type RotationState } from "./rotation.ts";

const many = Array.from({ length: 60 }, (_, index) => index);
const said = (seed: string, count: number, times = 60): number[] => {
  const rotation = createRotation({}, seed);
  return many.slice(0, times).map(() => rotation.next("greeting", count));
};

test("each alternative is said once before any is said again, and none twice in a row, whatever the conversation", () => {
  for (const seed of many.map((index) => `conversation ${index}`)) {
    for (const count of [2, 3, 4, 5, 6]) {
      const order = said(seed, count);
      for (let start = 0; start < 60; start += count) {
        expect(new Set(order.slice(start, start + count)).size).toBe(count);
      }
      expect(order.filter((index, at) => index === order[at + 1])).toEqual([]);
    }
  }
});

test("conversations differ, rounds differ, and each first alternative gets its share", () => {
  const first = many.map((index) => said(`conversation ${index}`, 3, 1)[0]);
  for (const index of [0, 1, 2]) expect(first.filter((one) => one === index).length).toBeGreaterThan(8);
  const order = said("conversation 1", 5).join("");
  expect(new Set(order.match(/.{5}/g)).size).toBeGreaterThan(4);
});

test("a rotation goes on where its saved state left off, the same at every run", () => {
  const state: RotationState = {};
  const whole = said("conversation 1", 4, 8);
  const before = [1, 2, 3].map(() => createRotation(state, "conversation 1").next("greeting", 4));
  const restored: RotationState = JSON.parse(JSON.stringify(state));
  const rotation = createRotation(restored, "conversation 1");
  const after = [4, 5, 6, 7, 8].map(() => rotation.next("greeting", 4));
  expect([...before, ...after]).toEqual(whole);
});

test("messages rotate each by themselves", () => {
  const rotation = createRotation({}, "conversation 1");
  const order = [1, 2, 3].map(() => [rotation.next("hello", 3), rotation.next("bye", 3)]);
  expect(new Set(order.map(([hello]) => hello)).size).toBe(3);
  expect(new Set(order.map(([, bye]) => bye)).size).toBe(3);
});

test("one alternative, or none, is always the first", () => {
  expect(said("conversation 1", 1, 3)).toEqual([0, 0, 0]);
  expect(said("conversation 1", 0, 3)).toEqual([0, 0, 0]);
});

test("what is remembered stays small, and the message said longest ago is forgotten first", () => {
  const state: RotationState = {};
  const rotation = createRotation(state, "conversation 1");
  for (let index = 0; index < 500; index += 1) {
    rotation.next("greeting", 3);
    rotation.next(`message ${index}`, 3);
  }
  expect(Object.keys(state).length).toBe(200);
  expect(state["greeting"]).toBe(500);
});

test("a state of foreign values starts anew instead of failing", () => {
  const state: RotationState = JSON.parse('{"a":"x","b":-1,"c":1.5,"d":9007199254740991,"e":null}');
  const rotation = createRotation(state, "conversation 1");
  for (const key of ["a", "b", "c", "d", "e", "constructor", "__proto__"]) {
    expect([0, 1, 2]).toContain(rotation.next(key, 3));
  }
  expect(state).toMatchObject({ a: 1, b: 1, c: 1, d: 1, e: 1, constructor: 1 });
});

test("a round goes on when an alternative was added in the meantime", () => {
  const state: RotationState = {};
  const rotation = createRotation(state, "conversation 1");
  for (const count of [3, 3, 3, 3, 4, 4, 5, 2]) expect(rotation.next("greeting", count)).toBeLessThan(count);
});
