import { readFileSync } from "node:fs";
import { join } from "node:path";
import { features } from "@causerie/widget/react/features/features.ts";
import { expect, test } from "vitest";
import { root } from "./support/paths.ts";

const names = Object.keys(features);

test("the element has the features that React has, in the same order", () => {
  const source = readFileSync(join(root, "widget/src/element/features.ts"), "utf8");
  const table = /\n {2}return \{\n([\s\S]*?)\n {2}\};/.exec(source)?.[1] ?? "";
  expect([...table.matchAll(/^ {4}"?([\w-]+)"?:/gm)].map(([, name]) => name)).toEqual(names);
});

test("docs/features.md says of each feature what it brings, and of no other", () => {
  const page = readFileSync(join(root, "docs/features.md"), "utf8").split("## Face and welcome")[0] ?? "";
  const rows = [...page.matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name);
  expect(rows).toHaveLength(names.length);
  expect(new Set(rows)).toEqual(new Set(names));
});
