import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "#support/paths.ts";
import { mutations } from "./mutations.ts";

// They run in the long form alone; one that cannot be applied any more would go unnoticed until then.
test("each mutation can be applied: its text stands once in its file, and its test is there", () => {
  const wrong = mutations.filter(({ file, from, test: [testFile] }) => {
    const times = readFileSync(join(root, file), "utf8").split(from).length - 1;
    return times !== 1 || !existsSync(join(root, testFile));
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
