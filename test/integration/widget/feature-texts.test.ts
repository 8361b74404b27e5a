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

test.each(files)("the texts of %s fill in the same in every language, and their names are their own", async (file) => {
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
