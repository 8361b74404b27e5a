import { expect, test } from "vitest";
import { type Load, LoadRule } from "./load-rule.ts";

const limits = { maxLoopDelayMs: 200, maxWaitingWrites: 2_000 };
const calm: Load = { delayMs: 3, waitingWrites: 0 };
const slow: Load = { ...calm, delayMs: 201 };

/** Whether the rule sheds after each look, one a second. */
function watch(loads: readonly Load[], rule = new LoadRule(limits)): boolean[] {
  return loads.map((load, second) => {
    const before = rule.isShedding;
    expect(rule.look(load, second * 1_000)).toBe(rule.isShedding !== before);
    return rule.isShedding;
  });
}

const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

test("a loop that is slow for five seconds sheds, and one that is calm for five ends it", () => {
  const seen = watch([...times(6, slow), ...times(6, calm)]);
  expect(seen).toEqual([...times(5, false), ...times(6, true), false]);
});

test("a pause that does not last sheds nobody, however long it was", () => {
  expect(watch([...times(4, slow), calm, ...times(4, slow), calm])).toEqual(times(10, false));
  expect(watch([{ ...calm, delayMs: 60_000 }, calm])).toEqual([false, false]);
});

test("a moment of calm does not end it", () => {
  const seen = watch([...times(6, slow), ...times(4, calm), slow, ...times(5, calm), calm]);
  expect(seen.slice(5)).toEqual([...times(11, true), false]);
});

test("too many writes that wait shed at once, until half of them have been stored for a while", () => {
  const long = { ...calm, waitingWrites: 2_001 };
  const shrinking = { ...calm, waitingWrites: 1_001 };
  const short = { ...calm, waitingWrites: 1_000 };
  const seen = watch([{ ...calm, waitingWrites: 2_000 }, long, ...times(8, shrinking), ...times(6, short)]);
  expect(seen).toEqual([false, ...times(14, true), false]);
});

test("a limit of 0 counts nothing", () => {
  const never = new LoadRule({ maxLoopDelayMs: 0, maxWaitingWrites: 0 });
  expect(watch(times(9, { delayMs: 9_999, waitingWrites: 9_999 }), never)).toEqual(times(9, false));
});
