import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentedLooks } from "./support/docs/looks-page.ts";
import { root } from "./support/paths.ts";

test("docs/looks.md has each custom property that the widget reads, once, and no other", () => {
  const source = join(root, "widget", "src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  const read = files.flatMap((file) =>
    [...readFileSync(join(source, file), "utf8").matchAll(/var\(\s*(--causerie-[\w-]+)/g)].map(([, name = ""]) => name),
  );
  expect(documentedLooks().properties.toSorted()).toEqual([...new Set(read)].toSorted());
});
