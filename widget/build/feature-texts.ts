/**
 * Takes the texts of the features apart. In the source each feature has all its languages side by side in `strings.ts`. A page
 * needs one of them, so English stays in the feature's file, and each other language of all features becomes one file.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";
import { source } from "./paths.ts";

const folder = join(source, "react/features");
const languages = readdirSync(join(source, "i18n/locales")).map((file) => basename(file, ".ts"));
/** The name of the module with all texts of a language, without the language. */
const ofLanguage = join(source, "i18n/feature-texts-");

export const featureTexts: Plugin = {
  name: "feature-texts",
  enforce: "pre",
  resolveId: (id) => (id.startsWith("feature-texts-") ? id.replace("feature-texts-", ofLanguage) : undefined),
  load(id) {
    if (id.endsWith("/src/i18n/feature-texts.ts")) return fetcher;
    if (!id.startsWith(ofLanguage)) return undefined;
    const language = id.slice(ofLanguage.length);
    const all = filesOfTexts().map((file) => languagesOf(readFileSync(file, "utf8"), file).get(language) ?? "{}");
    return `export const texts = Object.assign(${["{}", ...all].join(", ")});`;
  },
  transform(code, id) {
    if (!isFileOfTexts(id)) return undefined;
    const english = languagesOf(readFileSync(id, "utf8"), id).get("en") ?? "{}";
    return { code: `export const texts = { en: ${english} };`, map: null };
  },
};

/** In place of `src/i18n/feature-texts.ts`. */
const fetcher = `const modules = {
${languages.map((language) => `  ${language}: () => import("feature-texts-${language}"),`).join("\n")}
};
export const fetchFeatureTexts = async (language) => (await modules[language]()).texts;`;

function isFileOfTexts(id: string): boolean {
  return id.startsWith(folder) && basename(id) === "strings.ts";
}

export function filesOfTexts(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter(isFileOfTexts)
    .sort();
}

/** The source of each language's texts, by its tag. The file must be one call of `defineTexts` with one object a language. */
function languagesOf(source: string, file: string): Map<string, string> {
  const call = /defineTexts\(\{\n([\s\S]*)\n\}\);/.exec(source)?.[1];
  const parts = new Map<string, string>();
  for (const [, tag = "", texts = ""] of `${call ?? ""}\n`.matchAll(/^ {2}(\w+): (\{\n[\s\S]*?\n {2}\}|\{.*\}),\n/gm))
    parts.set(tag, texts);
  const missing = ["en", ...languages].filter((language) => !parts.has(language));
  if (missing.length > 0) throw new Error(`${file} has no texts in ${missing.join(", ")}, or is not laid out by oxfmt`);
  return parts;
}
