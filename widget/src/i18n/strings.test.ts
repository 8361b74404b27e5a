import { describe, expect, test } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { strings as frenchStrings } from "./locales/fr.ts";
import { strings as polishStrings } from "./locales/pl.ts";
import { pickLocale } from "./locale.ts";
import { createTranslate, isComplete } from "./strings.ts";

describe("texts of the interface", () => {
  test("are chosen by the plural rules of the language", () => {
    const english = createTranslate("en-GB");
    const french = createTranslate("fr-CA", frenchStrings);
    const polish = createTranslate("pl", polishStrings);
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
    expect([1, 3, 5, 22].map((count) => polish("unread", { count }))).toEqual([
      "1 nieprzeczytana wiadomość",
      "3 nieprzeczytane wiadomości",
      "5 nieprzeczytanych wiadomości",
      "22 nieprzeczytane wiadomości",
    ]);
  });

  test("can be replaced one by one, and the rest stays", () => {
    const translate = createTranslate("fr", { ...frenchStrings, heading: "La bibliothèque" });
    expect(translate("heading")).toBe("La bibliothèque");
    expect(translate("send")).toBe("Envoyer");
    expect(createTranslate("en", { heading: "Ask the library" })("send")).toBe("Send");
  });

  test("are English where a site brings some in a language that has none, by the rules of each language", () => {
    const translate = createTranslate("cy", {
      charactersLeft: { one: "un ar ôl", two: "dau ar ôl", other: "{count} ar ôl" },
    });
    expect(translate("send")).toBe("Send");
    expect(translate("charactersLeft", { count: 2 })).toBe("dau ar ôl");
    expect(translate("unread", { count: 2 })).toBe("2 unread messages");
  });

  test("are complete in English, and elsewhere when none is missing", () => {
    expect(isComplete({}, "en-NZ")).toBe(true);
    expect(isComplete({}, "eng")).toBe(false);
    expect(isComplete(frenchStrings, "fr")).toBe(true);
    const { send, ...others } = frenchStrings;
    expect([send, isComplete(others, "fr")]).toEqual(["Envoyer", false]);
  });

  test("do not compile without one of them, or without a form that the language needs", () => {
    const { send: _, ...lacking } = frenchStrings;
    // @ts-expect-error -- `send` is missing.
    const incomplete: Catalogue<"one"> = lacking;
    // @ts-expect-error -- Polish has `few` and `many`.
    const tooFew: Catalogue<"one" | "few" | "many"> = frenchStrings;
    expect(Object.keys(tooFew).length - Object.keys(incomplete).length).toBe(1);
  });

  test("keep what they cannot fill in", () => {
    expect(createTranslate("en")("someoneSaid")).toBe("{name} said:");
  });
});

describe("the locale", () => {
  test("is the first candidate that is a language tag", () => {
    expect(pickLocale(undefined, "", "fr_FR", "de")).toBe("fr-FR");
    expect(pickLocale("not a tag!", "EN-gb")).toBe("en-GB");
    expect(pickLocale(null)).toBe("en");
    expect(pickLocale("iw")).toBe("he");
    expect(pickLocale("", "pt_br")).toBe("pt-BR");
  });
});
