import { expect, test } from "vitest";
import { initialsOf } from "./initials.ts";

test.each([
  ["Ada Lovelace", "AL"],
  ["Aubri", "A"],
  ["Marie-Claire du Pont", "MP"],
  ["d’Artagnan", "D"],
  ["山田 太郎", "山太"],
  ["ẹ́gbọ́n", "Ẹ́"],
  ["🦊 Fox 🦊", "F"],
  ["🦊", ""],
  ["  ", ""],
  ["Room 7", "R7"],
])("the initials of %s are %s", (name, initials) => {
  expect(initialsOf(name, "en")).toBe(initials);
});
