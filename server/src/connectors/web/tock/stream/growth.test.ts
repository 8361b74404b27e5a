import { expect, test } from "vitest";
import { nextStep, timesSent } from "./growth.ts";

/** How often a stream sends a text that grows by pieces: whenever it is longer than the next step, and as a whole. */
function sentBy(length: number, piece: number): number {
  let sent = 0;
  let next = nextStep(0);
  for (let known = piece; known < length; known += piece) {
    if (known <= next) continue;
    next = nextStep(known - 1);
    sent += 1;
  }
  return sent + 1;
}

test("a text is never sent more often by a stream than the answer of the request says it, however it comes", () => {
  for (const length of [1, 16, 17, 100, 1_000, 5_000, 50_000])
    for (const piece of [1, 3, 20, 500]) expect(sentBy(length, piece)).toBeLessThanOrEqual(timesSent(length));
});

test("steps grow with the text, so that a long one is not sent without end", () => {
  expect([1, 16, 17, 32, 33].map(timesSent)).toEqual([1, 1, 2, 2, 3]);
  expect(timesSent(2_000)).toBeLessThan(40);
  expect(timesSent(50_000)).toBeLessThan(80);
});
