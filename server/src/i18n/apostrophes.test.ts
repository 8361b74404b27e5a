import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { toIcu } from "./apostrophes.ts";

const say = (text: string, args = {}): string => {
  const messages: unknown = { text };
  return catalogue({ locales: ["fr"], messages: { fr: messages } })({ locale: "fr" })("text", args);
};

test("apostrophes are apostrophes, also before an argument, inside a branch and around an argument", () => {
  expect(say("C'est l'heure d'{verb} jusqu'à {hour} h.", { verb: "entrer", hour: 9 })).toBe(
    "C'est l'heure d'entrer jusqu'à 9 h.",
  );
  expect(say("{n, plural, one {l'arrêt d'{city}} other {les # arrêts d'{city}}}", { n: 2, city: "Ault" })).toBe(
    "les 2 arrêts d'Ault",
  );
  expect(say("Le code '{code}' est faux", { code: "X1" })).toBe("Le code 'X1' est faux");
  expect(say("{n, plural, one {d'} other {# d'}}", { n: 1 })).toBe("d'");
  expect(say("l'")).toBe("l'");
  expect(say("'")).toBe("'");
  expect(say("l’{city}", { city: "Ain" })).toBe("l’Ain");
});

test("two apostrophes are one, as translation tools write them", () => {
  expect(say("l''heure d''{verb}", { verb: "entrer" })).toBe("l'heure d'entrer");
});

test("a brace or number sign between apostrophes is that sign", () => {
  expect(say("'{' '}' '{'name'}'", { name: "x" })).toBe("{ } {name}");
  expect(say("'{''{'d'{''''}'")).toBe("{{d{'}");
  expect(say("{n, plural, one {'#'} other {'#'#}}", { n: 4 })).toBe("#4");
});

test("apostrophes in the style of a date stay its own", () => {
  expect(toIcu("l'{d, date, ::yyyy'x'} d'{n}")).toBe("l''{d, date, ::yyyy'x'} d''{n}");
});

test("a long text of nothing but signs is read in a moment", () => {
  for (const sign of ["'", "{", "{a,number,", "''{", "'{'"]) {
    const long = sign.repeat(50_000);
    expect(toIcu(long).length).toBeGreaterThanOrEqual(long.length / 3);
  }
});
