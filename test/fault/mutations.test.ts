import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "#support/paths.ts";
import { elsewhere } from "./elsewhere.ts";
import { mutations } from "./mutations.ts";

// They run in the long form alone; one that cannot be applied any more would go unnoticed until then.
test("each mutation can be applied: its text stands once in its file, and its test is there", () => {
  const wrong = mutations.filter(({ file, from, test: [testFile] }) => {
    const times = readFileSync(join(root, file), "utf8").split(from).length - 1;
    return times !== 1 || !existsSync(join(root, testFile));
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test("the long form runs every test that the table of faults names", () => {
  const table = readFileSync(join(root, "test", "fault", "README.md"), "utf8").matchAll(/^\| [DHM]\d+ .*$/gm);
  const named = [...table].flatMap(([row]) => row.match(/(?<=`)test\/[\w/.-]+(?=`)/g) ?? []);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  // Contracts run in the files of the stores.
  const isRun = (path: string): boolean =>
    elsewhere.some((each) => path === each || path.startsWith(each) || each.startsWith(`${path}/`));
  expect(named.filter((path) => !isRun(path))).toEqual([]);
  expect(elsewhere.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
