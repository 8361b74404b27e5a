import { parseTable } from "@causerie/widget/react/extras/parse-table.ts";
import { drawText } from "@causerie/widget/react/testing/read-screen.tsx";
import { array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";
import { missingCharacters } from "#support/scanners/missing-characters.ts";
import { textTokens } from "#support/scanners/text-tokens.ts";

test("whatever a bot writes, each of its letters and digits is on the screen", () => {
  const lines = constantFrom(
    "12. Mai\n",
    "15. Mai\n",
    "007. \n",
    "```sh\n",
    "```\n",
    "a|b\n",
    "-|-\n",
    "2**3",
    "100*100/",
  );
  const text = array(constantFrom(...textTokens), { maxLength: 20 });
  const mixed = array(
    text.chain((parts) => lines.map((line) => parts.join("") + line)),
    { maxLength: 4 },
  );
  assert(
    property(mixed, (parts) => {
      const written = parts.join("");
      expect(missingCharacters(lettersOf(written), lettersOf(visible(drawText(written))))).toBe("");
    }),
    {
      numRuns: 3000,
      examples: [
        [["```npm install x```\nthen run it"]],
        [["```a b```"]],
        [["```\nlet a\n``` and then"]],
        [["12. Mai\n15. Mai"]],
        [["007. Bond"]],
        [["```\n```"]],
        [['[a](https://a.example "Fares 2026")']],
      ],
    },
  );
});

test("whatever stands in a table, each of its letters and digits is in a cell", () => {
  const row = array(constantFrom("a", "b1", "|", "\\|", "\\", " ", "*", "`"), { maxLength: 12 }).map((parts) =>
    parts.join(""),
  );
  assert(
    property(row, array(row, { maxLength: 3 }), (head, rows) => {
      const written = [`${head}|`, "|-|", ...rows].join("\n");
      const { head: shown, rows: cells } = parseTable(written);
      expect(missingCharacters(lettersOf(written), lettersOf([shown, ...cells].flat().join("")))).toBe("");
    }),
    { numRuns: 1000 },
  );
});

test("days and rules of a list keep the numbers that they were given", () => {
  expect(numbersOf("12. Mai\n15. Mai")).toEqual(["12", "15"]);
  expect(numbersOf("1. Mai\n1. Juni")).toEqual(["1", "1"]);
  expect(numbersOf("3) three\n\n   more\n4) four")).toEqual(["3", "4"]);
});

test("sums, powers, masked numbers and lines to be filled in keep their signs", () => {
  for (const written of [
    "100*100/400*56",
    "3*4=12, 5*6=30",
    "2**3 and 4**5",
    "x**2 + y**2 = z**2",
    "Card **** **** **** 1234",
    "****1234 and ****5678",
    "Name: ____ Date: ____",
    "****1234** and ____name__",
    "Preis* (*inkl. MwSt.)",
    "5*",
    "C:\\Users\\Ana",
  ])
    expect(visible(drawText(written)).trim()).toBe(written);
});

test("no box is empty: code and links without words show how they were written", () => {
  for (const written of ["``", "` `", "```\n```", "```\n  \n```"]) {
    expect(drawText(written)).not.toMatch(/<code[^>]*>\s*<\/code>/);
    expect(visible(drawText(written)).trim()).not.toBe("");
  }
  for (const written of ["[](https://a.example)", "[ ](https://a.example)", "![](https://a.example)"])
    expect(drawText(written)).toMatch(/<a[^>]*><span>https:\/\/a\.example</);
});

/** What can be read on the screen: the text, the numbers of lists, the language of code. And where links lead. */
function visible(html: string): string {
  return html
    .replaceAll(/<span class="causerie-sr">.*?<\/span>/g, "")
    .replaceAll(/<a [^>]*href="([^"]*)"[^>]*>/g, "$1 ")
    .replaceAll(/<li value="(\d+)">/g, "$1. ")
    .replaceAll(/<pre [^>]*data-language="([^"]*)"[^>]*>/g, "$1\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}

function numbersOf(text: string): (string | undefined)[] {
  return Array.from(drawText(text).matchAll(/<li value="(\d+)">/g), ([, number]) => number);
}

function lettersOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]/gu) ?? [];
}
