import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { root } from "#support/paths.ts";
import type { Plural } from "@causerie/widget/i18n/translate.ts";

type Texts = Readonly<Record<string, string | Plural>>;

const folder = join(root, "widget", "src", "react", "features");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("strings.ts"));

/** What is filled in: `{count}`. A plural may leave its number to words: "one second left". */
function namesIn(text: string | Plural): string[] {
  return (JSON.stringify(text).match(/\{\w+\}/g) ?? []).filter(
    (name) => name !== "{count}" || typeof text === "string",
  );
}

test.each(files)("the texts of %s fill in the same in every language", async (file) => {
  const { texts } = (await import(pathToFileURL(join(folder, file)).href)) as {
    texts: Record<string, Texts>;
  };
  for (const [language, own] of Object.entries(texts))
    for (const [key, english] of Object.entries(texts["en"] ?? {}))
      expect([language, key, [...new Set(namesIn(own[key] ?? ""))].toSorted()]).toEqual([
        language,
        key,
        [...new Set(namesIn(english))].toSorted(),
      ]);
});

test("no two features name a text alike: a page replaces texts by their names", async () => {
  const names = await Promise.all(
    files.map(async (file) => {
      const { texts } = (await import(pathToFileURL(join(folder, file)).href)) as { texts: { en: Texts } };
      return Object.keys(texts.en);
    }),
  );
  const all = names.flat();
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
});
