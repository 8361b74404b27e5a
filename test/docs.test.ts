import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { environment } from "@causerie/server/config/env.ts";
import { expect, test } from "vitest";
import { root } from "./support/paths.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const guides = [
  "README.md",
  "ARCHITECTURE.md",
  "DECISIONS.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

type Row = { step: string; file: string; name: string };

function roadRows(): Row[] {
  const rows = read("ARCHITECTURE.md").matchAll(/^\| (\S+)\s*\|[^|]*\|\s*`([^`]+)`\s*\|\s*`([^`]+)`\s*\|$/gm);
  return [...rows].map(([, step = "", file = "", name = ""]) => ({ step, file, name }));
}

test("the road in ARCHITECTURE names files and functions that exist", () => {
  const rows = roadRows();
  expect(rows.length).toBeGreaterThan(14);
  const wrong = rows.filter(({ file, name }) => {
    if (!existsSync(join(root, file))) return true;
    return !new RegExp(`export (?:async )?(?:function|class|interface|const|type) ${name}\\b`).test(read(file));
  });
  expect(wrong).toEqual([]);
});

test("every file that ARCHITECTURE and DECISIONS name is there", () => {
  const named = ["ARCHITECTURE.md", "DECISIONS.md"].flatMap((page) =>
    [...read(page).matchAll(/`((?:server|widget|demo|test)\/[\w./-]+)`/g)].map(([, file = ""]) => ({ page, file })),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ file }) => !existsSync(join(root, file)))).toEqual([]);
});

test("every file that a document links to is there", () => {
  const links = guides.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)/g)].map(([, target = ""]) => ({ file, target })),
  );
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter(({ file, target }) => !existsSync(join(root, dirname(file), target)))).toEqual([]);
});

test("the guide names exactly the languages that the widget has", () => {
  const [, named = ""] = /<!-- languages -->(.*)<!-- \/languages -->/.exec(read("docs/embedding.md")) ?? [];
  expect(named).toBe(
    ["en", ...readdirSync(join(root, "widget/src/i18n/locales")).map((file) => file.replace(".ts", ""))]
      .sort()
      .map((language) => `\`${language}\``)
      .join(", "),
  );
});

test(".env.example names exactly the variables that the server reads", () => {
  const example = [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(new Set(example)).toEqual(new Set<string | undefined>(environment.keys()));
});

test("the guide shows the compiler's settings as `causerie init` writes them", () => {
  const [, shown] = /```json\n([\s\S]*?)```/.exec(read("docs/first-story.md")) ?? [];
  expect(shown).toBe(read("server/template/tsconfig.json"));
});
