import { readdirSync } from "node:fs";
import { join } from "node:path";
import { extraEn } from "@causerie/widget/i18n/extra-strings.ts";
import { launcherNames } from "@causerie/widget/i18n/launcher-strings.ts";
import { loadStrings } from "@causerie/widget/i18n/load-strings.ts";
import { en } from "@causerie/widget/i18n/strings.ts";
import { fill, type Plural } from "@causerie/widget/i18n/translate.ts";
import { describe, expect, test } from "vitest";
import { root } from "#support/paths.ts";

type Texts = Record<string, string | Plural>;

const english: Texts = { ...en, ...extraEn };
const languages = readdirSync(join(root, "widget/src/i18n/locales")).map((file) => file.replace(".ts", ""));
const all = new Map<string, Texts>();
for (const language of languages) all.set(language, (await loadStrings(language)).strings);

/** More than any count of messages, characters or choices. Whole millions have a category of their own in some languages. */
const counts = Array.from({ length: 10_000 }, (_, count) => count);

function formsOf(text: string | Plural): string[] {
  return typeof text === "string" ? [text] : Object.values(text);
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g))].sort();
}

/** Of a plural those of its form `other`: another form may say its number in words. */
function gaps(texts: Texts, key: string): string[] {
  const text = texts[key] ?? "";
  return placeholders(typeof text === "string" ? text : text.other);
}

test("there are eleven languages, and the launcher, the package and this folder know the same", () => {
  expect([...languages, "en"].sort()).toEqual(["ar", "de", "en", "es", "fr", "he", "it", "ja", "nl", "pl", "pt"]);
  expect(Object.keys(launcherNames)).toEqual(languages);
});

describe.each([...all])("the texts in %s", (language, texts) => {
  test("are all there, none is empty, and nearly all differ from the English ones", () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    const forms = Object.values(texts).flatMap(formsOf);
    expect(forms.filter((text) => text.trim() !== text || text === "")).toEqual([]);
    const same = Object.keys(english).filter((key) => texts[key] === english[key]);
    const names = ["launcher", "video", "audio", "file", "slideOf", "answerLine", "thread", "sourceNumber"];
    expect(same.filter((key) => !names.includes(key))).toEqual([]);
  });

  test("have the placeholders of the English ones, and in each form of a plural no others", () => {
    for (const key of Object.keys(english)) {
      expect([key, gaps(texts, key)]).toEqual([key, gaps(english, key)]);
      for (const form of formsOf(texts[key] ?? ""))
        expect(gaps(english, key)).toEqual(expect.arrayContaining(placeholders(form)));
    }
  });

  test("have a form for each plural category of the language, and none that it lacks", () => {
    const rules = new Intl.PluralRules(language);
    const categories = [...new Set([...counts.map((count) => rules.select(count)), "other"])].sort();
    const plurals = Object.entries(texts).filter(([, text]) => typeof text !== "string");
    expect(plurals.length).toBeGreaterThan(5);
    for (const [key, text] of plurals) expect([key, Object.keys(text).sort()]).toEqual([key, categories]);
    expect(Object.keys(english).filter((key) => typeof english[key] !== typeof texts[key])).toEqual([]);
  });

  test("say a number in each form that stands for more than one number", () => {
    const rules = new Intl.PluralRules(language);
    for (const text of Object.values(texts)) {
      if (typeof text === "string") continue;
      const inWords = Object.keys(text).filter((category) => !text[category as keyof Plural]?.includes("{count}"));
      for (const category of inWords)
        expect(counts.filter((count) => rules.select(count) === category).length).toBeLessThanOrEqual(1);
    }
  });

  test("name a button by the words that it shows", () => {
    const named = (key: string): string => fill(texts[key] ?? "", { text: "…" }, language).toLowerCase();
    expect(named("retryThis")).toContain(named("retry"));
    expect(named("discardThis")).toContain(named("discard"));
  });

  test("begin with the launcher's name, which the script tag knows", () => {
    expect(launcherNames[language]).toBe(texts["launcher"]);
  });
});
