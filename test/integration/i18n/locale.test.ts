import { chooseLocale } from "@causerie/server/bot/state/locale.ts";
import { localeChain } from "@causerie/server/i18n/locale.ts";
import { array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";

const tag = constantFrom("en", "en-GB", "fr", "fr-CA", "FR-be", "pt-BR", "zh-Hant-TW", "zh-Hant", "zh", "de");

test("words are looked for first in the locale that the bot chose, and last in the bot's first", () => {
  assert(
    property(tag, array(tag, { maxLength: 5 }), tag, (first, others, wish) => {
      const locales: [string, ...string[]] = [first, ...others];
      const chain = localeChain(locales, wish);
      expect(chain[0]).toBe(chooseLocale(locales, wish));
      expect(chain).toContain(first);
      expect(new Set(chain).size).toBe(chain.length);
    }),
  );
});

test("a region falls back to its language, then to other regions of it, then to the first locale", () => {
  expect(localeChain(["en", "fr-BE", "fr", "fr-CA", "de"], "fr-CA")).toEqual(["fr-CA", "fr", "fr-BE", "en"]);
  expect(localeChain(["en", "zh", "zh-Hant"], "zh-Hant")).toEqual(["zh-Hant", "zh", "en"]);
  expect(localeChain(["en", "fr-FR"], "fr-CA")).toEqual(["fr-FR", "en"]);
  expect(localeChain(["en", "fr"], "es")).toEqual(["en"]);
});
