import { expect, test } from "vitest";
import { measureSizes } from "./bench/sizes.ts";

/**
 * Needs a build of the widget (`npm test` makes one before). All sizes: `npm run bench -- sizes`. What the script tag costs on the line, heads
 * of answers included, is held by `test/e2e/lines/returning.spec.ts`.
 */
test.each([
  ["script tag", 5_000],
  ["first open", 40_000],
  ["React package", 30_000],
])("keeps the budget of the %s", async (part, budget) => {
  const size = (await measureSizes()).find(({ what }) => what.startsWith(part));
  expect(size?.budget).toBe(budget);
  expect(size?.content).toBeLessThanOrEqual(budget);
});
