import { describe, expect, test } from "vitest";
import type { EntityContext } from "./entity.ts";
import { phone } from "./phone.ts";

const en: EntityContext = { locale: "en", now: 0, timeZone: "UTC" };

describe("international numbers", () => {
  test.each([
    ["+33 6 12 34 56 78", "+33612345678"],
    ["+33612345678", "+33612345678"],
    ["+33 (0)6 12 34 56 78", "+33612345678"],
    ["0033 6.12.34.56.78", "+33612345678"],
    ["+1 (202) 555-0123", "+12025550123"],
    ["+44 20 7946 0958", "+442079460958"],
    ["+39 06 1234 5678", "+390612345678"],
    ["+81 3 1234 5678", "+81312345678"],
    ["+81 (0)3 1234 5678", "+81312345678"],
  ])("%s", (text, value) => {
    const whole = `Call ${text}, please`;
    expect(phone().find(whole, en)).toEqual([{ start: 5, end: 5 + text.length, value }]);
  });

  test("a number that no phone has is none", () => {
    expect(phone().find("+33 6 12 34 56", en)).toEqual([]);
    expect(phone().find("+1 555", en)).toEqual([]);
    expect(phone().find("+0 123 456 789", en)).toEqual([]);
  });
});

describe("national numbers", () => {
  test("are those of the country", () => {
    const french = phone({ country: "FR" });
    expect(french.find("06 12 34 56 78 ou 01.23.45.67.89 ou 0612345678", en)).toEqual([
      { start: 0, end: 14, value: "+33612345678" },
      { start: 18, end: 32, value: "+33123456789" },
      { start: 36, end: 46, value: "+33612345678" },
    ]);
    const american = phone({ country: "US" });
    expect(american.find("(202) 555-0123, 202-555-0124, 1 202 555 0125", en).map(({ value }) => value)).toEqual([
      "+12025550123",
      "+12025550124",
      "+12025550125",
    ]);
    expect(
      phone({ country: "DE" })
        .find("(030) 123456", en)
        .map(({ value }) => value),
    ).toEqual(["+4930123456"]);
  });

  test("the locale tells the country where nothing else does", () => {
    expect(phone().read("06 12 34 56 78", { ...en, locale: "fr-FR" })).toBe("+33612345678");
    expect(phone().read("0470 12 34 56", { ...en, locale: "nl-BE" })).toBe("+32470123456");
    expect(phone().read("202 555 0123", { ...en, locale: "en-US" })).toBe("+12025550123");
  });

  test.each([
    ["PL", "512 345 678", "+48512345678"],
    ["SE", "070-123 45 67", "+46701234567"],
    ["BR", "(11) 96123-4567", "+5511961234567"],
    ["JP", "090-1234-5678", "+819012345678"],
    ["IN", "081234 56789", "+918123456789"],
    ["ES", "612 34 56 78", "+34612345678"],
    ["IT", "06 1234 5678", "+390612345678"],
    ["MX", "222 123 4567", "+522221234567"],
  ] as const)("of any country: %s %s", (country, text, value) => {
    expect(phone({ country }).find(`→ ${text} !`, en)).toEqual([{ start: 2, end: 2 + text.length, value }]);
    expect(phone({ country }).read(text, en)).toBe(value);
  });

  test("without its prefix it is one only as an answer", () => {
    expect(phone({ country: "FR" }).find("612345678", en)).toEqual([]);
    expect(phone({ country: "FR" }).read("612345678", en)).toBe("+33612345678");
  });

  test("without a country the digits stay as they are", () => {
    expect(
      phone()
        .find("06 12 34 56 78, (202) 555-0123", en)
        .map(({ value }) => value),
    ).toEqual(["0612345678", "2025550123"]);
  });

  test("two numbers in a row are two", () => {
    const found = phone({ country: "FR" }).find("06 12 34 56 78 06 98 76 54 32", en);
    expect(found.map(({ value }) => value)).toEqual(["+33612345678", "+33698765432"]);
  });

  test.each(["21/11/2026 10", "2026-11-21 18", "1 200 300 400", "A0612345678", "0612345678901", "4111 1111 1111 1111"])(
    "%s is none",
    (text) => {
      expect(phone({ country: "FR" }).find(text, en)).toEqual([]);
      expect(phone({ country: "US" }).find(text, en)).toEqual([]);
      expect(phone().find(text, en)).toEqual([]);
    },
  );
});

test("an answer may be grouped in any way, and hold words", () => {
  const french = phone({ country: "FR" });
  expect(french.read("0612 345-678", en)).toBe("+33612345678");
  expect(french.read("06-12 34.56 78", en)).toBe("+33612345678");
  expect(french.read("c'est le 06 12 34 56 78, merci", en)).toBe("+33612345678");
  expect(french.read("06 12 34 56 78 ou 06 98 76 54 32", en)).toBeUndefined();
  expect(french.read("612345678", en)).toBe("+33612345678");
  expect(french.read("+33 06 12 34 56 78", en)).toBe("+33612345678");
  expect(french.read("12", en)).toBeUndefined();
  expect(phone().read("12", en)).toBeUndefined();
});
