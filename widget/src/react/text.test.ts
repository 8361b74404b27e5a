import { expect, test } from "vitest";
import { extraEn } from "#i18n/extra-strings.ts";
import { strings as arabic } from "#i18n/locales/ar.ts";
import { strings as german } from "#i18n/locales/de.ts";
import { strings as hebrew } from "#i18n/locales/he.ts";
import { strings as portuguese } from "#i18n/locales/pt.ts";
import { createTexts } from "./text.ts";

const afternoon = new Date(2026, 2, 3, 14, 5).getTime();
const dayBefore = new Date(2026, 2, 2, 9).getTime();

test("times and days are written as in the region, in the language of the texts", () => {
  const written = ([locale, strings]: readonly [string, object]): string[] => {
    const { time, day } = createTexts(locale, strings);
    return [time(afternoon), day(afternoon, afternoon), day(dayBefore, afternoon)].map(withPlainSpaces);
  };
  expect(written(["en", {}])).toEqual(["2:05 PM", "Today", "Yesterday"]);
  expect(written(["en-GB", {}])).toEqual(["14:05", "Today", "Yesterday"]);
  expect(written(["en-CA", {}])).toEqual(["2:05 p.m.", "Today", "Yesterday"]);
  expect(written(["pt-BR", portuguese])).toEqual(["14:05", "Hoje", "Ontem"]);
  expect(written(["ar-EG", arabic])).toEqual(["٢:٠٥ م", "اليوم", "أمس"]);
  expect(written(["he", hebrew])).toEqual(["14:05", "היום", "אתמול"]);
});

test("a language without texts has English ones, also in its days, and keeps the clock of its region", () => {
  for (const [locale, time] of [
    ["zh-Hant-TW", "2:05 PM"],
    ["sv-SE", "14:05"],
    ["xx", "2:05 PM"],
  ] as const) {
    const texts = createTexts(locale);
    expect([texts.language, texts.dir, texts.t("send"), texts.day(afternoon, afternoon)]).toEqual([
      "en",
      "ltr",
      "Send",
      "Today",
    ]);
    expect(withPlainSpaces(texts.time(afternoon))).toBe(time);
  }
});

test("a site's own texts in another language are announced as such once none is missing", () => {
  const part = createTexts("fa", { heading: "پشتیبانی" });
  expect([part.language, part.dir, part.t("heading"), part.t("send")]).toEqual(["en", "ltr", "پشتیبانی", "Send"]);
  const whole = createTexts("fa", arabic);
  expect([whole.language, whole.dir]).toEqual(["fa", "rtl"]);
});

test("one own text leaves the others, and does not change the language", () => {
  const { t, language } = createTexts("de-CH", { ...german, heading: "Grüezi" });
  expect([t("heading"), t("send"), language]).toEqual(["Grüezi", "Senden", "de-CH"]);
});

test("while texts are on their way there are none, and never English ones for a moment", () => {
  const { t, translate, language, dir, time } = createTexts("he-IL", { launcher: "צ׳אט" }, true);
  expect([t("launcher"), t("send"), t("unread", { count: 2 }), translate(extraEn)("nextCard")]).toEqual([
    "צ׳אט",
    "",
    "",
    "",
  ]);
  expect([language, dir, time(afternoon)]).toEqual(["he-IL", "rtl", "14:05"]);
});

/** Browsers of different age put different spaces before AM and PM. */
function withPlainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}
