import { expect, test } from "vitest";
import { createMapping } from "./name-mapping.ts";
import { serviceLanguage } from "./request-fields.ts";

test("the fullest name that is listed counts; one that is not keeps its plain form", () => {
  const toStory = createMapping({ "app:trip": "travel", trip: "other", weather: "meteo" });
  expect(toStory("app:trip", "trip")).toBe("travel");
  expect(toStory("shared:trip", "trip")).toBe("other");
  expect(toStory("app:weather", "weather")).toBe("meteo");
  expect(toStory("app:hello", "hello")).toBe("hello");
});

test("null leaves a name out", () => {
  expect(createMapping({ "app:trip": null, trip: "travel" })("app:trip", "trip")).toBeUndefined();
});

test("names of an object's own parts are names like others", () => {
  expect(createMapping()("constructor")).toBe("constructor");
  expect(createMapping()("__proto__")).toBe("__proto__");
  expect(serviceLanguage("constructor")).toBe("constructor");
});

test("a service is asked in the language that is listed for the locale, or for its language, or in the locale", () => {
  const languages = { en: "en-US", "en-GB": "en-UK" };
  expect(["en-GB", "en-AU", "en", "fr-CA"].map((locale) => serviceLanguage(locale, languages))).toEqual([
    "en-UK",
    "en-US",
    "en-US",
    "fr-CA",
  ]);
});
