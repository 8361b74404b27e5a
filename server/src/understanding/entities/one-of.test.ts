import { describe, expect, expectTypeOf, test } from "vitest";
import type { Entity, EntityContext } from "./entity.ts";
import { oneOf } from "./one-of.ts";

const en: EntityContext = { locale: "en", now: 0, timeZone: "UTC" };
const fr: EntityContext = { ...en, locale: "fr-FR" };

const city = oneOf("city", {
  lille: ["Lille", "the north", "Lille Flandres"],
  paris: true,
  lyon: ["Lyon", "Lyon Part-Dieu"],
  etienne: ["Saint-Étienne"],
});

function mentions(text: string, context = en): [string, string][] {
  return city.find(text, context).map(({ start, end, value }) => [text.slice(start, end), value]);
}

describe("types", () => {
  test("a value is one of the names that were given", () => {
    expectTypeOf(city.read("", en)).toEqualTypeOf<"lille" | "paris" | "lyon" | "etienne" | undefined>();
    expectTypeOf(oneOf("size", ["S", "M"]).near("", en)).toEqualTypeOf<("S" | "M")[]>();
    const colour = oneOf("colour", { red: { en: ["red"], fr: ["rouge"] }, blue: true });
    expectTypeOf(colour).toExtend<Entity<"red" | "blue">>();
    expectTypeOf(colour).not.toExtend<Entity<"red">>();
    const stations: readonly string[] = ["Lille", "Paris"];
    expectTypeOf(oneOf("station", stations).read("", en)).toEqualTypeOf<string | undefined>();
  });
});

describe("in a text", () => {
  test("case, accents, punctuation and hyphens do not count", () => {
    expect(mentions("from PARIS, to saint etienne")).toEqual([
      ["PARIS", "paris"],
      ["saint etienne", "etienne"],
    ]);
    expect(mentions("Saint‑Étienne!")).toEqual([["Saint‑Étienne", "etienne"]]);
    expect(mentions("SAINTETIENNE lyon partdieu")).toEqual([
      ["SAINTETIENNE", "etienne"],
      ["lyon partdieu", "lyon"],
    ]);
    expect(oneOf("when", ["weekend"]).find("ce week-end", fr)).toEqual([{ start: 3, end: 11, value: "weekend" }]);
  });

  test("plurals do not count", () => {
    const thing = oneOf("thing", ["ticket", "box", "city", "glasses", "cheval"]);
    expect(thing.find("two tickets", en).map(({ value }) => value)).toEqual(["ticket"]);
    expect(thing.find("boxes cities glasses chevaux", fr).map(({ value }) => value)).toEqual([
      "box",
      "city",
      "glasses",
      "cheval",
    ]);
  });

  test("only whole words count, and words are not glued together", () => {
    expect(mentions("parisian comparison Lyonnais")).toEqual([]);
    expect(oneOf("job", ["therapist"]).find("the rapist", en)).toEqual([]);
  });

  test("the longest name counts", () => {
    expect(mentions("to Lille Flandres or Lille")).toEqual([
      ["Lille Flandres", "lille"],
      ["Lille", "lille"],
    ]);
    const station = oneOf("station", ["York", "New York", "York City Hall"]);
    expect(station.find("new york city hall", en)).toEqual([{ start: 4, end: 18, value: "York City Hall" }]);
  });

  test("long words may have a typing error, very long ones two", () => {
    expect(mentions("Lillle, Parsi, Lille Flandrse")).toEqual([
      ["Lillle", "lille"],
      ["Parsi", "paris"],
      ["Lille Flandrse", "lille"],
    ]);
    const long = oneOf("long", ["Valenciennes"]);
    expect(long.find("Valencienes Valancienes Valancines", en).map(({ start }) => start)).toEqual([0, 12]);
  });

  test("short words, numbers and other first letters are other words", () => {
    expect(mentions("lyno, lion, je pars")).toEqual([]);
    expect(oneOf("train", ["TGV6201"]).find("TGV6202", en)).toEqual([]);
    expect(mentions("une ville")).toEqual([]);
    expect(mentions("iLlle")).toEqual([["iLlle", "lille"]]);
    expect(mentions("xlille ellile")).toEqual([]);
  });

  test("what is equally near to two values is no mention", () => {
    const name = oneOf("name", ["Marie", "Maria", "Jeanne", "Jeannot"]);
    expect(name.find("Marix", en)).toEqual([]);
    expect(name.find("Maria", en).map(({ value }) => value)).toEqual(["Maria"]);
    expect(name.find("Jeann", en)).toEqual([{ start: 0, end: 5, value: "Jeanne" }]);
    const same = oneOf("same", { a: ["Denis"], b: ["Denis"] });
    expect(same.find("Denis", en)).toEqual([]);
    expect(same.near("Denis", en)).toEqual(["a", "b"]);
  });

  test("the own language is asked first, then the others", () => {
    const food = oneOf("food", { bread: { en: ["bread"], fr: ["pain"] }, ache: { en: ["pain"], fr: ["douleur"] } });
    expect(food.find("pain", en).map(({ value }) => value)).toEqual(["ache"]);
    expect(food.find("pain", fr).map(({ value }) => value)).toEqual(["bread"]);
    expect(food.find("douleur", en).map(({ value }) => value)).toEqual(["ache"]);
  });

  test("a value with spellings of its own is not found by its name", () => {
    const size = oneOf("size", { a: ["small"], b: ["large"] });
    expect(size.find("a large one", en).map(({ value }) => value)).toEqual(["b"]);
  });
});

