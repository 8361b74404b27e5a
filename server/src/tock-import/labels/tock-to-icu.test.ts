import { expect, test } from "vitest";
import { catalogue } from "#i18n/catalogue.ts";
import { toIcuText } from "./tock-to-icu.ts";

const converted = (pattern: string): string => toIcuText(pattern).text;
const troubles = (pattern: string): string[] => toIcuText(pattern).troubles.map(({ kind, part }) => `${kind} ${part}`);

/** What our catalogue says of a text of Tock, in English. */
function say(pattern: string, args: Record<string, string | number> = {}): string {
  const messages: unknown = { text: toIcuText(pattern).text };
  return catalogue({ locales: ["en"], messages: { en: messages } })({ locale: "en" })("text", args);
}

test("a text without arguments is said as it stands, whatever signs it holds", () => {
  for (const text of [
    "Hello",
    "l'heure d'été",
    "100%% sûr",
    "a } b",
    "#1 '#' {",
    "'{'",
    "''",
    "{ } {x} '{y}'",
    "%%{0",
    "'",
    "🚄",
  ]) {
    expect(say(text)).toBe(text);
  }
  expect(troubles("Use {braces}")).toEqual(["argument Use {braces}"]);
  expect(troubles("l'heure")).toEqual([]);
});

test("arguments by number and by name get names, apostrophes before them stay", () => {
  expect(converted("De {0} à {1}, l'{:city_name} d'{ 2 }")).toBe("De {arg0} à {arg1}, l'{city_name} d'{arg2}");
  expect(say("It's {0}'s '{1}'", { arg0: "Ada", arg1: "X" })).toBe("It's Ada's 'X'");
  expect(say("{0}'", { arg0: "x" })).toBe("x'");
  expect(say("'{0}#", { arg0: "x" })).toBe("'x#");
});

test("%% quotes where the text has arguments, doubled it is an apostrophe", () => {
  expect(say("%%{0}%% is {0} %%%%", { arg0: "x" })).toBe("{0} is x '");
});

test("numbers, dates and times keep their style where ICU has it", () => {
  expect(converted("{0,number} {1, number , integer} {2,number,percent}")).toBe(
    "{arg0, number} {arg1, number, integer} {arg2, number, percent}",
  );
  expect(converted("{0,date} {1,time,short} {2,date,full}")).toBe(
    "{arg0, date, medium} {arg1, time, short} {arg2, date, full}",
  );
  expect(say("{0,number,#,##0.00} {0,number,0.#} {0,number,#,##0} {0,number,0}", { arg0: 1234.56 })).toBe(
    "1,234.56 1234.6 1,235 1235",
  );
});

test("an argument that counts somewhere is written as a number everywhere", () => {
  expect(converted("{0} : {0,choice,0#rien|1#un|1<{0} trains}")).toBe(
    "{arg0, number} : {arg0, plural, =0 {rien} =1 {un} other {{arg0, number} trains}}",
  );
  expect(say("{0,choice,0#none|1<{0} of {1}}", { arg0: 1500, arg1: 3 })).toBe("1,500 of 3");
});

test("a choice becomes a plural with a branch for each number but those of its last option", () => {
  const trains = "{0,choice,0#no train|1#one train|1<many trains}";
  expect([0, 1, 2, 9].map((arg0) => say(trains, { arg0 }))).toEqual([
    "no train",
    "one train",
    "many trains",
    "many trains",
  ]);
  const few = "{0,choice,1#few|4#some|10≤lots}";
  expect([0, 1, 3, 4, 9, 10, 11].map((arg0) => say(few, { arg0 }))).toEqual([
    "few",
    "few",
    "few",
    "some",
    "some",
    "lots",
    "lots",
  ]);
  const below = "{0,choice,-∞#below|-1#minus one|0#zero|0.5#more}";
  expect([-1, 0, 1].map((arg0) => say(below, { arg0 }))).toEqual(["minus one", "zero", "more"]);
  expect(say("{0,choice,0#only}", { arg0: 7 })).toBe("only");
});

test("a choice by yes and no, with signs and apostrophes in it, says what it said", () => {
  const patterns = "Hey'{0,choice,0#|1# and %%<b>when</b>%%} ?";
  expect([0, 1].map((arg0) => say(patterns, { arg0 }))).toEqual(["Hey' ?", "Hey' and <b>when</b> ?"]);
  expect(say("{0,choice,0#l'un #1|1#d'{1}}", { arg0: 0, arg1: "x" })).toBe("l'un #1");
  expect(say("{0,choice,0#l'un|1#d'{1}'}", { arg0: 1, arg1: "x" })).toBe("d'x'");
  expect(say("{0,choice,0#a %%|%% b|1#{1,choice,0#c|1#d}}", { arg0: 0, arg1: 1 })).toBe("a | b");
  expect(say("{0,choice,0#a|1#{1,choice,0#c|1#d}}", { arg0: 1, arg1: 1 })).toBe("d");
});

test("what has no counterpart is said as well as can be, and named with its text", () => {
  expect(troubles("{0,choice,0#low|1000#high}")).toEqual(["choice {0,choice,0#low|1000#high}"]);
  expect(say("{0,choice,0#low|1000#high}", { arg0: 1234 })).toBe("1,234");
  expect(troubles("{0,choice,none}")).toEqual(["choice {0,choice,none}"]);
  expect(troubles("{0,choice,1#b|0#a}")).toEqual(["choice {0,choice,1#b|0#a}"]);
  expect(troubles("{0,number,currency}")).toEqual(["style {0,number,currency}"]);
  expect(troubles("{0,date,dd/MM/yyyy}")).toEqual(["style {0,date,dd/MM/yyyy}"]);
  expect(troubles("{0,spellout}")).toEqual(["argument {0,spellout}"]);
  expect(troubles("{0} {name} {:a1}")).toEqual(["argument {name}", "argument {:a1}"]);
  expect(say("{ {0}", { arg0: "x" })).toBe("{ x");
  expect(say("{0} {name}", { arg0: "x" })).toBe("x {name}");
  expect(troubles("{0} l''heure")).toEqual(["doubled_apostrophe ''"]);
  expect(say("{0} l''heure", { arg0: "x" })).toBe("x l''heure");
});

test("choices inside of choices do not multiply without end", () => {
  let choice = "x";
  for (let depth = 0; depth < 6; depth += 1) choice = `{0,choice,0#${choice}|40#y}`;
  expect(toIcuText(choice).text.length).toBeLessThan(100_000);
  expect(troubles(choice)).not.toEqual([]);
  const deep = `${"{0,choice,0#".repeat(5_000)}x${"}".repeat(5_000)}`;
  expect(troubles(deep)).not.toEqual([]);
  expect(toIcuText("{".repeat(100_000)).text.length).toBe(300_000);
});
