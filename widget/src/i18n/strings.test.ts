import { describe, expect, test } from "vitest";
import { extraEn, extraFr } from "./extra-strings.ts";
import { pickLocale } from "./locale.ts";
import { createTranslate, en, fr } from "./strings.ts";

describe("texts of the interface", () => {
  test("are chosen by the plural rules of the language", () => {
    const english = createTranslate("en-GB");
    const french = createTranslate("fr-CA");
    expect([0, 1, 2].map((count) => english("unread", { count }))).toEqual([
      "0 unread messages",
      "1 unread message",
      "2 unread messages",
    ]);
    expect([0, 1, 2].map((count) => french("unread", { count }))).toEqual([
      "0 message non lu",
      "1 message non lu",
      "2 messages non lus",
    ]);
  });

  test("can be replaced one by one, and the rest stays", () => {
    const translate = createTranslate("en", { heading: "Ask the library" });
    expect(translate("heading")).toBe("Ask the library");
    expect(translate("send")).toBe("Send");
  });

  test("in a language without a catalogue are English, unless the site brings its own", () => {
    const translate = createTranslate("ar", {
      newMessages: { one: "رسالة جديدة", two: "رسالتان", other: "{count} رسائل" },
    });
    expect(translate("send")).toBe("Send");
    expect(translate("newMessages", { count: 2 })).toBe("رسالتان");
  });

  test("keep what they cannot fill in", () => {
    expect(createTranslate("en")("someoneSaid")).toBe("{name} said:");
  });

  test("have the same placeholders in every catalogue", () => {
    const placeholders = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();
    const keys = Object.keys(en) as (keyof typeof en)[];
    expect(keys.map((key) => [key, placeholders(fr[key])])).toEqual(keys.map((key) => [key, placeholders(en[key])]));
    const rarer = Object.keys(extraEn) as (keyof typeof extraEn)[];
    expect(rarer.map((key) => placeholders(extraFr[key]))).toEqual(rarer.map((key) => placeholders(extraEn[key])));
  });
});

describe("the locale", () => {
  test("is the first candidate that is a language tag", () => {
    expect(pickLocale(undefined, "", "fr_FR", "de")).toBe("fr-FR");
    expect(pickLocale("not a tag!", "EN-gb")).toBe("en-GB");
    expect(pickLocale(null)).toBe("en");
  });
});
