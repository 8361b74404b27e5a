import { expect, test } from "vitest";
import { limits } from "#connectors/whatsapp/limits.ts";
import { PairPace } from "./pair-pace.ts";

test("a lively conversation waits for nothing; a flood goes on at one message in six seconds", () => {
  let now = 0;
  const pace = new PairPace(() => now);
  for (let message = 0; message < limits.pair.atOnce; message += 1) expect(pace.take("ana")).toBe(0);
  expect(pace.take("ana")).toBe(6_000);
  expect(pace.take("ben")).toBe(0);
  now = 6_000;
  expect(pace.take("ana")).toBe(0);
  expect(pace.take("ana")).toBe(6_000);
  now = 60_000;
  for (let message = 0; message < 9; message += 1) expect(pace.take("ana")).toBe(0);
  expect(pace.take("ana")).toBe(6_000);
});

test("what Meta has not taken counts for nothing, nor does who was forgotten", () => {
  const pace = new PairPace(() => 0);
  for (let message = 0; message < limits.pair.atOnce; message += 1) pace.take("ana");
  pace.giveBack("ana");
  expect(pace.take("ana")).toBe(0);
  expect(pace.take("ana")).toBe(6_000);
  pace.forget("ana");
  expect(pace.take("ana")).toBe(0);
});
