import { expect, test } from "vitest";
import { shorten } from "./shorten.ts";

test("a label is cut at a grapheme, with an ellipsis inside the limit", () => {
  expect(shorten("Réserver", 8)).toBe("Réserver");
  expect(shorten("Réserver maintenant", 10)).toBe("Réserver…");
  expect(shorten("ab👩‍👩‍👧‍👦cdefgh", 8)).toBe("ab…");
});
