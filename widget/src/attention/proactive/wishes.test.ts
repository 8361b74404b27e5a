import { expect, test } from "vitest";
import { arrive, mayShow, noWishes, readWishes, withClosed, withShown } from "./wishes.ts";

const minute = 60_000;
const hour = 60 * minute;
const noon = Date.UTC(2026, 10, 29, 12);
const help = { id: "help", text: "Can we help?", max: 10 };
const arrived = arrive(noWishes, noon);

test("a visit lasts while the visitor is on the site, and half an hour longer", () => {
  expect(arrived.visit).toBe(1);
  const still = arrive(arrive(arrived, noon + 29 * minute), noon + 58 * minute);
  expect(still.visit).toBe(1);
  expect(arrive(still, noon + 88 * minute).visit).toBe(2);
});

test("a rule is shown once in a visit", () => {
  const after = withShown(arrived, help, noon);
  expect(mayShow(after, help, noon + minute)).toBe(false);
  expect(mayShow(after, { ...help, id: "other" }, noon + minute)).toBe(true);
  expect(mayShow(arrive(after, noon + hour), help, noon + hour)).toBe(true);
});

test("a rule may be shown once in a day, or once for good", () => {
  const after = arrive(withShown(arrived, help, noon), noon + 23 * hour);
  expect(mayShow(after, { ...help, every: "day" }, noon + 23 * hour)).toBe(false);
  expect(mayShow(after, { ...help, every: "day" }, noon + 24 * hour)).toBe(true);
  expect(mayShow(after, { ...help, every: "once" }, noon + 1_000 * hour)).toBe(false);
});

test("a clock that is set back or forward for a year does not silence a rule for a year", () => {
  const after = withShown(arrived, help, noon + 365 * 24 * hour);
  expect(mayShow(arrive(after, noon), { ...help, every: "day" }, noon)).toBe(true);
});

test("a rule is shown three times in all, or as often as it says", () => {
  let wishes = arrived;
  let shown = 0;
  for (let day = 0; day < 20; day += 1) {
    const now = noon + day * 24 * hour;
    wishes = arrive(wishes, now);
    if (!mayShow(wishes, { id: "help", text: "Can we help?" }, now)) continue;
    shown += 1;
    wishes = withShown(wishes, help, now);
  }
  expect(shown).toBe(3);
  expect(mayShow(wishes, { ...help, max: 4 }, noon + 30 * 24 * hour)).toBe(true);
});

test("who has closed two bubbles sees no more, and neither does who wants none", () => {
  expect(mayShow(withClosed(arrived), help, noon)).toBe(true);
  expect(mayShow(withClosed(withClosed(arrived)), help, noon)).toBe(false);
  expect(mayShow({ ...arrived, never: true }, help, noon)).toBe(false);
});

test("a rule may have the name of a property that every object has", () => {
  const odd = { ...help, id: "__proto__" };
  expect(mayShow(arrived, { ...help, id: "constructor" }, noon)).toBe(true);
  expect(mayShow(withShown(arrived, odd, noon), odd, noon)).toBe(false);
});

test("nonsense in the storage counts as nothing, and the visitor's wish is read as it was written", () => {
  const wished = { ...withShown(withClosed(arrived), help, noon), never: true };
  expect(readWishes(JSON.stringify(wished))).toEqual(wished);
  for (const nonsense of [null, "", "{", "null", '{"rules":null}', '{"rules":{"help":null}}', '{"visit":"x"}'])
    expect(mayShow(arrive(readWishes(nonsense), noon), help, noon)).toBe(true);
});
