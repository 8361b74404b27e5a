import { describe, expect, expectTypeOf, test } from "vitest";
import type { EntityContext } from "./entity.ts";
import { yesNo } from "./yes-no.ts";

function within(locale: string): EntityContext {
  return { locale, now: 0, timeZone: "UTC" };
}

test("its values are yes and no", () => {
  expectTypeOf(yesNo().read("", within("en"))).toEqualTypeOf<"yes" | "no" | undefined>();
});

describe("yes", () => {
  test.each([
    ["en", "yes"],
    ["en-GB", "Yes!"],
    ["en", "yeah, I would like that"],
    ["en", "sure"],
    ["en", "Sure, please"],
    ["en", "ok thanks"],
    ["en", "no problem"],
    ["en", "No problem for me"],
    ["en", "why not?"],
    ["en", "of course I do"],
    ["en", "well, yes"],
    ["en", "I think so"],
    ["en", "it's a yes"],
    ["en", "oui"],
    ["fr", "Oui"],
    ["fr", "ouais je veux bien"],
    ["fr", "d'accord"],
    ["fr", "D’accord !"],
    ["fr", "bien sûr"],
    ["fr", "pas de problème"],
    ["fr", "pourquoi pas"],
    ["fr", "euh oui, merci"],
    ["fr", "volontiers, merci"],
    ["fr", "c'est bon pour moi"],
    ["fr", "yes"],
    ["fr", "👍🏽"],
    ["de", "Ja, gerne"],
    ["de", "selbstverständlich"],
    ["es", "Sí"],
    ["es", "claro que sí"],
    ["it", "sì, grazie"],
    ["nl", "ja graag"],
    ["pt", "sim"],
    ["ja", "yes"],
  ])("%s: %s", (locale, text) => {
    expect(yesNo().read(text, within(locale))).toBe("yes");
  });
});

describe("no", () => {
  test.each([
    ["en", "no"],
    ["en", "nope"],
    ["en", "No thanks"],
    ["en", "no, I want two"],
    ["en", "of course not"],
    ["en", "not really"],
    ["en", "never"],
    ["fr", "non merci"],
    ["fr", "Nan"],
    ["fr", "pas maintenant"],
    ["fr", "pas d'accord"],
    ["fr", "bien sûr que non"],
    ["fr", "c'est non"],
    ["fr", "❌"],
    ["de", "nein danke"],
    ["es", "no, gracias"],
    ["it", "no grazie"],
    ["nl", "nee"],
    ["pt", "não"],
    ["en", "nein"],
  ])("%s: %s", (locale, text) => {
    expect(yesNo().read(text, within(locale))).toBe("no");
  });
});

describe("neither", () => {
  test.each([
    ["en", ""],
    ["en", "maybe"],
    ["en", "no idea"],
    ["en", "not sure"],
    ["en", "yes or no?"],
    ["en", "yes, no"],
    ["en", "right side please"],
    ["en", "never mind"],
    ["en", "I have no ticket with me today"],
    ["en", "great value"],
    ["fr", "non plus"],
    ["fr", "je ne sais pas"],
    ["fr", "oui et non"],
    ["fr", "si je veux partir demain"],
    ["es", "no sé"],
    ["pt", "No sábado quero sair de Lisboa"],
    ["en", "👍👎"],
  ])("%s: %s", (locale, text) => {
    expect(yesNo().read(text, within(locale))).toBeUndefined();
  });
});

test("mentions are the answers of a text, not the words that sound like one", () => {
  expect(yesNo().find("I have no ticket. No, really no ticket", within("en"))).toEqual([
    { start: 18, end: 20, value: "no" },
  ]);
  expect(yesNo().find("Bah oui 👍, d’accord", within("fr"))).toEqual([
    { start: 4, end: 7, value: "yes" },
    { start: 8, end: 10, value: "yes" },
    { start: 12, end: 20, value: "yes" },
  ]);
});
