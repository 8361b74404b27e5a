import { expect, test } from "vitest";
import { measureSizes } from "./bench/sizes.ts";

/**
 * Needs a build of the widget (`npm test` makes one before). All sizes: `npm run bench -- sizes`. What the script tag costs on the line is held by
 * `test/e2e/lines/returning.spec.ts`.
 */
test("the React package keeps its budget", async () => {
  const size = (await measureSizes()).find(({ what }) => what.startsWith("React package"));
  expect(size?.budget).toBe(30_000);
  expect(size?.content).toBeLessThanOrEqual(30_000);
});