describe("as an answer", () => {
  test.each([
    ["the Lille one", "lille"],
    ["à Lille", "lille"],
    ["I'd like to go to Lille please", "lille"],
    ["the north", "lille"],
    ["Lyon, s'il vous plaît", "lyon"],
    ["Oaris", "paris"],
    ["pars", "paris"],
    ["the Oaris one please", "paris"],
    ["etienne", "etienne"],
    ["Well, Lille would be lovely", "lille"],
    ["Lille, Lille Flandres", "lille"],
  ])("%j is %j", (text, value) => {
    expect(city.read(text, fr)).toBe(value);
  });

  test.each(["", "Lille or Paris", "Marseille", "I do not know", "?"])("%j is none", (text) => {
    expect(city.read(text, en)).toBeUndefined();
  });

  test("names that differ by signs only are told apart", () => {
    const language = oneOf("language", ["C", "C++", "C#"]);
    expect(language.read("c++", en)).toBe("C++");
    expect(language.read(" C# ", en)).toBe("C#");
  });

  test("no name reaches a prototype", () => {
    const odd = oneOf("odd", ["constructor", "__proto__"]);
    expect(odd.read("__proto__", en)).toBe("__proto__");
    expect(city.read("__proto__", en)).toBeUndefined();
    expect(city.read("toString", en)).toBeUndefined();
  });
});

describe("did you mean", () => {
  test("the likeliest come first", () => {
    const station = oneOf("station", ["Lille Flandres", "Lille Europe", "Lens", "Paris Nord", "Marne-la-Vallée"]);
    expect(station.near("lille", en)).toEqual(["Lille Flandres", "Lille Europe"]);
    expect(station.near("lile flandr", en)).toEqual(["Lille Flandres"]);
    expect(station.near("to Nrod please", en)).toEqual(["Paris Nord"]);
    expect(station.near("valée", en)).toEqual(["Marne-la-Vallée"]);
    expect(station.near("xyzzy", en)).toEqual([]);
    expect(station.near("yesterday someone told Lens about trains without any hope left", en)).toEqual([]);
    expect(station.near("", en)).toEqual([]);
  });

  test("no more than five", () => {
    expect(oneOf("gate", ["Gate A", "Gate B", "Gate C", "Gate D", "Gate E", "Gate F"]).near("gate", en)).toHaveLength(
      5,
    );
  });
});

test("a spelling without letters is refused, with the reason", () => {
  expect(() => oneOf("mood", { good: ["🙂"] })).toThrow(
    'oneOf("mood"): "🙂" for "good" has no letter and no digit; write what people type',
  );
  expect(oneOf("none", []).find("anything", en)).toEqual([]);
});

test("a letter is found by its full case folding, and a word where no spaces part them", () => {
  const street = oneOf("street", ["Große Straße", "Bahnhof"]);
  expect(street.read("GROSSE STRASSE", { ...en, locale: "de" })).toBe("Große Straße");
  expect(street.find("wo ist die grosse strasse?", { ...en, locale: "de" }).map(({ value }) => value)).toEqual([
    "Große Straße",
  ]);
  const venue = oneOf("venue", { station: ["駅", "火车站", "สถานี"], airport: ["空港", "机场", "สนามบิน"] });
  for (const [locale, text] of [
    ["ja", "駅はどこですか"],
    ["zh", "请问火车站在哪里"],
    ["th", "สถานีอยู่ที่ไหน"],
  ] as const) {
    expect(venue.find(text, { ...en, locale }).map(({ value, start, end }) => [value, text.slice(start, end)])).toEqual(
      [["station", locale === "ja" ? "駅" : locale === "zh" ? "火车站" : "สถานี"]],
    );
  }
});
