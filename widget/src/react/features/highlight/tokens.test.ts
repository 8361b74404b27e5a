import { describe, expect, test } from "vitest";
import { languageFor, loadLanguage } from "./languages.ts";
import { isReadable, longestCode, longestLine, tokensOf } from "./tokens.ts";

const words =
  "c c# c++ cpp css diff docker go graphql html java js json kt lua md php ps1 py rb rs sh sql svg swift toml ts tsx xml yml".split(
    " ",
  );

const samples = [
  'const a = "b"; // c\nif (a) { return /x/g; }\n',
  "def f(x):\n\treturn 'ä' # 😀\r\n",
  '<a href="x">&amp;<!-- c --></a>\n<script>let a = `b${c}`</script>',
  "# heading\n\n```js\nx\n```\n- item\n\n\n",
  "SELECT * FROM t WHERE a = 'it''s' -- c\n/* open",
  "\n\n  \n",
  "'never closed \\",
];

test.each(words)("%s is a language, and no character of its code is lost", async (word) => {
  const language = languageFor(word);
  if (language === undefined) throw new Error(`${word} is not known`);
  const options = await loadLanguage(language);
  for (const sample of samples) {
    const shown = tokensOf(sample, options).map(({ text }) => text);
    expect(shown.join("")).toBe(sample);
  }
});

test("names the kinds of pieces", async () => {
  const kinds = tokensOf('if "a" # b', await loadLanguage("python")).map(({ kind, text }) => [kind, text.trim()]);
  expect(kinds).toEqual([
    ["keyword", "if"],
    ["string", '"a"'],
    ["comment", "# b"],
  ]);
});

test("very long code and very long lines get no colours", () => {
  expect(isReadable("a\n".repeat(longestCode / 2))).toBe(true);
  expect(isReadable("a\n".repeat(longestCode / 2 + 1))).toBe(false);
  expect(isReadable("a".repeat(longestLine + 1))).toBe(false);
});

test.each([undefined, "", "klingon", "constructor", "toString", "__proto__"])("%s is no language", (word) => {
  expect(languageFor(word)).toBeUndefined();
});

describe("the longest code takes little time, whatever it is made of", () => {
  const pieces = [
    "'",
    '"',
    "`",
    "/*",
    "//",
    "<",
    "<a ",
    "${",
    "{",
    "\\",
    "#",
    "--",
    "\n",
    "x ",
    "/",
    "a.b",
    "<!--",
    "```\n",
  ];
  test.each(words)(
    "%s",
    async (word) => {
      const options = await loadLanguage(languageFor(word) ?? "");
      for (const piece of pieces) {
        const line = `${piece.repeat(Math.floor((longestLine - 1) / piece.length))}\n`;
        const code = line.repeat(longestCode / longestLine);
        expect(isReadable(code)).toBe(true);
        const started = performance.now();
        tokensOf(code, options);
        expect([piece, performance.now() - started < 1_500]).toEqual([piece, true]);
      }
    },
    60_000,
  );
});
