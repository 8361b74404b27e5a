import { shippedLanguages } from "./languages/shipped.ts";
import { wordsIn } from "./numbers/number-words.ts";
import { describe, expect, test } from "vitest";
import { findChoice } from "./choices.ts";

const cities = ["Lille Flandres", "Paris Nord", "Marseille Saint-Charles", "Lyon"];
const tickets = ["1 ticket", "2 tickets", "5 tickets"];

function choose(text: string, labels: readonly string[], locale = "en"): string | undefined {
  const index = findChoice(text, labels, locale);
  return index === undefined ? undefined : labels[index];
}

describe("the label", () => {
  test("is chosen as it is, and without its case, accents and punctuation", () => {
    expect(choose("Lyon", cities)).toBe("Lyon");
    expect(choose(" lyon ! ", cities)).toBe("Lyon");
    expect(choose("marseille saint charles", cities)).toBe("Marseille Saint-Charles");
    expect(choose("Déjeuner", ["Dejeuner", "Dîner"])).toBe("Dejeuner");
  });

  test("is chosen with words around it that say nothing", () => {
    expect(choose("Lyon please", cities)).toBe("Lyon");
    expect(choose("I'd like to go to Lyon", cities)).toBe("Lyon");
    expect(choose("the Lyon one", cities)).toBe("Lyon");
    expect(choose("plutôt Lyon, s'il vous plaît", cities, "fr")).toBe("Lyon");
  });

  test("may have typing errors", () => {
    expect(choose("Marsielle saint charles", cities)).toBe("Marseille Saint-Charles");
    expect(choose("lile flandre", cities)).toBe("Lille Flandres");
    expect(choose("Lyom", cities)).toBeUndefined();
    expect(choose("Marix", ["Maria", "Marie"])).toBeUndefined();
  });

  test("of emoji is chosen by the emoji", () => {
    expect(choose("👍", ["👎", "👍"])).toBe("👍");
    expect(choose("🍕", ["🍕 Pizza", "🥗 Salad"])).toBe("🍕 Pizza");
    expect(choose("pizza", ["🍕 Pizza", "🥗 Salad"])).toBe("🍕 Pizza");
    expect(choose("😀", ["😀 A", "😀 B"])).toBeUndefined();
  });

  test("beats all else it could mean", () => {
    expect(choose("3", ["3", "2", "1"])).toBe("3");
    expect(choose("no", ["No", "No thanks"])).toBe("No");
    expect(choose("the last", ["The last", "The first"])).toBe("The last");
    expect(choose("Second", ["Third", "Second", "First", "Fourth"])).toBe("Second");
  });
});

describe("a part of the label", () => {
  test("is enough if no other label has it", () => {
    expect(choose("lille", cities)).toBe("Lille Flandres");
    expect(choose("saint charles", cities)).toBe("Marseille Saint-Charles");
    expect(choose("yes", ["Yes, go on", "Stop"])).toBe("Yes, go on");
    expect(choose("flandre", cities)).toBe("Lille Flandres");
    expect(choose("the train to lille please", ["Train to Lille", "Bus to Lille"])).toBe("Train to Lille");
    expect(choose("from lille", ["To Lille", "From Lille"])).toBe("From Lille");
  });

  test("is not enough if two labels have it", () => {
    expect(choose("lille", ["Lille Flandres", "Lille Europe"])).toBeUndefined();
    expect(choose("yes", ["Yes, go on", "Yes, but later"])).toBeUndefined();
    expect(choose("ticket", tickets)).toBeUndefined();
  });

  test("has to be all that is said", () => {
    expect(choose("I lost my blue umbrella in Lille yesterday", cities)).toBeUndefined();
    expect(choose("not Lyon", cities)).toBeUndefined();
    expect(choose("Lyon or Lille", cities)).toBeUndefined();
    expect(choose("is it far from Lyon?", cities)).toBeUndefined();
    expect(choose("the", ["The north", "The south of it"])).toBeUndefined();
    expect(choose("Lyon ".repeat(20), cities)).toBeUndefined();
  });
});

