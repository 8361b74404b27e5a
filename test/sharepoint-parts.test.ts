import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "#support/paths.ts";

const folder = join(root, "widget", "dist", "standalone");
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));

const parts = JSON.parse(readFileSync(join(root, "widget", "sharepoint", "test", "parts.json"), "utf8")) as {
  part: string;
  words: string[];
}[];

// The package for SharePoint is built without this suite: it needs 0.75 GB of Microsoft's tools.
test.each(parts)("one script alone has the words of '$part', so that its size can be found", ({ words }) => {
  const found = scripts.filter((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return words.every((word) => text.includes(word));
  });
  expect(found).toHaveLength(1);
});
