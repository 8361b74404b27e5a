import { expect, test } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { chooseLanguage } from "./texts.ts";
import { formatSpan } from "./times.ts";

const names = (text: string | object): string[] => [
  ...new Set([...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)),
];

test.each([
  ["German", de],
  ["French", fr],
])("every text in %s names what the English one names, and none is empty", (_, texts) => {
  const keys = Object.keys(en) as (keyof typeof en)[];
  const wrong = keys.filter((key) => {
    const wanted = names(en[key]).filter((name) => name !== "count");
    return JSON.stringify(texts[key]).includes('""') || wanted.some((name) => !names(texts[key]).includes(name));
  });
  expect(wrong).toEqual([]);
});

test("the first language of the browser that there are texts for is chosen", () => {
  expect(chooseLanguage(["it", "fr-CA", "de"])).toBe("fr");
  expect(chooseLanguage(["DE-at"])).toBe("de");
  expect(chooseLanguage(["ja"])).toBe("en");
});

test("a time is said in its largest unit", () => {
  const minute = 60_000;
  expect(formatSpan(4 * minute + 59_000, "en")).toBe("4 min");
  expect(formatSpan(125 * minute, "en")).toBe("2 hr");
  expect(formatSpan(3 * 1_440 * minute, "de")).toBe("3 Tg.");
});