describe("the number", () => {
  test.each([
    "2",
    "2.",
    "2)",
    "#2",
    "n° 2",
    "nº 2",
    "no. 2",
    "no 2",
    "number 2",
    "numéro deux",
    "option 2",
    "two",
    "deux",
    "le 2",
    "2 please",
    "zwei",
    "②",
  ])("%s is the second", (text) => {
    expect(choose(text, cities)).toBe("Paris Nord");
  });

  test.each(["one", "un", "1", "number one", "n°1"])("%s is the first", (text) => {
    expect(choose(text, cities)).toBe("Lille Flandres");
  });

  test.each(["no one", "0", "5", "22", "2.5", "2 or 3", "-", "2 trains"])("%s is none of four", (text) => {
    expect(choose(text, cities)).toBeUndefined();
  });

  test("of a label beats its position", () => {
    expect(choose("2", ["3 tickets", "5 tickets", "2 tickets"])).toBe("2 tickets");
    expect(choose("two", ["3 tickets", "5 tickets", "2 tickets"])).toBe("2 tickets");
    expect(choose("2", ["Two tickets", "One ticket"])).toBe("Two tickets");
    expect(choose("deux billets", ["3 billets", "2 billets"])).toBe("2 billets");
    expect(choose("2", ["Platform 2", "Platform 1"])).toBe("Platform 2");
  });

  test("is no position where labels count something", () => {
    expect(choose("3", tickets)).toBeUndefined();
    expect(choose("2", ["2 adults", "2 children"])).toBeUndefined();
    expect(choose("1", ["Two tickets", "Three tickets"])).toBeUndefined();
    expect(choose("#3", tickets)).toBe("5 tickets");
    expect(choose("option 3", tickets)).toBe("5 tickets");
  });
});

describe("an amount", () => {
  const amounts = ["50 EUR", "100 EUR"];

  test.each(["50,50 EUR", "50.50", "-50", "- 50 EUR and 1", "500", "5,0", "0.50", "1 050"])(
    "%s is none of 50 and 100",
    (text) => {
      expect(choose(text, amounts)).toBeUndefined();
      expect(choose(text, amounts, "fr")).toBeUndefined();
    },
  );

  test("is compared by its value", () => {
    expect(choose(".5", ["5", "10"])).toBeUndefined();
    expect(choose(".5", ["0.5", "5"])).toBe("0.5");
    expect(choose("50", amounts)).toBe("50 EUR");
    expect(choose("50.00 EUR", amounts)).toBe("50 EUR");
    expect(choose("50,00", amounts, "fr")).toBe("50 EUR");
    expect(choose("1000", ["1.000", "2.000"], "de")).toBe("1.000");
    expect(choose("1 000", ["1.000", "2.000"], "de")).toBe("1.000");
    expect(choose("1.000.000", ["1.000", "2.000"], "de")).toBeUndefined();
    expect(choose("1,000,000", ["1,000", "2,000"])).toBeUndefined();
    expect(choose("-50", ["-50", "50"])).toBe("-50");
    expect(choose("1.2", ["1.2.3", "1.3"])).toBeUndefined();
  });

  test.each(["-1", "+1", "Do 01", "01", "1.5", "1:00", "1/2"])("%s chooses neither yes nor no", (text) => {
    expect(choose(text, ["Yes", "No"])).toBeUndefined();
  });
});

describe("one label that begins with a digit", () => {
  test("does not turn off choosing by number", () => {
    expect(choose("2", ["7 Years", "Lifetime", "None"])).toBe("Lifetime");
    expect(choose("1", ["7 Years", "Lifetime", "None"])).toBe("7 Years");
    expect(choose("7", ["7 Years", "Lifetime", "None"])).toBe("7 Years");
    expect(choose("3", ["Lifetime", "None", "3 months"])).toBe("3 months");
    expect(choose("3", ["1 ticket", "2 tickets", "5 tickets", "More"])).toBeUndefined();
  });
});

