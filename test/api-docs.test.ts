import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apiPage, withoutComment } from "./support/docs/api-page.ts";
import { root } from "./support/paths.ts";

const path = join(root, "docs", "api.md");
const command = "node --conditions=causerie-source test/build-api.ts";

test("docs/api.md says what the sources say, and every export says what it is", () => {
  const page = apiPage();
  expect(readFileSync(path, "utf8"), `docs/api.md is stale; run: ${command}`).toBe(page);
  expect(withoutComment(page)).toEqual([]);
}, 180_000);