describe("the position", () => {
  test.each([
    ["the second", "Paris Nord"],
    ["second one", "Paris Nord"],
    ["the second one please", "Paris Nord"],
    ["2nd", "Paris Nord"],
    ["le deuxième", "Paris Nord"],
    ["la 2e", "Paris Nord"],
    ["le 2ème", "Paris Nord"],
    ["le second", "Paris Nord"],
    ["première", "Lille Flandres"],
    ["le 1er", "Lille Flandres"],
    ["the last one", "Lyon"],
    ["le dernier", "Lyon"],
    ["la dernière, merci", "Lyon"],
    ["das zweite", "Paris Nord"],
    ["der letzte", "Lyon"],
    ["la segunda", "Paris Nord"],
    ["el último", "Lyon"],
    ["il secondo", "Paris Nord"],
    ["la prima", "Lille Flandres"],
    ["de derde", "Marseille Saint-Charles"],
    ["o terceiro", "Marseille Saint-Charles"],
    ["the top one", "Lille Flandres"],
    ["celui du bas", "Lyon"],
  ])("%s is %s", (text, label) => {
    expect(choose(text, cities)).toBe(label);
  });

  test("in the middle is one only of an odd number", () => {
    expect(choose("the middle one", ["A", "B", "C"])).toBe("B");
    expect(choose("celui du milieu", cities)).toBeUndefined();
  });

  test.each([
    "the fifth",
    "une seconde",
    "a second please",
    "one second",
    "Top !",
    "prima",
    "the second to last",
    "first or second",
    "not the first",
  ])("%s is none of four", (text) => {
    expect(choose(text, cities)).toBeUndefined();
  });

  test("is not meant by a word that a label has", () => {
    expect(choose("second", ["Second class", "First class"])).toBe("Second class");
    expect(choose("first", ["Second class", "First class"])).toBe("First class");
  });
});

describe("yes and no", () => {
  test("choose the one label that says so", () => {
    expect(choose("ouais", ["Oui, continuer", "Non, arrêter"], "fr")).toBe("Oui, continuer");
    expect(choose("d'accord", ["Oui", "Non"], "fr")).toBe("Oui");
    expect(choose("ouais je veux bien", ["Oui", "Non"], "fr")).toBe("Oui");
    expect(choose("nope", ["Yes", "No"])).toBe("No");
    expect(choose("no", ["Yes please", "Not now"])).toBe("Not now");
    expect(choose("👍", ["Yes", "No"])).toBe("Yes");
    expect(choose("sure, why not", ["Yes", "No"])).toBe("Yes");
  });

  test("choose nothing where two labels say so, or more is said", () => {
    expect(choose("ouais", ["Oui", "Oui, mais plus tard", "Non"], "fr")).toBeUndefined();
    expect(choose("no, I lost my umbrella", ["Yes", "No"])).toBeUndefined();
    expect(choose("yes", cities)).toBeUndefined();
    expect(choose("yes and no", ["Yes", "No"])).toBeUndefined();
  });
});

test("nothing is chosen of nothing", () => {
  expect(findChoice("Lille", [], "en")).toBeUndefined();
  expect(findChoice("the last", [], "en")).toBeUndefined();
  expect(choose("", cities)).toBeUndefined();
  expect(choose("?", cities)).toBeUndefined();
});

describe("a position in words", () => {
  const labels = Array.from({ length: 31 }, (_, index) => `Train ${String.fromCharCode(65 + (index % 26))}${index}x`);

  test.each(shippedLanguages.map(({ language, numbers }) => [language, numbers] as const))(
    "is read as far as %s counts",
    (language, numbers) => {
      const lists = wordsIn(numbers?.ordinals);
      expect(lists.length).toBeGreaterThanOrEqual(31);
      for (const [index, spellings] of lists.entries())
        for (const word of spellings.split("/"))
          expect([word, findChoice(`${word} please`, labels, language)]).toEqual([word, index]);
    },
  );

  test.each([
    ["the twenty-first", "en", 20],
    ["the eleventh one, please", "en", 10],
    ["la vingt et unième", "fr", 20],
    ["der einunddreißigste", "de", 30],
    ["el vigésimo tercero", "es", 22],
    ["the thirtieth of them all today", "en", undefined],
  ])("in %s (%s)", (words, language, index) => {
    expect(findChoice(words, labels, language)).toBe(index);
  });
});
